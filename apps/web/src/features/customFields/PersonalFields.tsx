import { ActionIcon, Button, Group, Menu, Stack, Text, Title } from '@mantine/core';
import { fieldRules } from '@rapport/common';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { confirmAction } from '../../shared/ui/confirm';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { FIELD_ICONS } from './fieldIcons';
import classes from './FieldSettings.module.css';
import { PersonalFieldDialog } from './PersonalFieldDialog';
import { type PersonalField, useDeletePersonalField, usePersonalFields } from './personalFieldQueries';

/** Fields that only the reader sees, in all their workspaces. */
export function PersonalFields() {
  const fields = usePersonalFields(useWorkspaceId());
  const [edited, setEdited] = useState<PersonalField | 'new' | null>(null);
  return (
    <Stack gap="md" component="section" aria-label="Only for me">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2}>Only for me</Title>
          <Text c="dimmed">
            Fields that only you see, on the contacts of all your workspaces. Filters, exports, templates and campaigns don’t use them.
          </Text>
        </div>
        <Button style={{ flex: 'none' }} variant="default" leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
          Add my field
        </Button>
      </Group>
      {fields.isPending ? (
        <LinesSkeleton lines={2} />
      ) : fields.isError ? (
        <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />
      ) : (
        fields.data.length > 0 && (
          <ul className={classes.fields}>
            {fields.data.map((field) => (
              <PersonalRow key={field.id} field={field} onEdit={() => setEdited(field)} />
            ))}
          </ul>
        )
      )}
      <PersonalFieldDialog
        key={edited === null ? 'closed' : edited === 'new' ? 'new' : edited.id}
        field={edited === 'new' ? null : edited}
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
      />
    </Stack>
  );
}

function PersonalRow({ field, onEdit }: { field: PersonalField; onEdit: () => void }) {
  const remove = useDeletePersonalField(useWorkspaceId());
  const type = fieldRules(field.fieldType);
  const Icon = FIELD_ICONS[type.editor];
  const about =
    field.description ??
    field.choices
      .filter(({ isArchived }) => !isArchived)
      .map(({ label }) => label)
      .join(', ');
  const askDelete = () =>
    confirmAction({
      title: `Delete the field ${field.label}?`,
      consequences: ['Your values of it are removed from all contacts, in all your workspaces.', 'This can’t be undone.'],
      confirm: 'Delete field',
      onConfirm: async () => {
        await remove.mutateAsync(field.id);
        toast(`${field.label} deleted`);
      },
    });
  return (
    <li className={classes.field}>
      <span />
      <div className={classes.name}>
        <span dir="auto">{field.label}</span>
        {about && (
          <span className={classes.options} dir="auto" title={about}>
            {about}
          </span>
        )}
      </div>
      <span className={classes.type}>
        <Icon size={15} aria-hidden />
        {type.label}
        {field.currency && ` (${field.currency})`}
      </span>
      <span className={classes.count} />
      <span />
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${field.label}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>Edit</Menu.Item>
          <Menu.Item color="red" onClick={askDelete}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
