import { LEAST_EARLIER, type Comparison, type Share } from './againstHistory.js';
import { fisherTail, studentTails } from './distributions.js';

/** Fewer say nothing about how much the recent ones differ by themselves. */
export const LEAST_RECENT = 3;

/**
 * Compares a group of shares (campaigns of one kind, say) with another one, both of which vary by more than chance. Three tests have to
 * agree, so the largest p-value counts: Student's t on the pooled shares with the variance widened by how much each group differs in itself
 * (Pearson's χ² by its degrees of freedom, at least 1), Welch's t on the shares one by one, in which a large campaign counts no more than
 * a small one, and Fisher's exact test for rare events. Null: too few in either group.
 */
export function againstEarlier(recent: readonly Share[], earlier: readonly Share[]): Comparison | null {
  const [own, others] = [recent, earlier].map((shares) => shares.filter(({ total }) => total > 0));
  if (!own || !others || own.length < LEAST_RECENT || others.length < LEAST_EARLIER) return null;
  const [one, other] = [sumOf(own), sumOf(others)];
  const expected = other.count / other.total;
  const isMore = one.count / one.total > expected;
  return { expected, p: Math.max(pooled(own, others), welch(own, others), exact(one, other, isMore)) };
}

function pooled(own: readonly Share[], others: readonly Share[]): number {
  const [one, other] = [sumOf(own), sumOf(others)];
  // Half an event more keeps a share of none or all from having no variance at all.
  const share = (one.count + other.count + 0.5) / (one.total + other.total + 1);
  const degrees = own.length + others.length - 2;
  const spread = (spreadOf(own) + spreadOf(others)) / degrees;
  const variance = share * (1 - share) * Math.max(1, spread);
  const t = (one.count / one.total - other.count / other.total) / Math.sqrt(variance * (1 / one.total + 1 / other.total));
  return studentTails(t, degrees);
}

/** Pearson's χ² of a group around its own share. */
function spreadOf(shares: readonly Share[]): number {
  const { count, total } = sumOf(shares);
  const share = (count + 0.5) / (total + 1);
  return shares.reduce((all, one) => all + (one.count - one.total * share) ** 2 / (one.total * share * (1 - share)), 0);
}

/** On the arcsine of the root of each share, whose variance does not depend on the share. */
function welch(own: readonly Share[], others: readonly Share[]): number {
  const [a, b] = [momentsOf(own), momentsOf(others)];
  const [va, vb] = [a.variance / own.length, b.variance / others.length];
  const t = (a.mean - b.mean) / Math.sqrt(va + vb);
  const degrees = (va + vb) ** 2 / (va ** 2 / (own.length - 1) + vb ** 2 / (others.length - 1));
  return studentTails(t, degrees);
}

/** No less than chance alone would give: shares that happen to be alike say nothing about how much they vary. */
function momentsOf(shares: readonly Share[]): { mean: number; variance: number } {
  const values = shares.map(({ count, total }) => Math.asin(Math.sqrt((count + 0.25) / (total + 0.5))));
  const mean = values.reduce((all, value) => all + value, 0) / values.length;
  const between = values.reduce((all, value) => all + (value - mean) ** 2, 0) / (values.length - 1);
  const chance = shares.reduce((all, { total }) => all + 1 / (4 * total), 0) / shares.length;
  return { mean, variance: Math.max(between, chance) };
}

function exact(one: Share, others: Share, isMore: boolean): number {
  const [all, marked] = [one.total + others.total, one.count + others.count];
  const tail = isMore ? fisherTail(one.count, one.total, marked, all) : fisherTail(one.total - one.count, one.total, all - marked, all);
  return Math.min(1, 2 * tail);
}

export function sumOf(shares: readonly Share[]): Share {
  return shares.reduce((all, { count, total }) => ({ count: all.count + count, total: all.total + total }), { count: 0, total: 0 });
}
