import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../../platform/context/contexts.js';
import { type LinkTarget, TrackedLinkRepository } from './TrackedLinkRepository.js';

export interface TrackedCampaign {
  readonly workspaceId: string;
  readonly targets: ReadonlyMap<string, LinkTarget>;
}

const KEPT = 200;
const KEPT_MS = 60_000;

/** Where the links of campaigns lead, kept for a minute: after a send thousands of people follow the same few. */
@Injectable()
export class TrackedCampaigns {
  private readonly known = new Map<string, { readonly until: number; readonly campaign: Promise<TrackedCampaign | null> }>();

  constructor(
    private readonly links: TrackedLinkRepository,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Null when nothing of it is followed, or it is gone with its workspace. */
  find(campaignId: string): Promise<TrackedCampaign | null> {
    const known = this.known.get(campaignId);
    if (known && known.until > performance.now()) return known.campaign;
    if (this.known.size >= KEPT) this.known.delete(this.known.keys().next().value as string);
    const campaign = this.read(campaignId).catch((error: unknown) => {
      this.known.delete(campaignId);
      throw error;
    });
    this.known.set(campaignId, { until: performance.now() + KEPT_MS, campaign });
    return campaign;
  }

  /** As it is now: a campaign whose links are being stored, or one that was removed. */
  findAnew(campaignId: string): Promise<TrackedCampaign | null> {
    this.known.delete(campaignId);
    return this.find(campaignId);
  }

  private async read(campaignId: string): Promise<TrackedCampaign | null> {
    const targets = await this.links.listTargets(systemContext(this.dataSource.manager), campaignId);
    const workspaceId = targets[0]?.workspaceId;
    return workspaceId === undefined ? null : { workspaceId, targets: new Map(targets.map((target) => [target.linkKey, target])) };
  }
}
