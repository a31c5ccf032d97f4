import type { AbTest, SamplePlan } from './variantQueries';

export const RULES: readonly { readonly value: SamplePlan['rule']; readonly label: string }[] = [
  { value: 'opens', label: 'Opens' },
  { value: 'clicks', label: 'Clicks' },
  { value: 'replies', label: 'Replies' },
];

/** What a new test begins with. */
export const FIRST_TEST: AbTest = { variants: [{ name: 'A' }, { name: 'B' }], sample: null };
export const FIRST_PLAN: SamplePlan = { share: 20, minimum: 100, waitMinutes: 240, rule: 'replies', confidence: 95, otherwise: 'control' };
export const MOST_VARIANTS = 5;

/** The next letter that no variant has. */
export function nextName(taken: readonly string[]): string {
  return ['A', 'B', 'C', 'D', 'E'].find((letter) => !taken.includes(letter)) ?? `Variant ${taken.length + 1}`;
}

export type WaitUnit = 'minutes' | 'hours' | 'days';

const MINUTES: Readonly<Record<WaitUnit, number>> = { minutes: 1, hours: 60, days: 1_440 };

/** The largest unit that says it in whole numbers. */
export function waitOf(minutes: number): { count: number; unit: WaitUnit } {
  const unit = (['days', 'hours'] as const).find((one) => minutes % MINUTES[one] === 0) ?? 'minutes';
  return { count: minutes / MINUTES[unit], unit };
}

export function minutesOf(count: number, unit: WaitUnit): number {
  return count * MINUTES[unit];
}

/** For a comparison of two versions of a draft. */
export function testWords(test: AbTest | null): string {
  if (test === null) return '';
  const variants = test.variants.map(({ name, subject, fromName, templateId }) =>
    [name, subject && `subject “${subject}”`, fromName && `from “${fromName}”`, templateId && 'another template']
      .filter(Boolean)
      .join(', '),
  );
  const { sample } = test;
  const plan = sample
    ? `Sample of ${sample.share}%, ${waitWords(sample.waitMinutes)}, decided by ${RULES.find(({ value }) => value === sample.rule)?.label.toLowerCase() ?? ''}`
    : 'Shared out among everyone';
  return [...variants, plan].join('\n');
}

export function waitWords(minutes: number): string {
  const { count, unit } = waitOf(minutes);
  return `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;
}
