import type { ContactFields, ContactKeys } from './normalizeContact.js';

/** The columns of a contact that hold its fields and what is derived from them: the one list of them for whoever adds or changes rows. */
export function contactColumns(fields: ContactFields, keys: ContactKeys) {
  return {
    first_name: fields.firstName,
    last_name: fields.lastName,
    primary_email: fields.primaryEmail,
    primary_phone: fields.primaryPhone,
    company: fields.company,
    email_key: keys.emailKey,
    phone_e164: keys.phoneE164,
    sort_name: keys.sortName,
    sort_company: keys.sortCompany,
    search_text: keys.searchText,
    search_short: keys.searchShort,
  } satisfies Record<string, string | null>;
}

export type ContactColumn = keyof ReturnType<typeof contactColumns>;

const NO_FIELDS: ContactFields = { firstName: null, lastName: null, primaryEmail: null, primaryPhone: null, company: null };
const NO_KEYS: ContactKeys = { emailKey: null, phoneE164: null, sortName: null, sortCompany: null, searchText: '', searchShort: '' };

/** In the order in which `contactValues` gives their values. */
export const CONTACT_COLUMNS = Object.keys(contactColumns(NO_FIELDS, NO_KEYS)) as readonly ContactColumn[];

export function contactValues(fields: ContactFields, keys: ContactKeys): (string | null)[] {
  return Object.values(contactColumns(fields, keys));
}
