import { createHash } from 'node:crypto';
import type { AbState, AbTest, SamplePlan } from './AbTest.js';

export interface Dealt {
  readonly contactId: string;
  readonly variantId: string;
}

/** How many people the sample has of so many who get the message. */
export function sampleSize({ share, minimum }: SamplePlan, variants: number, expected: number): number {
  return Math.min(expected, Math.max(Math.ceil((expected * share) / 100), minimum * variants));
}

/** Whether anyone of so many waits for the decision. */
export function hasRest(abTest: AbTest | null, people: number): boolean {
  return inTestOf(abTest, people) < people;
}

/** How many of so many are in the test. */
export function inTestOf(abTest: AbTest | null, people: number): number {
  return abTest?.sample ? sampleSize(abTest.sample, abTest.variants.length, people) : people;
}

/**
 * Shares out the next people of a campaign: who is in the test, and which variant they get. Everyone else waits for the decision. Which
 * of a page are in it follows from a hash of campaign and contact; how many, from all who came before, so that the numbers are even over
 * the whole campaign and not page by page.
 */
export function deal(
  campaignId: string,
  { variants, sample }: AbTest,
  { expected, dealt }: Pick<AbState, 'expected' | 'dealt'>,
  contactIds: readonly string[],
): Dealt[] {
  const all = Math.max(1, expected ?? contactIds.length);
  const size = sample === null ? all : sampleSize(sample, variants.length, all);
  const testedOf = (people: number): number => Math.floor((people * size) / all);
  const before = testedOf(dealt);
  const inTest = Math.min(contactIds.length, testedOf(dealt + contactIds.length) - before);
  return shuffled(campaignId, contactIds)
    .slice(0, inTest)
    .flatMap((contactId, index) => {
      const variant = variants[(before + index) % variants.length];
      return variant ? [{ contactId, variantId: variant.id }] : [];
    });
}

/** Always the same order for the same campaign, and another one for each campaign. */
function shuffled(campaignId: string, contactIds: readonly string[]): string[] {
  return contactIds
    .map((contactId) => ({ contactId, place: createHash('sha256').update(`${campaignId} ${contactId}`).digest('hex') }))
    .sort((one, other) => (one.place < other.place ? -1 : 1))
    .map(({ contactId }) => contactId);
}
