import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { invalidField } from '../../platform/http/AppError.js';
import { hashToken, newToken } from '../../platform/security/tokens.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CampaignService } from '../campaigns/CampaignService.js';
import { type CreateSharedReportDto, type NewSharedLinkDto, SHARED_DAYS, type SharedLinkDto } from './SharedReportDtos.js';
import { nothingToShare, sharedLinkNotFound, tooManyLinks } from './sharedReportErrors.js';
import { type SharedLink, SharedReportRepository } from './SharedReportRepository.js';

const DAY_MS = 86_400_000;
const DEFAULT_DAYS = 30;
const MOST_LINKS = 20;

/** Links to the report of a campaign: made, listed, revoked. */
@Injectable()
export class SharedReportService {
  constructor(
    private readonly links: SharedReportRepository,
    private readonly campaigns: CampaignService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async list(ctx: WorkspaceContext, campaignId: string): Promise<SharedLinkDto[]> {
    await this.campaigns.require(ctx, campaignId);
    return (await this.links.list(ctx, campaignId, MOST_LINKS)).map((link) => this.present(link));
  }

  /** The address is in the answer and nowhere else. Links that have expired go with the next one. */
  create(ctx: WorkspaceContext, campaignId: string, input: CreateSharedReportDto): Promise<NewSharedLinkDto> {
    const days = daysOf(input);
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { startedAt } = await this.campaigns.require(ctx, campaignId);
      if (startedAt === null) throw nothingToShare();
      await serialise(ctx.manager, `sharedReports ${campaignId}`);
      const now = this.clock.now();
      await this.links.removeExpired(ctx, campaignId, now.toISOString());
      if ((await this.links.list(ctx, campaignId, MOST_LINKS)).length >= MOST_LINKS) throw tooManyLinks(MOST_LINKS);
      const token = newToken();
      const id = newId();
      const expiresAt = new Date(now.getTime() + days * DAY_MS).toISOString();
      const own = { id, campaignId, tokenHash: hashToken(token), createdBy: actorUserId(ctx), createdAt: now.toISOString(), expiresAt };
      await this.links.insert(ctx, own);
      await this.audit.record(ctx, { action: 'campaign.reportShared', entity: ['campaign', campaignId], details: { link: id, days } });
      const link = (await this.links.list(ctx, campaignId, MOST_LINKS)).find((one) => one.id === id);
      if (!link) throw sharedLinkNotFound();
      return { link: this.present(link), url: `${this.config.publicUrl}/shared/report/${token}` };
    });
  }

  revoke(ctx: WorkspaceContext, campaignId: string, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.links.remove(ctx, campaignId, id))) throw sharedLinkNotFound();
      await this.audit.record(ctx, { action: 'campaign.reportUnshared', entity: ['campaign', campaignId], details: { link: id } });
    });
  }

  private present(link: SharedLink): SharedLinkDto {
    return { ...link, isExpired: link.expiresAt <= nowIso(this.clock) };
  }
}

function daysOf({ days = DEFAULT_DAYS }: CreateSharedReportDto): number {
  if (SHARED_DAYS.some((one) => one === days)) return days;
  throw invalidField('days', 'sharedReport.days', 'A link works for 7, 30 or 90 days. Choose one of these.');
}
