import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import type { CountsDto } from './CampaignDtos.js';
import {
  type CampaignReportDto,
  type ComparedRate,
  REPORT_MARKS,
  type ReportComparisonDto,
  type ReportHourDto,
  type ReportLinkDto,
  type ReportTrackingDto,
} from './CampaignReportDtos.js';
import type { Campaign } from './CampaignRow.js';
import { CampaignRepository } from './CampaignRepository.js';
import { CampaignService } from './CampaignService.js';
import { LedgerFigures } from './ledger/LedgerFigures.js';
import { type HourRow, LedgerReports } from './ledger/LedgerReports.js';
import { DeviceRepository } from './tracking/DeviceRepository.js';
import { TrackedLinkRepository, type TrackedLinkRow } from './tracking/TrackedLinkRepository.js';
import { TrackingChoice } from './tracking/TrackingChoice.js';

const HOUR_MS = 3_600_000;
/** What comes later is in the counts, and too little for a curve. */
const DAYS = 30;
const DOMAINS = 10;
/** Older ones say little about now. */
const COMPARED = 20;

/** How a campaign did over time. More than six dependencies: each counts one part of a report. */
@Injectable()
export class CampaignReportService {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly repository: CampaignRepository,
    private readonly figures: LedgerFigures,
    private readonly ledger: LedgerReports,
    private readonly links: TrackedLinkRepository,
    private readonly devices: DeviceRepository,
    private readonly tracking: TrackingChoice,
    private readonly clock: Clock,
  ) {}

  async get(ctx: WorkspaceContext, id: string): Promise<CampaignReportDto> {
    const campaign = await this.campaigns.require(ctx, id);
    const { startedAt } = campaign;
    const tracking = await this.trackingOf(ctx, campaign);
    if (startedAt === null)
      return {
        startedAt,
        until: null,
        hours: [],
        notReached: [],
        links: [],
        devices: [],
        tracking,
        domains: [],
        comparison: comparedWith([]),
      };
    const span = this.spanFrom(new Date(startedAt));
    const [rows, notReached, links, devices, domains, comparison] = await Promise.all([
      this.ledger.countByHour(ctx, id, span),
      this.ledger.countUnreached(ctx, id),
      this.links.list(ctx, id),
      this.devices.list(ctx, id),
      this.ledger.countByDomain(ctx, id, 'email', DOMAINS),
      this.compare(ctx, campaign, startedAt),
    ]);
    return {
      startedAt,
      until: span.until,
      hours: hoursOf(rows),
      notReached,
      links: links.map(linkOf),
      devices,
      tracking,
      domains,
      comparison,
    };
  }

  /** With those before it on the same channel. */
  private async compare(ctx: WorkspaceContext, { type }: Campaign, startedAt: string): Promise<ReportComparisonDto> {
    const ids = await this.repository.listSentBefore(ctx, type, startedAt, COMPARED);
    return comparedWith([...(await this.figures.count(ctx, ids)).values()]);
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

/** Of campaigns that reached anyone. Where nothing was followed there is nothing to compare with: zero opens are no median. */
export function comparedWith(earlier: readonly CountsDto[]): ReportComparisonDto {
  const reached = earlier.filter((counts) => sentOf(counts) > 0);
  const median = (rate: ComparedRate, isKnown: (counts: CountsDto) => boolean = () => true): number | null =>
    medianOf(reached.filter(isKnown).map((counts) => counts[rate] / (sentOf(counts) + (rate === 'bounced' ? counts.bounced : 0))));
  return {
    campaigns: reached.length,
    opened: median('opened', ({ opened }) => opened > 0),
    clicked: median('clicked', ({ clicked }) => clicked > 0),
    replied: median('replied'),
    unsubscribed: median('unsubscribed'),
    bounced: median('bounced'),
    complained: median('complained'),
  };
}

/** Messages that a mail server took over and that did not come back. */
function sentOf({ accepted, delivered }: CountsDto): number {
  return accepted + delivered;
}

function medianOf(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
