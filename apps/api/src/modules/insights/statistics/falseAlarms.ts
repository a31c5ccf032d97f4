/**
 * Of everything that one detector tests in a workspace, that at most this share may be there by chance. Where nothing is out of the
 * ordinary at all, the chance that it reports anything is no larger.
 */
export const FALSE_ALARMS = 0.01;

/**
 * Benjamini and Hochberg, 1995: the p-values corrected for how many there are. What stays at or below a rate is reported at that rate of
 * false alarms. In the order of `pValues`.
 */
export function corrected(pValues: readonly number[]): number[] {
  const order = pValues.map((p, at) => ({ p, at })).toSorted((a, b) => b.p - a.p);
  const answer = pValues.map(() => 1);
  let least = 1;
  for (const [index, { p, at }] of order.entries()) {
    const rank = pValues.length - index;
    least = Math.min(least, (p * pValues.length) / rank);
    answer[at] = least;
  }
  return answer;
}
