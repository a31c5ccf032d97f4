import { Button, Group, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useNavigate } from 'react-router';
import { formatCount, formatPercent } from '../../shared/format/format';
import { paths } from '../../shared/paths';
import type { DataColumn } from '../../shared/table/columns';
import { DataTable } from '../../shared/table/DataTable';
import { NameCell } from '../../shared/table/NameCell';
import { NoValue } from '../../shared/table/NoValue';
import { useKeysetRows } from '../../shared/table/useKeysetRows';
import { confirmAction } from '../../shared/ui/confirm';
import { EmptyState } from '../../shared/ui/EmptyState';
import { Status } from '../../shared/ui/Status';
import { StatusDot } from '../../shared/ui/StatusDot';
import { toast } from '../../shared/ui/toasts';
import { useMay, useWorkspaceId } from '../../shared/workspace/WorkspaceContext';
import { progressOf } from './campaignNumbers';
import { campaignsKey, fetchSeriesDates, useLiveCampaigns, useSkipDate, type Campaign, type SeriesDate } from './campaignQueries';
import { NextDates } from './NextDates';
import { fallbackWords, hoursWords, recurrenceWords } from './scheduleWords';
import classes from './Series.module.css';

/** A recurring campaign: its rule, the dates to come, and those that have passed with their figures. */
export function SeriesView({ campaign }: { campaign: Campaign }) {
  const hours = hoursWords(campaign.schedule);
  const fallback = fallbackWords(campaign.schedule);
  return (
    <>
      <div className={classes.panels}>
        <div className={classes.panel}>
          <Text fw={500}>{recurrenceWords(campaign.schedule)}</Text>
          {fallback && <Text c="dimmed">{fallback}</Text>}
          {hours && <Text c="dimmed">Sending hours: {hours}</Text>}
          <Text c="dimmed" mt={4}>
            Each date sends a campaign of its own with this approved content. The audience is counted again each time; if it has grown
            beyond the limit in Settings, that campaign waits for an approver.
            {campaign.abTest && ' The variants are tested anew each time.'}
            {fallback && ' It begins with the recipients whose clocks are furthest ahead.'}
          </Text>
        </div>
        <div className={classes.panel}>
          <Text fw={500}>Next dates</Text>
          <NextDates dates={campaign.nextDates} />
          <SkipNext campaign={campaign} />
        </div>
      </div>
      <PastDates campaign={campaign} />
    </>
  );
}

function SkipNext({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const skip = useSkipDate(workspaceId, campaign.id);
  const maySkip = useMay('approver') && campaign.status === 'scheduled';
  const [next, following] = campaign.nextDates;
  const { scheduledAt } = campaign;
  if (!maySkip || !next || scheduledAt === null) return null;
  const ask = () =>
    confirmAction({
      title: 'Skip the next date?',
      consequences: [
        `Nothing is sent on ${next.text}.`,
        following ? `The next message goes out on ${following.text}.` : 'It is the last date, so the series ends.',
      ],
      confirm: 'Skip date',
      isDestructive: false,
      onConfirm: async () => {
        await skip.mutateAsync(scheduledAt);
        toast('Date skipped');
      },
    });
  return (
    <Group mt="sm">
      <Button variant="default" size="xs" onClick={ask}>
        Skip next date
      </Button>
    </Group>
  );
}

function PastDates({ campaign }: { campaign: Campaign }) {
  const workspaceId = useWorkspaceId();
  const navigate = useNavigate();
  useLiveCampaigns(workspaceId);
  const source = useKeysetRows({
    queryKey: campaignsKey(workspaceId, 'list', 'dates', campaign.id),
    fetchPage: (cursor, signal) => fetchSeriesDates(workspaceId, campaign.id, cursor, signal),
  });
  const hasWinners = Boolean(campaign.abTest?.sample);
  const columns = useMemo(() => columnsOf(workspaceId, hasWinners), [workspaceId, hasWinners]);
  return (
    <DataTable
      tableId="seriesDates"
      label="Past dates"
      columns={columns}
      source={source}
      rowId={(date) => date.occursAt}
      rowName={(date) => date.text}
      onOpen={({ campaign: made }) => made && void navigate(paths.campaign(workspaceId, made.id))}
      empty={<EmptyState picture="campaigns" title="No dates have passed yet" text="Each date appears here with its figures." />}
    />
  );
}

const STATES = {
  skipped: { label: 'Skipped', tone: 'neutral' },
  missed: { label: 'Missed', tone: 'caution' },
} as const;

function columnsOf(workspaceId: string, hasWinners: boolean): DataColumn<SeriesDate>[] {
  return [
    {
      id: 'date',
      header: 'Date',
      width: 300,
      grow: 2,
      canHide: false,
      card: 'title',
      cell: ({ text, campaign }) => (campaign ? <NameCell name={text} to={paths.campaign(workspaceId, campaign.id)} /> : text),
    },
    {
      id: 'state',
      header: 'State',
      width: 130,
      card: 'aside',
      cell: ({ state, campaign }) =>
        campaign ? <Status kind="campaign" value={campaign.status} /> : state === 'made' ? <NoValue /> : <StatusDot {...STATES[state]} />,
    },
    {
      id: 'people',
      header: 'People',
      width: 90,
      align: 'right',
      card: 'none',
      cell: ({ campaign }) => (campaign ? formatCount(progressOf(campaign.counts).total) : <NoValue />),
    },
    { id: 'opened', header: 'Opened', width: 90, align: 'right', card: 'none', cell: ({ campaign }) => share(campaign, 'opened') },
    { id: 'clicked', header: 'Clicked', width: 90, align: 'right', card: 'none', cell: ({ campaign }) => share(campaign, 'clicked') },
    ...(hasWinners
      ? [{ id: 'winner', header: 'Winner', width: 200, grow: 1, cell: ({ winner }: SeriesDate) => winner?.text ?? <NoValue /> }]
      : []),
    {
      id: 'reason',
      header: 'Reason',
      width: 260,
      grow: 2,
      cell: ({ reason, campaign }) => reason ?? campaign?.statusReason ?? <NoValue />,
    },
  ];
}

function share(campaign: SeriesDate['campaign'], what: 'opened' | 'clicked') {
  if (!campaign) return <NoValue />;
  const { sent } = progressOf(campaign.counts);
  return sent === 0 ? <NoValue /> : formatPercent(campaign.counts[what], sent);
}
