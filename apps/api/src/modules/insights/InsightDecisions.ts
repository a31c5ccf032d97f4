import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { afterCommit, UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import type { DecideInsightDto, InsightDto } from './InsightDtos.js';
import { insightExpired, insightNotFound, onlySnoozedEnds, snoozeIntoPast, snoozeNeedsEnd, snoozeTooLong } from './insightErrors.js';
import { type Decision, InsightRepository } from './InsightRepository.js';
import { presentInsight } from './presentInsight.js';

const DAY_MS = 86_400_000;
const MOST_SNOOZED_DAYS = 366;
/** Clocks of people and servers differ by so much, in milliseconds. */
const TOLERANCE = 60_000;

/** What people decide about insights. */
@Injectable()
export class InsightDecisions {
  constructor(
    private readonly insights: InsightRepository,
    private readonly audit: AuditTrail,
    private readonly live: LiveEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async decide(ctx: WorkspaceContext, id: string, input: DecideInsightDto): Promise<InsightDto> {
    await this.store(ctx, id, this.decisionOf(input));
    const row = await this.insights.find(ctx, id);
    if (!row) throw insightNotFound();
    return presentInsight(row, nowIso(this.clock));
  }

  private async store(ctx: WorkspaceContext, id: string, decision: Decision): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.insights.find(ctx, id);
      if (!row) throw insightNotFound();
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
}
