import { problem, quoted, type FieldReading, type ReadingHints } from './fieldReading.js';

const TRUE_WORDS = new Set(
  'true yes y 1 on x ja j wahr oui o vrai si sí sì s verdadero vero waar sim tak kyllä ano igen evet да ✓ ✔ ☑'.split(' '),
);
const FALSE_WORDS = new Set(
  'false no n 0 off nein falsch non faux falso nee onwaar não nao nie nej nei ei ne nem hayır нет ✗ ✘ ☐'.split(' '),
);
const OPTIONS_SHOWN = 8;

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

/** The option as it is defined, also when it is written in another case. */
export function readOption(text: string, { options }: Pick<ReadingHints, 'options'>): FieldReading {
  const option =
    options.find((candidate) => candidate === text) ?? options.find((candidate) => candidate.toLowerCase() === text.toLowerCase());
  if (option !== undefined) return { value: option };
  const more = options.length > OPTIONS_SHOWN ? ', …' : '';
  return problem('select.invalid', `${quoted(text)} is not one of the options: ${options.slice(0, OPTIONS_SHOWN).join(', ')}${more}.`);
}
