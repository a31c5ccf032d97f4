import { isDenseScript, LEAST_MISSPELT } from '@rapport/common';

/** What a misspelt word still has of the right one: some of these, each where it has three letters in a row. */
export interface SimilarPieces {
  readonly parts: readonly string[];
  /** The first two letters, of a short word. */
  readonly beginning: string | null;
}

/** Null for a word that is too short to be misspelt, and where letters are no letters of an alphabet. */
export function piecesOf(term: string): SimilarPieces | null {
  const { length } = term;
  if (length < LEAST_MISSPELT || isDenseScript(term) || /\d/.test(term)) return null;
  if (length < 8) {
    const half = Math.max(3, Math.floor(length / 2));
    const parts = [term.slice(0, half), term.slice(length - half), ...swappedBeginnings(term)];
    return { parts: [...new Set(parts)], beginning: length < 7 ? term.slice(0, 2) : null };
  }
  // Two wrong letters leave one of three parts as it is.
  const third = Math.max(3, Math.floor(length / 3));
  const middle = Math.floor((length - third) / 2);
  return { parts: [term.slice(0, third), term.slice(middle, middle + third), term.slice(length - third)], beginning: null };
}

/** Two letters that changed places in the middle of so short a word are in each of its parts. */
function swappedBeginnings(term: string): string[] {
  const [first = '', second = '', third = ''] = [...term];
  if (term.length > 5) return [];
  return term.length === 4 ? [first + third + second, second + first + third] : [first + third + second];
}

/** Two letters in a row: the more of them a text has, the sooner it is looked at. */
export function pairsOf(term: string): string[] {
  return [...new Set(Array.from({ length: Math.max(0, term.length - 1) }, (_, at) => term.slice(at, at + 2)))];
}
