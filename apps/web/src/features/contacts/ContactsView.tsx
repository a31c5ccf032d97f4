import { Button, Menu } from '@mantine/core';
import { IconPlus, IconUserPlus } from '@tabler/icons-react';
import type { RuleTree } from '@rapport/common';
import { useMediaQuery } from '@mantine/hooks';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { CONTACT_TRASH_DAYS } from '@rapport/common';
import { plural } from '../../shared/format/format';
import { useShortcut } from '../../shared/keyboard/useShortcut';
import { paths } from '../../shared/paths';
import { NARROW } from '../../shared/theme/tokens';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import type { UrlPatch } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { AddPeopleDialog } from './AddPeopleDialog';
import classes from './ContactsView.module.css';
import type { ListOption, SegmentOption } from './contactFilterFields';
import type { ContactField, OwnField } from './contactFieldInfo';
import { type ContactView, type contactUrl, emptyReason, rulesOf, toContactFilter } from './contactFilters';
import { useContactCount } from './contactQueries';
import { ContactsEmpty } from './ContactsEmpty';
import { ContactsTable, type PeekBeside } from './ContactsTable';
import { ContactsToolbar } from './ContactsToolbar';
import { CreateContactDrawer } from './CreateContactDrawer';
import type { ExportContacts } from './exportContacts';
import { useRunningBulk } from './useRunningBulk';

interface ContactsViewProps {
  url: readonly [ContactView, (patch: UrlPatch<typeof contactUrl>) => void];
  /** False while it is not known yet what the table shows. */
  isReady: boolean;
  /** undefined while they are being fetched. */
  fields: readonly ContactField[] | undefined;
  /** Those that only the reader has; undefined while they are being fetched. */
  own: readonly OwnField[] | undefined;
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
const NO_OWN: readonly OwnField[] = [];

export function ContactsView(props: ContactsViewProps) {
  const { lists: fetchedLists, segments, fields = NO_FIELDS, own = NO_OWN, onCreateList, onExport, sample } = props;
  const [view, setView] = props.url;
  const lists = fetchedLists ?? NO_LISTS;
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false }) ?? false;
  const workspaceId = useWorkspaceId();
  const mayEdit = useMay('author');
  const [isCreating, setCreating] = useState(false);
  const [isAddingPeople, setAddingPeople] = useState(false);
  const filter = toContactFilter(view);
  // Which custom fields there are decides what is asked for; without any in the address nothing waits for that.
  const isReady =
    props.isReady &&
    (props.fields !== undefined || !`${view.columns}${view.sort}`.includes('field')) &&
    (props.own !== undefined || !`${view.columns}${view.sort}`.includes('mine'));
  const count = useContactCount(workspaceId, filter, isReady).data;
  const list = lists.find(({ id }) => id === view.listId);
  const isListGone = view.listId !== '' && fetchedLists !== undefined && !list;
  const isTrash = filter.trashed === true;
  useRunningBulk();
  useShortcut('c', () => setCreating(true), mayEdit && !isTrash);

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
        own={own}
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
        <ContactsTable
          url={props.url}
          filter={filter}
          fields={fields}
          own={own}
          lists={lists}
          isReady={isReady}
          total={count}
          isNarrow={isNarrow}
          onCreateList={onCreateList}
          onExport={onExport}
          peekId={props.peekId}
          onPeek={props.onPeek}
          peekPanel={props.peekPanel}
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
      </div>
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
