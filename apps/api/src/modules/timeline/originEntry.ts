import { timeOf } from '../../platform/database/ids.js';
import type { Origin } from './TimelineRepository.js';
import type { TimelineRow } from './timelineTypes.js';

/** The first entry of every timeline, made from the contact itself: its id tells when. */
export function originEntry({ contactId, fileName, actorId, actorName }: Origin): TimelineRow {
  return {
    // Made before the id of any real entry, so that it stays the oldest of those made in the same millisecond.
    id: contactId,
    contactId,
    type: 'system',
    content: JSON.stringify({ message: fileName === null ? 'Contact added' : `Imported from ${fileName}` }),
    status: null,
    timestamp: timeOf(contactId).toISOString(),
    campaignId: null,
    messageId: null,
    actorId,
    actorName,
    editedAt: null,
  };
}
