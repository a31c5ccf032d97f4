import { asciiDigits, removeInvisible } from './characters.js';
import { foldText } from './foldText.js';
import { readEmail } from './readEmail.js';

const MAX_TERMS = 8;
/** Digits that make a text of nothing else a phone number rather than words. */
const LONG_NUMBER = 6;
const PUNCTUATION = /^[,;:.!?"'“”()]+(?=.)|(?<=.)[,;:.!?"'“”()]+$/gu;

/**
 * What a person typed into the search box, as the words that all have to be found. A whole address or number is looked for in its stored
 * form, however it was written; anything else word by word, folded.
 */
export function searchTerms(text: string): string[] {
  const reading = text.includes('@') ? readEmail(text) : null;
  if (reading && 'email' in reading) return [reading.email.key];
  const number = asciiDigits(removeInvisible(text)).trim();
  if (/^\+?[\d\s().\-/\p{Pd}]+$/u.test(number) && /[\s().\-/\p{Pd}+]|^0/u.test(number)) {
    const digits = number.replace(/\D/g, '').replace(/^0+/, '');
    if (digits.length >= LONG_NUMBER) return [digits];
  }
  return foldText(text)
    .split(/\s+/)
    .map((term) => term.replace(PUNCTUATION, ''))
    .filter(Boolean)
    .slice(0, MAX_TERMS);
}
