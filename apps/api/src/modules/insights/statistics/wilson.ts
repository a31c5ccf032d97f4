/** Standard deviations that 95 of 100 values are within. */
const Z = 1.959963984540054;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Wilson's score interval: where the share behind `k` of `n` lies in 95 of 100 cases. Both ends are from 0 to 1; without a sample it is all of that. */
export function wilson(k: number, n: number): Interval {
  if (n <= 0) return { low: 0, high: 1 };
  const share = k / n;
  const square = (Z * Z) / n;
  const middle = (share + square / 2) / (1 + square);
  const half = (Z / (1 + square)) * Math.sqrt((share * (1 - share)) / n + square / (4 * n));
  // At the ends rounding would leave a little that is not there.
  return { low: k === 0 ? 0 : Math.max(0, middle - half), high: k >= n ? 1 : Math.min(1, middle + half) };
}
