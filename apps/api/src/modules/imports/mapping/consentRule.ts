import { presetKey, type PresetName } from './presets.js';

/** Why the people of a row must not be written to, as the product they come from says. */
export type ImportedSuppression = 'unsubscribed' | 'bounced' | 'complained';

/** How a file tells who must not be written to. Plain data: it travels to the reading thread. */
export interface ConsentRule {
  /** Everybody in the file, because of the name the product gave it. */
  readonly wholeFile: ImportedSuppression | null;
  readonly columns: readonly { readonly index: number; readonly meaning: ConsentColumn }[];
}

type ConsentColumn = 'unsubscribedWhenFilled' | 'bouncedWhenFilled' | 'unsubscribedWhenTrue' | 'status';

const NO_RULE: ConsentRule = { wholeFile: null, columns: [] };

const COLUMNS: Readonly<Record<PresetName, Readonly<Record<string, ConsentColumn>>>> = {
  google: {},
  outlook: {},
  hubspot: { 'Unsubscribed from all email': 'unsubscribedWhenTrue' },
  mailchimp: { UNSUB_TIME: 'unsubscribedWhenFilled', CLEAN_TIME: 'bouncedWhenFilled' },
  brevo: { EMAIL_BLACKLISTED: 'unsubscribedWhenTrue' },
  activeCampaign: { Status: 'status' },
  kit: { status: 'status' },
};

/** Mailchimp packs three files and says only by their names who is in them. */
const MAILCHIMP_FILES: readonly [RegExp, ImportedSuppression][] = [
  [/^unsubscribed_/i, 'unsubscribed'],
  [/^cleaned_/i, 'bounced'],
];

export function consentRuleOf(preset: PresetName | null, header: readonly string[] | null, fileName: string): ConsentRule {
  if (preset === null || header === null) return NO_RULE;
  const named = Object.entries(COLUMNS[preset]);
  const columns = header.flatMap((name, index) => {
    const meaning = named.find(([known]) => presetKey(known) === presetKey(name))?.[1];
    return meaning ? [{ index, meaning }] : [];
  });
  const byName = preset === 'mailchimp' ? MAILCHIMP_FILES.find(([pattern]) => pattern.test(fileName))?.[1] : undefined;
  return { wholeFile: byName ?? null, columns };
}

/** Null when the row says nothing against writing. */
export function suppressionOf(rule: ConsentRule, cells: readonly string[]): ImportedSuppression | null {
  for (const { index, meaning } of rule.columns) {
    const found = read(meaning, (cells[index] ?? '').trim().toLowerCase());
    if (found) return found;
  }
  return rule.wholeFile;
}

function read(meaning: ConsentColumn, cell: string): ImportedSuppression | null {
  if (cell === '') return null;
  switch (meaning) {
    case 'unsubscribedWhenFilled':
      return 'unsubscribed';
    case 'bouncedWhenFilled':
      return 'bounced';
    case 'unsubscribedWhenTrue':
      return ['true', 'yes', '1', 'oui', 'ja'].includes(cell) ? 'unsubscribed' : null;
    case 'status':
      return STATUSES.get(cell) ?? null;
  }
}

const STATUSES: ReadonlyMap<string, ImportedSuppression> = new Map([
  ['unsubscribed', 'unsubscribed'],
  ['cancelled', 'unsubscribed'],
  ['inactive', 'unsubscribed'],
  ['bounced', 'bounced'],
  ['complained', 'complained'],
]);
