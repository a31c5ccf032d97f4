import { emailKey } from '@rapport/common';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
const ASCII = /^[\u0000-\u007f]*$/;
const LEAST_DIGITS = 3;
/** Case and accents removed, so that "Müller" sorts and is found beside "muller". */ export function fold(text) {
    return ASCII.test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
/** Surrounding and repeated white space is never meant; nothing left means no value. */ export function cleanText(text) {
    const clean = text?.replace(/\s+/g, ' ').trim();
    return clean ? clean : null;
}
/** Null when it cannot be a phone number at all. */ export function readPhone(text, country) {
    if (text.replace(/\D/g, '').length < LEAST_DIGITS || /[a-z]{4,}/i.test(text)) return null;
    const parsed = parsePhoneNumberFromString(text, country ?? undefined);
    return {
        typed: text,
        e164: parsed?.isValid() ? parsed.number : null
    };
}
export function contactKeys(fields, phoneE164) {
    const name = fullName(fields);
    const sortName = name && fold(name);
    const sortCompany = fields.company && fold(fields.company);
    const email = fields.primaryEmail && emailKey(fields.primaryEmail);
    const phoneDigits = fields.primaryPhone?.replace(/\D/g, '');
    return {
        emailKey: email,
        phoneE164,
        sortName,
        sortCompany,
        searchText: [
            sortName,
            email,
            phoneE164,
            phoneDigits,
            sortCompany
        ].filter(Boolean).join('\n')
    };
}
export function fullName({ firstName, lastName }) {
    if (firstName && lastName) return `${firstName} ${lastName}`;
    return firstName ?? lastName;
}
/** What a contact is called where there is room for one line. */ export function displayName(fields) {
    return fullName(fields) ?? fields.primaryEmail ?? fields.primaryPhone ?? fields.company ?? 'No name';
}
