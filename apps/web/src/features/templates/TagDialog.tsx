import { Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { plural } from '../../shared/format/format';
import { act } from '../../shared/ui/act';
import { ColourDot } from '../../shared/ui/ColourMenu';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { NewTag } from './NewTag';
import type { TemplateSummary } from './templateQueries';
import { type TemplateTag, useTagTemplates, useTemplateTags } from './templateTagQueries';
import classes from './Tags.module.css';

interface TagDialogProps {
  /** Those whose tags are chosen, as they were when it was opened. */
  templates: readonly TemplateSummary[];
  onClose: () => void;
}

/** Which tags some templates have. Each tick is saved at once. */
export function TagDialog({ templates, onClose }: TagDialogProps) {
  const [first] = templates;
  const title = templates.length === 1 ? `Tags of ${first?.name}` : `Tags of ${plural(templates.length, 'template')}`;
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Ticks templates={templates} />
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>Done</Button>
      </Group>
    </Modal>
  );
}

function Ticks({ templates }: Pick<TagDialogProps, 'templates'>) {
  const workspaceId = useWorkspaceId();
  const tags = useTemplateTags(workspaceId).data ?? [];
  const save = useTagTemplates(workspaceId);
  const [counts, setCounts] = useState(() => countsOf(templates));
  const set = async ({ id }: TemplateTag, isTagged: boolean) => {
    const before = counts.get(id) ?? 0;
    const show = (count: number) => setCounts((now) => new Map(now).set(id, count));
    show(isTagged ? templates.length : 0);
    const isDone = await act(() => save.mutateAsync({ id, templateIds: templates.map((template) => template.id), isTagged }));
    if (!isDone) show(before);
  };
  return (
    <Stack gap="md">
      {tags.length === 0 ? (
        <Text c="dimmed">No tags yet. Add the first one: it is given to the template at once.</Text>
      ) : (
        <ul className={classes.list} aria-label="Tags">
          {tags.map((tag) => {
            const count = counts.get(tag.id) ?? 0;
            return (
              <li key={tag.id} className={classes.row}>
                <ColourDot colour={tag.colour} size={10} />
                <Checkbox
                  label={tag.name}
                  checked={count === templates.length}
                  indeterminate={count > 0 && count < templates.length}
                  onChange={(event) => void set(tag, event.currentTarget.checked)}
                />
              </li>
            );
          })}
        </ul>
      )}
      <NewTag onCreated={(tag) => void set(tag, true)} />
    </Stack>
  );
}

function countsOf(templates: readonly TemplateSummary[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const id of templates.flatMap(({ tagIds }) => tagIds)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}
