import { ActionIcon, Button, Select, Tooltip } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { formatCount, formatPercent } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { NameCell } from '../../shared/table/NameCell';
import { NoValue } from '../../shared/table/NoValue';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { EmptyState } from '../../shared/ui/EmptyState';
import { FilterChips, type FilterField } from '../../shared/ui/FilterChips';
import { RelativeTime } from '../../shared/ui/RelativeTime';
import { SearchInput } from '../../shared/ui/SearchInput';
import { Status } from '../../shared/ui/Status';
import { statusWord } from '../../shared/ui/statusWords';
import { toast } from '../../shared/ui/toasts';
import { useUrlState } from '../../shared/url/useUrlState';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { act } from '../../shared/ui/act';
import { progressOf } from './campaignNumbers';
import { campaignsKey, fetchCampaigns, useDuplicateCampaign, useLiveCampaigns, type CampaignSummary } from './campaignQueries';
import classes from './CampaignsTable.module.css';
import { MiniProgress } from './MiniProgress';

const statuses = ['draft', 'inReview', 'approved', 'scheduled', 'sending', 'paused', 'sent', 'cancelled'];
const statusOptions = statuses.map((value) => ({ value, label: statusWord('campaign', value).label }));

const filters: FilterField[] = [
  {
    key: 'status',
    label: 'State',
    phrase: 'State is',
    display: (value) => statusWord('campaign', value).label,
    editor: (value, apply) => (
      <Select
        aria-label="State"
        data={statusOptions}
        value={value || null}
        onChange={(next) => apply(next ?? '')}
        comboboxProps={{ withinPortal: false }}
      />
    ),
  },
];

export function CampaignsTable() {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const mayEdit = useMay('author');
  useLiveCampaigns(workspaceId);
  const [url, setUrl] = useUrlState({ search: '', status: '', sort: '-updatedAt' });
  const source = useKeysetRows({
    queryKey: campaignsKey(workspaceId, 'list', url),
    fetchPage: (cursor, signal) => fetchCampaigns(workspaceId, url, cursor, signal),
  });
  const columns = useMemo(() => columnsOf(workspaceId), [workspaceId]);
  const isFiltered = !!url.search || !!url.status;
  return (
    <>
      <div className={classes.bar}>
        <SearchInput value={url.search} onChange={(search) => setUrl({ search })} placeholder="Search campaigns" />
        <FilterChips fields={filters} values={url} onChange={(key, value) => setUrl({ [key]: value })} />
      </div>
      <DataTable
        tableId="campaigns"
        label="Campaigns"
        columns={columns}
        source={source}
        rowId={(campaign) => campaign.id}
        rowName={(campaign) => campaign.name}
        onOpen={(campaign) => void navigate(paths.campaign(workspaceId, campaign.id))}
        sort={url.sort}
        onSort={(sort) => setUrl({ sort })}
        rowActions={mayEdit ? (campaign) => <Duplicate campaign={campaign} /> : undefined}
        empty={
          isFiltered ? (
            <NothingFound isQueue={url.status === 'inReview' && !url.search} onClear={() => setUrl({ search: '', status: '' })} />
          ) : (
            <NothingYet />
          )
        }
      />
    </>
  );
}

function columnsOf(workspaceId: string): DataColumn<CampaignSummary>[] {
  return [
    {
      id: 'name',
      header: 'Name',
      width: 220,
      grow: 3,
      sortKey: 'name',
      canHide: false,
      card: 'title',
      cell: (campaign) => <NameCell name={campaign.name} to={paths.campaign(workspaceId, campaign.id)} />,
    },
    { id: 'status', header: 'State', width: 130, card: 'aside', cell: (campaign) => <Status kind="campaign" value={campaign.status} /> },
    {
      id: 'progress',
      header: 'Progress',
      width: 170,
      grow: 1,
      cell: (campaign) => (
        <MiniProgress counts={campaign.counts} scheduledAt={campaign.status === 'scheduled' ? campaign.scheduledAt : null} />
      ),
    },
    { id: 'recipients', header: 'People', width: 90, align: 'right', card: 'none', cell: ({ counts }) => orDash(progressOf(counts).total) },
    {
      id: 'opened',
      header: 'Opened',
      width: 90,
      align: 'right',
      card: 'none',
      cell: ({ counts }) => share(counts.opened, progressOf(counts).sent),
    },
    {
      id: 'clicked',
      header: 'Clicked',
      width: 90,
      align: 'right',
      card: 'none',
      cell: ({ counts }) => share(counts.clicked, progressOf(counts).sent),
    },
    {
      id: 'updated',
      header: 'Changed',
      width: 120,
      align: 'right',
      sortKey: 'updatedAt',
      firstSort: 'desc',
      cell: (campaign) => <RelativeTime iso={campaign.updatedAt} />,
    },
  ];
}

function orDash(count: number) {
  return count > 0 ? formatCount(count) : <NoValue />;
}

function share(part: number, whole: number) {
  if (whole === 0) return <NoValue />;
  return (
    <Tooltip label={`${formatCount(part)} of ${formatCount(whole)} sent`}>
      <span>{formatPercent(part, whole)}</span>
    </Tooltip>
  );
}

function Duplicate({ campaign }: { campaign: CampaignSummary }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  const duplicate = useDuplicateCampaign(workspaceId);
  const copy = () =>
    act(async () => {
      const made = await duplicate.mutateAsync(campaign.id);
      toast('Campaign duplicated as a draft');
      await navigate(paths.campaignEdit(workspaceId, made.id));
    });
  return (
    <Tooltip label="Duplicate">
      <ActionIcon aria-label={`Duplicate ${campaign.name}`} loading={duplicate.isPending} onClick={() => void copy()}>
        <IconCopy size={16} />
      </ActionIcon>
    </Tooltip>
  );
}

function NothingYet() {
  return (
    <EmptyState
      picture="campaigns"
      title="No campaigns yet"
      text="A campaign sends one template to the people on your lists, once it is approved."
    />
  );
}

function NothingFound({ isQueue, onClear }: { isQueue: boolean; onClear: () => void }) {
  return (
    <EmptyState
      picture={isQueue ? 'approvals' : 'search'}
      title={isQueue ? 'No campaign waits for approval' : 'No matching campaigns'}
      text={isQueue ? 'Requests for approval are listed here, with what the author wrote.' : undefined}
      action={
        <Button variant="default" onClick={onClear}>
          Show all campaigns
        </Button>
      }
    />
  );
}
