import { DeviceRepository } from './DeviceRepository.js';
import { MessageTracking } from './MessageTracking.js';
import { RecordVisits } from './RecordVisits.js';
import { TrackedCampaigns } from './TrackedCampaigns.js';
import { TrackedLinkRepository } from './TrackedLinkRepository.js';
import { TrackedVisits } from './TrackedVisits.js';
import { TrackingChecks } from './TrackingChecks.js';
import { TrackingChoice } from './TrackingChoice.js';
import { VisitQueue } from './VisitQueue.js';

/** What follows opens and clicks. */
export const trackingProviders = [
  TrackingChoice,
  TrackingChecks,
  MessageTracking,
  TrackedLinkRepository,
  DeviceRepository,
  TrackedCampaigns,
  TrackedVisits,
  VisitQueue,
  RecordVisits,
];
