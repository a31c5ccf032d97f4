import { headerKey } from './headerNames.js';
import type { FixedTarget } from './targets.js';

export const PRESET_NAMES = ['google', 'outlook', 'hubspot', 'mailchimp', 'brevo', 'activeCampaign', 'kit'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/** How one product writes its address book (headers from the vendors' own exports). */
export interface Preset {
  readonly name: PresetName;
  /** Every one of these headers, and at least one of the others, makes it this product. */
  readonly allOf: readonly string[];
  readonly oneOf: readonly string[];
  /** Or every one of these, which are never translated. */
  readonly orAllOf?: readonly string[];
  /** Columns for each field, the preferred one first; the first that holds values is taken. */
  readonly columns: Partial<Record<Exclude<FixedTarget, 'ignore'>, readonly string[]>>;
  /** Columns that name lists. */
  readonly lists?: readonly string[];
  /** Columns with further addresses and numbers, besides those of the primary ones that are not taken. */
  readonly further?: { readonly email?: readonly RegExp[]; readonly phone?: readonly RegExp[] };
  /** Several values in one cell are joined by ` ::: `, the main one is marked `* `. */
  readonly hasMultiValues: boolean;
  /** Names of the fields are in the language of the account, so other columns are judged by their names as in any file. */
  readonly isTranslated?: boolean;
  /** How dates such as 03/04/2025 or 03-04-2025 are meant. */
  readonly dateOrder: 'dmy' | 'mdy' | null;
}

const PRESETS: readonly Preset[] = [
  {
    name: 'google',
    allOf: ['E-mail 1 - Value'],
    oneOf: ['First Name', 'Given Name', 'Labels', 'Group Membership'],
    columns: {
      firstName: ['First Name', 'Given Name'],
      lastName: ['Last Name', 'Family Name'],
      fullName: ['Name', 'File As'],
      primaryEmail: ['E-mail 1 - Value', 'E-mail 2 - Value'],
      primaryPhone: ['Phone 1 - Value', 'Phone 2 - Value'],
      company: ['Organization Name', 'Organization 1 - Name'],
    },
    lists: ['Labels', 'Group Membership'],
    further: { email: [/^E-mail \d+ - Value$/i], phone: [/^Phone \d+ - Value$/i] },
    hasMultiValues: true,
    dateOrder: null,
  },
  {
    name: 'outlook',
    allOf: ['E-mail Address'],
    oneOf: ['E-mail Display Name', 'Business Phone', 'E-mail 2 Address'],
    columns: {
      firstName: ['First Name'],
      lastName: ['Last Name'],
      primaryEmail: ['E-mail Address', 'E-mail 2 Address', 'E-mail 3 Address'],
      primaryPhone: ['Primary Phone', 'Mobile Phone', 'Business Phone', 'Home Phone', 'Company Main Phone'],
      company: ['Company'],
    },
    further: {
      email: [/^E-mail (?:\d )?Address$/i],
      phone: [/^(?:Primary|Mobile|Business|Home|Company Main|Other|Car|Assistant's) Phone(?: \d)?$/i],
    },
    hasMultiValues: false,
    dateOrder: 'mdy',
  },
  {
    name: 'hubspot',
    allOf: ['Record ID'],
    oneOf: ['Email', 'Email address', 'Lifecycle Stage', 'Contact owner'],
    columns: {
      firstName: ['First Name'],
      lastName: ['Last Name'],
      primaryEmail: ['Email', 'Email address', 'Work email'],
      primaryPhone: ['Phone Number', 'Mobile Phone Number'],
      company: ['Company Name', 'Associated Company', 'Company'],
      createdOn: ['Create Date'],
    },
    further: {
      email: [/^Additional email addresses$/i, /^Work email$/i],
      phone: [/^Mobile Phone Number$/i, /^Phone Number$/i],
    },
    hasMultiValues: false,
    dateOrder: null,
  },
  {
    name: 'mailchimp',
    allOf: ['Email Address'],
    oneOf: ['MEMBER_RATING', 'LEID', 'EUID', 'OPTIN_TIME'],
    orAllOf: ['LEID', 'EUID', 'MEMBER_RATING'],
    isTranslated: true,
    columns: {
      firstName: ['First Name'],
      lastName: ['Last Name'],
      primaryEmail: ['Email Address'],
      primaryPhone: ['Phone Number', 'Phone', 'SMS Phone Number'],
      company: ['Company', 'Company Name'],
      createdOn: ['OPTIN_TIME', 'CONFIRM_TIME'],
    },
    lists: ['TAGS'],
    hasMultiValues: false,
    dateOrder: null,
  },
  {
    name: 'brevo',
    allOf: ['EMAIL'],
    oneOf: ['EMAIL_BLACKLISTED', 'SMS_BLACKLISTED', 'ADDED_TIME'],
    columns: {
      firstName: ['FIRSTNAME', 'PRENOM', 'VORNAME'],
      lastName: ['LASTNAME', 'NOM', 'NACHNAME'],
      primaryEmail: ['EMAIL'],
      primaryPhone: ['SMS', 'WHATSAPP'],
      createdOn: ['ADDED_TIME'],
    },
    further: { phone: [/^WHATSAPP$/i] },
    hasMultiValues: false,
    dateOrder: 'dmy',
  },
  {
    name: 'activeCampaign',
    allOf: ['Email', 'Date Created'],
    oneOf: ['Tags', 'IP'],
    columns: {
      firstName: ['First Name'],
      lastName: ['Last Name'],
      primaryEmail: ['Email'],
      primaryPhone: ['Phone'],
      company: ['Organization', 'Account', 'Account Name'],
      createdOn: ['Date Created'],
    },
    lists: ['Tags', 'Lists'],
    hasMultiValues: false,
    dateOrder: null,
  },
  {
    name: 'kit',
    allOf: ['first_name', 'email', 'created_at'],
    oneOf: ['status', 'tags'],
    columns: { firstName: ['first_name'], lastName: ['last_name'], primaryEmail: ['email'], createdOn: ['created_at'] },
    lists: ['tags'],
    hasMultiValues: false,
    dateOrder: null,
  },
];

/** The product a header row comes from, or null. */
export function detectPreset(headers: readonly string[]): Preset | null {
  const keys = new Set(headers.map(presetKey));
  const has = (header: string): boolean => keys.has(presetKey(header));
  return PRESETS.find(({ allOf, oneOf, orAllOf }) => (allOf.every(has) && oneOf.some(has)) || orAllOf?.every(has)) ?? null;
}

export function presetNamed(name: string | null): Preset | null {
  return PRESETS.find((preset) => preset.name === name) ?? null;
}

/** Products differ by the underscore alone (`EMAIL_BLACKLISTED`), so this key keeps what `headerKey` drops. */
export function presetKey(header: string): string {
  return header.includes('_') ? header.trim().toLowerCase() : headerKey(header);
}
