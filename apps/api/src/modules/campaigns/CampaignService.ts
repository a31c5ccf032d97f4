import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import type { Page } from '../../platform/http/Page.js';
import { CampaignAudit } from './CampaignAudit.js';
import type { CampaignDto, CampaignSummaryDto, ListCampaignsQuery } from './CampaignDtos.js';
import { campaignChangedMeanwhile, moveRefused, seriesIsRecord } from './campaignErrors.js';
import { OccurrenceRepository } from './series/OccurrenceRepository.js';
import { CampaignPresenter } from './CampaignPresenter.js';
import { CampaignRepository } from './CampaignRepository.js';
import type { Campaign } from './CampaignRow.js';

/** The campaigns of a workspace. Writing them, approval, sending and what came of it have services of their own. */
@Injectable()
export class CampaignService {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly presenter: CampaignPresenter,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: CampaignAudit,
    private readonly occurrences: OccurrenceRepository,
  ) {}

  async list(ctx: WorkspaceContext, query: ListCampaignsQuery): Promise<Page<CampaignSummaryDto>> {
    const page = await this.campaigns.list(ctx, query);
    return { items: await this.presenter.presentAll(ctx, page.items), nextCursor: page.nextCursor };
  }

  async get(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    return this.presenter.present(ctx, await this.require(ctx, id));
  }

  async require(ctx: WorkspaceContext, id: string): Promise<Campaign> {
    const campaign = await this.campaigns.find(ctx, id);
    if (!campaign) throw notFound('campaign');
    return campaign;
  }

  /** @param version the one that the caller has seen; null: whichever there is */
  delete(ctx: WorkspaceContext, id: string, version: number | null): Promise<{ id: string }> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const campaign = await this.require(ctx, id);
      if (version !== null && campaign.version !== version) throw campaignChangedMeanwhile(campaign.version);
      if (await this.occurrences.hasMade(ctx, id)) throw seriesIsRecord();
      if (!(await this.campaigns.delete(ctx, id))) throw moveRefused('delete', campaign.status);
      await this.audit.record(ctx, 'campaign.deleted', id, { before: campaign });
      return { id };
    });
  }
}
