import { fieldRules } from '@rapport/common';
import { ActionIcon, Button, CopyButton, Group, Menu, Stack, Text, Title, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconCheck, IconCopy, IconDots, IconGripVertical, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { formatCount, plural } from '../../shared/format/format';
import { act, actWithUndo } from '../../shared/ui/act';
import { confirmAction } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { ErrorState } from '../../shared/ui/ErrorState';
import { LinesSkeleton } from '../../shared/ui/Skeletons';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { useAllCustomFields, useArchiveField, useDeleteField, useFieldUsage, useOrderFields, type CustomField } from './customFieldQueries';
import { FieldDialog } from './FieldDialog';
import { FIELD_ICONS } from './fieldIcons';
import classes from './FieldSettings.module.css';
import { type ChangeKind, TypeChangeDialog } from './TypeChangeDialog';
import { bySection, moveByStep, moveOnto } from './moveField';

/** More values than that are not counted. */
const MOST_COUNTED = 10_000;

export function FieldSettings() {
  const fields = useAllCustomFields(useWorkspaceId());
  const mayEdit = useMay('author');
  const [edited, setEdited] = useState<CustomField | 'new' | null>(null);
  const sections = [...new Set((fields.data ?? []).flatMap(({ section }) => section ?? []))];
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
        <FieldLists fields={fields.data} onEdit={mayEdit ? setEdited : null} />
      )}
      <FieldDialog
        key={edited === null ? 'closed' : edited === 'new' ? 'new' : edited.id}
        field={edited === 'new' ? null : edited}
        sections={sections}
        isOpen={edited !== null}
        onClose={() => setEdited(null)}
      />
    </Stack>
  );
}

type OnEdit = ((field: CustomField) => void) | null;

function FieldLists({ fields, onEdit }: { fields: readonly CustomField[]; onEdit: OnEdit }) {
  const workspaceId = useWorkspaceId();
  const usage = useFieldUsage(workspaceId);
  const order = useOrderFields(workspaceId);
  const [dragged, setDragged] = useState<string | null>(null);
  const [told, setTold] = useState('');
  const shown = fields.filter(({ archivedAt }) => archivedAt === null);
  const archived = fields.filter(({ archivedAt }) => archivedAt !== null);
  const place = (next: readonly CustomField[], id: string) => {
    if (next === shown) return;
    const at = next.findIndex((field) => field.id === id);
    const moved = next[at];
    setTold(`${moved?.label ?? ''}: place ${at + 1} of ${next.length}${moved?.section ? `, in ${moved.section}` : ''}`);
    void act(() => order.mutateAsync(next));
  };
  const moving = (field: CustomField): Moving | null =>
    onEdit && {
      isDragged: dragged === field.id,
      onStep: (step) => place(moveByStep(shown, field.id, step), field.id),
      onDragStart: () => setDragged(field.id),
      onDragEnd: () => setDragged(null),
      onDrop: () => dragged !== null && place(moveOnto(shown, dragged, field.id), dragged),
    };
  return (
    <>
      {bySection(shown).map(({ section, fields: own }) => (
        <section key={section ?? ''} aria-label={section ?? 'Fields'}>
          {section !== null && (
            <Title order={3} size="h5" mb={8} dir="auto">
              {section}
            </Title>
          )}
          <ul className={classes.fields}>
            {own.map((field) => (
              <FieldRow key={field.id} field={field} count={usage.data?.get(field.id)} onEdit={onEdit} moving={moving(field)} />
            ))}
          </ul>
        </section>
      ))}
      {archived.length > 0 && (
        <section aria-label="Archived">
          <Title order={3} size="h5" mb={4}>
            Archived
          </Title>
          <Text c="dimmed" size="sm" mb={8}>
            Hidden from forms. Contacts keep their values.
          </Text>
          <ul className={classes.fields}>
            {archived.map((field) => (
              <FieldRow key={field.id} field={field} count={usage.data?.get(field.id)} onEdit={onEdit} moving={null} />
            ))}
          </ul>
        </section>
      )}
      <VisuallyHidden role="status">{told}</VisuallyHidden>
    </>
  );
}

