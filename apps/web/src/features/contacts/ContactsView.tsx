import { Button, Menu } from '@mantine/core';
import { IconPlus, IconUserPlus } from '@tabler/icons-react';
import { fieldOfColumn, type RuleTree } from '@rapport/common';
import { useMediaQuery } from '@mantine/hooks';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { CONTACT_TRASH_DAYS } from '@rapport/common';
import { plural } from '../../shared/format/format';
import { useShortcut } from '../../shared/keyboard/useShortcut';
import { paths } from '../../shared/paths';
import { type ColumnPlace, readColumns, STARTING_COLUMNS, writeColumns } from '../../shared/table/columnLayout';
import { DataTable } from '../../shared/table/DataTable';
import type { PastedCells } from '../../shared/table/tableProps';
import { NARROW } from '../../shared/theme/tokens';
import { Page } from '../../shared/ui/Page';
import { SearchMarks } from '../../shared/ui/Marked';
import { PageHeader } from '../../shared/ui/PageHeader';
import { useSearchMarks } from '../../shared/ui/useSearchMarks';
import type { UrlPatch } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { AddPeopleDialog } from './AddPeopleDialog';
import { ContactBulkActions } from './ContactBulkActions';
import { ContactRowActions } from './ContactRowActions';
import classes from './ContactsView.module.css';
import { contactColumns } from './contactColumns';
import type { ListOption, SegmentOption } from './contactFilterFields';
import type { ContactField } from './contactFieldInfo';
import { type ContactView, type contactUrl, emptyReason, rulesOf, toContactFilter, toContactSort } from './contactFilters';
import { useContactCount, useContactRows, type ContactSummary } from './contactQueries';
import { ContactsEmpty } from './ContactsEmpty';
import { ContactsToolbar } from './ContactsToolbar';
import { CreateContactDrawer } from './CreateContactDrawer';
import type { ExportContacts } from './exportContacts';
import { PasteDialog } from './PasteDialog';
import { useCellEdits } from './useCellEdits';
import { useRunningBulk } from './useRunningBulk';

/** Where one goes from the contact that is looked at. */
export interface PeekBeside {
  readonly isNarrow: boolean;
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
  readonly onClose: () => void;
}

interface ContactsViewProps {
  url: readonly [ContactView, (patch: UrlPatch<typeof contactUrl>) => void];
  /** False while it is not known yet what the table shows. */
  isReady: boolean;
  /** undefined while they are being fetched. */
  fields: readonly ContactField[] | undefined;
  /** In front of search and filter: what is looked at. */
  viewMenu: ReactNode;
  /** Above the table: what is wrong with what is looked at. */
  notice: ReactNode;
  /** undefined while they are being fetched. */
  lists: readonly ListOption[] | undefined;
  segments: readonly SegmentOption[] | undefined;
  onCreateList: (name: string) => Promise<{ id: string; name: string }>;
  onExport: ExportContacts;
  /** The contact that is looked at beside the table, from the address; null: none. */
  peekId: string | null;
  onPeek: (contactId: string | null) => void;
  /** Draws that look. */
  peekPanel: (beside: PeekBeside) => ReactNode;
  /** Left of the table: ways to other contacts. */
  panel: ReactNode;
  /** Opens and folds it; in front of everything above the table. */
  panelToggle: ReactNode;
  /** Offered beside import and add while there is nobody yet. */
  sample: ReactNode;
}

const NO_LISTS: readonly ListOption[] = [];
const NO_FIELDS: readonly ContactField[] = [];

