import type { FieldSettings } from './fieldOptions.js';
import type { FieldReading, ReadingHints } from './fieldReading.js';

/** How a value is asked for. The dashboard has an editor for each; the compiler names one that it lacks. */
export const FIELD_EDITORS = [
  'text',
  'longText',
  'number',
  'money',
  'date',
  'dateTime',
  'switch',
  'choice',
  'choices',
  'url',
  'email',
  'phone',
] as const;
export type FieldEditor = (typeof FIELD_EDITORS)[number];

/** What can be asked about a value. `has` asks a value of several options for all that are named. `not` around a condition says the opposite. */
export const FIELD_OPERATORS = ['is', 'contains', 'has', 'above', 'below', 'isFilled'] as const;
export type FieldOperator = (typeof FIELD_OPERATORS)[number];

/** What templates see. */
export type MergeValue = string | number | boolean;

/** How whoever shows a value writes days, times and amounts. */
export interface ValueFormats {
  readonly day: (isoDay: string) => string;
  readonly time: (isoTime: string) => string;
  /** `amount` is exact decimal text. */
  readonly money: (amount: string, currency: string) => string;
}

/** Everything that is particular to one type of value. A value is stored as text; these say what the text means. */
export interface FieldRules {
  /** As people call it. */
  readonly label: string;
  /** What it is for, in a few words. */
  readonly example: string;
  /** Whether a workspace may give it to a custom field. */
  readonly isCustom: boolean;
  /** Whether a field of the type comes with a list of options. */
  readonly hasOptions: boolean;
  /** Whether a field of the type says in which currency its amounts are. */
  readonly hasCurrency: boolean;
  /** Whether its texts may leave open which number is the day. */
  readonly hasDateOrder: boolean;
  readonly editor: FieldEditor;
  readonly operators: readonly FieldOperator[];
  /**
   * By what values are sorted and compared: `field_value` as text, or `value_number`, where text would sort 10 before 9. Equality is
   * always that of the text.
   */
  readonly sortsBy: 'text' | 'number';
  /** Whether two spellings that differ in the case of ASCII letters are one value. */
  readonly ignoresCase: boolean;
  /** Reads a trimmed text that is not empty. */
  readonly read: (text: string, hints: ReadingHints) => FieldReading;
  /** Whether a cell of a file is certainly of this type, so that a column of such cells should have it. Left out, none is. */
  readonly looksLike?: (text: string) => boolean;
  readonly show: (value: string, formats: ValueFormats, settings: FieldSettings) => string;
  readonly merge: (value: string, settings: FieldSettings) => MergeValue;
  /** What an example of its merge tag has behind the name. */
  readonly mergeFilter: string;
}
