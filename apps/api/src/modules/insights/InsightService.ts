import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { toPage } from '../../platform/database/keyset.js';
import { afterCommit, UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page } from '../../platform/http/Page.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { Detectors } from './detectors/detectors.js';
import type { DecideInsightDto, InsightDto, InsightRowDto, InsightStateDto, ListInsightsQuery } from './InsightDtos.js';
import { insightExpired, insightNotFound, onlySnoozedEnds, snoozeIntoPast, snoozeNeedsEnd, snoozeTooLong } from './insightErrors.js';
import { type Decision, InsightRepository, type InsightRow } from './InsightRepository.js';
import { checkInsightsJob } from './InsightSearch.js';
import { evidenceOf, presentInsight } from './presentInsight.js';

const MOST_ROWS = 100;
const DAY_MS = 86_400_000;
const MOST_SNOOZED_DAYS = 366;
/** Clocks of people and servers differ by so much, in milliseconds. */
const TOLERANCE = 60_000;

/**
 * What the detectors found, and what people decide about it. More than six dependencies: a decision is stored, recorded and told, and a
 * check is asked for.
 */
@Injectable()
export class InsightService {
  constructor(
    private readonly insights: InsightRepository,
    private readonly detectors: Detectors,
    private readonly queue: JobQueue,
    private readonly audit: AuditTrail,
    private readonly live: LiveEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, { view = 'open', limit, cursor }: ListInsightsQuery): Promise<Page<InsightDto>> {
    const now = nowIso(this.clock);
    const rows = await this.insights.list(ctx, { view, now, cursor, limit });
    return toPage(
      rows,
      limit,
      ({ effect, id }) => [effect, id],
      (row) => presentInsight(row, now),
    );
  }

  async state(ctx: WorkspaceContext): Promise<InsightStateDto> {
    const counts = await this.insights.count(ctx, nowIso(this.clock));
    return { ...counts, checkedAt: (await this.insights.findCheck(ctx))?.checkedAt ?? null };
  }

  async get(ctx: WorkspaceContext, id: string): Promise<InsightDto> {
    return presentInsight(await this.require(ctx, id), nowIso(this.clock));
  }

  /** Read from what is stored now, for the period in which it was found. */
  async rows(ctx: WorkspaceContext, id: string): Promise<InsightRowDto[]> {
    const row = await this.require(ctx, id);
    return (await this.detectors.find(row.type)?.rows(ctx, evidenceOf(row), MOST_ROWS)) ?? [];
  }

  /** In the background; a check that waits already is the same. */
  check(ctx: WorkspaceContext): Promise<void> {
    return this.unitOfWork.run(ctx, (ctx) => this.queue.enqueue(ctx, checkInsightsJob(ctx.workspaceId)));
  }

  async decide(ctx: WorkspaceContext, id: string, input: DecideInsightDto): Promise<InsightDto> {
    const decision = this.decisionOf(input);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.require(ctx, id);
      const by = { userId: actorUserId(ctx), now: nowIso(this.clock) };
      if (!(await this.insights.decide(ctx, id, decision, by))) throw insightExpired();
      const shown = (one: Decision): object => ({
        state: one.state === 'open' && one.snoozedUntil !== null ? 'snoozed' : one.state,
        snoozedUntil: one.snoozedUntil,
        reason: one.reason,
      });
      await this.audit.record(ctx, {
        action: 'insight.decided',
        entity: ['insight', id],
        before: shown({ ...row, state: row.state === 'expired' ? 'open' : row.state }),
        after: shown(decision),
      });
      afterCommit(ctx.manager, () => this.live.publish(ctx.workspaceId, { type: 'insights.changed', id }));
    });
    return this.get(ctx, id);
  }

  /** The sentences, for the log. */
  namesOf(ctx: WorkspaceContext, ids: readonly string[]): Promise<Map<string, string>> {
    return this.insights.namesOf(ctx, ids);
  }

  private decisionOf({ state, snoozedUntil, reason }: DecideInsightDto): Decision {
    const said = reason ? reason : null;
    if (state !== 'snoozed') {
      if (snoozedUntil) throw onlySnoozedEnds();
      return { state, snoozedUntil: null, reason: state === 'open' ? null : said };
    }
    if (!snoozedUntil) throw snoozeNeedsEnd();
    const [until, now] = [new Date(snoozedUntil), this.clock.now().getTime()];
    if (until.getTime() < now - TOLERANCE) throw snoozeIntoPast();
    if (until.getTime() > now + MOST_SNOOZED_DAYS * DAY_MS) throw snoozeTooLong(MOST_SNOOZED_DAYS);
    return { state: 'open', snoozedUntil: until.toISOString(), reason: said };
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<InsightRow> {
    const row = await this.insights.find(ctx, id);
    if (!row) throw insightNotFound();
    return row;
  }
}
