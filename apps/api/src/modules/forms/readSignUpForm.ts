import { fieldRules, readEmail, type ReaderLanguage } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { cleanText } from '../contacts/public.js';
import type { ReadableField } from '../customFields/public.js';
import { tell } from '../../platform/readerWords/readerWords.js';
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
export function readSignUpForm(
  posted: PostedForm,
  inputs: readonly FormInput[],
  { country, language }: { readonly country: string | null; readonly language: ReaderLanguage },
): ReadSignUp {
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
  if (reading === null) problems.email = tell(language, 'enterEmail');
  else if ('problem' in reading) problems.email = told(reading.problem.reason, tell(language, 'badEmail'), language);
  const values: Record<FixedFieldKey | 'phoneE164', string | null> = {
    ...{ firstName: null, lastName: null, company: null, phone: null, phoneE164: null },
  };
  const custom: Record<string, string> = {};
  for (const { name, label, isRequired, custom: field } of inputs) {
    if (field !== null) {
      const given = givenFor(posted, name, field);
      if (given !== null) typed[name] = given;
      const read = readCustom(field, given, {
        whenMissing: isRequired ? missing(label, field, language) : null,
        label,
        language,
      });
      if ('problem' in read) problems[name] = read.problem;
      else if (read.value !== null) custom[field.definition.fieldName] = read.value;
      continue;
    }
    if (name === 'email') continue;
    const value = text(name);
    if (value === null) {
      if (isRequired) problems[name] = tell(language, 'fillIn', { label });
    } else if (name === 'phone') {
      const phone = readPhone(value, country as CountryCode | null);
      if ('problem' in phone) problems.phone = told(phone.problem.reason, tell(language, 'badPhone'), language);
      else [values.phone, values.phoneE164] = [phone.phone.typed, phone.phone.e164];
    } else if ([...value].length > LONGEST) problems[name] = tell(language, 'tooLong', { count: String(LONGEST) });
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
  { whenMissing, label, language }: { readonly whenMissing: string | null; readonly label: string; readonly language: ReaderLanguage },
): { readonly value: string | null } | { readonly problem: string } {
  if (typeof given === 'string' && given.length > LONGEST_CUSTOM)
    return { problem: tell(language, 'tooLong', { count: LONGEST_CUSTOM.toLocaleString(language) }) };
  const reading = read(given);
  if ('problem' in reading) return { problem: told(reading.problem.message, tell(language, 'badValue', { label }), language) };
  return reading.value === null && whenMissing !== null ? { problem: whenMissing } : reading;
}

/** What exactly is wrong is known in English only. */
function told(exactly: string, roughly: string, language: ReaderLanguage): string {
  return language === 'en' ? exactly : roughly;
}

function missing(label: string, { definition }: ReadableField, language: ReaderLanguage): string {
  const { editor } = fieldRules(definition.fieldType);
  if (editor === 'switch') return tell(language, 'tick', { label });
  return tell(language, editor === 'choice' || editor === 'choices' ? 'chooseOption' : 'fillIn', { label });
}
