import type { Origin } from './TimelineRepository.js';
import type { TimelineRow } from './timelineTypes.js';

/** The first entry of every timeline, made from the contact itself. A UUIDv7 begins with the milliseconds of its making. */
export function originEntry({ contactId, fileName, actorName }: Origin): TimelineRow {
  const madeAt = Number.parseInt(contactId.replaceAll('-', '').slice(0, 12), 16);
  return {
    // Made before the id of any real entry, so that it stays the oldest of those made in the same millisecond.
    id: contactId,
    contactId,
    type: 'system',
    content: JSON.stringify({ message: fileName === null ? 'Contact added' : `Imported from ${fileName}` }),
    status: null,
    timestamp: new Date(madeAt).toISOString(),
    campaignId: null,
    messageId: null,
    actorName,
  };
}
