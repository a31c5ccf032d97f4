import { isCalendarDay } from './calendarDays.js';
import type { RuleValue } from './ruleTree.js';

/** What a value is chosen from, when it is the id of something. */
export type RecordKind = 'list' | 'segment' | 'import' | 'campaign';

export interface SlotOption {
  readonly value: string;
  readonly label: string;
}

/** One value of a question. The builder has an editor for each kind. */
export type Slot = {
  readonly name: string;
  readonly isOptional?: boolean;
  /** All of several are meant, not any. */ readonly isAll?: boolean;
  readonly initial?: RuleValue;
} & (
  | { readonly kind: 'text' }
  /** A number or a day of a custom field, as its type reads it. */
  | { readonly kind: 'number' | 'day' }
  | { readonly kind: 'texts' }
  | { readonly kind: 'int'; readonly min: number; readonly max: number }
  | { readonly kind: 'choice' | 'choices'; readonly options: readonly SlotOption[] }
  | { readonly kind: 'record' | 'records'; readonly of: RecordKind }
);

/**
 * Something that can be asked. The texts follow the name of what it is about ("Company contains {value}"); `{days|day}` is a number
 * with its noun, `[…]` is left out when the optional value in it is.
 */
export interface Question {
  /** The value of `operator`; null when the rule has none. */
  readonly operator: string | null;
  readonly words: string;
  /** The same below a `not`. */
  readonly opposite: string;
  /** In a list of operators; the words without their values when left out. */
  readonly label?: string;
  readonly oppositeLabel?: string;
  readonly slots: readonly Slot[];
  /** Understood, but not offered: programs ask it. */
  readonly isHidden?: boolean;
}

/** Ten years. */
export const MAX_DAYS = 3_660;
const MAX_TEXT = 500;
const MAX_TEXTS = 200;

const value: Slot = { name: 'value', kind: 'text' };
const values: Slot = { name: 'values', kind: 'texts' };
const day: Slot = { name: 'value', kind: 'day' };
const days = (initial: number, max = MAX_DAYS): Slot => ({ name: 'days', kind: 'int', min: 0, max, initial });

export const IS_FILLED: Question = { operator: 'isFilled', words: 'is filled', opposite: 'is empty', slots: [] };

/** About a text: letters A to Z are compared without case. */
export const TEXT_QUESTIONS = [
  { operator: 'is', words: 'is {value}', opposite: 'is not {value}', slots: [value] },
  { operator: 'contains', words: 'contains {value}', opposite: 'does not contain {value}', slots: [value] },
  { operator: 'startsWith', words: 'starts with {value}', opposite: 'does not start with {value}', slots: [value] },
  { operator: 'endsWith', words: 'ends with {value}', opposite: 'does not end with {value}', slots: [value] },
  { operator: 'anyOf', words: 'is any of {values}', opposite: 'is none of {values}', slots: [values] },
  IS_FILLED,
] as const satisfies readonly Question[];

/** About a day or a moment, by the calendar of the workspace. */
export const DATE_QUESTIONS = [
  { operator: 'on', words: 'is on {value}', opposite: 'is not on {value}', slots: [day] },
  { operator: 'before', words: 'is before {value}', opposite: 'is not before {value}', slots: [day] },
  { operator: 'after', words: 'is after {value}', opposite: 'is not after {value}', slots: [day] },
] as const satisfies readonly Question[];

/** The same, seen from today. */
export const RELATIVE_QUESTIONS = [
  {
    operator: 'inLast',
    words: 'is in the last {days|day}',
    opposite: 'is not in the last {days|day}',
    slots: [days(30)],
  },
  {
    operator: 'inNext',
    words: 'is in the next {days|day}',
    opposite: 'is not in the next {days|day}',
    slots: [days(7)],
  },
  {
    operator: 'olderThan',
    words: 'is more than {days|day} ago',
    opposite: 'is not more than {days|day} ago',
    slots: [days(30)],
  },
] as const satisfies readonly Question[];

/** A birthday: month and day, whatever the year. */
export const ANNIVERSARY_QUESTION = {
  operator: 'anniversaryIn',
  words: 'comes round in the next {days|day}, in any year',
  opposite: 'does not come round in the next {days|day}, in any year',
  label: 'comes round in the next … days (any year)',
  oppositeLabel: 'does not come round in the next … days (any year)',
  slots: [days(7, 366)],
} as const satisfies Question;

const window: Slot = { name: 'days', kind: 'int', min: 0, max: MAX_DAYS, isOptional: true };
const times = (initial: number): Slot => ({ name: 'times', kind: 'int', min: 1, max: 10_000, initial });

/** How often something was. `noun` is one of it, `further` what narrows it down, with its words. */
export function countQuestions(noun: string, nouns: string, further: readonly Slot[] = [], furtherWords = ''): Question[] {
  const end = `${furtherWords}[ in the last {days|day}]`;
  return [
    {
      operator: 'ever',
      words: `at least one ${noun}${end}`,
      opposite: `no ${noun}${end}`,
      label: `at least one ${noun}`,
      oppositeLabel: `no ${noun}`,
      slots: [...further, window],
    },
    {
      operator: 'atLeast',
      words: `at least {times|${noun}}${end}`,
      opposite: `fewer than {times|${noun}}${end}`,
      label: `at least … ${nouns}`,
      oppositeLabel: `fewer than … ${nouns}`,
      slots: [times(2), ...further, window],
    },
    {
      operator: 'atMost',
      words: `at most {times|${noun}}${end}`,
      opposite: `more than {times|${noun}}${end}`,
      label: `at most … ${nouns}`,
      oppositeLabel: `more than … ${nouns}`,
      slots: [times(1), ...further, window],
    },
  ];
}

/** What is wrong with a value of a question, in words that follow its name; null when nothing is. */
export function slotProblem(slot: Slot, given: RuleValue | undefined): string | null {
  const isMissing = given === undefined || given === null || given === '' || (Array.isArray(given) && given.length === 0);
  if (isMissing) return slot.isOptional ? null : 'must be given';
  switch (slot.kind) {
    case 'text':
      return typeof given === 'string' && given.trim() !== '' && given.length <= MAX_TEXT
        ? null
        : `must be a text of at most ${MAX_TEXT} characters`;
    case 'number':
      return typeof given === 'number' || typeof given === 'string' ? null : 'must be a number';
    case 'texts':
      return isTexts(given, MAX_TEXTS) && given.every((one) => one.trim() !== '' && one.length <= MAX_TEXT)
        ? null
        : `must be a list of at most ${MAX_TEXTS} texts, none of them blank`;
    case 'int':
      return typeof given === 'number' && Number.isInteger(given) && given >= slot.min && given <= slot.max
        ? null
        : `must be a whole number from ${slot.min} to ${slot.max.toLocaleString('en')}`;
    case 'day':
      return typeof given === 'string' && isCalendarDay(given) ? null : 'must be a day such as 2026-01-31';
    case 'choice':
      return slot.options.some((option) => option.value === given)
        ? null
        : `must be one of ${slot.options.map((option) => option.value).join(', ')}`;
    case 'choices':
      return isTexts(given, MAX_TEXTS) && given.every((one) => slot.options.some((option) => option.value === one))
        ? null
        : `must be some of ${slot.options.map((option) => option.value).join(', ')}`;
    case 'record':
      return typeof given === 'string' ? null : 'must be an id';
    case 'records':
      return isTexts(given, 1_000) ? null : 'must be a list of ids';
  }
}

function isTexts(given: RuleValue | undefined, most: number): given is readonly string[] {
  return Array.isArray(given) && given.length <= most;
}
