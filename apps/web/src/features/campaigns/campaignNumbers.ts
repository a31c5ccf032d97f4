import type { Campaign, Counts } from './campaignQueries';

export interface Progress {
  /** People who get a message: everyone but the skipped. */
  readonly total: number;
  /** Those of them for whom it is settled, well or badly. */
  readonly done: number;
  readonly failed: number;
  readonly uncertain: number;
  /** Messages that a mail server took over. */
  readonly sent: number;
}

export function progressOf(counts: Counts): Progress {
  const waiting = counts.planned + counts.claimed + counts.handed;
  const total = counts.recipients - counts.skipped;
  const sent = counts.accepted + counts.delivered;
  return { total, done: Math.max(0, total - waiting), failed: counts.failed, uncertain: counts.uncertain, sent };
}

/** From the schedule on it has a ledger, and figures to show. */
export function hasStarted({ status }: Pick<Campaign, 'status'>): boolean {
  return !['draft', 'inReview', 'approved'].includes(status);
}

export function recipientStates(counts: Counts): { state: string; count: number }[] {
  const { planned, claimed, handed, accepted, delivered, failed, uncertain, skipped } = counts;
  return Object.entries({ planned, claimed, handed, accepted, delivered, failed, uncertain, skipped }).map(([state, count]) => ({
    state,
    count,
  }));
}
