import { readEmail } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { cleanText } from '../contacts/public.js';
import { readPhone } from '../../platform/phone/readPhone.js';
import type { FormField, SignUpValues } from './formContent.js';
import type { Filled, InputName } from './formPage.js';

/** A form as a browser, or anything else, sent it. */
export type PostedForm = Readonly<Record<string, unknown>>;

export type ReadSignUp = { readonly values: SignUpValues; readonly addressKey: string } | { readonly filled: Filled };

const LONGEST = 200;
/** What is longer was not typed. */
const LONGEST_KEPT = 500;

/** What was typed, or what is wrong with it. Only fields that the form asks for are read. */
export function readSignUpForm(posted: PostedForm, fields: readonly FormField[], country: string | null): ReadSignUp {
  const problems: Partial<Record<InputName, string>> = {};
  const typed: Partial<Record<InputName, string>> = {};
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
  const values: Record<'firstName' | 'lastName' | 'company' | 'phone' | 'phoneE164', string | null> = {
    ...{ firstName: null, lastName: null, company: null, phone: null, phoneE164: null },
  };
  for (const { key, label, isRequired } of fields) {
    const value = text(key);
    if (value === null) {
      if (isRequired) problems[key] = `Fill in ${label}.`;
    } else if (key === 'phone') {
      const phone = readPhone(value, country as CountryCode | null);
      if ('problem' in phone) problems.phone = phone.problem.reason;
      else [values.phone, values.phoneE164] = [phone.phone.typed, phone.phone.e164];
    } else if ([...value].length > LONGEST) problems[key] = `Use at most ${LONGEST} characters.`;
    else values[key] = value;
  }
  if (reading === null || 'problem' in reading || Object.keys(problems).length > 0) return { filled: { values: typed, problems } };
  return { values: { email: reading.email.address, ...values }, addressKey: reading.email.key };
}
