import { isTimeZone, READER_LANGUAGE_TAGS, readHexColour } from '@rapport/common';

export type SettingScope = 'global' | 'user' | 'workspace';

/** What a setting may hold. `read` answers the value as it is stored, or null when it is none. */
export interface SettingType {
  readonly hint: string;
  read(text: string): string | null;
}

export interface SettingDefinition {
  readonly type: SettingType;
  /** Where it may be set. It is looked up from the narrowest to the widest: workspace, user, global, then the default. */
  readonly scopes: readonly SettingScope[];
  readonly default: string | null;
  /** Written by its own service only, not as text from outside. */
  readonly isInternal?: boolean;
}

const oneOf = (...values: readonly string[]): SettingType => ({
  hint: `Choose one of: ${values.join(', ')}.`,
  read: (text) => (values.includes(text) ? text : null),
});

const timeZone: SettingType = {
  hint: 'Choose a time zone from the list, such as Europe/Berlin, or auto for the one of the browser.',
  read: (text) => (text === 'auto' || (text.length <= 60 && isTimeZone(text)) ? text : null),
};

const wholeNumber = (least: number, most: number): SettingType => ({
  hint: `Enter a whole number from ${least} to ${most}.`,
  read: (text) => (/^\d{1,6}$/.test(text) && Number(text) >= least && Number(text) <= most ? String(Number(text)) : null),
});

const locale: SettingType = {
  hint: 'Enter a language tag, such as en-GB or de-DE.',
  read: (text) => {
    try {
      return text.length <= 35 ? (Intl.DateTimeFormat.supportedLocalesOf(text)[0] ?? null) : null;
    } catch {
      return null;
    }
  },
};

const colour: SettingType = { hint: 'Enter the colour as six hexadecimal digits, such as #0f6070.', read: readHexColour };

const percent: SettingType = {
  hint: 'Enter a whole number from 0 to 100.',
  read: (text) => (/^(?:100|[1-9]?\d)$/.test(text) ? text : null),
};

const assetId: SettingType = {
  hint: 'Upload an image instead.',
  read: (text) => (/^[A-Za-z0-9_-]{43}$/.test(text) ? text : null),
};

const price: SettingType = {
  hint: 'Enter a price such as 0.0079, with at most four decimals, or 0 where it is not known.',
  read: (text) => {
    const plain = text.trim().replace(',', '.');
    return /^\d{1,4}(?:\.\d{1,4})?$/.test(plain) ? String(Number(plain)) : null;
  },
};

const currency: SettingType = {
  hint: 'Enter the three letters of a currency, such as EUR.',
  read: (text) => {
    const code = text.trim().toUpperCase();
    return Intl.supportedValuesOf('currency').includes(code) ? code : null;
  },
};

const onOrOff = oneOf('on', 'off');

const utmValue: SettingType = {
  hint: 'Enter up to 100 letters, digits or signs, without line breaks.',
  read: (text) => {
    const value = text.trim();
    return value !== '' && value.length <= 100 && !/\p{Cc}/u.test(value) ? value : null;
  },
};

/** Every setting there is. Adding one here is all it takes to store, inherit and validate it. */
const settingDefinitions = {
  locale: { type: locale, scopes: ['user', 'global'], default: 'en-GB' },
  timeZone: { type: timeZone, scopes: ['user', 'global'], default: 'auto' },
  weekStart: { type: oneOf('monday', 'sunday', 'saturday'), scopes: ['workspace', 'user', 'global'], default: 'monday' },
  dateFormat: { type: oneOf('locale', 'iso', 'dmy', 'mdy'), scopes: ['user', 'global'], default: 'locale' },
  timeFormat: { type: oneOf('locale', '24h', '12h'), scopes: ['user', 'global'], default: 'locale' },
  colorScheme: { type: oneOf('auto', 'light', 'dark'), scopes: ['user', 'global'], default: 'auto' },
  density: { type: oneOf('comfortable', 'compact'), scopes: ['user', 'global'], default: 'comfortable' },
  /** Which mails about reviews a person gets. */
  mailReviewRequests: { type: onOrOff, scopes: ['user'], default: 'on' },
  mailReviewDecisions: { type: onOrOff, scopes: ['user'], default: 'on' },
  mailReviewComments: { type: onOrOff, scopes: ['user'], default: 'on' },
  /** A mail at the beginning of the week with what the detectors found. */
  mailInsights: { type: oneOf('off', 'weekly'), scopes: ['user'], default: 'off' },
  /** How many different people have to approve a campaign before it is sent. */
  approvalsNeeded: { type: wholeNumber(1, 5), scopes: ['workspace'], default: '1' },
  /** How many people an audience may gain between the request for approval and sending, in percent. */
  audienceDriftLimit: { type: percent, scopes: ['workspace', 'global'], default: '10' },
  brandColour: { type: colour, scopes: ['workspace'], default: null },
  brandLogo: { type: assetId, scopes: ['workspace'], default: null, isInternal: true },
  /** Of the pages and mails of ours that the people see whom a workspace writes to. */
  readerLanguage: { type: oneOf(...READER_LANGUAGE_TAGS), scopes: ['workspace'], default: 'en' },
  /** Hours after which a campaign that missed its time waits for a person instead of starting late. */
  scheduleGraceHours: { type: wholeNumber(1, 168), scopes: ['workspace', 'global'], default: '6' },
  /** Whether opens and clicks of campaigns are followed; off until a workspace decides that it may. */
  trackOpens: { type: onOrOff, scopes: ['workspace', 'global'], default: 'off' },
  trackClicks: { type: onOrOff, scopes: ['workspace', 'global'], default: 'off' },
  /** Only how often, never who. */
  trackAnonymously: { type: onOrOff, scopes: ['workspace', 'global'], default: 'off' },
  /** Without a source no parameters are added to links. */
  utmSource: { type: utmValue, scopes: ['workspace'], default: null },
  utmMedium: { type: utmValue, scopes: ['workspace'], default: 'email' },
  /** How many campaign messages on one channel a person gets at most in so many days; 0: no limit. */
  frequencyCap: { type: wholeNumber(0, 100), scopes: ['workspace', 'global'], default: '0' },
  frequencyDays: { type: wholeNumber(1, 90), scopes: ['workspace', 'global'], default: '7' },
  /** What one segment of a text costs; 0: not known. */
  textPrice: { type: price, scopes: ['workspace', 'global'], default: '0' },
  textCurrency: { type: currency, scopes: ['workspace', 'global'], default: 'USD' },
  registration: { type: oneOf('closed', 'open'), scopes: ['global'], default: 'closed' },
} as const satisfies Record<string, SettingDefinition>;

export type SettingKey = keyof typeof settingDefinitions;

export const SETTING_KEYS = Object.keys(settingDefinitions) as SettingKey[];

export function isSettingKey(text: string): text is SettingKey {
  return Object.hasOwn(settingDefinitions, text);
}

export function definitionOf(key: SettingKey): SettingDefinition {
  return settingDefinitions[key];
}

export function keysOf(scope: SettingScope): SettingKey[] {
  return SETTING_KEYS.filter((key) => definitionOf(key).scopes.includes(scope));
}
