import { Injectable } from '@nestjs/common';
import { displayName } from '@rapport/common';
import { descriptorOf, senderTypes } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { NeedsYou } from '../../platform/needs/NeedsYou.js';
import { Clock } from '../../platform/time/Clock.js';
import { lastDays } from '../../platform/time/moments.js';
import { DomainFigures, type EndedCounts, LedgerFigures, noCounts } from '../campaigns/public.js';
import { ContactFigures } from '../contacts/public.js';
import type { DayFigure } from '../figures/public.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { activityTitle, campaignTitle } from './activityTitle.js';
import type { DashboardDto, DomainNumbersDto, NeedDto } from './DashboardDtos.js';
import { type ActivityRow, type CampaignRow, DashboardRepository } from './DashboardRepository.js';
import { Turns } from './Turns.js';

const ACTIVITY = 12;
const MOST_DOMAINS = 20;
/** For all dashboards of this process together: a dozen counts of each would leave nobody else a connection of the pool's ten. */
const CONNECTIONS = 3;

/**
 * What a person sees first: what needs them, then the numbers.
 * More than six dependencies: the numbers are kept by the modules that count them.
 */
@Injectable()
export class DashboardService {
  private readonly turns = new Turns(CONNECTIONS);

  constructor(
    private readonly dashboard: DashboardRepository,
    private readonly contacts: ContactFigures,
    private readonly ledger: LedgerFigures,
    private readonly domainFigures: DomainFigures,
    private readonly workspaces: WorkspaceService,
    private readonly needsYou: NeedsYou,
    private readonly clock: Clock,
  ) {}

  /** The numbers are about so many days up to today, beside as many before them. */
  async get(ctx: WorkspaceContext, days: number): Promise<DashboardDto> {
    const { timeZone } = await this.workspaces.require(ctx);
    const all = lastDays(this.clock.now(), 2 * days, timeZone);
    const spans = all.slice(days);
    const [earliest, from] = [all[0]?.date ?? '', spans[0]?.date ?? ''];
    const since = { since: spans[0]?.start ?? '', before: all[0]?.start ?? '' };
    const [total, added, lists, statuses, active, recent, mail, activity, needsYou] = await Promise.all([
      this.turns.take(() => this.contacts.total(ctx)),
      this.turns.take(() => this.contacts.days(ctx, { from: earliest, timeZone })),
      this.turns.take(() => this.dashboard.countLists(ctx)),
      this.turns.take(() => this.dashboard.countCampaignsByStatus(ctx)),
      this.turns.take(() => this.dashboard.listActiveCampaigns(ctx)),
      this.turns.take(() => this.dashboard.listRecentCampaigns(ctx)),
      this.turns.take(() => this.ledger.countOutcomes(ctx, { ...since, from, timeZone })),
      this.turns.take(() => this.dashboard.listActivity(ctx, ACTIVITY)),
      this.needs(ctx),
    ]);
    const ids = [...new Set([...active, ...recent].map((campaign) => campaign.id))];
    const counts = await this.turns.take(() => this.ledger.count(ctx, ids));
    const senders = await this.turns.take(() =>
      this.dashboard.namesOfSenders(
        ctx,
        mail.bySender.flatMap(({ accountId }) => accountId ?? []),
      ),
    );
    const daily = spans.map(({ date }) => ({ date, count: numberOn(added, date, 'contacts') }));
    const addedBefore = added.reduce((sum, { day, n }) => (day < from ? sum + n : sum), 0);
    const latest = recent.map((campaign) => presentCampaign(campaign, counts));
    return {
      contacts: { total, added: daily.reduce((sum, day) => sum + day.count, 0), addedBefore, daily },
      lists: lists.map((list) => ({ id: list.id, name: list.name, isPrimary: Boolean(list.is_primary), count: Number(list.count) })),
      campaigns: {
        byStatus: Object.fromEntries(statuses.map(({ status, count }) => [status, Number(count)])),
        active: active.map((campaign) => presentCampaign(campaign, counts)),
        recent: latest,
      },
      deliverability: {
        days,
        ...mail.outcomes,
        before: mail.before,
        bySender: mail.bySender.map((own) => presentSender(own, senders)).sort((a, b) => b.sent - a.sent || a.name.localeCompare(b.name)),
        daily: spans.map(({ date }) => ({ date, sent: numberOn(mail.days, date, 'sent'), opened: numberOn(mail.days, date, 'opened') })),
      },
      needsYou,
      recentActivity: [...activity.map(presentActivity), ...latest.flatMap(campaignActivity)]
        .sort((a, b) => b.timestamp.localeCompare(a.timestamp))
        .slice(0, ACTIVITY),
    };
  }

  async domains(ctx: WorkspaceContext, days: number): Promise<DomainNumbersDto> {
    const { timeZone } = await this.workspaces.require(ctx);
    const since = lastDays(this.clock.now(), days, timeZone)[0]?.start ?? '';
    const { domains, countedAt } = await this.turns.take(() => this.domainFigures.sum(ctx, since, MOST_DOMAINS));
    return { domains: [...domains], countedAt };
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

function presentCampaign(row: CampaignRow, counts: ReadonlyMap<string, Campaign['counts']>): Campaign {
  const { recipients, planned, claimed, handed, accepted, delivered, failed, uncertain, skipped, opened, clicked } =
    counts.get(row.id) ?? noCounts();
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    statusReason: row.status_reason,
    counts: { recipients, planned, claimed, handed, accepted, delivered, failed, uncertain, skipped, opened, clicked },
    scheduledAt: row.scheduled_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    updatedAt: row.updated_at,
  };
}

function presentSender(
  { accountId, senderType, ...counts }: EndedCounts & { readonly accountId: string | null; readonly senderType: string | null },
  names: ReadonlyMap<string, string>,
): DashboardDto['deliverability']['bySender'][number] {
  const name = names.get(accountId ?? '');
  const type = senderTypes.find((one) => one === senderType);
  return { senderId: name === undefined ? null : accountId, name: name ?? (type ? descriptorOf(type).label : 'Deleted sender'), ...counts };
}

function numberOn(days: readonly DayFigure[], date: string, metric: string): number {
  return days.find((row) => row.day === date && row.metric === metric)?.n ?? 0;
}
