import { CONTACT_TRASH_DAYS } from '@rapport/common';

const DAY_MS = 86_400_000;

/** When what was deleted at this moment is deleted for good. */
export function endOfTrash(deletedAt: string): string {
  return new Date(Date.parse(deletedAt) + CONTACT_TRASH_DAYS * DAY_MS).toISOString();
}

/** Whatever was deleted at this moment or before has been in the trash for too long. */
export function latestToPurge(now: Date): string {
  return new Date(now.getTime() - CONTACT_TRASH_DAYS * DAY_MS).toISOString();
}
