import type { MarkedMessage } from '../campaigns/public.js';
import type { FoundRow } from './Detector.js';

/** A message of a campaign as one of the rows of an insight. */
export function rowOf({ at, campaignId, campaignName, contactId }: MarkedMessage, detail: string): FoundRow {
  return { at, campaignId, campaignName, contactId, detail };
}
