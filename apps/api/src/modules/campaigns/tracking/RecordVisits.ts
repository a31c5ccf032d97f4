import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { jobContext } from '../../../platform/context/contexts.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { LedgerVisits, type VisitedAfter, type VisitedRow } from '../ledger/LedgerVisits.js';
import { DeliveryRepository, type NewVisitEvent } from '../sending/DeliveryRepository.js';
import { ReportEffects } from '../sending/ReportEffects.js';
import { DeviceRepository } from './DeviceRepository.js';
import { deviceGrowthOf } from './deviceGrowth.js';
import { type LinkGrowth, TrackedLinkRepository } from './TrackedLinkRepository.js';
import { isTooSoon, type Visit } from './visitJudge.js';
import { groupBy } from '../../../platform/collections/groupBy.js';

/**
 * Writes visits of one campaign: an event for each recipient, link and kind of visitor once, the marks of the ledger, the figures of the
 * links and devices, and the timeline. Doubled and late ones only count again.
 * More than six dependencies: what a visit changes is kept in as many places.
 */
@Injectable()
export class RecordVisits {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly ledger: LedgerVisits,
    private readonly events: DeliveryRepository,
    private readonly effects: ReportEffects,
    private readonly links: TrackedLinkRepository,
    private readonly devices: DeviceRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  record(workspaceId: string, campaignId: string, visits: readonly Visit[]): Promise<void> {
    return this.unitOfWork.run(jobContext(this.dataSource.manager, workspaceId, 'campaigns.visits'), async (ctx) => {
      const rows = await this.rowsOf(ctx, campaignId, visits);
      // Nameless ones count for their link alone; those of people who were erased count for nobody.
      const counted = visits.filter(({ recipientId }) => recipientId === null || rows.has(recipientId));
      const judged = counted.map((visit) => judge(visit, rows.get(visit.recipientId ?? '')));
      const news = await this.events.recordVisits(ctx, eventsOf(judged, rows), nowIso(this.clock));
      const changes = changesOf(judged, rows);
      await this.ledger.save(ctx, changes, nowIso(this.clock));
      await this.links.grow(ctx, campaignId, growthOf(judged, news));
      await this.devices.grow(ctx, campaignId, deviceGrowthOf(judged, rows));
      await this.effects.showVisits(ctx, campaignId, firstsOf(changes));
    });
  }

  /** A visit may overtake our own record of the acceptance, or answer an open question: the message was sent. */
  private async rowsOf(ctx: WorkspaceContext, campaignId: string, visits: readonly Visit[]): Promise<Map<string, VisitedRow>> {
    const ids = [...new Set(visits.flatMap(({ recipientId }) => recipientId ?? []))].sort();
    if (ids.length === 0) return new Map();
    const rows = await this.ledger.lock(ctx, campaignId, ids);
    const open = rows.filter(({ state, attemptId }) => attemptId !== null && (state === 'handed' || state === 'uncertain'));
    for (const { id, attemptId } of open) await this.effects.settleAsSent(ctx, id, attemptId ?? '');
    const settled = open.length > 0 ? await this.ledger.lock(ctx, campaignId, ids) : rows;
    return new Map(settled.filter(({ state }) => ['accepted', 'delivered', 'failed'].includes(state)).map((row) => [row.id, row]));
  }
}

function judge(visit: Visit, row: VisitedRow | undefined): Visit {
  const isMachine = visit.type === 'clicked' && visit.visitor === 'person' && row && isTooSoon(visit.at, row.acceptedAt);
  return isMachine ? { ...visit, visitor: 'machine' } : visit;
}

function eventIdOf({ type, recipientId, linkKey, visitor }: Visit): string {
  return [type, recipientId, ...(type === 'clicked' ? [linkKey] : []), visitor].join(':');
}

function eventsOf(visits: readonly Visit[], rows: ReadonlyMap<string, VisitedRow>): NewVisitEvent[] {
  const events = new Map<string, NewVisitEvent>();
  for (const visit of visits) {
    const row = rows.get(visit.recipientId ?? '');
    const eventId = eventIdOf(visit);
    if (!row || events.has(eventId)) continue;
    const detail = { kind: visit.visitor, ...(visit.type === 'clicked' && { link: visit.linkKey }) };
    events.set(eventId, { eventId, recipientId: row.id, messageId: row.messageId, type: visit.type, detail, at: visit.at.toISOString() });
  }
  return [...events.values()];
}

function changesOf(visits: readonly Visit[], rows: ReadonlyMap<string, VisitedRow>): VisitedAfter[] {
  const byRow = groupBy(
    visits.filter(({ recipientId }) => recipientId !== null),
    ({ recipientId }) => recipientId as string,
  );
  return [...byRow].flatMap(([id, own]) => {
    const before = rows.get(id);
    return before ? [changeOf(before, own)] : [];
  });
}

/** Whatever fetched it proves that it was delivered; nothing takes a bounce back. */
function changeOf(before: VisitedRow, visits: readonly Visit[]): VisitedAfter {
  const times = (type: Visit['type'], isPerson: boolean): string[] =>
    visits
      .filter((visit) => visit.type === type && (visit.visitor === 'person') === isPerson)
      .map(({ at }) => at.toISOString())
      .sort();
  const [opens, clicks] = [times('opened', true), times('clicked', true)];
  const first = visits.map(({ at }) => at.toISOString()).sort()[0] ?? null;
  const after: VisitedRow = {
    ...before,
    state: before.state === 'accepted' ? 'delivered' : before.state,
    deliveredAt: before.deliveredAt ?? first,
    openedAt: before.openedAt ?? opens[0] ?? null,
    clickedAt: before.clickedAt ?? clicks[0] ?? null,
    machineOpenedAt: before.machineOpenedAt ?? times('opened', false)[0] ?? null,
    machineClickedAt: before.machineClickedAt ?? times('clicked', false)[0] ?? null,
  };
  const last = { lastOpenedAt: opens.at(-1) ?? null, lastClickedAt: clicks.at(-1) ?? null };
  return { before, after, opens: opens.length, clicks: clicks.length, ...last };
}

/** `news`: ids of events that were not known before. */
function growthOf(visits: readonly Visit[], news: ReadonlySet<string>): LinkGrowth[] {
  return [...groupBy(visits, ({ linkKey }) => linkKey)].map(([linkKey, own]) => {
    const people = own.filter(({ visitor }) => visitor === 'person');
    const ids = new Set(people.filter(({ recipientId }) => recipientId !== null).map(eventIdOf));
    return {
      linkKey,
      people: [...ids].filter((id) => news.has(id)).length,
      visits: people.length,
      machineVisits: own.length - people.length,
    };
  });
}

/** What the timeline hears: the first time that a person did something. */
function firstsOf(changes: readonly VisitedAfter[]): { id: string; type: 'opened' | 'clicked'; at: string }[] {
  return changes.flatMap(({ before, after }) => [
    ...(before.openedAt === null && after.openedAt !== null ? [{ id: after.id, type: 'opened' as const, at: after.openedAt }] : []),
    ...(before.clickedAt === null && after.clickedAt !== null ? [{ id: after.id, type: 'clicked' as const, at: after.clickedAt }] : []),
  ]);
}
