import { binomialTail, fisherTail, incompleteBeta, logGamma, studentTails } from './distributions.js';
import { againstEarlier } from './againstEarlier.js';
import { corrected } from './falseAlarms.js';
import { medianStay } from './medianStay.js';
import { wilson } from './wilson.js';

/** Worked out by adding up. */
function choose(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i += 1) value = (value * (n - k + i)) / i;
  return value;
}

it('the interval is that of the textbook', () => {
  // Newcombe 1998, table I.
  const { low, high } = wilson(81, 263);
  expect(low).toBeCloseTo(0.2553, 4);
  expect(high).toBeCloseTo(0.3662, 4);
  expect(wilson(0, 20)).toEqual({ low: 0, high: expect.closeTo(0.1611, 4) as number });
  expect(wilson(20, 20).high).toBe(1);
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
});

it('Γ is the factorial between its numbers too', () => {
  expect(Math.exp(logGamma(6))).toBeCloseTo(120, 8);
  expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 10);
});

it('the incomplete beta function covers both of its sides', () => {
  expect(incompleteBeta(0.3, 2, 3)).toBeCloseTo(0.3483, 10);
  expect(incompleteBeta(0.9, 2, 3)).toBeCloseTo(0.9963, 10);
  expect(incompleteBeta(0, 2, 3)).toBe(0);
  expect(incompleteBeta(1, 2, 3)).toBe(1);
});

it('the tails of a binomial are the sums of its terms', () => {
  for (const [k, n, p] of [
    [3, 10, 0.2],
    [1, 5, 0.01],
    [40, 60, 0.5],
  ] as const) {
    let sum = 0;
    for (let i = k; i <= n; i += 1) sum += choose(n, i) * p ** i * (1 - p) ** (n - i);
    expect(binomialTail(k, n, p)).toBeCloseTo(sum, 10);
  }
  expect(binomialTail(0, 10, 0.5)).toBe(1);
  expect(binomialTail(11, 10, 0.5)).toBe(0);
});

it("Student's tails are those of the tables", () => {
  expect(studentTails(2.776, 4)).toBeCloseTo(0.05, 4);
  expect(studentTails(-2.776, 4)).toBeCloseTo(0.05, 4);
  expect(studentTails(2.845, 20)).toBeCloseTo(0.01, 4);
});

it("Fisher's test is exact, also for large groups", () => {
  // The lady tasting tea.
  expect(fisherTail(4, 4, 4, 8)).toBeCloseTo(1 / 70, 12);
  expect(fisherTail(3, 4, 4, 8)).toBeCloseTo(17 / 70, 12);
  expect(fisherTail(0, 4, 4, 8)).toBe(1);
  // Everyone is in the group: nothing is left to compare with.
  expect(fisherTail(9, 100, 9, 100)).toBe(1);
  expect(fisherTail(10_400, 500_000, 20_000, 1_000_000)).toBeGreaterThan(0);
  expect(fisherTail(10_400, 500_000, 20_000, 1_000_000)).toBeLessThan(1e-6);
});

it('many comparisons are corrected for', () => {
  const answer = corrected([0.01, 0.04, 0.03, 0.005]);
  [0.02, 0.04, 0.04, 0.02].forEach((p, at) => expect(answer[at]).toBeCloseTo(p, 12));
  expect(corrected([])).toEqual([]);
  expect(corrected([0.8])).toEqual([0.8]);
});

it('the median of stays counts those that have not ended for as long as they last', () => {
  const stays = (...days: readonly number[]) => days.map((one) => ({ days: one, n: 1, since: 100 }));
  // Kaplan and Meier by hand: 3/4, then 2/3 of it at five days, then half of it at seven.
  expect(medianStay(stays(2, 5, 7), stays(9))).toBe(5);
  expect(medianStay(stays(2, 7), stays(3, 9))).toBe(7);
  expect(medianStay(stays(2), stays(3, 4, 5))).toBeNull();
  expect(medianStay([], [])).toBeNull();
});

it('two groups of shares are compared when both have enough of them, and alike ones are no evidence', () => {
  const shares = (n: number, count: number) => Array.from({ length: n }, () => ({ count, total: 100 }));
  expect(againstEarlier(shares(2, 50), shares(9, 10))).toBeNull();
  expect(againstEarlier(shares(3, 50), shares(4, 10))).toBeNull();
  expect(againstEarlier(shares(3, 10), shares(9, 10))?.p).toBeGreaterThan(0.9);
  expect(againstEarlier(shares(3, 50), shares(9, 10))).toMatchObject({ expected: 0.1 });
  expect(againstEarlier(shares(3, 50), shares(9, 10))?.p).toBeLessThan(0.001);
  expect(againstEarlier(shares(3, 0), shares(9, 0))?.p).toBe(1);
});
