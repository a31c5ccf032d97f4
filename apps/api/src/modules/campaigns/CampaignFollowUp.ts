import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { SegmentService } from '../segments/SegmentService.js';
import { CampaignCreation } from './CampaignCreation.js';
import type { CampaignDto } from './CampaignDtos.js';
import { nobodyToFollowUp, unknownSlice } from './campaignErrors.js';
import { CampaignService } from './CampaignService.js';
import { followUpName, type FollowUpSlice, rulesOfSlice, sliceProblem } from './followUps.js';
import { LedgerFigures } from './ledger/LedgerFigures.js';
import { TrackingChoice } from './tracking/TrackingChoice.js';

/** Campaigns for some recipients of another one: those who opened it, those who did not reply. */
@Injectable()
export class CampaignFollowUp {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly creation: CampaignCreation,
    private readonly segments: SegmentService,
    private readonly tracking: TrackingChoice,
    private readonly figures: LedgerFigures,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** A draft with the same content. Its audience is a segment, which is made once for each slice. */
  create(ctx: WorkspaceContext, id: string, slice: FollowUpSlice): Promise<CampaignDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const original = await this.campaigns.require(ctx, id);
      if (original.startedAt === null) throw nobodyToFollowUp();
      const problem = sliceProblem(slice, await this.tracking.of(ctx, original), await this.figures.countOne(ctx, id));
      if (problem) throw unknownSlice(problem);
      const name = followUpName(original.name, slice);
      const description = 'Made for a follow-up campaign';
      const segmentId = await this.segments.require(ctx, { name, description, tree: { ...rulesOfSlice(id, slice) } });
      const audience = { ...original.audience, listIds: [], segmentIds: [segmentId] };
      return this.creation.follow(ctx, { id, slice }, { ...original, name, audience, schedule: { kind: 'now' }, abTest: null });
    });
  }
}
