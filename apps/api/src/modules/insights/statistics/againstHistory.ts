import { fisherTail, studentTails } from './distributions.js';

/** `count` of `total` messages of one campaign. */
export interface Share {
  readonly count: number;
  readonly total: number;
}

export interface Comparison {
  /** The share of all earlier ones together, from 0 to 1. */
  readonly expected: number;
  /** How likely a share so far from it is, on either side, when this one is like the earlier ones. */
  readonly p: number;
}

/** Fewer say nothing about how much campaigns differ by themselves. */
export const LEAST_EARLIER = 5;

/**
 * Compares a share with the earlier ones. Campaigns differ from each other by more than chance (their subject, their day), so the variance
 * of a binomial is widened by how much the earlier ones differ (Pearson's χ² by its degrees of freedom, at least 1), and Student's t with
 * as many degrees of freedom judges the rest. Rare events are held against Fisher's exact test as well; the larger of both p-values counts.
 * Null: too few earlier ones.
 */
export function againstHistory(one: Share, earlier: readonly Share[]): Comparison | null {
  const known = earlier.filter(({ total }) => total > 0);
  if (known.length < LEAST_EARLIER || one.total <= 0) return null;
  const count = sum(known.map((share) => share.count));
  const total = sum(known.map((share) => share.total));
  const expected = count / total;
  // Half an event more keeps a share of none or all from having no variance at all.
  const share = (count + 0.5) / (total + 1);
  const variance = share * (1 - share);
  const degrees = known.length - 1;
  const spread = sum(known.map((own) => (own.count - own.total * share) ** 2 / (own.total * variance)));
  const widened = variance * Math.max(1, spread / degrees);
  const t = (one.count / one.total - share) / Math.sqrt(widened * (1 / one.total + 1 / total));
  return { expected, p: Math.max(studentTails(t, degrees), exact(one, { count, total }, one.count / one.total > expected)) };
}

function exact(one: Share, others: Share, isMore: boolean): number {
  const [all, marked] = [one.total + others.total, one.count + others.count];
  const tail = isMore ? fisherTail(one.count, one.total, marked, all) : fisherTail(one.total - one.count, one.total, all - marked, all);
  return Math.min(1, 2 * tail);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
