import { NO_SETTINGS, type FieldSettings } from './fieldOptions.js';

/** How the two small numbers of 03/04/2026 are meant. */
export type DateOrder = 'dmy' | 'mdy';

/** Why a value cannot be stored. The message quotes the value and says what to do; it fits behind "Label: ". */
export interface FieldProblem {
  readonly code: string;
  readonly message: string;
}

/** The stored text of a value, null for "no value", or what is wrong with it. */
export type FieldReading = { readonly value: string | null } | { readonly problem: FieldProblem };

/** What a text may mean depends on where it comes from. Where a hint is null, only what can be read in one way is read. */
export interface ReadingHints extends FieldSettings {
  /** Which of the two small numbers of 03/04/2026 is the day. */
  readonly dateOrder: DateOrder | null;
  /** What 1,234 and 1.234 mean. With null a point is a decimal point, as in JSON, and the comma is refused. */
  readonly decimalMark: '.' | ',' | null;
  /** IANA name: the zone of times that name none. */
  readonly timeZone: string;
  /** What an option is meant by first when both would fit: programs write keys, files that people made have labels. */
  readonly optionsBy: 'key' | 'label';
  /** Reads a phone number as the place of its contacts does. With null only a whole international number is read. */
  readonly readPhone: ((text: string) => FieldReading) | null;
}

/** Values from programs: nothing is known about where they come from. */
export const NO_HINTS: ReadingHints = {
  ...NO_SETTINGS,
  dateOrder: null,
  decimalMark: null,
  timeZone: 'UTC',
  optionsBy: 'key',
  readPhone: null,
};

export function problem(code: string, message: string): { readonly problem: FieldProblem } {
  return { problem: { code, message } };
}

const SHOWN = 60;

/** A value as an error quotes it. */
export function quoted(text: string): string {
  return `“${text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text}”`;
}
