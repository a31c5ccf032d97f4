import { MERGE_UNDO_DAYS } from '@rapport/common';

const DAY_MS = 86_400_000;
/** A merge can be undone for so long; what that needs is removed a day later (docs/DATA-GROWTH.md). */
export const UNDO_DAYS = MERGE_UNDO_DAYS;
export const KEPT_DAYS = UNDO_DAYS + 1;

export function undoableUntil(mergedAt: string): string {
  return new Date(new Date(mergedAt).getTime() + UNDO_DAYS * DAY_MS).toISOString();
}
