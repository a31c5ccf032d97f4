import { removeInvisible } from '../contacts/characters.js';
import { type FieldOption, labelOf } from './fieldOptions.js';
import { problem, quoted, type FieldReading, type ReadingHints } from './fieldReading.js';

const TRUE_WORDS = new Set(
  'true yes y 1 on x ja j wahr oui o vrai si sí sì s verdadero vero waar sim tak kyllä ano igen evet да ✓ ✔ ☑'.split(' '),
);
const FALSE_WORDS = new Set(
  'false no n 0 off nein falsch non faux falso nee onwaar não nao nie nej nei ei ne nem hayır нет ✗ ✘ ☐'.split(' '),
);
const OPTIONS_SHOWN = 8;
/** What stands between several options in one cell. Each is tried alone: a label may hold one of the others. */
const BETWEEN = [';', '\n', '|', ','];

/** `true`, `false`, or null for a word that is neither. */
export function booleanOf(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (TRUE_WORDS.has(word)) return true;
  return FALSE_WORDS.has(word) ? false : null;
}

export function readBoolean(text: string): FieldReading {
  const value = booleanOf(text);
  if (value === null) return problem('boolean.invalid', `${quoted(text)} is neither yes nor no. Write true or false.`);
  return { value: String(value) };
}

type OptionHints = Pick<ReadingHints, 'options' | 'optionsBy'>;

/** The key of the option that a text names by key or label, also in another case or with invisible characters. */
export function readOption(text: string, hints: OptionHints): FieldReading {
  const option = findOption(text, hints);
  return option ? { value: option.key } : unknownOption(text, hints);
}

/**
 * The keys that a text names, as JSON: each once and in the order of their code points, so that two spellings of one choice are one text.
 * Read are JSON, one option, or several with one kind of mark between them.
 */
export function readOptions(text: string, hints: OptionHints): FieldReading {
  const parts = jsonTexts(text);
  if (parts !== null) return readParts(parts, hints);
  if (findOption(text, hints)) return readParts([text], hints);
  const readings = BETWEEN.filter((mark) => text.includes(mark)).map((mark) => readParts(text.split(mark), hints));
  return readings.find((reading) => 'value' in reading) ?? readings[0] ?? unknownOption(text, hints);
}

/** The choices that a text names, known or not: between the mark that leaves the fewest unknown. */
export function choicesIn(text: string, hints: OptionHints): string[] {
  const parts = jsonTexts(text);
  if (parts !== null) return parts.map((part) => part.trim()).filter(Boolean);
  if (findOption(text, hints)) return [text];
  const unknown = (choices: readonly string[]): number => choices.filter((choice) => !findOption(choice, hints)).length;
  const readings = BETWEEN.filter((mark) => text.includes(mark)).map((mark) =>
    text
      .split(mark)
      .map((part) => part.trim())
      .filter(Boolean),
  );
  return readings.find((choices) => unknown(choices) === 0) ?? readings[0] ?? [text];
}

/** Whether a text names one of the options. */
export function isOption(text: string, hints: OptionHints): boolean {
  return findOption(text, hints) !== undefined;
}

/** The keys that a stored value holds. */
export function keysOf(stored: string): string[] {
  return jsonTexts(stored) ?? [stored];
}

/** Stored keys as people read them, in the order of the options. */
export function labelsOf(stored: string, options: readonly FieldOption[]): string[] {
  const keys = keysOf(stored);
  const known = options.filter(({ key }) => keys.includes(key)).map(({ key }) => key);
  return [...known, ...keys.filter((key) => !known.includes(key))].map((key) => labelOf(options, key));
}

/** What a value holds of the stored form of a key, wherever it stands in it. */
export function keyInStored(key: string): string {
  return JSON.stringify(key);
}

function readParts(parts: readonly string[], hints: OptionHints): FieldReading {
  const keys = new Set<string>();
  for (const part of parts.map((part) => part.trim()).filter(Boolean)) {
    const option = findOption(part, hints);
    if (!option) return unknownOption(part, hints);
    keys.add(option.key);
  }
  return { value: keys.size === 0 ? null : JSON.stringify([...keys].sort()) };
}

/** Those that are no longer offered come last: a value that is written back unchanged must stay. */
function findOption(text: string, { options, optionsBy }: OptionHints): FieldOption | undefined {
  const offered = [...options].sort((a, b) => Number(a.isArchived) - Number(b.isArchived));
  const names = optionsBy === 'key' ? (['key', 'label'] as const) : (['label', 'key'] as const);
  for (const name of names) {
    const exact = offered.find((option) => option[name] === text);
    if (exact) return exact;
  }
  const folded = foldedName(text);
  for (const name of names) {
    const alike = offered.find((option) => foldedName(option[name]) === folded);
    if (alike) return alike;
  }
  return undefined;
}

/** What two spellings of one name have in common. */
export function foldedName(name: string): string {
  return removeInvisible(name).normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase();
}

function unknownOption(text: string, { options }: OptionHints): FieldReading {
  const labels = options.filter(({ isArchived }) => !isArchived).map(({ label }) => label);
  const more = labels.length > OPTIONS_SHOWN ? ', …' : '';
  return problem('select.invalid', `${quoted(text)} is not one of the options: ${labels.slice(0, OPTIONS_SHOWN).join(', ')}${more}.`);
}

/** Null when it is no JSON list of texts. */
function jsonTexts(text: string): string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every((part) => typeof part === 'string') ? parsed : null;
  } catch {
    return null;
  }
}
