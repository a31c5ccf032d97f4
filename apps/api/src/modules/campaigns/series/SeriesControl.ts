import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { moveRefused, noMoreDates, notASeries, otherDateNext } from '../campaignErrors.js';
import { type Campaign, isSeries } from '../CampaignRow.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { ReviewRequests } from '../ReviewRequests.js';
import { SendQueue } from '../sending/SendQueue.js';
import { opensAt } from '../zones/zonedSchedule.js';
import { OccurrenceRepository } from './OccurrenceRepository.js';
import { SeriesDates } from './SeriesDates.js';
import { SeriesStarts } from './SeriesStarts.js';

/** What people do with a series: begin it, let it stand still, let it go on, leave out a date. More than six dependencies: each step is checked, recorded and planned. */
@Injectable()
export class SeriesControl {
  constructor(
    private readonly dates: SeriesDates,
    private readonly starts: SeriesStarts,
    private readonly occurrences: OccurrenceRepository,
    private readonly states: CampaignStateMachine,
    private readonly check: ApprovalCheck,
    private readonly reviews: ReviewRequests,
    private readonly queue: SendQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** From approved to its first date. */
  begin(ctx: WorkspaceContext, series: Campaign): Promise<void> {
    return this.plan(ctx, series, 'schedule');
  }

  async pause(ctx: WorkspaceContext, series: Campaign): Promise<void> {
    await this.states.moveOrThrow(ctx, series, 'pauseSeries', { scheduledAt: null });
  }

  /** Dates that passed meanwhile are over. */
  async resume(ctx: WorkspaceContext, series: Campaign): Promise<void> {
    const cover = await this.check.coverNow(ctx, series);
    if ('objection' in cover) {
      await this.reviews.voidFor(ctx, series, cover.objection);
      throw cover.objection;
    }
    await this.plan(ctx, series, 'resumeSeries');
  }

  /** @param occursAt the date that the caller has seen as the next one */
  async skip(ctx: WorkspaceContext, series: Campaign, occursAt: string): Promise<void> {
    if (!isSeries(series)) throw notASeries();
    if (series.status !== 'scheduled' || series.scheduledAt === null) throw moveRefused('occur', series.status);
    const scheduledAt = new Date(series.scheduledAt);
    if (new Date(occursAt).getTime() !== scheduledAt.getTime()) throw otherDateNext(series.scheduledAt);
    const [next] = await this.dates.after(ctx, series, scheduledAt, 1);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveAsRead(ctx, series, next ? 'occur' : 'finishSeries', { scheduledAt: next?.toISOString() ?? null });
      await this.occurrences.insert(ctx, series.id, { occursAt: scheduledAt.toISOString(), state: 'skipped', now: nowIso(this.clock) });
      await this.states.tell(ctx, series, 'campaign.dateSkipped', { date: scheduledAt.toISOString() });
      if (next) await this.queue.enqueueStart(ctx, series.id, opensAt(series.schedule, next));
    });
  }

  private async plan(ctx: WorkspaceContext, series: Campaign, move: 'schedule' | 'resumeSeries'): Promise<void> {
    const next = await this.starts.next(ctx, series);
    if (!next) throw noMoreDates();
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveAsRead(ctx, series, move, { scheduledAt: next.toISOString() });
      await this.queue.enqueueStart(ctx, series.id, opensAt(series.schedule, next));
    });
  }
}
