import { Injectable } from '@nestjs/common';
import type { Detector } from '../Detector.js';
import type { InsightType } from '../insightTypes.js';
import { BouncesByDomain } from './bouncesByDomain.js';
import { ComplaintsBySender } from './complaintsBySender.js';
import { UnusualCampaign } from './unusualCampaign.js';
import { UnansweredReplies } from './unansweredReplies.js';

export const DETECTORS = [UnansweredReplies, UnusualCampaign, BouncesByDomain, ComplaintsBySender] as const;

/** All of them, by type. */
@Injectable()
export class Detectors {
  private readonly byType: ReadonlyMap<InsightType, Detector>;

  constructor(replies: UnansweredReplies, campaigns: UnusualCampaign, bounces: BouncesByDomain, complaints: ComplaintsBySender) {
    const all: Detector[] = [replies, campaigns, bounces, complaints];
    this.byType = new Map(all.map((detector) => [detector.type, detector]));
  }

  list(): Detector[] {
    return [...this.byType.values()];
  }

  find(type: string): Detector | undefined {
    return this.byType.get(type as InsightType);
  }
}
