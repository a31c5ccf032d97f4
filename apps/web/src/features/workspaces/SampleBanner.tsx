import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { confirmAction } from '../../shared/ui/confirm';
import classes from './SampleBanner.module.css';
import { useDeleteSampleWorkspace } from './workspaceQueries';

/** Invented people must never be mistaken for one's own. */
export function SampleBanner({ onRemoved }: { onRemoved: () => void }) {
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
      <span>All contacts here are invented. Try anything: messages end in the mail lab.</span>
      <Button variant="default" size="xs" leftSection={<IconTrash size={14} />} onClick={ask} loading={remove.isPending}>
        Remove sample data
      </Button>
    </aside>
  );
}
