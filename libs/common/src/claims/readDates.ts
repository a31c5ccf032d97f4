import { monthOfName } from '../fields/monthNames.js';

/** A day, or only a month, as a text names it; null: not said. */
export interface NamedDate {
  readonly day: number | null;
  readonly month: number;
  readonly year: number | null;
}

export interface DateUse {
  readonly text: string;
  readonly at: number;
  /** More than one where `03/04` may be either. */
  readonly readings: readonly NamedDate[];
}

const ISO = /(?<![\d.-])(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
const NUMERIC = /(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-])/g;
/** `24.12.`: German and Polish days without a year. */
const SHORT = /(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})\.(?!\d)/g;
const DAY_FIRST =
  /(?<![\d.,])(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?\s{1,3}(?:de\s|of\s|di\s)?(\p{L}{3,14})\.?(?:,?\s{1,3}(?:de\s|del\s|of\s)?(\d{4}))?(?![\p{L}\d])/gu;
const MONTH_FIRST = /(?<!\p{L})(\p{L}{3,14})\.?\s{1,3}(\d{1,2})(?:st|nd|rd|th)?(?:,?\s{1,3}(\d{4}))?(?![\p{L}\d%])/gu;
const MONTH_YEAR = /(?<!\p{L})(\p{L}{3,14})\.?\s{1,3}(?:de\s|del\s|of\s)?(\d{4})(?![\p{L}\d])/gu;
/** Short forms alone are too often another word. */
const CAPITALISED = /(?<!\p{L})(?:\p{Lu}\p{Ll}{3,13}|May|Mai)(?!\p{L})/gu;

/** Every date in a text that `plainText` has made, in any of the languages of month names. */
export function datesIn(text: string): DateUse[] {
  const found: DateUse[] = [];
  let rest = text;
  const take = (pattern: RegExp, read: (match: RegExpMatchArray) => readonly NamedDate[]): void => {
    rest = rest.replace(pattern, (...args: unknown[]) => {
      const match = args.slice(
        0,
        args.findIndex((arg) => typeof arg === 'number'),
      ) as unknown as RegExpMatchArray;
      const readings = read(match).filter(isPossible);
      const whole = String(match[0]);
      if (readings.length === 0) return whole;
      found.push({ text: whole.trim(), at: args.find((arg) => typeof arg === 'number') as number, readings });
      return ' '.repeat(whole.length);
    });
  };
  take(ISO, ([, year, month, day]) => [named(day, Number(month), year)]);
  take(NUMERIC, ([, one, mark, other, year]) => [
    named(one, Number(other), year),
    // Only with slashes is the month first somewhere.
    ...(mark === '/' && one !== other ? [named(other, Number(one), year)] : []),
  ]);
  take(SHORT, ([, day, month]) => [named(day, Number(month), undefined)]);
  take(DAY_FIRST, ([, day, name, year]) => ofName(name, day, year));
  take(MONTH_FIRST, ([, name, day, year]) => ofName(name, day, year));
  take(MONTH_YEAR, ([, name, year]) => ofName(name, undefined, year));
  take(CAPITALISED, ([name = '']) => (/^Ma[iy]$/.test(name) && isSentenceStart(text, name) ? [] : ofName(name, undefined, undefined)));
  return found;
}

/** Monday is 1, Sunday 7; null: no name of a day. */
export function weekdayOfName(name: string): number | null {
  weekdays ??= collectWeekdays();
  return weekdays.get(name.toLowerCase()) ?? null;
}

/** 1 to 7; null where the date does not tell the year. */
export function weekdayOf({ day, month, year }: NamedDate): number | null {
  if (day === null || year === null) return null;
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

let weekdays: ReadonlyMap<string, number> | null = null;

function collectWeekdays(): Map<string, number> {
  const found = new Map<string, number>();
  for (const language of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl'])
    for (let day = 1; day <= 7; day += 1) {
      const name = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, 5, day));
      found.set(name.toLowerCase(), day);
    }
  return found;
}

function ofName(name: string | undefined, day: string | undefined, year: string | undefined): NamedDate[] {
  const month = monthOfName(name ?? '');
  return month === null ? [] : [named(day, month, year)];
}

function named(day: string | undefined, month: number, year: string | undefined): NamedDate {
  const full = year === undefined ? null : year.length === 2 ? 2000 + Number(year) : Number(year);
  return { day: day === undefined ? null : Number(day), month, year: full };
}

function isPossible({ day, month }: NamedDate): boolean {
  return month >= 1 && month <= 12 && (day === null || (day >= 1 && day <= 31));
}

function isSentenceStart(text: string, word: string): boolean {
  const at = text.indexOf(word);
  return at <= 0 || /[.!?:\n"“„(]\s*$/.test(text.slice(Math.max(0, at - 5), at));
}
