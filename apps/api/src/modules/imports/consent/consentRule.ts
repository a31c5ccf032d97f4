import { presetKey, type PresetName } from '../mapping/presets.js';
import {
  type ConsentMeaning,
  type ImportedSuppression,
  isTellingValue,
  meaningOfCell,
  meaningOfFileName,
  meaningOfHeader,
} from './consentWords.js';

export type { ImportedSuppression } from './consentWords.js';

export interface ConsentColumn {
  readonly index: number;
  readonly meaning: ConsentMeaning;
  /** Values of the sample that may mean no. */
  readonly unclear: readonly string[];
}

/** Who must not be written to, as far as the file tells. */
export interface ConsentFinding {
  readonly columns: readonly ConsentColumn[];
  /** Everyone in the file, because of its name. */
  readonly wholeFile: ImportedSuppression | null;
  /** The product gave the file this name; else it may be chance. */
  readonly isFileSure: boolean;
}

/**
 * A person's word about who must not be written to: nobody in the file, those whom the columns name (whatever is unclear counts as no),
 * or only those whom the columns name clearly.
 */
export const CONSENT_ANSWERS = ['suppressAll', 'asMarked', 'onlyClear'] as const;
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

/** How a row is judged. Plain data: it travels to the reading thread. */
export interface ConsentRule {
  readonly wholeFile: ImportedSuppression | null;
  readonly columns: readonly { readonly index: number; readonly meaning: ConsentMeaning }[];
  readonly countsUnclear: boolean;
}

export interface ConsentQuestion {
  /** The name of the file is what raises it; else a column. */
  readonly column: string | null;
  readonly values: readonly string[];
  readonly suggests: ImportedSuppression;
}

const SHOWN_VALUES = 5;
/** Mailchimp packs three files and says only by their names who is in them. */
const MAILCHIMP_FILE = /^(?:unsubscribed|cleaned)_/i;
/** Statuses that a product is known to mean as a no. */
const PRESET_COLUMNS: Partial<Record<PresetName, Readonly<Record<string, ConsentMeaning>>>> = {
  mailchimp: { UNSUB_TIME: 'optedOut', CLEAN_TIME: 'bounced' },
  brevo: { EMAIL_BLACKLISTED: 'optedOut' },
  hubspot: { 'Unsubscribed from all email': 'optedOut' },
};

export function findConsent(
  preset: PresetName | null,
  header: readonly string[] | null,
  fileName: string,
  rows: readonly (readonly string[])[],
): ConsentFinding {
  const width = header?.length ?? rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, index) => columnOf(preset, header?.[index] ?? '', { index, rows })).filter(
    (column) => column !== null,
  );
  const wholeFile = meaningOfFileName(fileName);
  return { columns, wholeFile, isFileSure: preset === 'mailchimp' && MAILCHIMP_FILE.test(fileName) };
}

/** What has to be answered before the import may start; null when the file leaves nothing open. */
export function consentQuestion(
  finding: ConsentFinding,
  headers: readonly string[],
  rows: readonly (readonly string[])[],
): ConsentQuestion | null {
  const unclear = finding.columns.find((column) => column.unclear.length > 0);
  if (unclear) return { column: headers[unclear.index] ?? null, values: unclear.unclear, suggests: suppressionBehind(unclear.meaning) };
  if (finding.wholeFile === null || finding.isFileSure) return null;
  const rule = consentRuleOf({ ...finding, wholeFile: null }, null);
  if (rows.length > 0 && rows.every((row) => suppressionOf(rule, row) !== null)) return null;
  return { column: null, values: [], suggests: finding.wholeFile };
}

export function consentRuleOf(finding: ConsentFinding, answer: ConsentAnswer | null): ConsentRule {
  const everyone = answer === 'suppressAll' ? (finding.wholeFile ?? 'unsubscribed') : null;
  return {
    wholeFile: everyone ?? (finding.isFileSure ? finding.wholeFile : null),
    columns: finding.columns.map(({ index, meaning }) => ({ index, meaning })),
    countsUnclear: answer !== 'onlyClear',
  };
}

/** Null when the row says nothing against writing. */
export function suppressionOf(rule: ConsentRule, cells: readonly string[]): ImportedSuppression | null {
  for (const { index, meaning } of rule.columns) {
    const found = meaningOfCell(meaning, cells[index] ?? '');
    if (found === 'unclear' && rule.countsUnclear) return suppressionBehind(meaning);
    if (found !== 'fine' && found !== 'unclear') return found;
  }
  return rule.wholeFile;
}

function columnOf(
  preset: PresetName | null,
  header: string,
  { index, rows }: { index: number; rows: readonly (readonly string[])[] },
): ConsentColumn | null {
  const cells = rows.map((row) => row[index]?.trim() ?? '').filter(Boolean);
  const named = presetMeaning(preset, header) ?? meaningOfHeader(header);
  // Words that only mailings use, or a product that we know, tell what kind of status it is.
  const meaning = named === 'anyStatus' && (preset || cells.some(isTellingValue)) ? 'status' : named;
  if (!meaning) return isStatusByContent(cells) ? { index, meaning: 'status', unclear: [] } : null;
  if (cells.some((cell) => /^https?:\/\//i.test(cell))) return null;
  const meanings = cells.map((cell) => meaningOfCell(meaning, cell));
  // Whole sentences and lists of choices under such a name are about something else, unless one of them says no.
  if ((meaning === 'optedIn' || meaning === 'tags') && meanings.every((found) => found === 'fine') && cells.length > 0) return null;
  const unclear = preset && meaning === 'status' ? [] : cells.filter((_, i) => meanings[i] === 'unclear');
  return { index, meaning, unclear: [...new Set(unclear)].slice(0, SHOWN_VALUES) };
}

function presetMeaning(preset: PresetName | null, header: string): ConsentMeaning | null {
  const known = preset && PRESET_COLUMNS[preset];
  if (!known) return null;
  return Object.entries(known).find(([name]) => presetKey(name) === presetKey(header))?.[1] ?? null;
}

/** Half of the values or more are words of mailings, and one says no. */
function isStatusByContent(cells: readonly string[]): boolean {
  if (!cells.some(isTellingValue)) return false;
  return cells.filter((cell) => /^[\p{L}\s_-]{2,30}$/u.test(cell)).length >= cells.length / 2;
}

function suppressionBehind(meaning: ConsentMeaning): ImportedSuppression {
  if (meaning === 'bouncedNote') return 'bounced';
  return meaning === 'bounced' || meaning === 'complained' ? meaning : 'unsubscribed';
}
