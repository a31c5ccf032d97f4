import { type DateOrder, fieldRules, isCurrency } from '@rapport/common';
import type { ImportColumn, NewField, ValueChoice } from './Import.js';
import {
  currencyNeeded,
  labelWithoutValue,
  nameTooLong,
  nothingMapped,
  tooManyNewLists,
  targetTwice,
  unknownColumn,
  unknownCustomField,
  unknownTarget,
} from './importErrors.js';
import { customFieldOf, isFurther, isShared, isTarget, labelledColumnOf } from './mapping/targets.js';

export interface ColumnChoice {
  readonly index: number;
  readonly target: string;
  readonly newField?: NewField | null;
  readonly dateOrder?: DateOrder | null;
  readonly values?: readonly { readonly value: string; readonly choice: ValueChoice['choice']; readonly use?: string | null }[];
}

/** Lists and stages that one import adds. */
const MOST_NEW_LISTS = 100;
const MOST_NAME = 100;

/** The columns with a person's choices put in; columns that are not mentioned stay. */
export function chooseColumns(columns: readonly ImportColumn[], choices: readonly ColumnChoice[]): ImportColumn[] {
  const chosen = new Map(columns.map((column) => [column.index, column]));
  for (const { index, target, newField: given, dateOrder, values } of choices) {
    const column = chosen.get(index);
    if (!column) throw unknownColumn(index);
    if (!isTarget(target)) throw unknownTarget(target);
    const isSame = column.target === target;
    const isCustom = customFieldOf(target) !== null;
    const newField = given && readNewField(given, column.header);
    // What a column holds is taken apart anew for another target.
    const isNamed = isSame && !given;
    chosen.set(index, {
      ...column,
      target,
      suggestedBy: isSame ? column.suggestedBy : 'person',
      newField: isCustom ? (newField ?? (isSame ? column.newField : null)) : null,
      found: isNamed ? (column.found ?? null) : null,
      choices: values ? readValues(values, target) : isNamed ? (column.choices ?? []) : [],
      dates: dateOrder === undefined ? column.dates : { ...column.dates, chosen: dateOrder },
    });
  }
  const all = withoutLostLabels([...chosen.values()], new Set(choices.map(({ index }) => index)));
  refuseTargetTwice(all);
  refuseTooManyLists(all);
  return all;
}

/** Throws when the columns cannot be imported as they are chosen. */
export function assertImportable(columns: readonly ImportColumn[], knownFields: ReadonlySet<string>): void {
  const telling = ['primaryEmail', 'primaryPhone', 'firstName', 'lastName', 'fullName', 'company', 'contactId'];
  if (!columns.some(({ target }) => telling.includes(target))) throw nothingMapped();
  const [lost] = columnsWithoutField(columns, knownFields);
  if (lost) throw unknownCustomField(customFieldOf(lost.target) ?? '');
}

/** Those that go to a custom field which is not there and is not going to be made. */
export function columnsWithoutField(columns: readonly ImportColumn[], knownFields: ReadonlySet<string>): ImportColumn[] {
  return columns.filter(({ target, newField }) => {
    const fieldName = customFieldOf(target);
    return fieldName !== null && !newField && !knownFields.has(fieldName);
  });
}

function readNewField({ label, fieldType, currency, options }: NewField, header: string): NewField {
  const { hasCurrency, hasOptions } = fieldRules(fieldType);
  const code = currency?.toUpperCase() ?? null;
  if (hasCurrency && (code === null || !isCurrency(code))) throw currencyNeeded(header);
  return { label, fieldType, ...(hasCurrency ? { currency: code } : {}), ...(hasOptions && options ? { options: [...options] } : {}) };
}

function readValues(values: NonNullable<ColumnChoice['values']>, target: ImportColumn['target']): ValueChoice[] {
  return values.map(({ value, choice, use }) => {
    if (choice === 'add' && value.length > MOST_NAME && (target === 'lists' || target === 'stage')) throw nameTooLong(value, MOST_NAME);
    return { value, choice, use: choice === 'use' ? (use ?? '') : null };
  });
}

function refuseTooManyLists(columns: readonly ImportColumn[]): void {
  const added = columns
    .filter(({ target }) => target === 'lists' || target === 'stage')
    .flatMap(({ choices = [] }) => choices.filter(({ choice }) => choice === 'add'));
  if (added.length > MOST_NEW_LISTS) throw tooManyNewLists(added.length, MOST_NEW_LISTS);
}

/** A label goes with its addresses or numbers: one that is chosen for a column without them is refused, one whose column was left out since is left out, too. */
function withoutLostLabels(columns: readonly ImportColumn[], chosen: ReadonlySet<number>): ImportColumn[] {
  const targets = new Map(columns.map(({ index, target }) => [index, target]));
  return columns.map((column) => {
    const of = labelledColumnOf(column.target);
    const target = of === null ? null : targets.get(of);
    if (of === null || (target && isFurther(target))) return column;
    if (chosen.has(column.index)) throw labelWithoutValue(column.header);
    return { ...column, target: 'ignore', suggestedBy: null };
  });
}

function refuseTargetTwice(columns: readonly ImportColumn[]): void {
  const first = new Map<string, ImportColumn>();
  for (const column of columns) {
    if (isShared(column.target)) continue;
    const other = first.get(column.target);
    if (other) throw targetTwice(column.target, other.header, column.header);
    first.set(column.target, column);
  }
}
