import { asciiDigits, foldedName, isEmptyWord } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { readPhone } from '../../../platform/phone/readPhone.js';
import { isAddress, nameBesideAddress } from './cells.js';
import { fieldOfHeader, headerKey } from './headerNames.js';
import { presetKey, type Preset } from './presets.js';
import { CUSTOM_PREFIX, type FixedTarget, isFurther, isShared, labelTarget, type Target } from './targets.js';

export interface ColumnSuggestion {
  readonly target: Target;
  /** Why; null when nothing fitted and the column is ignored. */
  readonly suggestedBy: 'preset' | 'header' | 'content' | 'customField' | null;
}

export interface SuggestionInput {
  readonly headers: readonly string[];
  /** Rows of the sample, each as wide as `headers`. */
  readonly rows: readonly (readonly string[])[];
  readonly preset: Preset | null;
  /** The country of phone numbers that do not say theirs. */
  readonly country: CountryCode | null;
  readonly customFields: readonly { readonly fieldName: string; readonly label: string }[];
  /** Names of the stages of the workspace. */
  readonly stages?: readonly string[];
}

/** One target for each column; every fixed field that one column fills is given to one at most. */
export function suggestColumns(input: SuggestionInput): ColumnSuggestion[] {
  const given = new Map<number, ColumnSuggestion>();
  const taken = new Set<FixedTarget>();
  const give = (index: number, target: FixedTarget, suggestedBy: ColumnSuggestion['suggestedBy']): void => {
    if (given.has(index) || (taken.has(target) && !isShared(target))) return;
    given.set(index, { target, suggestedBy });
    taken.add(target);
  };
  for (const { index, target } of byPreset(input)) give(index, target, 'preset');
  for (const { index, target } of byPresetFurther(input)) give(index, target, 'preset');
  for (const { index, fieldName } of byCustomField(input))
    if (!given.has(index)) given.set(index, { target: `${CUSTOM_PREFIX}${fieldName}`, suggestedBy: 'customField' });
  for (const index of byPresetLists(input)) give(index, 'lists', 'preset');
  for (const index of byNamedAddresses(input)) give(index, taken.has('primaryEmail') ? 'furtherEmail' : 'primaryEmail', 'content');
  if (!input.preset || input.preset.isTranslated)
    for (const { index, target } of byHeader(input)) give(index, taken.has(target) ? furtherOf(target) : target, 'header');
  for (const { index, target } of byContent(input, given)) give(index, target, 'content');
  dropSecondName(given, input);
  giveLabels(given, input);
  return input.headers.map((_, index) => given.get(index) ?? { target: 'ignore', suggestedBy: null });
}

interface Candidate {
  readonly index: number;
  readonly target: FixedTarget;
}

function* byPreset({ preset, headers, rows }: SuggestionInput): Generator<Candidate> {
  if (!preset) return;
  for (const [target, names] of Object.entries(preset.columns) as [FixedTarget, readonly string[]][]) {
    const indexes = names
      .map((name) => headers.findIndex((header) => presetKey(header) === presetKey(name)))
      .filter((index) => index !== -1);
    const index = indexes.find((candidate) => rows.some((row) => isFilled(row[candidate]))) ?? indexes[0];
    if (index !== undefined) yield { index, target };
  }
}

/** Addresses and numbers that an export has beside the primary ones. */
function* byPresetFurther({ preset, headers }: SuggestionInput): Generator<Candidate> {
  for (const [index, header] of headers.entries()) {
    const isOne = (names: readonly RegExp[] = []): boolean => names.some((name) => name.test(header.trim()));
    if (isOne(preset?.further?.email)) yield { index, target: 'furtherEmail' };
    else if (isOne(preset?.further?.phone)) yield { index, target: 'furtherPhone' };
  }
}

function byPresetLists({ preset, headers }: SuggestionInput): number[] {
  const keys = (preset?.lists ?? []).map(presetKey);
  return headers.flatMap((header, index) => (keys.includes(presetKey(header)) ? [index] : []));
}

/** `Ann Lee <ann@example.com>`, as mail programs write people: whatever its header is, the column has their addresses. */
function byNamedAddresses({ headers, rows }: SuggestionInput): number[] {
  return [...headers.keys()].filter((index) => {
    const filled = rows.map((row) => row[index] ?? '').filter(isFilled);
    return filled.length > 0 && share(filled, (cell) => nameBesideAddress(cell) !== null && isAddress(cell)) >= 0.6;
  });
}

/** A column that only looks like one of stages would reject its rows: some value has to be one. */
function namesStages(index: number, { rows, stages = [] }: SuggestionInput): boolean {
  const known = new Set(stages.map(foldedName));
  return rows.some((row) => known.has(foldedName(row[index] ?? '')));
}

