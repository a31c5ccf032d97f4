import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { newId } from '../../../platform/database/ids.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AppError } from '../../../platform/http/AppError.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { SettingsService } from '../../settings/SettingsService.js';
import { ApprovalCheck } from '../approvals/ApprovalCheck.js';
import { approvalExpired } from '../campaignErrors.js';
import { CampaignRepository } from '../CampaignRepository.js';
import type { Campaign } from '../CampaignRow.js';
import type { RecurringSchedule } from '../campaignSchedule.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { ReviewRequests } from '../ReviewRequests.js';
import { SendQueue } from '../sending/SendQueue.js';
import { opensAt } from '../zones/zonedSchedule.js';
import { OccurrenceRepository } from './OccurrenceRepository.js';
import { SeriesDates } from './SeriesDates.js';
import { SeriesStarts, type StartOfDate } from './SeriesStarts.js';

const HOUR_MS = 3_600_000;
/** Of a long time in which nothing ran, so many dates are told. */
const MOST_MISSED = 100;
const LONGEST_NAME = 95;

/**
 * What happens when a date of a series has come: a campaign is made for it, and the series waits for the next one; both or neither.
 * More than six dependencies: it decides, records and hands on in one transaction.
 */
@Injectable()
export class SeriesRun {
  constructor(
    private readonly check: ApprovalCheck,
    private readonly campaigns: CampaignRepository,
    private readonly occurrences: OccurrenceRepository,
    private readonly dates: SeriesDates,
    private readonly starts: SeriesStarts,
    private readonly states: CampaignStateMachine,
    private readonly reviews: ReviewRequests,
    private readonly queue: SendQueue,
    private readonly settings: SettingsService,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /**
   * After a time in which nothing ran, one message goes out at most: the last date that has begun, if it is not later than a scheduled
   * campaign may be. The others were missed, and are told as such. Dates that have come somewhere on Earth and not for any recipient yet
   * wait for their first one.
   */
  async occur(ctx: WorkspaceContext, series: Campaign): Promise<void> {
    if (series.schedule.kind !== 'recurring' || series.scheduledAt === null) return;
    const { schedule } = series;
    const now = this.clock.now();
    const grace = Number(await this.settings.valueInWorkspace(ctx, 'scheduleGraceHours'));
    const { dates: due, last } = await this.starts.due(ctx, series);
    const current = last.findLast(({ begins }) => begins <= now);
    const isLate = current !== undefined && now.getTime() - current.begins.getTime() > grace * HOUR_MS;
    const starts = last.filter((start) => start.begins > now || (start === current && !isLate));
    const missed = due.filter((date) => !starts.some((start) => start.date === date));
    const cover = await this.check.coverNow(ctx, series);
    const late = `Its moment passed while Rapport was not running or another date was due; the limit is ${grace} ${grace === 1 ? 'hour' : 'hours'}.`;
    if ('objection' in cover) return this.stop(ctx, series, due, cover.objection);
    const [next] = await this.dates.after(ctx, series, new Date(Math.max(now.getTime(), due.at(-1)?.getTime() ?? 0)), 1);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.states.moveAsRead(ctx, series, next ? 'occur' : 'finishSeries', { scheduledAt: next?.toISOString() ?? null });
      await this.recordMissed(ctx, series, missed, late);
      for (const start of starts) await this.make(ctx, series, schedule, start);
      if (next) await this.queue.enqueueStart(ctx, series.id, opensAt(schedule, next));
    });
  }

  /** Of two calls at once, one succeeds. */
  private async make(
    ctx: WorkspaceContext,
    series: Campaign,
    { timeZone }: RecurringSchedule,
    { date, begins }: StartOfDate,
  ): Promise<void> {
    const [id, occursAt, startsAt, now] = [newId(), date.toISOString(), begins.toISOString(), nowIso(this.clock)];
    if (!(await this.occurrences.insert(ctx, series.id, { occursAt, state: 'made', now }))) return;
    const day = DateTime.fromJSDate(date).setZone(timeZone).setLocale('en-GB').toFormat('d LLLL yyyy');
    const name = `${[...series.name].slice(0, LONGEST_NAME).join('').trim()} – ${day}`;
    await this.campaigns.insertOccurrence(ctx, series, { id, name, occursAt, startsAt, now });
    await this.states.tell(ctx, { id, workspaceId: series.workspaceId, status: 'scheduled' }, 'campaign.occurred', { series: series.name });
    await this.queue.enqueueStart(ctx, id, begins > this.clock.now() ? begins : undefined);
  }

  /** What is not covered any more is not sent: an approval that ended waits for a person, and what changed has to be approved anew. */
  private async stop(ctx: WorkspaceContext, series: Campaign, due: readonly Date[], objection: AppError): Promise<never> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.recordMissed(ctx, series, due, objection.message);
      if (objection.code === approvalExpired().code)
        await this.states.moveOrThrow(ctx, series, 'hold', { statusReason: objection.message, scheduledAt: null });
      else await this.reviews.voidFor(ctx, series, objection);
    });
    throw objection;
  }

  private async recordMissed(ctx: WorkspaceContext, series: Campaign, dates: readonly Date[], reason: string): Promise<void> {
    const now = nowIso(this.clock);
    for (const date of dates.slice(-MOST_MISSED)) {
      const isNew = await this.occurrences.insert(ctx, series.id, { occursAt: date.toISOString(), state: 'missed', reason, now });
      if (isNew) await this.states.tell(ctx, series, 'campaign.dateMissed', { date: date.toISOString(), reason });
    }
  }
}
