/** `n` stays of so many whole days that began `since` days ago. */
export interface Stays {
  readonly days: number;
  readonly n: number;
  readonly since: number;
}

/**
 * After how many days half of all have left (Kaplan and Meier, 1958): a stay that has not ended counts for as long as it has lasted. Null
 * when fewer than half leave at all.
 */
export function medianStay(ended: readonly Stays[], open: readonly Stays[]): number | null {
  const leaving = new Map<number, number>();
  const seen = new Map<number, number>();
  for (const { days, n } of ended) leaving.set(days, (leaving.get(days) ?? 0) + n);
  for (const { days, n } of [...ended, ...open]) seen.set(days, (seen.get(days) ?? 0) + n);
  let atRisk = [...seen.values()].reduce((all, n) => all + n, 0);
  let staying = 1;
  for (const [days, n] of [...seen].toSorted(([a], [b]) => a - b)) {
    staying *= 1 - (leaving.get(days) ?? 0) / atRisk;
    if (staying <= 0.5) return days;
    atRisk -= n;
  }
  return null;
}
