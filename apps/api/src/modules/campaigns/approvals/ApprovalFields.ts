import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import { SenderPoolService } from '../../providers/SenderPoolService.js';
import { BrandingService } from '../../settings/BrandingService.js';
import { TopicService } from '../../consent/TopicService.js';
import { SegmentService } from '../../segments/SegmentService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { alternatives, asVariant } from '../abTests/AbTest.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { CampaignContent } from '../CampaignContent.js';
import type { Campaign } from '../CampaignRow.js';
import type { TemplateVersion } from '../../templates/public.js';
import { TrackingChoice } from '../tracking/TrackingChoice.js';
import { type FieldChange, fieldChanges, type SealedField } from './fieldChanges.js';
import { sealedFields } from './sealedFields.js';

/**
 * What a campaign would send now. A few short reads, so that it can be asked before every batch; the audience is compared elsewhere.
 * More than six dependencies: it gathers what is sealed from where each part is kept.
 */
@Injectable()
export class ApprovalFields {
  constructor(
    private readonly content: CampaignContent,
    private readonly audiences: AudienceRepository,
    private readonly segments: SegmentService,
    private readonly topics: TopicService,
    private readonly pool: SenderPoolService,
    private readonly workspaces: WorkspaceService,
    private readonly branding: BrandingService,
    private readonly tracking: TrackingChoice,
  ) {}

  async read(ctx: WorkspaceContext, campaign: Campaign): Promise<SealedField[]> {
    const content = await this.content.pinned(ctx, campaign);
    const { audience } = campaign;
    const segmentIds = [...audience.segmentIds, ...audience.excludeSegmentIds];
    return sealedFields({
      campaign,
      content,
      variantContents: await this.variantContents(ctx, campaign),
      listNames: await this.audiences.listNames(ctx, [...audience.listIds, ...audience.excludeListIds]),
      segmentNames: segmentIds.length > 0 ? await this.segments.namesOf(ctx, segmentIds) : new Map(),
      topicNames: audience.topicId === null ? new Map() : await this.topics.namesOf(ctx, [audience.topicId]),
      segmentRules: segmentIds.length > 0 ? await this.segments.rulesOf(ctx, segmentIds) : '',
      sender: await this.pool.identityOf(ctx, campaign.senderAccountId, campaign.type),
      workspace: await this.workspaces.require(ctx),
      brand: await this.branding.get(ctx),
      tracking: await this.tracking.of(ctx, campaign),
    });
  }

  private async variantContents(ctx: WorkspaceContext, campaign: Campaign): Promise<Map<string, TemplateVersion>> {
    const contents = new Map<string, TemplateVersion>();
    for (const variant of alternatives(campaign)) {
      const content = variant.templateId === null ? null : await this.content.pinned(ctx, asVariant(campaign, variant));
      if (content) contents.set(variant.id, content);
    }
    return contents;
  }

  async changesSince(ctx: WorkspaceContext, campaign: Campaign, sealed: readonly SealedField[]): Promise<FieldChange[]> {
    try {
      return fieldChanges(sealed, await this.read(ctx, campaign));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const words = campaign.type === 'text' ? 'text' : 'content';
      return [{ field: words, was: sealed.find(({ field }) => field === words)?.shown ?? null, is: null }];
    }
  }
}