interface Moving {
  isDragged: boolean;
  onStep: (step: -1 | 1) => void;
  onDragStart: () => void;
  onDragEnd: () => void;
  onDrop: () => void;
}

interface FieldRowProps {
  field: CustomField;
  /** Contacts with a value; undefined while it is counted. */
  count: number | undefined;
  onEdit: OnEdit;
  moving: Moving | null;
}

function FieldRow({ field, count, onEdit, moving }: FieldRowProps) {
  const type = fieldRules(field.fieldType);
  const Icon = FIELD_ICONS[type.editor];
  return (
    <li
      className={classes.field}
      data-dragged={moving?.isDragged || undefined}
      onDragOver={(event) => moving && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        moving?.onDrop();
      }}
    >
      {moving ? <Handle field={field} moving={moving} /> : <span />}
      <div className={classes.name}>
        <span dir="auto">{field.label}</span>
        {(field.description ?? field.options.join(', ')) && (
          <span className={classes.options} dir="auto" title={field.description ?? field.options.join(', ')}>
            {field.description ?? field.options.join(', ')}
          </span>
        )}
      </div>
      <span className={classes.type}>
        <Icon size={15} aria-hidden />
        {type.label}
        {field.currency && ` (${field.currency})`}
      </span>
      <span className={classes.count}>{count === undefined ? '' : countWords(count)}</span>
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
      {onEdit && <FieldMenu field={field} count={count} onEdit={() => onEdit(field)} />}
    </li>
  );
}

/** Dragged with the pointer, or moved with the arrow keys. */
function Handle({ field, moving }: { field: CustomField; moving: Moving }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    moving.onStep(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <button
      type="button"
      className={classes.handle}
      draggable
      aria-label={`Move ${field.label}`}
      aria-description="Press the up or down arrow key to move it"
      onKeyDown={onKeyDown}
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', field.label);
        moving.onDragStart();
      }}
      onDragEnd={moving.onDragEnd}
    >
      <IconGripVertical size={16} aria-hidden />
    </button>
  );
}

function countWords(count: number): string {
  return count > MOST_COUNTED ? `${formatCount(MOST_COUNTED)}+ contacts` : plural(count, 'contact');
}

function FieldMenu({ field, count, onEdit }: { field: CustomField; count: number | undefined; onEdit: () => void }) {
  const workspaceId = useWorkspaceId();
  const mayDelete = useMay('admin');
  const remove = useDeleteField(workspaceId);
  const archive = useArchiveField(workspaceId);
  const [changed, setChanged] = useState<ChangeKind | null>(null);
  const setArchived = (isArchived: boolean) => archive.mutateAsync({ id: field.id, isArchived });
  const askDelete = () =>
    confirmAction({
      title: `Delete the field ${field.label}?`,
      consequences: [
        count === undefined ? 'Its value is removed from every contact.' : `Its value is removed from ${countWords(count)}.`,
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
    <>
      <TypeChangeDialog field={changed === null ? null : field} kind={changed ?? 'type'} onClose={() => setChanged(null)} />
      <Menu>
        <Menu.Target>
          <ActionIcon aria-label={`Actions for ${field.label}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onEdit}>Edit</Menu.Item>
          {mayDelete && <Menu.Item onClick={() => setChanged('type')}>Change type</Menu.Item>}
          {mayDelete && field.choices.length > 1 && <Menu.Item onClick={() => setChanged('option')}>Replace an option</Menu.Item>}
          {field.archivedAt === null ? (
            <Menu.Item
              onClick={() =>
                void actWithUndo({ act: () => setArchived(true), done: `${field.label} archived`, undo: () => setArchived(false) })
              }
            >
              Archive
            </Menu.Item>
          ) : (
            <Menu.Item
              onClick={() =>
                void actWithUndo({ act: () => setArchived(false), done: `${field.label} restored`, undo: () => setArchived(true) })
              }
            >
              Restore
            </Menu.Item>
          )}
          {mayDelete && (
            <Menu.Item color="red" onClick={askDelete}>
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** The merge tag under which templates find the field's value. */
function mergeTag(fieldName: string): string {
  return `{{ custom.${fieldName} }}`;
}
