import { fieldRules, readEmail } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { cleanText } from '../contacts/public.js';
import type { ReadableField } from '../customFields/public.js';
import { readPhone } from '../../platform/phone/readPhone.js';
import type { FixedFieldKey, SignUpValues } from './formContent.js';
import { choiceName, type Filled, type FormInput, type InputName, LONGEST_CUSTOM, type Typed } from './formInputs.js';

/** A form as a browser, or anything else, sent it. */
export type PostedForm = Readonly<Record<string, unknown>>;

/** What was typed comes back with it, for a page that asks again. */
export type ReadSignUp =
  { readonly values: SignUpValues; readonly addressKey: string; readonly typed: Filled['values'] } | { readonly filled: Filled };

const LONGEST = 200;
/** What is longer was not typed. */
const LONGEST_KEPT = 500;

/** What was typed, or what is wrong with it. Only fields that the form asks for are read. */
export function readSignUpForm(posted: PostedForm, inputs: readonly FormInput[], country: string | null): ReadSignUp {
  const problems: Partial<Record<InputName, string>> = {};
  const typed: Partial<Record<InputName, Typed>> = {};
  const text = (name: InputName): string | null => {
    const value = posted[name];
    const clean = typeof value === 'string' ? cleanText(value.slice(0, LONGEST_KEPT)) : null;
    if (clean !== null) typed[name] = clean;
    return clean;
  };
  const email = text('email');
  const reading = email === null ? null : readEmail(email);
  if (reading === null) problems.email = 'Enter your email address.';
  else if ('problem' in reading) problems.email = reading.problem.reason;
  const values: Record<FixedFieldKey | 'phoneE164', string | null> = {
    ...{ firstName: null, lastName: null, company: null, phone: null, phoneE164: null },
  };
  const custom: Record<string, string> = {};
  for (const { name, label, isRequired, custom: field } of inputs) {
    if (field !== null) {
      const given = givenFor(posted, name, field);
      if (given !== null) typed[name] = given;
      const read = readCustom(field, given, isRequired ? missing(label, field) : null);
      if ('problem' in read) problems[name] = read.problem;
      else if (read.value !== null) custom[field.definition.fieldName] = read.value;
      continue;
    }
    if (name === 'email') continue;
    const value = text(name);
    if (value === null) {
      if (isRequired) problems[name] = `Fill in ${label}.`;
    } else if (name === 'phone') {
      const phone = readPhone(value, country as CountryCode | null);
      if ('problem' in phone) problems.phone = phone.problem.reason;
      else [values.phone, values.phoneE164] = [phone.phone.typed, phone.phone.e164];
    } else if ([...value].length > LONGEST) problems[name] = `Use at most ${LONGEST} characters.`;
    else values[name as FixedFieldKey] = value;
  }
  if (reading === null || 'problem' in reading || Object.keys(problems).length > 0) return { filled: { values: typed, problems } };
  const filled = Object.keys(custom).length > 0 ? { custom } : {};
  return { values: { email: reading.email.address, ...values, ...filled }, addressKey: reading.email.key, typed };
}

/** As the field would be sent by a program; null: left empty. */
function givenFor(posted: PostedForm, name: InputName, { definition }: ReadableField): Typed | null {
  if (fieldRules(definition.fieldType).editor === 'choices') {
    const start = choiceName(name, '');
    const chosen = Object.entries(posted).flatMap(([key, value]) => (key.startsWith(start) && typeof value === 'string' ? [value] : []));
    return chosen.length === 0 ? null : chosen;
  }
  const value = posted[name];
  if (typeof value !== 'string' || value.trim() === '') return null;
  return value.slice(0, LONGEST_CUSTOM + 1).trim();
}

/** `whenMissing`: what is wrong with an empty one; null: it may be. */
function readCustom(
  { read }: ReadableField,
  given: Typed | null,
  whenMissing: string | null,
): { readonly value: string | null } | { readonly problem: string } {
  if (typeof given === 'string' && given.length > LONGEST_CUSTOM)
    return { problem: `Use at most ${LONGEST_CUSTOM.toLocaleString('en')} characters.` };
  const reading = read(given);
  if ('problem' in reading) return { problem: reading.problem.message };
  return reading.value === null && whenMissing !== null ? { problem: whenMissing } : reading;
}

function missing(label: string, { definition }: ReadableField): string {
  const { editor } = fieldRules(definition.fieldType);
  if (editor === 'switch') return `Tick ${label}.`;
  return editor === 'choice' || editor === 'choices' ? `Choose an option for ${label}.` : `Fill in ${label}.`;
}
