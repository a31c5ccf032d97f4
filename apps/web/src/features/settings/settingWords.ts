import { READER_LANGUAGES } from '@rapport/common';
import type { Setting } from './settingsQueries';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export const sourceWords: Readonly<Record<Setting['source'], string>> = {
  workspace: 'set for this workspace',
  user: 'your preference',
  global: 'set for this installation',
  environment: 'fixed by the server’s configuration',
  default: 'the default',
};

/** Where a value comes from that is not set on this page. */
export const inheritedWords: Readonly<Record<Setting['source'], string>> = {
  workspace: 'Set for this workspace.',
  user: 'Inherited from your preferences.',
  global: 'Inherited from this installation.',
  environment: 'Fixed by the server’s configuration.',
  // What nobody has changed needs no remark.
  default: '',
};

export const weekStarts: readonly Choice[] = [
  { value: 'monday', label: 'Monday' },
  { value: 'sunday', label: 'Sunday' },
  { value: 'saturday', label: 'Saturday' },
];

export const readerLanguages: readonly Choice[] = Object.entries(READER_LANGUAGES).map(([value, label]) => ({ value, label }));

export const onOrOff: readonly Choice[] = [
  { value: 'off', label: 'Off' },
  { value: 'on', label: 'On' },
];

export const insightMails: readonly Choice[] = [
  { value: 'off', label: 'Off' },
  { value: 'weekly', label: 'Every week' },
];

export const frequencyCaps: readonly Choice[] = [
  { value: '0', label: 'No limit' },
  ...[1, 2, 3, 4, 5, 7, 10].map((count) => ({ value: String(count), label: `At most ${count}` })),
];

export const frequencyDays: readonly Choice[] = [
  { value: '1', label: '1 day' },
  { value: '7', label: '7 days' },
  { value: '14', label: '14 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
];

/** Hours. */
export const scheduleGraces: readonly Choice[] = [
  { value: '1', label: '1 hour' },
  { value: '3', label: '3 hours' },
  { value: '6', label: '6 hours' },
  { value: '12', label: '12 hours' },
  { value: '24', label: '1 day' },
  { value: '72', label: '3 days' },
  { value: '168', label: '7 days' },
];

export const approvalsNeeded: readonly Choice[] = ['1', '2', '3', '4', '5'].map((value) => ({
  value,
  label: value === '1' ? '1 person' : `${value} people`,
}));

/** Percent. */
export const driftLimits: readonly Choice[] = [
  { value: '0', label: '0%: only approved recipients' },
  { value: '5', label: '5%' },
  { value: '10', label: '10%' },
  { value: '25', label: '25%' },
  { value: '50', label: '50%' },
];

export const dateFormats: readonly Choice[] = [
  { value: 'locale', label: 'Language default' },
  { value: 'iso', label: '2026-11-23' },
  { value: 'dmy', label: '23/11/2026' },
  { value: 'mdy', label: '11/23/2026' },
];

export const timeFormats: readonly Choice[] = [
  { value: 'locale', label: 'Language default' },
  { value: '24h', label: '24 hours, 17:05' },
  { value: '12h', label: '12 hours, 5:05 pm' },
];

export const colorSchemes: readonly Choice[] = [
  { value: 'auto', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

export const densities: readonly Choice[] = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
];

const LOCALES = [
  'en-GB',
  'en-US',
  'en-AU',
  'en-CA',
  'en-IE',
  'en-IN',
  'cs-CZ',
  'da-DK',
  'de-AT',
  'de-CH',
  'de-DE',
  'es-ES',
  'es-MX',
  'fi-FI',
  'fr-BE',
  'fr-CA',
  'fr-CH',
  'fr-FR',
  'it-IT',
  'ja-JP',
  'ko-KR',
  'nb-NO',
  'nl-BE',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'pt-PT',
  'sv-SE',
  'tr-TR',
  'zh-CN',
];

/** With the one that is set, even if it is not on the list. */
export function localeChoices(current: string | null): Choice[] {
  const names = new Intl.DisplayNames('en', { type: 'language' });
  const all = current === null || LOCALES.includes(current) ? LOCALES : [current, ...LOCALES];
  return all.map((value) => ({ value, label: names.of(value) ?? value }));
}

export function wordOf(value: string | null, choices: readonly Choice[]): string {
  return choices.find((choice) => choice.value === value)?.label ?? value ?? 'none';
}
