import { Button, Loader } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { confirmAction } from '../../shared/ui/confirm';
import classes from './SampleBanner.module.css';
import { useDeleteSampleWorkspace, useSampleState } from './workspaceQueries';

/** Invented people must never be mistaken for one's own. */
export function SampleBanner({ workspaceId, onRemoved }: { workspaceId: string; onRemoved: () => void }) {
  const state = useSampleState(workspaceId);
  const remove = useDeleteSampleWorkspace();
  const ask = () =>
    confirmAction({
      title: 'Remove the sample workspace?',
      consequences: ['The invented contacts, lists, templates and campaigns in it, with everything you tried out here.'],
      confirm: 'Remove sample workspace',
      onConfirm: async () => {
        await remove.mutateAsync();
        onRemoved();
      },
    });
  return (
    <aside className={classes.banner} aria-label="Sample workspace">
      <span role="status">
        {state === 'filling' && <Loader size={14} mr={10} className={classes.loader} />}
        {state === 'filling'
          ? 'Sample contacts and campaigns are being added. This takes a few seconds.'
          : state === 'failed'
            ? 'The sample data could not be loaded. Remove it, then load it again.'
            : 'All contacts here are invented. Try anything: messages only go to the mail lab.'}
      </span>
      <Button variant="default" size="xs" leftSection={<IconTrash size={14} />} onClick={ask} loading={remove.isPending}>
        Remove sample data
      </Button>
    </aside>
  );
}
