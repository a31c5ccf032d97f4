import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { calendarTooLong } from '../campaignErrors.js';
import { isSeries } from '../CampaignRow.js';
import { instantOf } from '../campaignSchedule.js';
import { occurrencesBetween } from '../series/occurrences.js';
import type { CalendarDto, CalendarEntryDto, CalendarKind, CalendarQuery } from './CalendarDtos.js';
import { CalendarRepository, type DatedCampaign, MOST_ENTRIES } from './CalendarRepository.js';

const LONGEST_MS = 62 * 86_400_000;

/** What goes out when. */
@Injectable()
export class CampaignCalendar {
  constructor(private readonly campaigns: CalendarRepository) {}

  async list(ctx: WorkspaceContext, query: CalendarQuery): Promise<CalendarDto> {
    const [from, to] = [new Date(query.from), new Date(query.to)];
    if (to <= from || to.getTime() - from.getTime() > LONGEST_MS) throw calendarTooLong();
    const [first, end] = [from.toISOString(), to.toISOString()];
    const started = await this.campaigns.listStarted(ctx, first, end);
    const scheduled = await this.campaigns.listScheduled(ctx, end);
    const unsent = await this.campaigns.listUnsent(ctx);
    const entries = [
      ...started.map((campaign) => entryOf(campaign, 'sent', campaign.startedAt ?? first)),
      ...scheduled.filter(isSeries).flatMap((series) => datesOf(series, from, to)),
      ...scheduled
        .filter((campaign) => !isSeries(campaign))
        .map((campaign) => entryOf(campaign, 'scheduled', campaign.scheduledAt ?? first)),
      ...unsent.flatMap(plannedOf),
    ]
      .filter(({ at }) => at >= first && at < end)
      .sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
    return { entries: entries.slice(0, MOST_ENTRIES), isCut: entries.length > MOST_ENTRIES };
  }
}

/** From the next date on: what was skipped lies before it. */
function datesOf(series: DatedCampaign, from: Date, to: Date): CalendarEntryDto[] {
  if (series.schedule.kind !== 'recurring' || series.scheduledAt === null) return [];
  const next = new Date(series.scheduledAt);
  const after = new Date(Math.max(from.getTime(), next.getTime()) - 1);
  return occurrencesBetween(series.schedule, after, to).map((date) => entryOf(series, 'recurring', date.toISOString()));
}

function plannedOf(campaign: DatedCampaign): CalendarEntryDto[] {
  const { schedule } = campaign;
  if (schedule.kind !== 'at') return [];
  return [entryOf(campaign, 'planned', instantOf(schedule.localTime, schedule.timeZone).toISOString())];
}

function entryOf({ id, name, type, status, seriesId }: DatedCampaign, kind: CalendarKind, at: string): CalendarEntryDto {
  const isMovable = kind === 'planned' || (kind === 'scheduled' && seriesId === null);
  return { at, kind, campaignId: id, name, type, status, isMovable };
}
