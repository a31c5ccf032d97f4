import type { AbTest, SamplePlan } from './AbTest.js';
import { deal, type Dealt, sampleSize } from './split.js';

const plan: SamplePlan = { share: 20, minimum: 10, waitMinutes: 60, rule: 'opens', confidence: 95, otherwise: 'control' };
const testOf = (variants: number, sample: SamplePlan | null): AbTest => ({
  variants: Array.from({ length: variants }, (_, i) => {
    return { id: `v${i}`, name: `V${i}`, subject: null, fromName: null, templateId: null, templateVersionId: null };
  }),
  sample,
});
const people = (count: number): string[] => Array.from({ length: count }, (_, i) => `p${i}`);

/** As the audience is written: page by page. */
function dealAll(test: AbTest, count: number, page: number, expected = count, campaign = 'c'): Dealt[] {
  const all = people(count);
  const dealt: Dealt[] = [];
  for (let start = 0; start < count; start += page)
    dealt.push(...deal(campaign, test, { expected, dealt: start }, all.slice(start, start + page)));
  return dealt;
}

function sizes(dealt: readonly Dealt[]): number[] {
  const counts = new Map<string, number>();
  for (const { variantId } of dealt) counts.set(variantId, (counts.get(variantId) ?? 0) + 1);
  return [...counts].sort().map(([, count]) => count);
}

it('shares everyone out evenly, to one person, whatever the pages', () => {
  for (const page of [1, 7, 100, 2_000]) {
    expect(sizes(dealAll(testOf(3, null), 1_000, page))).toEqual([334, 333, 333]);
    expect(sizes(dealAll(testOf(5, null), 12, page))).toEqual([3, 3, 2, 2, 2]);
  }
});

it('takes the sample from the whole audience, evenly, and holds the others', () => {
  for (const page of [1, 33, 2_000]) expect(sizes(dealAll(testOf(2, plan), 1_001, page))).toEqual([101, 100]);
});

it('has at least the minimum of each variant, and nobody more than there are', () => {
  expect(sizes(dealAll(testOf(2, { ...plan, minimum: 40 }), 100, 30))).toEqual([40, 40]);
  expect(sizes(dealAll(testOf(2, { ...plan, minimum: 80 }), 100, 30))).toEqual([50, 50]);
  expect(sampleSize(plan, 2, 0)).toBe(0);
});

it('gives the same person the same variant, and in another campaign another', () => {
  const first = dealAll(testOf(2, plan), 500, 100);
  expect(dealAll(testOf(2, plan), 500, 100)).toEqual(first);
  const other = dealAll(testOf(2, plan), 500, 100, 500, 'other');
  expect(other.map(({ contactId }) => contactId)).not.toEqual(first.map(({ contactId }) => contactId));
});

it('goes on where more come than were expected', () => {
  expect(sizes(dealAll(testOf(2, plan), 1_000, 100, 500))).toEqual([100, 100]);
});

it('does not go by the order of ids', () => {
  const numbers = dealAll(testOf(2, null), 1_000, 1_000).filter(({ variantId }) => variantId === 'v0');
  const mean = numbers.reduce((sum, { contactId }) => sum + Number(contactId.slice(1)), 0) / numbers.length;
  expect(mean).toBeGreaterThan(440);
  expect(mean).toBeLessThan(560);
});
