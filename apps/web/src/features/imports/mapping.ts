import { type CustomFieldType, storedFieldRules } from '@rapport/common';
import type { ImportDto } from '@rapport/sdk';

export type ImportColumn = ImportDto['columns'][number];
export type NewFieldType = CustomFieldType;
export type ColumnValue = NonNullable<ImportColumn['values']>['unknown'][number];

export interface NewField {
  label: string;
  fieldType: NewFieldType;
  currency?: string | null;
  /** Left out: the different values of the column. */
  options?: string[];
}

/** What becomes of a value that is no list, stage or option yet. */
export interface ValueChoice {
  value: string;
  choice: 'add' | 'use' | 'leaveOut';
  use?: string | null;
}

export interface ColumnChoice {
  index: number;
  target: string;
  newField?: NewField | null;
  dateOrder?: DateOrder | null;
  values?: ValueChoice[];
}

export type DateOrder = NonNullable<ImportColumn['dateOrder']>;

/** A custom field of the workspace as a target; the page hands them in. */
export interface FieldTarget {
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType?: string;
  readonly options?: readonly string[];
}

const FIXED: readonly { value: string; label: string }[] = [
  { value: 'primaryEmail', label: 'Email' },
  { value: 'firstName', label: 'First name' },
  { value: 'lastName', label: 'Last name' },
  { value: 'fullName', label: 'Full name' },
  { value: 'primaryPhone', label: 'Phone' },
  { value: 'furtherEmail', label: 'Further emails' },
  { value: 'furtherPhone', label: 'Further phones' },
  { value: 'company', label: 'Company' },
  { value: 'createdOn', label: 'Added on' },
  { value: 'lists', label: 'Lists' },
  { value: 'stage', label: 'Stage' },
  { value: 'contactId', label: 'Contact ID' },
];

/** Several columns may fill each of them. */
const SHARED: readonly string[] = ['furtherEmail', 'furtherPhone', 'lists'];
const LABELLED: readonly string[] = ['furtherEmail', 'furtherPhone'];

export const IGNORE = 'ignore';
export const NEW_FIELD = '$new';

/** The choices of a column's select; fields that this import will make are offered too, so that another column can take them. */
export function targetGroups(columns: readonly ImportColumn[], fields: readonly FieldTarget[]) {
  const known = new Set(fields.map((field) => customTarget(field.fieldName)));
  const made = columns.flatMap(({ target, newField }) =>
    newField && !known.has(target) ? [{ value: target, label: `${newField.label} (new)` }] : [],
  );
  const custom = fields.map((field) => ({ value: customTarget(field.fieldName), label: field.label }));
  return [
    { group: 'Leave out', items: [{ value: IGNORE, label: 'Do not import' }] },
    { group: 'Contact', items: [...FIXED, ...labelTargets(columns)] },
    { group: 'Your fields', items: [...custom, ...made, { value: NEW_FIELD, label: 'New field…' }] },
  ];
}

/** What a column of further emails or phones is called can be in a column of its own. */
function labelTargets(columns: readonly ImportColumn[]): { value: string; label: string }[] {
  return columns
    .filter(({ target }) => LABELLED.includes(target))
    .map(({ index, header }) => ({ value: `label:${index}`, label: `Label of “${header}”` }));
}

export function targetLabel(column: Pick<ImportColumn, 'target' | 'newField'>, fields: readonly FieldTarget[]): string {
  if (column.target.startsWith('label:')) return 'Label';
  const known =
    FIXED.find(({ value }) => value === column.target) ?? fields.find((field) => customTarget(field.fieldName) === column.target);
  return known?.label ?? column.newField?.label ?? column.target;
}

/**
 * Gives a target to a column. Two columns cannot fill the same field, so whichever had it is left out of the import;
 * it comes back as `displaced`, to be said.
 */
export function assignTarget(
  columns: readonly ImportColumn[],
  index: number,
  target: string,
  newField: NewField | null = null,
): { choices: ColumnChoice[]; displaced: ImportColumn | null } {
  const displaced =
    target === IGNORE || SHARED.includes(target)
      ? null
      : (columns.find((column) => column.index !== index && column.target === target) ?? null);
  const inherited = newField ?? displaced?.newField ?? null;
  const own: ColumnChoice = { index, target, ...(inherited ? { newField: inherited } : {}) };
  return { choices: displaced ? [{ index: displaced.index, target: IGNORE }, own] : [own], displaced };
}

export function withColumnChoices(columns: readonly ImportColumn[], choices: readonly ColumnChoice[]): ImportColumn[] {
  const lost = choices.filter(({ target }) => !LABELLED.includes(target)).map(({ index }) => `label:${index}`);
  return columns.map((column) => {
    const choice = choices.find(({ index }) => index === column.index);
    if (!choice && lost.includes(column.target)) return { ...column, target: IGNORE, suggestedBy: null };
    if (!choice) return column;
    const values = choice.target === column.target && column.values ? withDecisions(column.values, choice.values) : null;
    return { ...column, target: choice.target, newField: choice.newField ?? null, suggestedBy: 'person' as const, values };
  });
}

