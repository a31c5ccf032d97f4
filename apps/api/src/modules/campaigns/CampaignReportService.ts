import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import {
  type CampaignReportDto,
  REPORT_MARKS,
  type ReportHourDto,
  type ReportLinkDto,
  type ReportTrackingDto,
} from './CampaignReportDtos.js';
import type { Campaign } from './CampaignRow.js';
import { CampaignService } from './CampaignService.js';
import { type HourRow, LedgerReports } from './ledger/LedgerReports.js';
import { TrackedLinkRepository, type TrackedLinkRow } from './tracking/TrackedLinkRepository.js';
import { TrackingChoice } from './tracking/TrackingChoice.js';

const HOUR_MS = 3_600_000;
/** What comes later is in the counts, and too little for a curve. */
const DAYS = 30;

/** How a campaign did over time. */
@Injectable()
export class CampaignReportService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly ledger: LedgerReports,
    private readonly links: TrackedLinkRepository,
    private readonly tracking: TrackingChoice,
    private readonly clock: Clock,
  ) {}

  async get(ctx: WorkspaceContext, id: string): Promise<CampaignReportDto> {
    const campaign = await this.campaigns.require(ctx, id);
    const { startedAt } = campaign;
    const tracking = await this.trackingOf(ctx, campaign);
    if (startedAt === null) return { startedAt, until: null, hours: [], notReached: [], links: [], tracking };
    const span = this.spanFrom(new Date(startedAt));
    const [rows, notReached, links] = await Promise.all([
      this.ledger.countByHour(ctx, id, span),
      this.ledger.countUnreached(ctx, id),
      this.links.list(ctx, id),
    ]);
    return { startedAt, until: span.until, hours: hoursOf(rows), notReached, links: links.map(linkOf), tracking };
  }

  private async trackingOf(ctx: WorkspaceContext, campaign: Campaign): Promise<ReportTrackingDto> {
    const { opens, clicks, isAnonymous } = await this.tracking.of(ctx, campaign);
    const image = await this.links.findImage(ctx, campaign.id);
    return { opens, clicks, isAnonymous, imageVisits: image?.visits ?? 0, imageMachineVisits: image?.machineVisits ?? 0 };
  }

  /** From the full hour of the start: a report may carry the provider's time, which is a little earlier than ours. */
  private spanFrom(start: Date): { from: string; until: string } {
    const from = Math.floor(start.getTime() / HOUR_MS) * HOUR_MS;
    const until = Math.min(from + DAYS * 24 * HOUR_MS, this.clock.now().getTime());
    return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  }
}

function linkOf({ id, url, label, isPersonal, people, visits, machineVisits }: TrackedLinkRow): ReportLinkDto {
  return { id, url, label, isPersonal, people, visits, machineVisits };
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
