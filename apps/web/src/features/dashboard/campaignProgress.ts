export interface LedgerCounts {
  readonly recipients: number;
  readonly planned: number;
  readonly claimed: number;
  readonly handed: number;
  readonly failed: number;
  readonly uncertain: number;
  readonly skipped: number;
}

/** Settled of all that were meant to get a message: those skipped on purpose are no part of the whole. */
export function campaignProgress(counts: LedgerCounts): { done: number; total: number; failed: number; uncertain: number } {
  const total = Math.max(0, counts.recipients - counts.skipped);
  const open = counts.planned + counts.claimed + counts.handed;
  return { done: Math.max(0, total - open), total, failed: counts.failed, uncertain: counts.uncertain };
}