function withDecisions(values: NonNullable<ImportColumn['values']>, decided: readonly ValueChoice[] = []): ImportColumn['values'] {
  const unknown = values.unknown.map((value) => {
    const own = decided.find((choice) => choice.value === value.value);
    return { ...value, choice: own?.choice ?? null, use: own?.use ?? null };
  });
  return { ...values, unknown };
}

/** What is decided about the values of a column, with these decisions put in; null takes one back. */
export function decided(
  column: Pick<ImportColumn, 'values'>,
  changes: ReadonlyMap<string, Pick<ValueChoice, 'choice' | 'use'> | null>,
): ValueChoice[] {
  return (column.values?.unknown ?? []).flatMap(({ value, choice, use }) => {
    const change = changes.get(value);
    if (change) return [{ value, ...change }];
    return change === null || choice === null ? [] : [{ value, choice, use }];
  });
}

export interface MappingNotice {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

const TELLING = ['primaryEmail', 'primaryPhone', 'firstName', 'lastName', 'fullName', 'company', 'contactId'];

/** What stands in the way of the import, and what is worth a second look before it. */
export function mappingNotices(columns: readonly ImportColumn[], isConsentOpen = false): MappingNotice[] {
  const targets = new Set(columns.map(({ target }) => target));
  if (!TELLING.some((target) => targets.has(target))) {
    return [
      {
        code: 'nothingMapped',
        severity: 'error',
        message: 'Choose at least one column that holds an email address, a name, a phone number or a company.',
      },
    ];
  }
  const notices: MappingNotice[] = [];
  const open = columns.filter(({ needsDateOrder }) => needsDateOrder).map(({ header }) => `“${header}”`);
  if (open.length > 0) {
    notices.push({ code: 'dateOrder', severity: 'error', message: `Choose how the dates in ${open.join(', ')} are written.` });
  }
  if (isConsentOpen) notices.push({ code: 'consent', severity: 'error', message: 'Choose who may be emailed.' });
  for (const { header, target, values } of columns) {
    const left = (values?.unknown ?? []).filter(({ choice }) => choice === null).length;
    if (left === 0) continue;
    const rest =
      left === 1
        ? target === 'stage'
          ? 'Its row is rejected'
          : 'It is left out'
        : target === 'stage'
          ? 'Their rows are rejected'
          : 'They are left out';
    notices.push({
      code: `values-${header}`,
      severity: 'warning',
      message: `“${header}” has ${left === 1 ? 'a value' : `${left} values`} that nothing is decided about. ${rest} unless you choose below the column.`,
    });
  }
  if (!targets.has('primaryEmail')) {
    notices.push({
      code: 'noEmail',
      severity: 'warning',
      message: 'No column goes to Email. These contacts cannot be mailed, and a later import cannot recognise them by their address.',
    });
  }
  if (targets.has('fullName') && (targets.has('firstName') || targets.has('lastName'))) {
    notices.push({
      code: 'namesTwice',
      severity: 'warning',
      message: 'Full name is imported beside first or last name. Leave one of them out unless the file really needs both.',
    });
  }
  return notices;
}

/** The stored name of a new field: `Shoe size` becomes `shoe_size`. Never one that is taken. */
export function fieldNameFor(label: string, taken: ReadonlySet<string>): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 56);
  const stem = plain || 'field';
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem}_${number}`;
    if (!taken.has(name)) return name;
  }
}

export function customTarget(fieldName: string): string {
  return `custom:${fieldName}`;
}

/** Phone numbers among the samples that do not say their country. */
export function hasLocalPhones(columns: readonly ImportColumn[]): boolean {
  return columns.some(
    ({ target, samples }) => target === 'primaryPhone' && samples.some((sample) => /\d/.test(sample) && !/^\s*(\+|00)/.test(sample)),
  );
}

/** Whether the column is imported as a date or a time. */
export function isDateColumn({ target, newField }: Pick<ImportColumn, 'target' | 'newField'>, fields: readonly FieldTarget[]): boolean {
  const type = newField?.fieldType ?? fields.find(({ fieldName }) => customTarget(fieldName) === target)?.fieldType;
  return target === 'createdOn' || (type !== undefined && storedFieldRules(type).hasDateOrder);
}

/** What happens with rows that have neither, unless it is chosen: the server's own rule. */
export function usualWithoutKey(columns: readonly { readonly target: string }[]): 'reject' | 'matchByName' {
  return columns.some(({ target }) => target === 'primaryEmail' || target === 'primaryPhone') ? 'reject' : 'matchByName';
}
