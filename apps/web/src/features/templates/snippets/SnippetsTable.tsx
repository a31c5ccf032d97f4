import { ActionIcon, Menu, SegmentedControl } from '@mantine/core';
import { IconDots, IconTrash } from '@tabler/icons-react';
import { useNavigate } from 'react-router';
import { paths } from '../../../shared/paths';
import type { DataColumn } from '../../../shared/table/columns';
import { DataTable } from '../../../shared/table/DataTable';
import { NameCell } from '../../../shared/table/NameCell';
import { NoValue } from '../../../shared/table/NoValue';
import { useKeysetRows } from '../../../shared/table/useKeysetRows';
import { EmptyState } from '../../../shared/ui/EmptyState';
import { RelativeTime } from '../../../shared/ui/RelativeTime';
import { SearchInput } from '../../../shared/ui/SearchInput';
import { RestoreButton } from '../../../shared/ui/RestoreButton';
import { toast } from '../../../shared/ui/toasts';
import { useUrlState } from '../../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../../shared/workspace/WorkspaceContext';
import { fetchSnippets, snippetsKey, type SnippetSummary, useRestoreSnippet } from './snippetQueries';
import classes from './Snippets.module.css';
import { KIND_WORDS } from './snippetWords';
import { useTrashSnippet } from './useTrashSnippet';

const KIND: DataColumn<SnippetSummary> = { id: 'kind', header: 'Kind', width: 110, cell: ({ kind }) => KIND_WORDS[kind] };

/** The snippets of a workspace, and those in the trash. */
export function SnippetsTable() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const [{ search, view }, setUrl] = useUrlState({ search: '', view: '' });
  const isTrash = view === 'trash';
  const source = useKeysetRows({
    queryKey: snippetsKey(workspaceId, 'list', { search, isTrash }),
    fetchPage: async (_cursor, signal) => {
      const all = await fetchSnippets(workspaceId, isTrash, signal);
      return { items: all.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase())), nextCursor: null };
    },
  });
  return (
    <>
      <div className={classes.bar}>
        <SearchInput value={search} onChange={(next) => setUrl({ search: next })} placeholder="Search snippets" />
        <SegmentedControl
          aria-label="Show"
          value={isTrash ? 'trash' : 'snippets'}
          onChange={(next) => setUrl({ view: next === 'trash' ? 'trash' : '' })}
          data={[
            { value: 'snippets', label: 'Snippets' },
            { value: 'trash', label: 'Trash' },
          ]}
        />
      </div>
      <DataTable
        tableId={isTrash ? 'snippetTrash' : 'snippets'}
        label={isTrash ? 'Deleted snippets' : 'Snippets'}
        columns={isTrash ? TRASH_COLUMNS : columnsOf(workspaceId)}
        source={source}
        rowId={({ id }) => id}
        rowName={({ name }) => name}
        onOpen={isTrash ? undefined : ({ id }) => void navigate(paths.snippet(workspaceId, id))}
        rowActions={mayEdit ? (snippet) => (isTrash ? <Restore snippet={snippet} /> : <RowMenu snippet={snippet} />) : undefined}
        empty={<Nothing isSearch={search !== ''} isTrash={isTrash} />}
      />
    </>
  );
}

function columnsOf(workspaceId: string): DataColumn<SnippetSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 220,
      grow: 2,
      canHide: false,
      card: 'title',
      cell: ({ id, name }) => <NameCell name={name} to={paths.snippet(workspaceId, id)} />,
    },
    KIND,
    {
      id: 'used',
      header: 'Templates',
      width: 110,
      align: 'right',
      card: 'none',
      cell: ({ usedByTemplates }) => usedByTemplates || <NoValue />,
    },
    { id: 'version', header: 'Version', width: 90, align: 'right', card: 'none', cell: ({ version }) => version },
    {
      id: 'updated',
      header: 'Saved',
      width: 120,
      align: 'right',
      card: 'aside',
      cell: ({ updatedAt }) => <RelativeTime iso={updatedAt} />,
    },
  ];
}

const TRASH_COLUMNS: DataColumn<SnippetSummary>[] = [
  { id: 'name', header: 'Name', width: 220, grow: 2, canHide: false, card: 'title', cell: ({ name }) => <span dir="auto">{name}</span> },
  KIND,
  {
    id: 'deleted',
    header: 'Deleted',
    width: 120,
    card: 'aside',
    cell: ({ deletedAt }) => deletedAt && <RelativeTime iso={deletedAt} />,
  },
];

function RowMenu({ snippet }: { snippet: SnippetSummary }) {
  const trash = useTrashSnippet();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={`Actions for ${snippet.name}`}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconTrash size={15} />} onClick={() => void trash(snippet)}>
          Delete
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Restore({ snippet }: { snippet: SnippetSummary }) {
  const restore = useRestoreSnippet(useWorkspaceId());
  return (
    <RestoreButton
      name={snippet.name}
      isPending={restore.isPending}
      onRestore={() => restore.mutate(snippet.id, { onSuccess: () => toast(`Snippet ${snippet.name} restored`) })}
    />
  );
}

function Nothing({ isSearch, isTrash }: { isSearch: boolean; isTrash: boolean }) {
  if (isSearch) return <EmptyState picture="search" title="No matching snippets" text="Search looks at names." />;
  if (isTrash)
    return (
      <EmptyState
        picture="templates"
        title="The trash is empty"
        text="Deleted snippets appear here and can be restored. Templates that hold one keep what it says."
      />
    );
  return (
    <EmptyState
      picture="templates"
      title="No snippets yet"
      text="Write a part once, such as opening hours or a signature, and insert it into templates. They keep its version until you update them."
    />
  );
}
