import { ActionIcon, Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { messageOf } from '../../shared/api/apiError';
import { plural } from '../../shared/format/format';
import { act } from '../../shared/ui/act';
import { ColourMenu } from '../../shared/ui/ColourMenu';
import { confirmAction } from '../../shared/ui/confirm';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { NewTag } from './NewTag';
import { type TemplateTag, useDeleteTag, useSaveTag, useTemplateTags } from './templateTagQueries';
import classes from './Tags.module.css';

interface ManageTagsProps {
  onClose: () => void;
  /** The filter may show it. */
  onDeleted: (tagId: string) => void;
}

/** The tags of the workspace: their names and colours. */
export function ManageTags({ onClose, onDeleted }: ManageTagsProps) {
  const tags = useTemplateTags(useWorkspaceId()).data ?? [];
  return (
    <Modal opened onClose={onClose} title="Template tags" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack gap="md">
        {tags.length === 0 ? (
          <Text c="dimmed">No tags yet. Tags group templates by season, audience or purpose.</Text>
        ) : (
          <ul className={classes.list} aria-label="Template tags">
            {tags.map((tag) => (
              <TagRow key={tag.id} tag={tag} onDeleted={onDeleted} />
            ))}
          </ul>
        )}
        <NewTag />
        <Group justify="flex-end">
          <Button onClick={onClose}>Done</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

function TagRow({ tag, onDeleted }: { tag: TemplateTag; onDeleted: (tagId: string) => void }) {
  const workspaceId = useWorkspaceId();
  const save = useSaveTag(workspaceId);
  const remove = useDeleteTag(workspaceId);
  const [name, setName] = useState(tag.name);
  const rename = () => {
    const wanted = name.trim();
    if (wanted === '') setName(tag.name);
    else if (wanted !== tag.name) save.mutate({ id: tag.id, name: wanted });
  };
  const ask = () =>
    confirmAction({
      title: `Delete the tag ${tag.name}?`,
      consequences: [
        tag.templates === 0 ? 'No template has it.' : `${plural(tag.templates, 'template')} will lose it. The templates stay.`,
      ],
      confirm: 'Delete tag',
      onConfirm: async () => {
        await remove.mutateAsync(tag.id);
        onDeleted(tag.id);
      },
    });
  return (
    <li className={classes.row}>
      <ColourMenu name={tag.name} colour={tag.colour} onPick={(colour) => void act(() => save.mutateAsync({ id: tag.id, colour }))} />
      <TextInput
        aria-label={`Name of ${tag.name}`}
        value={name}
        maxLength={60}
        dir="auto"
        error={save.error ? messageOf(save.error) : undefined}
        onChange={(event) => (setName(event.currentTarget.value), save.reset())}
        onBlur={rename}
        onKeyDown={(event) => event.key === 'Enter' && rename()}
      />
      <Text c="dimmed" size="xs" className="rp-num">
        {plural(tag.templates, 'template')}
      </Text>
      <ActionIcon aria-label={`Delete ${tag.name}`} onClick={ask}>
        <IconTrash size={15} />
      </ActionIcon>
    </li>
  );
}