/** What a second column of addresses or numbers goes to. */
function furtherOf(target: FixedTarget): FixedTarget {
  if (target === 'primaryEmail') return 'furtherEmail';
  return target === 'primaryPhone' ? 'furtherPhone' : target;
}

/** `E-mail 2 - Label` belongs to `E-mail 2 - Value`, `Phone 2 label` to `Phone 2`. */
function giveLabels(given: Map<number, ColumnSuggestion>, { headers }: SuggestionInput): void {
  for (const [index, { target }] of [...given]) {
    if (!isFurther(target)) continue;
    const stem = headerKey(headers[index] ?? '').replace(/value$/, '');
    const label = headers.findIndex((header) => stem !== '' && [`${stem}label`, `${stem}type`].includes(headerKey(header)));
    if (label !== -1 && !given.has(label))
      given.set(label, { target: labelTarget(index), suggestedBy: given.get(index)?.suggestedBy ?? null });
  }
}

function* byCustomField({ headers, customFields }: SuggestionInput): Generator<{ index: number; fieldName: string }> {
  const taken = new Set<string>();
  for (const [index, header] of headers.entries()) {
    const key = headerKey(header);
    const field =
      key === '' ? undefined : customFields.find(({ fieldName, label }) => headerKey(fieldName) === key || headerKey(label) === key);
    if (!field || taken.has(field.fieldName)) continue;
    taken.add(field.fieldName);
    yield { index, fieldName: field.fieldName };
  }
}

function byHeader(input: SuggestionInput): Candidate[] {
  const { headers, rows } = input;
  const matches = headers.flatMap((header, index) => {
    const match = fieldOfHeader(header);
    if (match?.target === 'stage' && !namesStages(index, input)) return [];
    return match && (match.target !== 'contactId' || rows.some((row) => UUID.test(row[index]?.trim() ?? ''))) ? [{ index, ...match }] : [];
  });
  return matches.sort((a, b) => a.rank - b.rank || a.index - b.index);
}

/** Ids of other programs are no ids of ours. */
const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

function* byContent({ headers, rows, country }: SuggestionInput, given: ReadonlyMap<number, ColumnSuggestion>): Generator<Candidate> {
  for (const index of headers.keys()) {
    if (given.has(index)) continue;
    const filled = rows.map((row) => row[index] ?? '').filter(isFilled);
    if (filled.length === 0) continue;
    if (share(filled, (cell) => isAddress(cell)) >= 0.6) yield { index, target: 'primaryEmail' };
    else if (share(filled, (cell) => looksLikePhone(cell, country)) >= 0.8) yield { index, target: 'primaryPhone' };
  }
}

/** A column with the whole name beside separate first and last names would only repeat them. */
function dropSecondName(given: Map<number, ColumnSuggestion>, { rows }: SuggestionInput): void {
  const indexOf = (target: FixedTarget): number | undefined => [...given].find(([, suggestion]) => suggestion.target === target)?.[0];
  const full = indexOf('fullName');
  const parts = [indexOf('firstName'), indexOf('lastName')].filter((index) => index !== undefined);
  if (full === undefined || parts.length === 0) return;
  const partsAreFilled = parts.some((index) => rows.length === 0 || rows.some((row) => isFilled(row[index])));
  for (const index of partsAreFilled ? [full] : parts) given.delete(index);
}

/**
 * What readPhone takes for a number, and not just any digits: a leading + or 0 or some mark, so that ids, years and amounts do not count.
 * Numbers that say their country must be real ones; of the others that is known only with the country of the workspace.
 */
function looksLikePhone(cell: string, country: CountryCode | null): boolean {
  const text = cell.trim().replace(/^'/, '');
  const digits = asciiDigits(text).replace(/\D/g, '').length;
  if (digits < 7 || digits > 15 || !/^[+0(]|\d[\s().\-/]+\d/.test(asciiDigits(text)) || NOT_PHONES.some((kind) => kind.test(text)))
    return false;
  const reading = readPhone(text, country);
  if ('problem' in reading) return false;
  return reading.phone.e164 !== null || (country === null && !text.startsWith('+'));
}

/** IP addresses, decimals, dates and times, groups of thousands: digits with marks that are no phone numbers. */
const NOT_PHONES = [
  /^\d{1,3}(?:\.\d{1,3}){3}$/,
  /^-?\d+[.,]\d+$/,
  /^\d{1,3}(?:[.,]\d{3})+(?:[.,]\d+)?$/,
  /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}/,
  /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?:\D|$)/,
  /\d:\d/,
];

function share(cells: readonly string[], holds: (cell: string) => boolean): number {
  return cells.filter(holds).length / cells.length;
}

function isFilled(cell: string | undefined): boolean {
  return cell !== undefined && cell.trim() !== '' && !isEmptyWord(cell.trim());
}
