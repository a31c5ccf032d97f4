import { fieldRules } from '@rapport/common';
import { ActionIcon, Button, CopyButton, Group, Menu, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconDots, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { confirmAction } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useCustomFields, useDeleteField, type CustomField } from './customFieldQueries';
import { FieldDialog } from './FieldDialog';
import classes from './FieldSettings.module.css';

export function FieldSettings() {
  const fields = useCustomFields(useWorkspaceId());
  const mayEdit = useMay('author');
  const [edited, setEdited] = useState<CustomField | 'new' | null>(null);
  const add = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      Add field
    </Button>
  );
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <div>
          <Title order={2}>Contact fields</Title>
          <Text c="dimmed">What you store about contacts besides name, email, phone and company. Templates can use these fields too.</Text>
        </div>
        {mayEdit && fields.data && fields.data.length > 0 && <div style={{ flex: 'none' }}>{add}</div>}
      </Group>
      {fields.isPending ? (
        <LinesSkeleton lines={5} />
      ) : fields.isError ? (
        <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />
      ) : fields.data.length === 0 ? (
        <EmptyState
          picture="table"
          title="No custom fields yet"
          text="Add one here, or let an import make it from a column of your file."
          action={mayEdit && add}
        />
      ) : (
        <ul className={classes.fields}>
          {fields.data.map((field) => (
            <FieldRow key={field.id} field={field} onEdit={mayEdit ? () => setEdited(field) : null} />
          ))}
        </ul>
      )}
      <FieldDialog field={edited === 'new' ? null : edited} isOpen={edited !== null} onClose={() => setEdited(null)} />
    </Stack>
  );
}

function FieldRow({ field, onEdit }: { field: CustomField; onEdit: (() => void) | null }) {
  return (
    <li className={classes.field}>
      <div className={classes.name}>
        <span dir="auto">{field.label}</span>
        {field.options.length > 0 && (
          <span className={classes.options} dir="auto" title={field.options.join(', ')}>
            {field.options.join(', ')}
          </span>
        )}
      </div>
      <span className={classes.type}>{fieldRules(field.fieldType).label}</span>
      <CopyButton value={mergeTag(field.fieldName)}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? 'Copied' : 'Copy for a template'}>
            <button type="button" className={classes.tag} onClick={copy}>
              <span>{mergeTag(field.fieldName)}</span>
              {copied ? <IconCheck size={13} aria-hidden /> : <IconCopy size={13} aria-hidden />}
            </button>
          </Tooltip>
        )}
      </CopyButton>
      {onEdit && <FieldMenu field={field} onEdit={onEdit} />}
    </li>
  );
}

function FieldMenu({ field, onEdit }: { field: CustomField; onEdit: () => void }) {
  const mayDelete = useMay('admin');
  const remove = useDeleteField(useWorkspaceId());
  const askDelete = () =>
    confirmAction({
      title: `Delete the field ${field.label}?`,
      consequences: [
        'Its value is removed from every contact.',
        `Templates that use ${mergeTag(field.fieldName)} show their fallback, or nothing.`,
        'This can’t be undone.',
      ],
      confirm: 'Delete field',
      onConfirm: async () => {
        await remove.mutateAsync(field.id);
        toast(`${field.label} deleted`);
      },
    });
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${field.label}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onEdit}>Edit</Menu.Item>
        {mayDelete && (
          <Menu.Item color="red" onClick={askDelete}>
            Delete
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

/** The merge tag under which templates find the field's value. */
function mergeTag(fieldName: string): string {
  return `{{ custom.${fieldName} }}`;
}
