/** So many of so many. */
export interface Proportion {
  readonly count: number;
  readonly of: number;
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The quantile of the normal distribution for 95%. */
const Z95 = 1.959963984540054;
/** Below so many expected on either side the normal distribution says too little about counts. */
const FEWEST_EXPECTED = 5;

/**
 * Where the true share lies, with 95% confidence: the score interval of Wilson (Probable inference, the law of succession, and
 * statistical inference, 1927), which also holds for few people and for shares near 0 and 1. Null: nobody was asked.
 */
export function shareInterval({ count, of }: Proportion): Interval | null {
  if (of === 0) return null;
  const share = count / of;
  const spread = Z95 ** 2 / of;
  const middle = (share + spread / 2) / (1 + spread);
  const reach = (Z95 * Math.sqrt((share * (1 - share)) / of + spread / (4 * of))) / (1 + spread);
  return { low: count === 0 ? 0 : Math.max(0, middle - reach), high: count === of ? 1 : Math.min(1, middle + reach) };
}

/**
 * Where the difference of two shares lies, with 95% confidence: the hybrid score interval of Newcombe (Interval estimation for the
 * difference between independent proportions, 1998, method 10).
 */
export function differenceInterval(one: Proportion, other: Proportion): Interval | null {
  const [a, b] = [shareInterval(one), shareInterval(other)];
  if (!a || !b) return null;
  const [p, q] = [one.count / one.of, other.count / other.of];
  return {
    low: p - q - Math.hypot(p - a.low, b.high - q),
    high: p - q + Math.hypot(a.high - p, q - b.low),
  };
}

/**
 * How likely a difference at least as large is if both shares are truly the same: the two-sided test of two proportions with pooled
 * variance. Null: there are too few to say.
 */
export function chanceOfDifference(one: Proportion, other: Proportion): number | null {
  const people = one.of + other.of;
  const pooled = (one.count + other.count) / people;
  const fewest = Math.min(one.of, other.of) * Math.min(pooled, 1 - pooled);
  if (!(fewest >= FEWEST_EXPECTED)) return null;
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.of + 1 / other.of));
  return erfc(Math.abs(one.count / one.of - other.count / other.of) / error / Math.SQRT2);
}

/** How many pairs so many variants make: each may differ by chance, so each has to be that much less likely (Bonferroni). */
export function pairsOf(variants: number): number {
  return (variants * (variants - 1)) / 2;
}

/** What is left of the normal distribution beyond x, both sides of √2·x: Numerical Recipes, 6.2, with an error below 1.2e-7 everywhere. */
function erfc(x: number): number {
  const t = 1 / (1 + x / 2);
  const terms = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277,
  ];
  return t * Math.exp(-x * x + terms.reduceRight((sum, term) => sum * t + term, 0));
}
