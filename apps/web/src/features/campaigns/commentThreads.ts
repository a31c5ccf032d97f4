import type { Campaign } from './campaignQueries';
import type { Comment, CommentPart } from './commentQueries';

export interface Thread {
  readonly first: Comment;
  readonly answers: readonly Comment[];
}

/** What a comment can be about, as a choice: a part, or `variant:<id>`; empty: the whole campaign. */
export interface Place {
  readonly value: string;
  readonly label: string;
}

export interface ThreadGroup extends Place {
  readonly threads: readonly Thread[];
}

const PARTS: readonly (readonly [Exclude<CommentPart, 'variant'>, string])[] = [
  ['audience', 'Audience'],
  ['subject', 'Subject'],
  ['content', 'Content'],
  ['sender', 'Sender'],
  ['schedule', 'Schedule'],
];

/** In the order of the review. */
export function placesOf({ type, abTest }: Pick<Campaign, 'type' | 'abTest'>): Place[] {
  return [
    { value: '', label: 'Whole campaign' },
    ...PARTS.filter(([part]) => type === 'email' || part !== 'subject').map(([value, label]) => ({ value, label })),
    ...(abTest?.variants ?? []).map(({ id, name }) => ({ value: `variant:${id}`, label: `Variant ${name}` })),
  ];
}

export function aboutPlace(value: string): { part?: CommentPart; variantId?: string } {
  if (value.startsWith('variant:')) return { part: 'variant', variantId: value.slice('variant:'.length) };
  const part = PARTS.find(([one]) => one === value)?.[0];
  return part ? { part } : {};
}

export function placeOf({ part, variantId }: Pick<Comment, 'part' | 'variantId'>): string {
  if (part === null) return '';
  return part === 'variant' ? `variant:${variantId}` : part;
}

/** Threads by what they are about, in the order of the review; those about a variant that was removed come last. */
export function groupsOf(comments: readonly Comment[], places: readonly Place[], isResolved: boolean): ThreadGroup[] {
  const threads = comments
    .filter(({ answerTo, resolvedAt }) => answerTo === null && (resolvedAt !== null) === isResolved)
    .map((first) => ({ first, answers: comments.filter(({ answerTo }) => answerTo === first.id) }));
  const known = new Set(places.map(({ value }) => value));
  const groups = places.map((place) => ({ ...place, threads: threads.filter(({ first }) => placeOf(first) === place.value) }));
  const others = threads.filter(({ first }) => !known.has(placeOf(first)));
  return [...groups, { value: 'removed', label: 'Removed variant', threads: others }].filter(({ threads }) => threads.length > 0);
}

/** How many threads wait for an answer or a change. */
export function countOpen(comments: readonly Comment[]): number {
  return comments.filter(({ answerTo, resolvedAt }) => answerTo === null && resolvedAt === null).length;
}
