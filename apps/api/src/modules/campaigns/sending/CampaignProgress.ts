import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../../platform/context/contexts.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock } from '../../../platform/time/Clock.js';
import type { CampaignStatus } from '../campaignTransitions.js';
import { LedgerFigures } from '../ledger/LedgerFigures.js';

interface Watched {
  timer: NodeJS.Timeout | null;
  shownAt: number;
  /** How long the last count took: one that takes long is made less often. */
  costMs: number;
  /** Sent messages at moments of the last minute, for the rate. */
  samples: { at: number; done: number }[];
}

const AT_MOST_EVERY_MS = 350;
const COST_FACTOR = 20;
const RATE_WINDOW_MS = 15_000;

/** Live progress, at most three times a second and never for more than a twentieth of the time. */
@Injectable()
export class CampaignProgress {
  private readonly watched = new Map<string, Watched>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly counts: LedgerFigures,
    private readonly live: LiveEvents,
    private readonly clock: Clock,
  ) {}

  /** Something happened; tells open pages soon. */
  touch(workspaceId: string, campaignId: string, status: CampaignStatus): void {
    const watched = this.watchedOf(campaignId);
    if (watched.timer) return;
    const due = watched.shownAt + Math.max(AT_MOST_EVERY_MS, watched.costMs * COST_FACTOR) - this.clock.now().getTime();
    watched.timer = setTimeout(
      () => {
        watched.timer = null;
        // Best effort by nature: the next one, or a reload, makes it good.
        this.show(workspaceId, campaignId, status, watched).catch(() => undefined);
      },
      Math.max(0, due),
    );
    watched.timer.unref();
  }

  /** The last word about a campaign in this state. */
  async conclude(workspaceId: string, campaignId: string, status: CampaignStatus): Promise<void> {
    const watched = this.watchedOf(campaignId);
    if (watched.timer) clearTimeout(watched.timer);
    this.watched.delete(campaignId);
    await this.show(workspaceId, campaignId, status, watched);
    this.live.publish(workspaceId, { type: 'campaign.changed', id: campaignId, status });
  }

  private async show(workspaceId: string, campaignId: string, status: CampaignStatus, watched: Watched): Promise<void> {
    const startedAt = performance.now();
    const ctx = jobContext(this.dataSource.manager, workspaceId, 'campaigns.progress');
    const counts = await this.counts.countOne(ctx, campaignId);
    watched.costMs = performance.now() - startedAt;
    const now = this.clock.now().getTime();
    watched.shownAt = now;
    const open = counts.planned + counts.claimed + counts.handed;
    const perMinute = rateOf(watched, now, counts.recipients - open);
    const etaSeconds = perMinute > 0 ? Math.ceil((open / perMinute) * 60) : null;
    this.live.publish(workspaceId, {
      type: 'campaign.progress',
      id: campaignId,
      status,
      counts,
      perMinute,
      etaSeconds: open === 0 ? 0 : etaSeconds,
    });
  }

  private watchedOf(campaignId: string): Watched {
    const known = this.watched.get(campaignId);
    if (known) return known;
    const fresh: Watched = { timer: null, shownAt: 0, costMs: 0, samples: [] };
    this.watched.set(campaignId, fresh);
    return fresh;
  }
}

function rateOf(watched: Watched, at: number, done: number): number {
  watched.samples = [...watched.samples.filter((sample) => sample.at > at - RATE_WINDOW_MS), { at, done }];
  const first = watched.samples[0];
  if (!first || at - first.at < 250) return 0;
  return Math.max(0, Math.round(((done - first.done) / (at - first.at)) * 60_000));
}
