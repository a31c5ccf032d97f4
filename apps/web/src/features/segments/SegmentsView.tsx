import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { formatCount, formatExact, plural } from '../../shared/format/format';
import { useRecordHistory } from '../../shared/history/recordHistory';
import { paths } from '../../shared/paths';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { NameCell } from '../../shared/table/NameCell';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Page } from '../../shared/ui/Page';
import { PageHeader } from '../../shared/ui/PageHeader';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { type SegmentSort, type SegmentSummary, useSegmentNews, useSegmentRows, useSegments } from './segmentQueries';
import { useDeleteWithReason } from './useDeleteWithReason';

const SORTS: readonly SegmentSort[] = ['name', '-name', 'contactCount', '-contactCount', 'updatedAt', '-updatedAt'];

export function SegmentsView() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  const segments = useSegments(workspaceId);
  const [url, setUrl] = useUrlState({ sort: 'name' });
  const sort = SORTS.find((known) => known === url.sort) ?? 'name';
  const source = useSegmentRows(workspaceId, sort);
  useSegmentNews(workspaceId);
  const columns = useMemo(() => segmentColumns(workspaceId), [workspaceId]);
  const create = (
    <Button component={Link} to={paths.newSegment(workspaceId)} leftSection={<IconPlus size={16} />}>
      Create segment
    </Button>
  );
  return (
    <Page layout="fill">
      <PageHeader
        title="Segments"
        count={segments.data?.length}
        context="Contacts who meet conditions, always up to date"
        action={mayEdit && create}
      />
      <DataTable
        tableId="segments"
        label="Segments"
        columns={columns}
        source={source}
        sort={sort}
        onSort={(next) => setUrl({ sort: next })}
        rowId={(segment) => segment.id}
        rowName={(segment) => segment.name}
        onOpen={(segment) => void navigate(paths.segment(workspaceId, segment.id))}
        rowActions={(segment) => <SegmentMenu segment={segment} mayEdit={mayEdit} />}
        empty={
          <EmptyState
            picture="lists"
            title="No segments yet"
            text="A segment finds contacts by what you know about them, such as everyone who opened a campaign this month."
          />
        }
      />
    </Page>
  );
}

function segmentColumns(workspaceId: string): DataColumn<SegmentSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 220,
      grow: 2,
      canHide: false,
      sortKey: 'name',
      card: 'title',
      cell: (segment) => <NameCell to={paths.segment(workspaceId, segment.id)} name={segment.name} />,
    },
    {
      id: 'description',
      header: 'Description',
      width: 240,
      grow: 3,
      cell: (segment) => segment.description && <span dir="auto">{segment.description}</span>,
    },
    { id: 'conditions', header: 'Conditions', width: 120, cell: (segment) => plural(segment.conditions, 'condition') },
    {
      id: 'contacts',
      header: 'Contacts',
      width: 110,
      align: 'right',
      sortKey: 'contactCount',
      firstSort: 'desc',
      card: 'aside',
      cell: (segment) => <SegmentCount segment={segment} />,
    },
    {
      id: 'counted',
      header: 'As of',
      width: 120,
      align: 'right',
      card: 'none',
      cell: (segment) => <RelativeTime iso={segment.countedAt} />,
    },
    {
      id: 'updated',
      header: 'Changed',
      width: 120,
      align: 'right',
      sortKey: 'updatedAt',
      firstSort: 'desc',
      card: 'none',
      cell: (segment) => <RelativeTime iso={segment.updatedAt} />,
    },
  ];
}

/** Kept from when it was last counted; nothing is counted by opening the page. */
function SegmentCount({ segment: { contactCount, countedAt } }: { segment: SegmentSummary }) {
  if (contactCount === null)
    return <span title={countedAt === null ? 'Being counted' : 'Its rules no longer work. Open the segment and fix them.'}>–</span>;
  return (
    <span className="rp-num" title={countedAt === null ? undefined : `As of ${formatExact(countedAt)}`}>
      {formatCount(contactCount)}
    </span>
  );
}

function SegmentMenu({ segment, mayEdit }: { segment: SegmentSummary; mayEdit: boolean }) {
  const workspaceId = useWorkspaceId();
  const openHistory = useRecordHistory();
  const askDelete = useDeleteWithReason();
  return (
    <Menu>
      <Menu.Target>
        <Tooltip label="Actions">
          <ActionIcon size="sm" aria-label={`Actions for ${segment.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component={Link} to={paths.segment(workspaceId, segment.id)}>
          Open
        </Menu.Item>
        <Menu.Item component={Link} to={paths.contacts(workspaceId, `segmentId=${segment.id}`)}>
          Show in contacts
        </Menu.Item>
        <Menu.Item onClick={() => openHistory({ type: 'segment', id: segment.id, name: segment.name })}>History</Menu.Item>
        {mayEdit && (
          <>
            <Menu.Divider />
            <Menu.Item color="red" onClick={() => askDelete(segment)}>
              Delete
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
