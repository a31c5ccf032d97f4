import { fieldOfColumn, personalOfColumn } from '@rapport/common';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { paths } from '../../shared/paths';
import { type ColumnPlace, readColumns, STARTING_COLUMNS, writeColumns } from '../../shared/table/columnLayout';
import { DataTable } from '../../shared/table/DataTable';
import type { PastedCells } from '../../shared/table/tableProps';
import { SearchMarks } from '../../shared/ui/Marked';
import { useSearchMarks } from '../../shared/ui/useSearchMarks';
import type { UrlPatch } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ContactBulkActions } from './ContactBulkActions';
import { contactColumns } from './contactColumns';
import type { ContactField, OwnField } from './contactFieldInfo';
import type { ListOption } from './contactFilterFields';
import { type ContactFilter, type ContactView, type contactUrl, toContactSort } from './contactFilters';
import { type ContactSummary, useContactRows } from './contactQueries';
import { ContactRowActions } from './ContactRowActions';
import type { ExportContacts } from './exportContacts';
import { PasteDialog } from './PasteDialog';
import { useCellEdits } from './useCellEdits';

/** Where one goes from the contact that is looked at. */
export interface PeekBeside {
  readonly isNarrow: boolean;
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
  readonly onClose: () => void;
}

interface ContactsTableProps {
  url: readonly [ContactView, (patch: UrlPatch<typeof contactUrl>) => void];
  filter: ContactFilter;
  fields: readonly ContactField[];
  own: readonly OwnField[];
  lists: readonly ListOption[];
  /** False while it is not known yet what it shows. */
  isReady: boolean;
  /** How many there are; undefined until they are counted. */
  total: number | undefined;
  isNarrow: boolean;
  onCreateList: (name: string) => Promise<{ id: string; name: string }>;
  onExport: ExportContacts;
  /** The contact that is looked at beside the table; null: none. */
  peekId: string | null;
  onPeek: (contactId: string | null) => void;
  /** Draws that look. */
  peekPanel: (beside: PeekBeside) => ReactNode;
  empty: ReactNode;
}

/** Rows of contacts and the quick look beside them. Rows that arrive while one scrolls draw this, and nothing else of the page. */
export function ContactsTable({
  url: [view, setView],
  filter,
  fields,
  own,
  lists,
  isReady,
  isNarrow,
  peekId,
  onPeek,
  ...props
}: ContactsTableProps) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const isTrash = filter.trashed === true;
  const layout = useMemo(() => readColumns(view.columns), [view.columns]);
  const fieldNames = [...fields.map(({ fieldName }) => fieldName), ...own.map(({ fieldName }) => `mine:${fieldName}`)];
  const sort = toContactSort(view, fieldNames);
  const shownFields = layout
    .map(({ id }) => fieldOfColumn(id) ?? (personalOfColumn(id) === null ? null : id))
    .filter((name) => name !== null && fieldNames.includes(name));
  const source = useContactRows(workspaceId, { filter, sort, fields: shownFields.filter((name) => name !== null), isEnabled: isReady });
  const columns = useMemo(() => contactColumns(workspaceId, isTrash, fields, own), [workspaceId, isTrash, fields, own]);
  const { editCell, applyPaste } = useCellEdits(fields);
  const [pasted, setPasted] = useState<PastedCells<ContactSummary> | null>(null);
  const rowActions = useCallback(
    (contact: ContactSummary) => <ContactRowActions contact={contact} mayEdit={mayEdit} isNarrow={isNarrow} onPeek={onPeek} />,
    [mayEdit, isNarrow, onPeek],
  );
  const marks = useSearchMarks(filter.search);
  const setLayout = (next: ColumnPlace[]) => setView({ columns: next.length > 0 ? writeColumns(next) : view.view && STARTING_COLUMNS });
  return (
    <>
      <SearchMarks value={marks}>
        <DataTable
          key={isTrash ? 'trash' : 'contacts'}
          tableId="contacts"
          label={isTrash ? 'Contacts in the trash' : 'Contacts'}
          columns={columns}
          source={source}
          rowId={(contact) => contact.id}
          rowName={(contact) => contact.displayName}
          onOpen={(contact) => void navigate(paths.contact(workspaceId, contact.id))}
          sort={sort}
          layout={layout}
          onLayout={setLayout}
          {...(mayEdit && !isTrash ? { onEdit: editCell, onPaste: setPasted } : {})}
          onSort={(sort) => setView({ sort })}
          total={props.total}
          rowActions={rowActions}
          peek={{ id: peekId, onChange: (contact) => onPeek(contact?.id ?? null) }}
          bulkActions={
            mayEdit
              ? (selection) => (
                  <ContactBulkActions
                    selection={selection}
                    filter={filter}
                    lists={lists}
                    fields={fields}
                    onCreateList={props.onCreateList}
                    onExport={props.onExport}
                  />
                )
              : undefined
          }
          empty={props.empty}
        />
      </SearchMarks>
      {peekId !== null && props.peekPanel({ isNarrow, ...besideOf(source.rows, peekId, onPeek) })}
      {pasted && <PasteDialog pasted={pasted} fields={fields} onApply={applyPaste} onClose={() => setPasted(null)} />}
    </>
  );
}

/** The neighbours of a contact among the rows that are loaded; on a step to the last of them the table loads more. */
function besideOf(
  rows: readonly ContactSummary[],
  peekId: string,
  onPeek: (contactId: string | null) => void,
): Omit<PeekBeside, 'isNarrow'> {
  const place = rows.findIndex(({ id }) => id === peekId);
  const to = (row: ContactSummary | undefined) => (place < 0 || row === undefined ? null : () => onPeek(row.id));
  return { onPrevious: to(rows[place - 1]), onNext: to(rows[place + 1]), onClose: () => onPeek(null) };
}
