import type { FieldReading } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { extensionOf, readPhone } from './readPhone.js';

/** Reads phone numbers into values of custom fields: E.164 with its extension, or as it is typed where nobody can tell the country. */
export function phoneValueReader(country: CountryCode | null): (text: string) => FieldReading {
  return (text) => {
    const reading = readPhone(text, country);
    if ('problem' in reading) return { problem: { code: reading.problem.code, message: reading.problem.reason } };
    const { typed, e164 } = reading.phone;
    const extension = extensionOf(typed);
    return { value: e164 === null ? typed : `${e164}${extension === null ? '' : `;ext=${extension}`}` };
  };
}
