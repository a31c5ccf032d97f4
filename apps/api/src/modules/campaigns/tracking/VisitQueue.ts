import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { RecordVisits } from './RecordVisits.js';
import { TrackedCampaigns } from './TrackedCampaigns.js';
import { type Visit, withMachines } from './visitJudge.js';
import { groupBy } from '../../../platform/collections/groupBy.js';

/** How long a visit waits for those that show what it was: a scanner follows all links of a message within a moment. */
const WAIT_MS = 1_500;
const EVERY_MS = 500;
const AT_ONCE = 500;
/** Some twenty megabytes. Beyond it visits are answered and not counted. */
const MOST_WAITING = 100_000;

/**
 * Visits are answered at once and written in groups: one transaction for hundreds of them. What waits here when the process is killed is
 * not counted, at most two seconds of it; a visit is no message, and nobody waits for it.
 */
@Injectable()
export class VisitQueue implements BeforeApplicationShutdown {
  private waiting: Visit[] = [];
  private before: readonly Visit[] = [];
  private timer: NodeJS.Timeout | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly campaigns: TrackedCampaigns,
    private readonly visits: RecordVisits,
    private readonly logger: AppLogger,
  ) {}

  add(visit: Omit<Visit, 'arrivedAt'>): void {
    if (this.waiting.length >= MOST_WAITING) return;
    this.waiting.push({ ...visit, arrivedAt: performance.now() });
    this.timer ??= setTimeout(() => this.flush(false), EVERY_MS).unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.flush(true);
    await this.writing;
  }

  private flush(isEverything: boolean): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing
      .then(() => this.write(isEverything))
      .finally(() => {
        if (this.waiting.length > 0) this.timer ??= setTimeout(() => this.flush(false), EVERY_MS).unref();
      });
  }

  private async write(isEverything: boolean): Promise<void> {
    const dueBefore = performance.now() - WAIT_MS;
    const due = isEverything ? this.waiting : this.waiting.filter(({ arrivedAt }) => arrivedAt <= dueBefore);
    if (due.length === 0) return;
    const judged = withMachines(due, [...this.before, ...this.waiting]);
    this.waiting = isEverything ? [] : this.waiting.filter(({ arrivedAt }) => arrivedAt > dueBefore);
    this.before = due;
    for (let start = 0; start < judged.length; start += AT_ONCE) await this.writeGroup(judged.slice(start, start + AT_ONCE));
  }

  private async writeGroup(group: readonly Visit[]): Promise<void> {
    for (const [campaignId, visits] of groupBy(group, (visit) => visit.campaignId)) {
      try {
        const campaign = await this.campaigns.find(campaignId);
        if (campaign) await this.visits.record(campaign.workspaceId, campaignId, visits);
      } catch (error) {
        this.logger.failure('campaign.visitsNotRecorded', error);
      }
    }
  }
}
