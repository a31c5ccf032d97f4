import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { NeedsYou } from '../../platform/needs/NeedsYou.js';
import { Clock } from '../../platform/time/Clock.js';
import { lastDays } from '../../platform/time/moments.js';
import { LedgerFigures, type SliceCount, type StateCount } from '../campaigns/public.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { activityTitle, campaignTitle } from './activityTitle.js';
import type { DashboardDto, NeedDto } from './DashboardDtos.js';
import { type ActivityRow, type CampaignRow, DashboardRepository, type DaySpan } from './DashboardRepository.js';
import { Turns } from './Turns.js';

const DAYS = 30;
const ACTIVITY = 12;
/** For all dashboards of this process together: a dozen counts of each would leave nobody else a connection of the pool's ten. */
const CONNECTIONS = 3;

/** What a person sees first: what needs them, then the numbers. */
@Injectable()
export class DashboardService {
  private readonly turns = new Turns(CONNECTIONS);

  constructor(
    private readonly dashboard: DashboardRepository,
    private readonly ledger: LedgerFigures,
    private readonly workspaces: WorkspaceService,
    private readonly needsYou: NeedsYou,
    private readonly clock: Clock,
  ) {}

  async get(ctx: WorkspaceContext): Promise<DashboardDto> {
    const { timeZone } = await this.workspaces.require(ctx);
    const spans = lastDays(this.clock.now(), DAYS, timeZone);
    const since = spans[0]?.start ?? '';
    const [total, days, lists, statuses, active, recent, outcomes, slices, activity, needsYou] = await Promise.all([
      this.turns.take(() => this.dashboard.countContacts(ctx)),
      this.turns.take(() => this.dashboard.countAddedByDay(ctx, spans)),
      this.turns.take(() => this.dashboard.countLists(ctx)),
      this.turns.take(() => this.dashboard.countCampaignsByStatus(ctx)),
      this.turns.take(() => this.dashboard.listActiveCampaigns(ctx)),
      this.turns.take(() => this.dashboard.listRecentCampaigns(ctx)),
      this.turns.take(() => this.ledger.countOutcomes(ctx, since)),
      this.turns.take(() => this.ledger.countSlices(ctx, since)),
      this.turns.take(() => this.dashboard.listActivity(ctx, ACTIVITY)),
      this.needs(ctx),
    ]);
    const ids = [...new Set([...active, ...recent].map((campaign) => campaign.id))];
    const states = await this.turns.take(() => this.ledger.countStates(ctx, ids));
    const daily = days.map(({ date, count }) => ({ date, count: Number(count) }));
    const latest = recent.map((campaign) => presentCampaign(campaign, states));
    return {
      contacts: { total, addedLast30Days: daily.reduce((sum, day) => sum + day.count, 0), daily },
      lists: lists.map((list) => ({ id: list.id, name: list.name, isPrimary: Boolean(list.is_primary), count: Number(list.count) })),
      campaigns: {
        byStatus: Object.fromEntries(statuses.map(({ status, count }) => [status, Number(count)])),
        active: active.map((campaign) => presentCampaign(campaign, states)),
        recent: latest,
      },
      deliverability: { days: DAYS, ...outcomes, daily: spans.map((span) => mailOf(span, slices)) },
      needsYou,
      recentActivity: [...activity.map(presentActivity), ...latest.flatMap(campaignActivity)]
        .sort((a, b) => b.timestamp.localeCompare(a.timestamp))
        .slice(0, ACTIVITY),
    };
  }

  private async needs(ctx: WorkspaceContext): Promise<NeedDto[]> {
    const found = await Promise.all(
      this.needsYou.list().map(async ({ kind, find }) => (await this.turns.take(() => find(ctx))).map((need) => ({ kind, ...need }))),
    );
    return found.flat();
  }
}

type Campaign = DashboardDto['campaigns']['active'][number];
type Activity = DashboardDto['recentActivity'][number];

function presentActivity(row: ActivityRow): Activity {
  return {
    id: row.id,
    contactId: row.contact_id,
    campaignId: null,
    name: displayName(row),
    type: row.type,
    title: activityTitle(row.type, row.content),
    timestamp: row.timestamp,
  };
}

/** The last thing that happened to a campaign; none before it was started. */
function campaignActivity({ id, name, status, counts, startedAt, finishedAt }: Campaign): Activity[] {
  if (startedAt === null) return [];
  const sent = counts.accepted + counts.delivered;
  const title = campaignTitle(status, sent);
  return [{ id, contactId: null, campaignId: id, name, type: 'campaign', title, timestamp: finishedAt ?? startedAt }];
}

function presentCampaign(row: CampaignRow, states: readonly StateCount[]): Campaign {
  const own = states.filter((state) => state.campaignId === row.id);
  const count = (name: string): number => Number(own.find((state) => state.state === name)?.count ?? 0);
  const sum = (mark: 'opened' | 'clicked'): number => own.reduce((all, state) => all + Number(state[mark]), 0);
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    statusReason: row.status_reason,
    counts: {
      recipients: own.reduce((sum, state) => sum + Number(state.count), 0),
      planned: count('planned'),
      claimed: count('claimed'),
      handed: count('handed'),
      accepted: count('accepted'),
      delivered: count('delivered'),
      failed: count('failed'),
      uncertain: count('uncertain'),
      skipped: count('skipped'),
      opened: sum('opened'),
      clicked: sum('clicked'),
    },
    scheduledAt: row.scheduled_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    updatedAt: row.updated_at,
  };
}

/** What fell into one day of the workspace. */
function mailOf({ date, start, end }: DaySpan, slices: readonly SliceCount[]): DashboardDto['deliverability']['daily'][number] {
  const within = slices.filter(({ slice }) => slice >= start.slice(0, 16) && slice < end.slice(0, 16));
  const sum = (kind: SliceCount['kind']): number => within.reduce((all, row) => all + (row.kind === kind ? row.count : 0), 0);
  return { date, sent: sum('sent'), opened: sum('opened') };
}
