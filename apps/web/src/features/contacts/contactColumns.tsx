import { Tooltip } from '@mantine/core';
import { fieldRules } from '@rapport/common';
import { paths } from '../../shared/paths';
import type { DataColumn } from '../../shared/table/columns';
import { NameCell } from '../../shared/table/NameCell';
import { NoValue } from '../../shared/table/NoValue';
import { Marked } from '../../shared/ui/Marked';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { statusWord } from '../../shared/ui/statusWords';
import { Status } from '../../shared/ui/Status';
import classes from './ContactCells.module.css';
import type { ContactField, OwnField } from './contactFieldInfo';
import { editingOfColumn, editingOfField, valueOf } from './contactEditing';
import type { ContactSummary } from './contactQueries';
import { CustomValueText, textOfValue } from './customValues';
import { foundWords } from './foundIn';

/** Made once per workspace: the name is a link, so that it can be opened in a tab of its own. */
export function contactColumns(
  workspaceId: string,
  isTrash: boolean,
  fields: readonly ContactField[],
  own: readonly OwnField[],
): DataColumn<ContactSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 168,
      grow: 2,
      sortKey: 'name',
      canHide: false,
      card: 'title',
      isBare: true,
      text: (contact) => contact.displayName,
      cell: (contact) => (
        <NameCell to={paths.contact(workspaceId, contact.id)} name={contact.displayName} seed={contact.id} found={foundWords(contact)} />
      ),
    },
    {
      id: 'email',
      header: 'Email',
      width: 152,
      grow: 2,
      sortKey: 'email',
      text: (contact) => contact.primaryEmail ?? '',
      editing: editingOfColumn('email'),
      ...soft(
        (contact) => contact.primaryEmail,
        (contact) => contact.displayName === contact.primaryEmail,
      ),
    },
    {
      id: 'phone',
      header: 'Phone',
      width: 126,
      card: 'none',
      text: (contact) => contact.primaryPhone ?? '',
      editing: editingOfColumn('phone'),
      ...soft((contact) => contact.primaryPhone),
    },
    {
      id: 'company',
      header: 'Company',
      width: 100,
      grow: 1.2,
      sortKey: 'company',
      text: (contact) => contact.company ?? '',
      editing: editingOfColumn('company'),
      ...soft((contact) => contact.company),
    },
    {
      id: 'lists',
      header: 'Lists',
      width: 108,
      grow: 1.4,
      card: 'none',
      text: (contact) => contact.lists.map(({ name }) => name).join('; '),
      isBare: true,
      cell: (contact) => <ListTags lists={contact.lists} total={contact.listCount} />,
    },
    {
      id: 'status',
      header: 'Email status',
      width: 116,
      card: 'aside',
      text: (contact) => statusWord('email', contact.emailStatus).label,
      isBare: true,
      cell: (contact) => <Status kind="email" value={contact.emailStatus} />,
    },
    isTrash
      ? {
          id: 'deleted',
          header: 'Deleted',
          width: 92,
          align: 'right',
          card: 'none',
          text: (contact) => contact.deletedAt ?? '',
          isBare: true,
          cell: (contact) => <RelativeTime iso={contact.deletedAt} />,
        }
      : {
          id: 'created',
          header: 'Added',
          width: 92,
          align: 'right',
          sortKey: 'createdAt',
          firstSort: 'desc',
          card: 'none',
          text: (contact) => contact.createdAt,
          isBare: true,
          cell: (contact) => <RelativeTime iso={contact.createdAt} />,
        },
    {
      ...HIDDEN,
      id: 'firstName',
      header: 'First name',
      width: 120,
      text: (contact) => contact.firstName ?? '',
      editing: editingOfColumn('firstName'),
      ...soft((contact) => contact.firstName),
    },
    {
      ...HIDDEN,
      id: 'lastName',
      header: 'Last name',
      width: 120,
      text: (contact) => contact.lastName ?? '',
      editing: editingOfColumn('lastName'),
      ...soft((contact) => contact.lastName),
    },
    {
      ...HIDDEN,
      id: 'updated',
      header: 'Updated',
      width: 92,
      align: 'right',
      text: (contact) => contact.updatedAt,
      isBare: true,
      cell: (contact) => <RelativeTime iso={contact.updatedAt} />,
    },
    ...fields.map(fieldColumn),
    ...own.map(ownColumn),
  ];
}

const HIDDEN = { startsHidden: true, card: 'none' } as const;

function fieldColumn(field: ContactField): DataColumn<ContactSummary> {
  const { fieldName, fieldType, label } = field;
  const isNumber = fieldRules(fieldType).sortsBy === 'number';
  return {
    ...HIDDEN,
    id: `field:${fieldName}`,
    header: label,
    width: isNumber ? 104 : 140,
    ...(isNumber ? { align: 'right' as const, firstSort: 'desc' as const } : {}),
    sortKey: `field:${fieldName}`,
    text: (contact) => textOfValue({ fieldType, value: valueOf(contact, fieldName) }, field),
    editing: editingOfField(field),
    cell: (contact) => <FieldCell value={valueOf(contact, fieldName)} field={field} />,
  };
}

/** Changed on the page of the contact; nobody else has this column. */
function ownColumn(field: OwnField): DataColumn<ContactSummary> {
  const id = `mine:${field.fieldName}`;
  const { editing: _none, ...column } = fieldColumn({ ...field, fieldName: id, section: null, isRequired: false });
  return { ...column, id, sortKey: id, header: `${field.label} (only you)` };
}

function FieldCell({ value, field }: { value: string | null; field: ContactField }) {
  if (value === null) return <NoValue />;
  const shown = { fieldType: field.fieldType, value };
  return (
    <span className={classes.soft} dir="auto" title={textOfValue(shown, field)}>
      <CustomValueText field={shown} facts={field} isReadOnly />
    </span>
  );
}

/** A line in a row, an element of its own on a card. A value that only repeats the name is dimmed: it would read twice. */
function soft(
  of: (contact: ContactSummary) => string | null,
  isName: (contact: ContactSummary) => boolean = () => false,
): Pick<DataColumn<ContactSummary>, 'line' | 'cell'> {
  const look = (contact: ContactSummary) => (isName(contact) ? classes.none : classes.soft);
  return {
    line: (contact) => ({ text: of(contact), look: look(contact) }),
    cell: (contact) => {
      const text = of(contact);
      if (!text) return <NoValue />;
      return (
        <span className={look(contact)} dir="auto" title={text}>
          <Marked text={text} />
        </span>
      );
    },
  };
}

const SHOWN = 2;

/** The stage first; what does not fit is counted, and named on hover. */
export function ListTags({ lists, total }: { lists: ContactSummary['lists']; total: number }) {
  const ordered = [...lists].sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary) || a.name.localeCompare(b.name));
  const rest = ordered.slice(SHOWN).map((list) => list.name);
  const unnamed = total - lists.length;
  if (ordered.length === 0) return <NoValue />;
  return (
    <span className={classes.lists}>
      {ordered.slice(0, SHOWN).map((list) => (
        <span
          key={list.id}
          className={list.isPrimary ? `${classes.list} ${classes.stage}` : classes.list}
          dir="auto"
          title={list.isPrimary ? `${list.name} (stage)` : list.name}
        >
          {list.name}
        </span>
      ))}
      {rest.length > 0 && (
        <Tooltip label={[...rest, ...(unnamed > 0 ? [`${unnamed} more`] : [])].join(', ')}>
          <span className={`${classes.none} rp-num`}>+{rest.length + unnamed}</span>
        </Tooltip>
      )}
    </span>
  );
}
