export const DAYS_IN_TRASH = 30;
const DAY_MS = 86_400_000;

/** When what was deleted at this moment is deleted for good. */
export function endOfTrash(deletedAt: string): string {
  return new Date(Date.parse(deletedAt) + DAYS_IN_TRASH * DAY_MS).toISOString();
}

/** Whatever was deleted at this moment or before has been in the trash for too long. */
export function latestToPurge(now: Date): string {
  return new Date(now.getTime() - DAYS_IN_TRASH * DAY_MS).toISOString();
}
