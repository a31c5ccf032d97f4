import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { type CampaignReportDto, REPORT_MARKS, type ReportHourDto } from './CampaignReportDtos.js';
import { CampaignService } from './CampaignService.js';
import { type HourRow, LedgerReports } from './ledger/LedgerReports.js';

const HOUR_MS = 3_600_000;
/** What comes later is in the counts, and too little for a curve. */
const DAYS = 30;

/** How a campaign did over time. */
@Injectable()
export class CampaignReportService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly ledger: LedgerReports,
    private readonly clock: Clock,
  ) {}

  async get(ctx: WorkspaceContext, id: string): Promise<CampaignReportDto> {
    const { startedAt } = await this.campaigns.require(ctx, id);
    if (startedAt === null) return { startedAt, until: null, hours: [], notReached: [] };
    const span = this.spanFrom(new Date(startedAt));
    const [rows, notReached] = await Promise.all([this.ledger.countByHour(ctx, id, span), this.ledger.countUnreached(ctx, id)]);
    return { startedAt, until: span.until, hours: hoursOf(rows), notReached };
  }

  /** From the full hour of the start: a report may carry the provider's time, which is a little earlier than ours. */
  private spanFrom(start: Date): { from: string; until: string } {
    const from = Math.floor(start.getTime() / HOUR_MS) * HOUR_MS;
    const until = Math.min(from + DAYS * 24 * HOUR_MS, this.clock.now().getTime());
    return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  }
}

function hoursOf(rows: readonly HourRow[]): ReportHourDto[] {
  const hours = new Map<string, ReportHourDto>();
  for (const { hour, mark, count } of rows) {
    const known = hours.get(hour) ?? emptyHour(hour);
    known[mark] = count;
    hours.set(hour, known);
  }
  return [...hours.values()];
}

function emptyHour(hour: string): ReportHourDto {
  const counts = Object.fromEntries(REPORT_MARKS.map((mark) => [mark, 0])) as Omit<ReportHourDto, 'at'>;
  return { at: `${hour}:00:00.000Z`, ...counts };
}
