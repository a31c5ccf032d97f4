import type { Detector } from '../Detector.js';
import type { InsightType } from '../insightTypes.js';
import { BestTime } from './bestTime.js';
import { BouncesByDomain } from './bouncesByDomain.js';
import { ComplaintsBySender } from './complaintsBySender.js';
import { DeliveryDrift } from './deliveryDrift.js';
import { EngagementTrend } from './engagementTrend.js';
import { ListDecay } from './listDecay.js';
import { NewDuplicates } from './newDuplicates.js';
import { SenderLimit } from './senderLimit.js';
import { StuckContacts } from './stuckContacts.js';
import { UnansweredReplies } from './unansweredReplies.js';
import { UnusualCampaign } from './unusualCampaign.js';

/** In the order in which they run. */
export const DETECTORS = [
  UnansweredReplies,
  UnusualCampaign,
  BouncesByDomain,
  ComplaintsBySender,
  EngagementTrend,
  DeliveryDrift,
  BestTime,
  StuckContacts,
  NewDuplicates,
  ListDecay,
  SenderLimit,
] as const;

/** All of them, by type. */
export class Detectors {
  private readonly byType: ReadonlyMap<InsightType, Detector>;

  constructor(all: readonly Detector[]) {
    this.byType = new Map(all.map((detector) => [detector.type, detector]));
  }

  list(): Detector[] {
    return [...this.byType.values()];
  }

  find(type: string): Detector | undefined {
    return this.byType.get(type as InsightType);
  }
}

/** One parameter for each detector would be too many. */
export const detectorsProvider = { provide: Detectors, useFactory: (...all: Detector[]) => new Detectors(all), inject: [...DETECTORS] };
