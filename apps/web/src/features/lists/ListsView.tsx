import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { formatCount, plural } from '../../shared/format/format';
import { useRecordHistory } from '../../shared/history/recordHistory';
import { paths } from '../../shared/paths';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { NameCell } from '../../shared/table/NameCell';
import { staticRows } from '../../shared/table/useKeysetRows';
import { confirmAction } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { ListDialog } from './ListDialog';
import { useDeleteList, useLists, useUpdateList, type ContactList } from './listQueries';
import classes from './ListsView.module.css';

/** Stages first, in their order; then the other lists by name. */
export function inReadingOrder(lists: readonly ContactList[]): ContactList[] {
  return [...lists].sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary) || a.position - b.position || a.name.localeCompare(b.name));
}

export function ListsView() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const lists = useLists(workspaceId);
  const [edited, setEdited] = useState<ContactList | 'new' | null>(null);
  const ordered = useMemo(() => lists.data && inReadingOrder(lists.data), [lists.data]);
  const columns = useMemo(() => listColumns(workspaceId), [workspaceId]);
  const create = (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited('new')}>
      Create list
    </Button>
  );
  return (
    <Page layout="fill">
      <PageHeader
        title="Lists"
        count={lists.data?.length}
        context="Groups of contacts to email, and the stages they move through"
        action={mayEdit && create}
      />
      <DataTable
        tableId="lists"
        label="Lists"
        columns={columns}
        source={staticRows({ ...lists, data: ordered })}
        rowId={(list) => list.id}
        rowName={(list) => list.name}
        onOpen={(list) => void navigate(paths.list(workspaceId, list.id))}
        rowActions={(list) => <ListMenu list={list} mayEdit={mayEdit} onEdit={() => setEdited(list)} />}
        empty={<EmptyState picture="lists" title="No lists yet" text="Campaigns go to lists. Create one, then add contacts to it." />}
      />
      <ListDialog list={edited === 'new' ? null : edited} isOpen={edited !== null} onClose={() => setEdited(null)} />
    </Page>
  );
}

function listColumns(workspaceId: string): DataColumn<ContactList>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 220,
      grow: 3,
      canHide: false,
      card: 'title',
      cell: (list) => <NameCell to={paths.list(workspaceId, list.id)} name={list.name} />,
    },
    { id: 'kind', header: 'Kind', width: 110, cell: (list) => <StageMark isStage={list.isPrimary} /> },
    {
      id: 'count',
      header: 'Contacts',
      width: 110,
      align: 'right',
      card: 'aside',
      cell: (list) => <span className="rp-num">{formatCount(list.count)}</span>,
    },
    { id: 'created', header: 'Created', width: 120, align: 'right', cell: (list) => <RelativeTime iso={list.createdAt} /> },
  ];
}

function ListMenu({ list, mayEdit, onEdit }: { list: ContactList; mayEdit: boolean; onEdit: () => void }) {
  const openHistory = useRecordHistory();
  const workspaceId = useWorkspaceId();
  const update = useUpdateList(workspaceId);
  const remove = useDeleteList(workspaceId);
  const toggleStage = () =>
    update.mutate(
      { id: list.id, isPrimary: !list.isPrimary },
      { onSuccess: () => toast(list.isPrimary ? `${list.name} is a plain list now` : `${list.name} is a stage now`) },
    );
  const askDelete = () =>
    confirmAction({
      title: `Delete the list ${list.name}?`,
      consequences: [
        list.count === 0 ? 'Nobody is on it.' : `${plural(list.count, 'contact')} will no longer be on it. The contacts themselves stay.`,
        'Campaigns that have not been sent yet lose it from their audience.',
        'This can’t be undone.',
      ],
      confirm: 'Delete list',
      onConfirm: async () => {
        await remove.mutateAsync(list.id);
        toast(`${list.name} deleted`);
      },
    });
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Actions">
          <ActionIcon size="sm" aria-label={`Actions for ${list.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={paths.list(workspaceId, list.id)}>
          Open
        </Menu.Item>
        <Menu.Item component={Link} to={paths.listHistory(workspaceId, list.id)}>
          Who joined and left
        </Menu.Item>
        <Menu.Item onClick={() => openHistory({ type: 'list', id: list.id, name: list.name })}>History</Menu.Item>
        {mayEdit && (
          <>
            <Menu.Item onClick={onEdit}>Edit</Menu.Item>
            <Menu.Item onClick={toggleStage}>{list.isPrimary ? 'Make it a plain list' : 'Mark as stage'}</Menu.Item>
            <Menu.Divider />
            <Menu.Item color="red" onClick={askDelete}>
              Delete
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function StageMark({ isStage }: { isStage: boolean }) {
  return isStage ? <span className={classes.stage}>Stage</span> : <span className={classes.plain}>List</span>;
}
