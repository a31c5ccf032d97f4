import type { Comment } from './commentQueries';
import { aboutPlace, countOpen, groupsOf, placeOf, placesOf } from './commentThreads';

const comment = (id: string, more: Partial<Comment> = {}): Comment => ({
  id,
  answerTo: null,
  part: null,
  variantId: null,
  text: id,
  author: { id: 'ana', name: 'Ana Silva' },
  createdAt: '2026-11-24T09:00:00.000Z',
  editedAt: null,
  isEarlier: false,
  resolvedAt: null,
  resolvedBy: null,
  ...more,
});
const test = { variants: [{ id: 'a', name: 'A' }], sample: null } as unknown as NonNullable<Parameters<typeof placesOf>[0]['abTest']>;

it('offers the parts that a campaign has', () => {
  const labels = (campaign: Parameters<typeof placesOf>[0]) => placesOf(campaign).map(({ label }) => label);
  expect(labels({ type: 'text', abTest: null })).toEqual(['Whole campaign', 'Audience', 'Content', 'Sender', 'Schedule']);
  expect(labels({ type: 'email', abTest: test })).toEqual(expect.arrayContaining(['Subject', 'Variant A']));
});

it('reads a choice as what the API is told, and back', () => {
  for (const { value } of placesOf({ type: 'email', abTest: test })) {
    const { part = null, variantId = null } = aboutPlace(value);
    expect(placeOf({ part, variantId })).toBe(value);
  }
  expect(aboutPlace('')).toEqual({});
});

it('groups threads in the order of the review, with their answers, and keeps those about a removed variant', () => {
  const comments = [
    comment('late', { part: 'schedule' }),
    comment('gone', { part: 'variant', variantId: 'x' }),
    comment('early', { part: 'audience' }),
    comment('answer', { answerTo: 'late' }),
    comment('done', { resolvedAt: '2026-11-24T10:00:00.000Z' }),
  ];
  const places = placesOf({ type: 'email', abTest: null });
  const shape = (isResolved: boolean) =>
    groupsOf(comments, places, isResolved).map(({ label, threads }) => [
      label,
      threads.map(({ first, answers }) => [first.id, answers.length]),
    ]);
  expect(shape(false)).toEqual([
    ['Audience', [['early', 0]]],
    ['Schedule', [['late', 1]]],
    ['Removed variant', [['gone', 0]]],
  ]);
  expect(shape(true)).toEqual([['Whole campaign', [['done', 0]]]]);
  expect(countOpen(comments)).toBe(3);
});
