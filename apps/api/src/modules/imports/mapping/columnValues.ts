import { choicesIn, fieldRules, foldedName, isEmptyWord, isOption, type FieldSettings, NO_SETTINGS, optionsOfField } from '@rapport/common';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { FoundValues, ImportColumn, NewField, ValueChoice } from '../Import.js';
import { tooManyNewOptions } from '../importErrors.js';
import type { StoredUpload } from '../ImportFiles.js';
import type { FieldDefinition } from '../running/planImport.js';
import { readTable } from '../running/readDrafts.js';
import type { FileFormat } from '../running/RowBatch.js';
import { cleanCell } from './cells.js';
import { stageNameIn, withoutSystemGroups } from './listNames.js';
import { customFieldOf } from './targets.js';

/** Someone waits for the answer; what is behind it is met when the rows are imported. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_MS = 4_000;
/** Counted at the same time, in one column. */
const MOST_COUNTED = 5_000;
/** Nobody goes through more of them one by one. */
const MOST_KEPT = 200;
const MOST_CHARACTERS = 200;
/** Options of a new field that are taken from its column. */
export const MOST_NEW_OPTIONS = 50;

/** How the cells of a column are taken apart into names; null for a column that names nothing. */
export function partsOfColumn(
  column: ImportColumn,
  definitions: readonly FieldDefinition[],
  isGoogle: boolean,
): ((cell: string) => string[]) | null {
  if (column.target === 'lists') return (cell) => withoutSystemGroups(cell, isGoogle);
  if (column.target === 'stage') return (cell) => [stageNameIn(cell)];
  const type = fieldTypeOf(column, definitions);
  if (type === null || !fieldRules(type).hasOptions) return null;
  const hints = { ...optionHints(column, definitions), optionsBy: 'label' as const };
  return type === 'select' ? (cell) => [cell] : (cell) => choicesIn(cell, hints);
}

/** The columns with what they hold, as far as that is asked for and not known yet. Reads in pieces between which requests get their turn. */
export async function scanValues(
  { upload, format }: { readonly upload: StoredUpload; readonly format: FileFormat },
  columns: readonly ImportColumn[],
  partsOf: (column: ImportColumn) => ((cell: string) => string[]) | null,
): Promise<ImportColumn[]> {
  const open = columns.flatMap((column) => {
    const parts = column.found ? null : partsOf(column);
    return parts ? [{ index: column.index, parts, counts: new Map<string, { value: string; count: number }>() }] : [];
  });
  if (open.length === 0) return [...columns];
  const startedAt = performance.now();
  let isWhole = true;
  for await (const { rows, bytesRead } of readTable(upload, format)) {
    for (const { index, parts, counts } of open) for (const { cells } of rows) count(counts, cells[index] ?? '', parts);
    if (bytesRead > MOST_BYTES || performance.now() - startedAt > MOST_MS) {
      isWhole = false;
      break;
    }
    await nextTurn();
  }
  const found = new Map(open.map(({ index, counts }) => [index, foundOf(counts, isWhole)]));
  return columns.map((column) => ({ ...column, found: found.get(column.index) ?? column.found ?? null }));
}

/** New fields of choices get what their columns hold. @throws AppError where that is too much for options */
export function withOptions(columns: readonly ImportColumn[]): ImportColumn[] {
  return columns.map((column) => {
    const { newField, found } = column;
    if (!newField || !found || !fieldRules(newField.fieldType).hasOptions || (newField.options ?? []).length > 0) return column;
    if (found.isCut || found.values.length > MOST_NEW_OPTIONS) throw tooManyNewOptions(column.header, MOST_NEW_OPTIONS);
    const options = found.values.map(({ value }) => value).sort((a, b) => a.localeCompare(b, 'en'));
    return { ...column, newField: { ...newField, options } };
  });
}

/** Of what a column holds, what is neither known nor decided. */
export function isKnownOption(value: string, settings: Pick<FieldSettings, 'options'>): boolean {
  return isOption(value, { options: settings.options, optionsBy: 'label' });
}

export function choiceFor(value: string, choices: readonly ValueChoice[] = []): ValueChoice | undefined {
  const folded = foldedName(value);
  return choices.find((choice) => choice.value === value) ?? choices.find((choice) => foldedName(choice.value) === folded);
}

export function optionHints(column: Pick<ImportColumn, 'target' | 'newField'>, definitions: readonly FieldDefinition[]): FieldSettings {
  const definition = definitionOf(column, definitions);
  if (definition) return { options: optionsOfField(definition), currency: definition.currency };
  return NO_SETTINGS;
}

function definitionOf({ target }: Pick<ImportColumn, 'target'>, definitions: readonly FieldDefinition[]): FieldDefinition | undefined {
  const fieldName = customFieldOf(target);
  return fieldName === null ? undefined : definitions.find((definition) => definition.fieldName === fieldName);
}

function fieldTypeOf(column: ImportColumn, definitions: readonly FieldDefinition[]): NewField['fieldType'] | null {
  return definitionOf(column, definitions)?.fieldType ?? column.newField?.fieldType ?? null;
}

function count(counts: Map<string, { value: string; count: number }>, raw: string, parts: (cell: string) => string[]): void {
  const cell = cleanCell(raw);
  if (cell === '' || isEmptyWord(cell)) return;
  for (const part of parts(cell)) {
    const key = foldedName(part);
    const known = counts.get(key);
    if (known) known.count += 1;
    else if (key !== '' && counts.size < MOST_COUNTED) counts.set(key, { value: part.slice(0, MOST_CHARACTERS), count: 1 });
  }
}

function foundOf(counts: ReadonlyMap<string, { value: string; count: number }>, isWhole: boolean): FoundValues {
  const values = [...counts.values()].sort((a, b) => b.count - a.count);
  return { values: values.slice(0, MOST_KEPT), isWhole, isCut: values.length > MOST_KEPT };
}
