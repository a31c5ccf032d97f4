import type { FieldRules } from './fieldRules.js';
import { booleanOf, readBoolean, readOption } from './readChoice.js';
import { exactNumber, looksLikeNumber, readDecimal } from './readDecimal.js';
import { looksLikeDate, readDate, readDateTime } from './readMoment.js';
import { readText, readUrl } from './readText.js';

const text = {
  label: 'Text',
  example: 'Any words, such as a job title',
  isCustom: true,
  hasOptions: false,
  hasDateOrder: false,
  editor: 'text',
  operators: ['is', 'contains', 'isFilled'],
  sortsBy: 'text',
  read: readText,
  show: (value) => value,
  merge: (value) => value,
  mergeFilter: '',
} as const satisfies FieldRules;

const date = {
  ...text,
  label: 'Date',
  example: 'A day, such as a birthday',
  hasDateOrder: true,
  editor: 'date',
  operators: ['is', 'above', 'below', 'isFilled'],
  read: readDate,
  looksLike: looksLikeDate,
  show: (value, formats) => formats.day(value),
  mergeFilter: ' | date: "%B %-d, %Y"',
} as const satisfies FieldRules;

/** Every type of value that a contact can have. A new type is a new entry; the compiler names each place that it still needs. */
export const FIELD_RULES = {
  text,
  number: {
    ...text,
    label: 'Number',
    example: 'Sorts as a number: 9 before 10',
    editor: 'number',
    operators: ['is', 'above', 'below', 'isFilled'],
    sortsBy: 'number',
    read: readDecimal,
    looksLike: looksLikeNumber,
    merge: exactNumber,
  },
  date,
  dateTime: {
    ...date,
    label: 'Date and time',
    example: 'A moment, such as a sign-up',
    isCustom: false,
    editor: 'dateTime',
    read: readDateTime,
    looksLike: () => false,
    show: (value, formats) => formats.time(value),
  },
  boolean: {
    ...text,
    label: 'Yes or no',
    example: 'A switch',
    editor: 'switch',
    operators: ['is', 'isFilled'],
    read: readBoolean,
    looksLike: (cell) => /\p{L}/u.test(cell) && booleanOf(cell) !== null,
    merge: (value) => value === 'true',
  },
  select: {
    ...text,
    label: 'Choice',
    example: 'One of the options you list',
    hasOptions: true,
    editor: 'choice',
    operators: ['is', 'isFilled'],
    read: readOption,
  },
  url: { ...text, label: 'Web address', example: 'A page, such as a profile', isCustom: false, editor: 'url', read: readUrl },
} as const satisfies Readonly<Record<string, FieldRules>>;

type Rules = typeof FIELD_RULES;
export type FieldType = keyof Rules;
type TypesWith<Part> = { [Type in FieldType]: Rules[Type] extends Part ? Type : never }[FieldType];

/** The types a workspace may give to a custom field. */
export type CustomFieldType = TypesWith<{ readonly isCustom: true }>;
/** The types a custom field can have that an import makes: those that need nothing but their name. */
export type PlainFieldType = TypesWith<{ readonly isCustom: true; readonly hasOptions: false }>;

const ENTRIES = Object.entries(FIELD_RULES) as readonly (readonly [FieldType, FieldRules])[];

export const CUSTOM_FIELD_TYPES = typesWhere(({ isCustom }) => isCustom) as readonly CustomFieldType[];
export const PLAIN_FIELD_TYPES = typesWhere(({ isCustom, hasOptions }) => isCustom && !hasOptions) as readonly PlainFieldType[];

export function fieldRules(type: FieldType): FieldRules {
  return FIELD_RULES[type];
}

/** Rows may be older than the types of this version: an unknown one is text. */
export function storedFieldRules(type: string): FieldRules {
  return Object.hasOwn(FIELD_RULES, type) ? FIELD_RULES[type as FieldType] : text;
}

function typesWhere(holds: (rules: FieldRules) => boolean): FieldType[] {
  return ENTRIES.filter(([, rules]) => holds(rules)).map(([type]) => type);
}
