import { foldText, shortTermsOf } from '@rapport/common';

/** What the search looks through of a contact's custom values; null when there is nothing. Stored beside the contact, in its own row. */
export interface CustomText {
  readonly text: string | null;
  /** What finds it by one or two characters, as in `search_short`. */
  readonly short: string | null;
}

export const NO_CUSTOM_TEXT: CustomText = { text: null, short: null };

/** Characters of one value, and of all of a contact. What is longer is found by its beginning. */
export const MOST_OF_VALUE = 500;
const MOST_OF_CONTACT = 1_000;

/** @param values as people read them, in the order of their fields */
export function customText(values: readonly string[]): CustomText {
  if (values.length === 0) return NO_CUSTOM_TEXT;
  const folded = values.map((value) => cut(foldText(value).replace(/\s+/gu, ' ').trim(), MOST_OF_VALUE)).filter(Boolean);
  const text = cut([...new Set(folded)].join('\n'), MOST_OF_CONTACT);
  return text === '' ? NO_CUSTOM_TEXT : { text, short: [...shortTermsOf(text)].join(' ') };
}

/** Not through the middle of a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff;
  return text.slice(0, isLow(text.charCodeAt(most)) ? most - 1 : most);
}
