import type { FieldRules } from './fieldRules.js';
import { labelOf } from './fieldOptions.js';
import { looksLikeEmail, readEmailValue, readPhoneValue, showPhone } from './readAddress.js';
import { booleanOf, labelsOf, readBoolean, readOption, readOptions } from './readChoice.js';
import { exactNumber, looksLikeNumber, readDecimal } from './readDecimal.js';
import { readMoney } from './readMoney.js';
import { looksLikeDate, looksLikeDateTime, readDate, readDateTime } from './readMoment.js';
import { looksLikeUrl, readText, readUrl } from './readText.js';

const text = {
  label: 'Text',
  example: 'Any words, such as a job title',
  isCustom: true,
  hasOptions: false,
  hasCurrency: false,
  hasDateOrder: false,
  editor: 'text',
  operators: ['is', 'contains', 'isFilled'],
  sortsBy: 'text',
  ignoresCase: false,
  read: readText,
  show: (value) => value,
  merge: (value) => value,
  mergeFilter: '',
} as const satisfies FieldRules;

const number = {
  ...text,
  label: 'Number',
  example: 'Sorts as a number: 9 before 10',
  editor: 'number',
  operators: ['is', 'above', 'below', 'isFilled'],
  sortsBy: 'number',
  read: readDecimal,
  looksLike: looksLikeNumber,
  merge: exactNumber,
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

const select = {
  ...text,
  label: 'Choice',
  example: 'One of the options you list',
  hasOptions: true,
  editor: 'choice',
  operators: ['is', 'isFilled'],
  read: readOption,
  show: (value, _formats, { options }) => labelOf(options, value),
  merge: (value, { options }) => labelOf(options, value),
} as const satisfies FieldRules;

/** Every type of value that a contact can have. A new type is a new entry; the compiler names each place that it still needs. */
export const FIELD_RULES = {
  text,
  longText: { ...text, label: 'Long text', example: 'Several lines, such as an address or a note', editor: 'longText' },
  number,
  money: {
    ...number,
    label: 'Amount of money',
    example: 'An exact amount in one currency',
    hasCurrency: true,
    editor: 'money',
    read: readMoney,
    looksLike: () => false,
    show: (value, formats, { currency }) => (currency === null ? value : formats.money(value, currency)),
    merge: (value) => value,
  },
  date,
  dateTime: {
    ...date,
    label: 'Date and time',
    example: 'A moment, such as a sign-up',
    editor: 'dateTime',
    read: readDateTime,
    looksLike: looksLikeDateTime,
    show: (value, formats) => formats.time(value),
    mergeFilter: ' | date: "%B %-d, %Y, %H:%M"',
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
  select,
  multiSelect: {
    ...select,
    label: 'Several choices',
    example: 'Any of the options you list',
    editor: 'choices',
    operators: ['has', 'is', 'isFilled'],
    read: readOptions,
    show: (value, _formats, { options }) => labelsOf(value, options).join(', '),
    merge: (value, { options }) => labelsOf(value, options).join(', '),
  },
  url: { ...text, label: 'Web address', example: 'A page, such as a profile', editor: 'url', read: readUrl, looksLike: looksLikeUrl },
  email: {
    ...text,
    label: 'Email address',
    example: 'Another address; campaigns go to the primary one',
    editor: 'email',
    ignoresCase: true,
    read: readEmailValue,
    looksLike: looksLikeEmail,
  },
  phone: {
    ...text,
    label: 'Phone number',
    example: 'Another number; messages go to the primary one',
    editor: 'phone',
    read: readPhoneValue,
    show: showPhone,
    merge: showPhone,
  },
} as const satisfies Readonly<Record<string, FieldRules>>;

type Rules = typeof FIELD_RULES;
export type FieldType = keyof Rules;
type TypesWith<Part> = { [Type in FieldType]: Rules[Type] extends Part ? Type : never }[FieldType];

/** The types a workspace may give to a custom field. */
export type CustomFieldType = TypesWith<{ readonly isCustom: true }>;
/** The types a custom field can have that an import makes: those that need nothing but their name. */
export type PlainFieldType = TypesWith<{ readonly isCustom: true; readonly hasOptions: false; readonly hasCurrency: false }>;

const ENTRIES = Object.entries(FIELD_RULES) as readonly (readonly [FieldType, FieldRules])[];

export const CUSTOM_FIELD_TYPES = typesWhere(({ isCustom }) => isCustom) as readonly CustomFieldType[];
export const PLAIN_FIELD_TYPES = typesWhere(
  ({ isCustom, hasOptions, hasCurrency }) => isCustom && !hasOptions && !hasCurrency,
) as readonly PlainFieldType[];

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
