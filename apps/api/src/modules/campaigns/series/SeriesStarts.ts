import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { type Campaign, isSeries } from '../CampaignRow.js';
import { RecipientClocks, type ScheduleZones } from '../zones/RecipientClocks.js';
import { opensAt } from '../zones/zonedSchedule.js';
import { occurrencesBetween } from './occurrences.js';
import { SeriesDates } from './SeriesDates.js';

type Timed = Pick<Campaign, 'id' | 'schedule' | 'audience' | 'seriesId' | 'occursAt'>;

/** A date, and when its first recipients get the message. */
export interface StartOfDate {
  readonly date: Date;
  readonly begins: Date;
}

/** Between the first zone on Earth and the one of the series lies no more than this. */
export const LONGEST_LEAD_MS = 27 * 3_600_000;
/** So many daily dates can have passed for some recipients and not yet for others. */
const OVERLAPPING = 3;

/** When the dates of a series begin: for its first recipients, where each one's time zone counts. */
@Injectable()
export class SeriesStarts {
  constructor(
    private readonly dates: SeriesDates,
    private readonly clocks: RecipientClocks,
    private readonly clock: Clock,
  ) {}

  /** The next date that has not begun for anyone yet; null: there is none. */
  async next(ctx: WorkspaceContext, series: Timed): Promise<Date | null> {
    const now = this.clock.now();
    const dates = await this.dates.after(ctx, series, now, OVERLAPPING);
    for (const date of dates) if ((await this.startOf(ctx, series, date)).begins > now) return date;
    return null;
  }

  /** The dates that have come somewhere on Earth since the one the series waits for, and of the last of them when they begin. */
  async due(
    ctx: WorkspaceContext,
    series: Timed & { readonly scheduledAt: string | null },
  ): Promise<{ dates: Date[]; last: StartOfDate[] }> {
    const { schedule, scheduledAt } = series;
    if (schedule.kind !== 'recurring' || scheduledAt === null) return { dates: [], last: [] };
    const [now, from] = [this.clock.now(), new Date(scheduledAt)];
    const later = occurrencesBetween(schedule, from, new Date(now.getTime() + LONGEST_LEAD_MS));
    const dates = [from, ...later.filter((date) => opensAt(schedule, date) <= now)];
    const last: StartOfDate[] = [];
    for (const date of dates.slice(-OVERLAPPING)) last.push(await this.startOf(ctx, series, date));
    return { dates, last };
  }

  /** In which zones the recipients are; of a series at its next date. Null: the zone of the schedule counts for all. */
  async zonesOf(ctx: WorkspaceContext, campaign: Timed): Promise<ScheduleZones | null> {
    if (!isSeries(campaign) || campaign.schedule.zones !== 'recipient') return this.clocks.outlook(ctx, campaign);
    const date = await this.next(ctx, campaign);
    return date && this.clocks.outlook(ctx, { ...campaign, occursAt: date.toISOString() });
  }

  private async startOf(ctx: WorkspaceContext, series: Timed, date: Date): Promise<StartOfDate> {
    const zones = await this.clocks.outlook(ctx, { ...series, occursAt: date.toISOString() });
    return { date, begins: zones?.starts.first ?? date };
  }
}
