import { Injectable } from '@nestjs/common';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { hashToken } from '../../platform/security/tokens.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CampaignReportService } from '../campaigns/CampaignReportService.js';
import { CampaignService } from '../campaigns/CampaignService.js';
import { BrandingService } from '../settings/BrandingService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { SharedReportDto } from './SharedReportDtos.js';
import { sharedReportNotFound } from './sharedReportErrors.js';
import { SharedReportRepository, type SharedTarget } from './SharedReportRepository.js';

/** What `newToken` makes. */
const TOKEN = /^[\w-]{43}$/;
const KEPT = 100;
const KEPT_MS = 60_000;

type View = Omit<SharedReportDto, 'expiresAt'>;

/** The report behind a link. Counting it costs a walk over the campaign, so it is kept for a minute; the link is looked at every time. */
@Injectable()
export class SharedReportReader {
  private readonly known = new Map<string, { readonly until: number; readonly view: Promise<View> }>();

  constructor(
    private readonly links: SharedReportRepository,
    private readonly campaigns: CampaignService,
    private readonly reports: CampaignReportService,
    private readonly branding: BrandingService,
    private readonly workspaces: WorkspaceService,
    private readonly clock: Clock,
  ) {}

  async isLive(ctx: Context, token: string): Promise<boolean> {
    return (await this.find(ctx, token)) !== null;
  }

  /** 404 alike for a link that never was, has expired or was revoked. */
  async open(ctx: Context, token: string): Promise<SharedReportDto> {
    const target = await this.find(ctx, token);
    if (!target) throw sharedReportNotFound();
    const inside = inWorkspace(ctx, target.workspaceId, 'viewer');
    const view = await this.viewOf(inside, target);
    await this.links.countOpen(inside, target.id, nowIso(this.clock));
    return { ...view, expiresAt: target.expiresAt };
  }

  private async find(ctx: Context, token: string): Promise<SharedTarget | null> {
    return TOKEN.test(token) ? this.links.findPublic(ctx, hashToken(token), nowIso(this.clock)) : null;
  }

  private viewOf(ctx: WorkspaceContext, { campaignId }: SharedTarget): Promise<View> {
    const known = this.known.get(campaignId);
    if (known && known.until > performance.now()) return known.view;
    if (this.known.size >= KEPT) this.known.delete(this.known.keys().next().value as string);
    const view = this.read(ctx, campaignId).catch((error: unknown) => {
      this.known.delete(campaignId);
      throw error;
    });
    this.known.set(campaignId, { until: performance.now() + KEPT_MS, view });
    return view;
  }

  private async read(ctx: WorkspaceContext, campaignId: string): Promise<View> {
    const { name: campaignName, type, counts } = await this.campaigns.get(ctx, campaignId);
    const { startedAt, until, hours, links, devices, tracking } = await this.reports.get(ctx, campaignId);
    const { colour, logo } = await this.branding.get(ctx);
    const { name: workspaceName } = await this.workspaces.require(ctx);
    const asOf = nowIso(this.clock);
    return { workspaceName, colour, logo, campaignName, type, startedAt, asOf, counts, until, hours, links, devices, tracking };
  }
}
