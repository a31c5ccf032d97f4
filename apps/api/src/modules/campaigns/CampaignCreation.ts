import { Injectable } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { copiedVariants } from './abTests/variantRows.js';
import { CampaignAudit } from './CampaignAudit.js';
import { CampaignDraftReader } from './CampaignDraftReader.js';
import type { CampaignDto, CreateCampaignDto } from './CampaignDtos.js';
import { CampaignRepository } from './CampaignRepository.js';
import type { CampaignDraft } from './CampaignRow.js';
import { CampaignService } from './CampaignService.js';
import type { FollowUpSlice } from './followUps.js';

/** New campaigns: empty ones, copies, and those that follow another. */
@Injectable()
export class CampaignCreation {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly repository: CampaignRepository,
    private readonly drafts: CampaignDraftReader,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: CampaignAudit,
    private readonly clock: Clock,
  ) {}

  create(ctx: WorkspaceContext, input: CreateCampaignDto): Promise<CampaignDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      return this.insert(ctx, await this.drafts.read(ctx, await this.drafts.blank(ctx, input.name, input.type ?? 'email'), input), null);
    });
  }

  /** A fresh draft with the same content; its schedule is not copied, because its moment has usually passed. */
  duplicate(ctx: WorkspaceContext, id: string): Promise<CampaignDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const original = await this.campaigns.require(ctx, id);
      const abTest = original.abTest && { ...original.abTest, variants: copiedVariants(original.abTest.variants) };
      return this.insert(ctx, { ...original, abTest, name: `${original.name.slice(0, 110)} (copy)`, schedule: { kind: 'now' } }, id);
    });
  }

  /** For some recipients of another one. Inside a unit of work. */
  follow(ctx: WorkspaceContext, original: { id: string; slice: FollowUpSlice }, draft: CampaignDraft): Promise<CampaignDto> {
    return this.insert(ctx, draft, original.id, original.slice);
  }

  private async insert(ctx: WorkspaceContext, draft: CampaignDraft, copyOf: string | null, slice?: FollowUpSlice): Promise<CampaignDto> {
    const id = newId();
    await this.repository.insert(ctx, { id, draft, templateVersionId: null, createdBy: actorUserId(ctx), now: nowIso(this.clock) });
    const action = slice ? 'campaign.followedUp' : copyOf === null ? 'campaign.created' : 'campaign.duplicated';
    await this.audit.record(ctx, action, id, { after: draft, ...(copyOf !== null && { details: { copyOf, ...(slice && { slice }) } }) });
    return this.campaigns.get(ctx, id);
  }
}
