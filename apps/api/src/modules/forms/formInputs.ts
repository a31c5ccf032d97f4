import { type FieldEditor, fieldRules, type FieldOption, type ReaderLanguage } from '@rapport/common';
import { tell } from '../../platform/readerWords/readerWords.js';
import type { ReadableField } from '../customFields/public.js';
import type { FixedFieldKey, FormField, FormFieldKey } from './formContent.js';
import { escape } from '../consent/public.js';

export type InputName = FormFieldKey | 'email';
/** Several are the choices of one field. */
export type Typed = string | readonly string[];

/** The values of the fields, and what is wrong with them. */
export interface Filled {
  readonly values: Readonly<Partial<Record<InputName, Typed>>>;
  readonly problems: Readonly<Partial<Record<InputName, string>>>;
  /** Above the form. */
  readonly notice?: string;
}

/** What a visitor is asked for. */
export interface FormInput {
  readonly name: InputName;
  readonly label: string;
  readonly isRequired: boolean;
  /** Null: the address, or a field that each contact has. */
  readonly custom: ReadableField | null;
}

export const LONGEST_CUSTOM = 2_000;

const FIXED: Record<FixedFieldKey | 'email', string> = {
  email: 'type="email" autocomplete="email" maxlength="254"',
  firstName: 'type="text" autocomplete="given-name" maxlength="200"',
  lastName: 'type="text" autocomplete="family-name" maxlength="200"',
  company: 'type="text" autocomplete="organization" maxlength="200"',
  phone: 'type="tel" autocomplete="tel" maxlength="40"',
};
/** Of the editors that are one line. Numbers are text: browsers refuse what a member of another country writes. */
const LINES: Partial<Record<FieldEditor, string>> = {
  number: 'type="text" inputmode="decimal" maxlength="40"',
  money: 'type="text" inputmode="decimal" maxlength="40"',
  date: 'type="date"',
  dateTime: 'type="datetime-local"',
  url: `type="url" maxlength="${LONGEST_CUSTOM}"`,
  email: 'type="email" maxlength="254"',
  phone: 'type="tel" maxlength="40"',
};
const TEXT = `type="text" maxlength="${LONGEST_CUSTOM}"`;

/** The address and what else is asked for, in this order. A field that was deleted or archived since is passed over. */
export function inputsOf(
  fields: readonly FormField[],
  language: ReaderLanguage,
  customOf: (key: FormFieldKey) => ReadableField | undefined,
): FormInput[] {
  const asked = fields.flatMap(({ key, label, isRequired }): FormInput[] => {
    if (isFixed(key)) return [{ name: key, label, isRequired, custom: null }];
    const custom = customOf(key);
    return custom ? [{ name: key, label, isRequired, custom }] : [];
  });
  return [{ name: 'email', label: tell(language, 'emailLabel'), isRequired: true, custom: null }, ...asked];
}

export function isFixed(key: FormFieldKey): key is FixedFieldKey {
  return Object.hasOwn(FIXED, key) && key !== ('email' as string);
}

/** The names of the choices of a field begin so: a form that is sent has each name once. */
export function choiceName(name: InputName, index: number | ''): string {
  return `${name}.${index}`;
}

/** Of our own page: with what was typed, and what is wrong with it. */
export function pageInput(input: FormInput, { values, problems }: Filled, language: ReaderLanguage): string {
  const { name, label, isRequired } = input;
  const problem = problems[name];
  const id = escape(name);
  const bad = problem === undefined ? '' : `<span class="bad" id="${id}-problem">${escape(problem)}</span>`;
  const attributes = [
    ` id="${id}" name="${id}" dir="auto"`,
    isRequired ? ' required' : '',
    problem === undefined ? '' : ` aria-invalid="true" aria-describedby="${id}-problem"`,
  ].join('');
  const optional = isRequired ? '' : ` <small>${tell(language, 'optional')}</small>`;
  const shown = `${escape(titleOf(input))}${optional}`;
  const typed = values[name];
  switch (editorOf(input)) {
    case 'switch':
      return `<div class="field"><label><input type="checkbox" value="true"${attributes}${typed === undefined ? '' : ' checked'}><span>${escape(label)}${optional}</span></label>${bad}</div>`;
    case 'choices':
      return `<fieldset class="field" id="${id}"${problem === undefined ? '' : ` aria-describedby="${id}-problem"`}><legend>${shown}</legend>${choices(input, typed)}${bad}</fieldset>`;
    default:
      return `<label class="field"><span>${shown}</span>${control(input, attributes, typeof typed === 'string' ? typed : '')}${bad}</label>`;
  }
}

/** For other sites: plain, and in their style. */
export function siteInput(input: FormInput): string {
  const required = input.isRequired ? ' required' : '';
  const name = escape(input.name);
  const label = escape(titleOf(input));
  switch (editorOf(input)) {
    case 'switch':
      return `  <p><label><input type="checkbox" name="${name}" value="true"${required}> ${label}</label></p>`;
    case 'choices':
      return `  <fieldset><legend>${label}</legend>${choices(input, undefined)}</fieldset>`;
    default:
      return `  <p><label>${label}<br>${control(input, ` name="${name}"${required}`, '')}</label></p>`;
  }
}

function control(input: FormInput, attributes: string, value: string): string {
  const editor = editorOf(input);
  if (editor === 'longText') return `<textarea rows="4" maxlength="${LONGEST_CUSTOM}"${attributes}>${escape(value)}</textarea>`;
  if (editor === 'choice') {
    const options = offeredOf(input).map(
      ({ key, label }) => `<option value="${escape(key)}"${key === value ? ' selected' : ''}>${escape(label)}</option>`,
    );
    return `<select${attributes}><option value=""></option>${options.join('')}</select>`;
  }
  const kind = input.custom === null ? FIXED[input.name as FixedFieldKey | 'email'] : ((editor && LINES[editor]) ?? TEXT);
  return `<input ${kind}${attributes}${value === '' ? '' : ` value="${escape(value)}"`}>`;
}

function choices(input: FormInput, typed: Typed | undefined): string {
  return offeredOf(input)
    .map(({ key, label }, index) => {
      const checked = Array.isArray(typed) && typed.includes(key) ? ' checked' : '';
      const name = escape(choiceName(input.name, index));
      return `<label><input type="checkbox" name="${name}" value="${escape(key)}"${checked}><span>${escape(label)}</span></label>`;
    })
    .join('');
}

function offeredOf({ custom }: FormInput): readonly FieldOption[] {
  return custom?.definition.options.filter(({ isArchived }) => !isArchived) ?? [];
}

function editorOf({ custom }: FormInput): FieldEditor | null {
  return custom === null ? null : fieldRules(custom.definition.fieldType).editor;
}

/** An amount is of one currency, whatever is typed. */
function titleOf({ label, custom }: FormInput): string {
  const currency = custom?.definition.currency ?? null;
  return currency === null ? label : `${label} (${currency})`;
}
