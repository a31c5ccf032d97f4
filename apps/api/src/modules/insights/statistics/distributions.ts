/** Coefficients of Lanczos' approximation, for g = 7: good for fifteen digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;
const TINY = 1e-300;
const ENOUGH = 1e-14;
const MOST_STEPS = 500;

/** The natural logarithm of Γ(x), for x > 0. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const z = x - 1;
  const t = z + 7.5;
  const sum = LANCZOS.reduce((all, coefficient, at) => all + (at === 0 ? coefficient : coefficient / (z + at)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (z + 0.5) * Math.log(t) - t + Math.log(sum);
}

/** I_x(a, b), the regularised incomplete beta function: by its continued fraction (Lentz). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  let c = 1;
  let d = 1 / notZero(1 - ((a + b) * x) / (a + 1));
  let value = d;
  for (let m = 1; m <= MOST_STEPS; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / notZero(1 + even * d);
    c = notZero(1 + even / c);
    value *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / notZero(1 + odd * d);
    c = notZero(1 + odd / c);
    value *= d * c;
    if (Math.abs(d * c - 1) < ENOUGH) break;
  }
  return front * value;
}

/** How likely Student's t with so many degrees of freedom is at least as far from 0 as this, on either side. */
export function studentTails(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** How likely at least `k` of `n` are, when each is with probability `p`. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n) return 0;
  return incompleteBeta(p, k, n - k + 1);
}

/**
 * Fisher's exact test, one side: how likely at least `k` of the `n` of a group are among the marked ones, when the `marked` of all
 * `total` fell on them at random.
 */
export function fisherTail(k: number, n: number, marked: number, total: number): number {
  const most = Math.min(n, marked);
  if (k <= Math.max(0, n + marked - total)) return 1;
  let sum = 0;
  let term = Math.exp(logChoose(marked, k) + logChoose(total - marked, n - k) - logChoose(total, n));
  for (let i = k; i <= most; i += 1) {
    sum += term;
    // From one to the next by their ratio: a logarithm for each would be slow for groups of a million.
    term *= ((marked - i) * (n - i)) / ((i + 1) * (total - marked - n + i + 1));
    if (term < sum * ENOUGH) break;
  }
  return Math.min(1, sum);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}

function notZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
