import { textSegments } from './textSegments.js';

/** What word processors put in, and what GSM-7 has in its place. The reader sees no difference worth a segment. */
const PLAIN: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‹': "'",
  '›': "'",
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '\t': ' ',
  '\u00a0': ' ',
  '\u2007': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u200b': '',
  '\u200c': '',
  '\u2060': '',
  '\ufeff': '',
};

export interface PlainSuggestion {
  /** The whole text with plain characters. */
  readonly text: string;
  /** Which characters are exchanged, each once, with what for. */
  readonly exchanged: readonly { readonly from: string; readonly to: string }[];
  /** How many segments fewer it needs. */
  readonly saved: number;
}

/** The same text with plain characters in place of typographic ones, where that needs fewer segments. Null: it would gain nothing. */
export function suggestPlainText(text: string): PlainSuggestion | null {
  const found = [...new Set(text)].filter((character) => Object.hasOwn(PLAIN, character));
  if (found.length === 0) return null;
  const plain = [...text].map((character) => (Object.hasOwn(PLAIN, character) ? (PLAIN[character] ?? '') : character)).join('');
  const saved = textSegments(text).count - textSegments(plain).count;
  return saved > 0 ? { text: plain, exchanged: found.map((from) => ({ from, to: PLAIN[from] ?? '' })), saved } : null;
}
