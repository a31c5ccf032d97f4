import { type FieldOption, foldedName, type OptionColour, plainOption } from '@rapport/common';
import { optionTwice, tooManyOptions, unknownOption } from './customFieldErrors.js';

/** With those that are no longer offered. */
const MOST_OPTIONS = 500;

/** An option as it is sent. Without a key it is a new one. */
export interface ChoiceInput {
  readonly key?: string | undefined;
  readonly label: string;
  readonly colour?: OptionColour | null | undefined;
  readonly isArchived?: boolean | undefined;
}

/**
 * The options that a field has from now on, in the order in which they are sent. One that is missing is kept away and not removed: values
 * may hold it. @throws AppError for a key that no option has, and for two that are called the same.
 */
export function changedOptions(before: readonly FieldOption[], sent: readonly ChoiceInput[]): FieldOption[] {
  const options: FieldOption[] = [];
  for (const choice of sent) {
    const label = choice.label.trim();
    if (label === '') continue;
    const own = choice.key === undefined ? undefined : before.find(({ key }) => key === choice.key);
    if (choice.key !== undefined && !own) throw unknownOption(choice.key);
    if (own && options.some(({ key }) => key === own.key)) throw optionTwice(label);
    const key = own?.key ?? freeKey(label, [...before, ...options]);
    const colour = choice.colour === undefined ? (own?.colour ?? null) : choice.colour;
    options.push({ key, label, colour, isArchived: choice.isArchived ?? false });
  }
  assertDistinct(options);
  const missing = before.filter(({ key }) => !options.some((option) => option.key === key));
  const all = [...options, ...missing.map((option) => ({ ...option, isArchived: true }))];
  if (all.length > MOST_OPTIONS) throw tooManyOptions(MOST_OPTIONS);
  return all;
}

/** Options by their labels alone: those that are there keep their keys, and come back when they were kept away. Repeated ones count once. */
export function choicesOf(before: readonly FieldOption[], labels: readonly string[]): ChoiceInput[] {
  const distinct = [...new Map(labels.map((label) => [foldedName(label), label.trim()])).values()].filter(Boolean);
  return distinct.map((label) => {
    const own = [...before]
      .sort((a, b) => Number(a.isArchived) - Number(b.isArchived))
      .find((option) => foldedName(option.label) === foldedName(label));
    return own ? { key: own.key, label, colour: own.colour } : { label };
  });
}

/** The label, as long as no option was ever stored as it. */
function freeKey(label: string, taken: readonly FieldOption[]): string {
  const isFree = (key: string): boolean => !taken.some((option) => foldedName(option.key) === foldedName(key));
  let key = plainOption(label).key;
  for (let number = 2; !isFree(key); number += 1) key = `${label}-${number}`;
  return key;
}

function assertDistinct(options: readonly FieldOption[]): void {
  const seen = new Set<string>();
  for (const { label, isArchived } of options) {
    if (isArchived) continue;
    if (seen.has(foldedName(label))) throw optionTwice(label);
    seen.add(foldedName(label));
  }
}
