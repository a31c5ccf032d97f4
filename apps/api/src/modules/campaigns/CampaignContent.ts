import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppError } from '../../platform/http/AppError.js';
import { noTemplate, noText } from './campaignErrors.js';
import { TemplateService } from '../templates/TemplateService.js';
import type { TemplateVersion } from '../templates/public.js';
import type { Campaign } from './CampaignRow.js';

/**
 * What a campaign says. An email: while it is a draft the newest version of its template, from the request for approval on the pinned one. A
 * text says what is written in the campaign itself, and has no template.
 */
@Injectable()
export class CampaignContent {
  constructor(private readonly templates: TemplateService) {}

  /** What holds the words from the request for approval on; null where the campaign does itself. @throws AppError when there are none */
  async pinned(ctx: WorkspaceContext, campaign: Campaign): Promise<TemplateVersion | null> {
    if (campaign.type === 'text') {
      if (campaign.text === null) throw noText();
      return null;
    }
    const version = await this.find(ctx, campaign);
    if (!version) throw noTemplate();
    return version;
  }

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
