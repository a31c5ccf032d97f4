import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ContactRuleReferences } from '../contacts/ContactRuleReferences.js';
import { SegmentReferences } from '../segments/SegmentReferences.js';
import { CampaignRepository } from './CampaignRepository.js';
import { engagementRule } from './ledger/engagementRule.js';

/** What segments can ask about campaigns, and which campaigns need a segment. */
@Injectable()
export class CampaignsInSegments implements OnModuleInit {
  constructor(
    private readonly rules: ContactRuleReferences,
    private readonly segments: SegmentReferences,
    private readonly campaigns: CampaignRepository,
  ) {}

  onModuleInit(): void {
    this.rules.register('engagement', engagementRule);
    this.segments.register('campaign', (ctx, segmentId) => this.campaigns.listUsingSegment(ctx, segmentId));
  }
}