export function ContactsView(props: ContactsViewProps) {
  const { lists: fetchedLists, segments, fields = NO_FIELDS, onCreateList, onExport, sample } = props;
  const [view, setView] = props.url;
  const lists = fetchedLists ?? NO_LISTS;
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const [isCreating, setCreating] = useState(false);
  const [isAddingPeople, setAddingPeople] = useState(false);
  const filter = toContactFilter(view);
  const layout = useMemo(() => readColumns(view.columns), [view.columns]);
  const fieldNames = fields.map(({ fieldName }) => fieldName);
  const sort = toContactSort(view, fieldNames);
  const shownFields = layout.map(({ id }) => fieldOfColumn(id)).filter((name) => name !== null && fieldNames.includes(name));
  // Which custom fields there are decides what is asked for; without any in the address nothing waits for that.
  const isReady = props.isReady && (props.fields !== undefined || !`${view.columns}${view.sort}`.includes('field'));
  const source = useContactRows(workspaceId, { filter, sort, fields: shownFields.filter((name) => name !== null), isEnabled: isReady });
  const count = useContactCount(workspaceId, filter, isReady).data;
  const list = lists.find(({ id }) => id === view.listId);
  const isListGone = view.listId !== '' && fetchedLists !== undefined && !list;
  const isTrash = filter.trashed === true;
  const columns = useMemo(() => contactColumns(workspaceId, isTrash, fields), [workspaceId, isTrash, fields]);
  const { editCell, applyPaste } = useCellEdits(fields);
  const [pasted, setPasted] = useState<PastedCells<ContactSummary> | null>(null);
  const { peekId, onPeek } = props;
  const rowActions = useCallback(
    (contact: ContactSummary) => <ContactRowActions contact={contact} mayEdit={mayEdit} isNarrow={isNarrow} onPeek={onPeek} />,
    [mayEdit, isNarrow, onPeek],
  );
  const marks = useSearchMarks(filter.search);
  useRunningBulk();
  useShortcut('c', () => setCreating(true), mayEdit && !isTrash);

  const setLayout = (next: ColumnPlace[]) => setView({ columns: next.length > 0 ? writeColumns(next) : view.view && STARTING_COLUMNS });
  const openCreate = () => setCreating(true);
  const openAddPeople = () => setAddingPeople(true);
  return (
    <Page layout="fill">
      <PageHeader
        title={titleOf(isTrash, list, view.listId !== '' && !fetchedLists)}
        count={count}
        context={isTrash ? `Contacts stay here for ${plural(CONTACT_TRASH_DAYS, 'day')}. Then they are deleted for good.` : undefined}
        crumbs={
          isTrash || list
            ? [isTrash ? { label: 'Contacts', to: paths.contacts(workspaceId) } : { label: 'Lists', to: paths.lists(workspaceId) }]
            : undefined
        }
        action={mayEdit && !isTrash && <HeaderActions list={list} onCreate={openCreate} onAddPeople={openAddPeople} />}
        menu={
          <HeaderMenu
            isTrash={isTrash}
            list={list}
            mayEdit={mayEdit}
            onCreate={openCreate}
            rules={rulesOf(view)}
            onExport={() => onExport({ filter }, count === undefined ? 'contacts' : plural(count, 'contact'))}
          />
        }
      />
      <ContactsToolbar
        view={view}
        setView={setView}
        lists={fetchedLists}
        segments={segments}
        viewMenu={
          <>
            {props.panelToggle}
            {props.viewMenu}
          </>
        }
      />
      {props.notice}
      <div className={classes.body} data-flush>
        {props.panel}
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
            total={count}
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
                      onCreateList={onCreateList}
                      onExport={onExport}
                    />
                  )
                : undefined
            }
            empty={
              <ContactsEmpty
                reason={isListGone ? 'filtered' : emptyReason(view)}
                search={isTrash ? '' : (filter.search ?? '')}
                listName={list?.name ?? null}
                mayEdit={mayEdit}
                sample={sample}
                onCreate={openCreate}
                onAddPeople={openAddPeople}
                setView={setView}
              />
            }
          />
        </SearchMarks>
        {peekId !== null && props.peekPanel({ isNarrow, ...besideOf(source.rows, peekId, onPeek) })}
      </div>
      {pasted && <PasteDialog pasted={pasted} fields={fields} onApply={applyPaste} onClose={() => setPasted(null)} />}
      <CreateContactDrawer isOpen={isCreating} onClose={() => setCreating(false)} lists={lists} startListId={list?.id ?? null} />
      {list && <AddPeopleDialog list={list} isOpen={isAddingPeople} onClose={() => setAddingPeople(false)} />}
    </Page>
  );
}

/** A list gives the page its name; until its name is known the page has none, rather than a wrong one. */
function titleOf(isTrash: boolean, list: ListOption | undefined, isWaiting: boolean): string {
  if (isTrash) return 'Trash';
  return list?.name ?? (isWaiting ? '…' : 'Contacts');
}

function HeaderActions({ list, onCreate, onAddPeople }: { list: ListOption | undefined; onCreate: () => void; onAddPeople: () => void }) {
  const workspaceId = useWorkspaceId();
  if (list) {
    return (
      <Button leftSection={<IconUserPlus size={16} />} onClick={onAddPeople}>
        Add people
      </Button>
    );
  }
  return (
    <>
      <Button component={Link} to={paths.newImport(workspaceId)} variant="default" visibleFrom="sm">
        Import
      </Button>
      <Button leftSection={<IconPlus size={16} />} onClick={onCreate}>
        Add contact
      </Button>
    </>
  );
}

function HeaderMenu({
  isTrash,
  list,
  mayEdit,
  onCreate,
  rules,
  onExport,
}: {
  isTrash: boolean;
  list: ListOption | undefined;
  mayEdit: boolean;
  onCreate: () => void;
  /** What the table is narrowed to. */
  rules: RuleTree | null;
  onExport: () => void;
}) {
  const workspaceId = useWorkspaceId();
  if (isTrash) return null;
  return (
    <>
      {mayEdit && rules && (
        <Menu.Item component={Link} to={paths.newSegment(workspaceId, JSON.stringify(rules))}>
          Save as segment
        </Menu.Item>
      )}
      {mayEdit && list && <Menu.Item onClick={onCreate}>Add a new contact</Menu.Item>}
      {mayEdit && (
        <Menu.Item component={Link} to={paths.newImport(workspaceId)}>
          Import contacts
        </Menu.Item>
      )}
      <Menu.Item component={Link} to={paths.imports(workspaceId)}>
        Earlier imports
      </Menu.Item>
      <Menu.Item component={Link} to={paths.duplicates(workspaceId)}>
        Duplicates
      </Menu.Item>
      {mayEdit && <Menu.Item onClick={onExport}>Export contacts</Menu.Item>}
      {mayEdit && (
        <Menu.Item component={Link} to={paths.exports(workspaceId)}>
          Earlier exports
        </Menu.Item>
      )}
      <Menu.Item component={Link} to={paths.customFields(workspaceId)}>
        Custom fields
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item component={Link} to={paths.contacts(workspaceId, 'trashed=true')}>
        Trash
      </Menu.Item>
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
