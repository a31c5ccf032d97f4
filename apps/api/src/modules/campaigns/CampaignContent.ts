import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppError } from '../../platform/http/AppError.js';
import { TemplateService } from '../templates/TemplateService.js';
import type { TemplateVersion } from '../templates/public.js';
import type { Campaign } from './CampaignRow.js';

/** What a campaign says: while it is a draft the newest version of its template, from the request for approval on the pinned one. */
@Injectable()
export class CampaignContent {
  constructor(private readonly templates: TemplateService) {}

  async find(ctx: WorkspaceContext, campaign: Campaign): Promise<TemplateVersion | null> {
    try {
      if (campaign.status === 'draft')
        return campaign.templateId ? await this.templates.requireCurrentVersion(ctx, campaign.templateId) : null;
      return campaign.templateVersionId ? await this.templates.requireVersion(ctx, campaign.templateVersionId) : null;
    } catch (error) {
      if (error instanceof AppError && error.status === 404) return null;
      throw error;
    }
  }
}
