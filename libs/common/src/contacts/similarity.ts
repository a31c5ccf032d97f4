import { foldWithPlaces, type TextRange } from './findMatches.js';
import { foldText } from './foldText.js';

const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/u;
/** A word of the search that is shorter is never misspelt: too many others would be like it. */
export const LEAST_MISSPELT = 4;

/** How many letters of a word may be wrong, missing, added or swapped with the next. */
export function editsAllowed(length: number): number {
  if (length < LEAST_MISSPELT) return 0;
  return length < 8 ? 1 : 2;
}

/** Edits that make one word of the other, two neighbours that changed places being one; `most + 1` for more than `most`. */
export function editDistance(one: string, other: string, most: number): number {
  const [a, b] = [[...one], [...other]];
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let [before, last]: number[][] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row];
    for (let at = 1; at <= b.length; at += 1) {
      const isSame = a[row - 1] === b[at - 1];
      let least = Math.min((last?.[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1, (last?.[at - 1] ?? 0) + (isSame ? 0 : 1));
      if (row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1]) least = Math.min(least, (before?.[at - 2] ?? 0) + 1);
      next.push(least);
    }
    if (Math.min(...next) > most) return most + 1;
    [before, last] = [last, next];
  }
  return Math.min(last?.[b.length] ?? most + 1, most + 1);
}

/** The words of a search that may be misspelt, folded; of an address what stands before the @. */
export function misspeltTerms(search: string): string[] {
  return foldText(search)
    .split(/\s+/)
    .flatMap((word) => word.replace(/(?<=.)@.*$/u, '').split(BETWEEN_WORDS))
    .filter(Boolean)
    .slice(0, 6);
}

/**
 * How like a text is to all words of a search, from 0 (not at all: one of them has nothing like it) to 1. The one measure of both databases.
 * A word may have lost the blank to the next.
 */
export function similarityOf(texts: readonly string[], terms: readonly string[]): number {
  const words = texts.flatMap((text) => withJoined(foldText(text).split(BETWEEN_WORDS).filter(Boolean)));
  let sum = 0;
  for (const term of terms) {
    const best = Math.max(0, ...words.map((word) => likeness(word, term)));
    if (best === 0) return 0;
    sum += best;
  }
  return terms.length === 0 ? 0 : sum / terms.length;
}

/** Where a text that was found by likeness differs from what was typed. */
export function findDifferences(text: string, terms: readonly string[]): TextRange[] {
  const { text: folded, places } = foldWithPlaces(text);
  const words = [...folded.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].map(({ 0: word, index }) => ({ word, index }));
  const ranges = terms.flatMap((term): TextRange[] => {
    const [closest] = words
      .map((one) => ({ ...one, like: likeness(one.word, term) }))
      .filter(({ like }) => like > 0)
      .sort((a, b) => b.like - a.like);
    if (!closest || closest.like === 1) return [];
    const [from, until] = differing(closest.word, term);
    return [[places[closest.index + from]?.[0] ?? 0, places[closest.index + until - 1]?.[1] ?? 0]];
  });
  // In the order of the text; two words of the search may be like the same one of it.
  return ranges.sort(([a], [b]) => a - b).filter(([from], at, all) => from >= (all[at - 1]?.[1] ?? 0));
}

function likeness(word: string, term: string): number {
  if (word.includes(term)) return word === term ? 1 : 0.99;
  const most = editsAllowed(term.length);
  if (most === 0) return 0;
  const distance = editDistance(word, term, most);
  return distance > most ? 0 : 1 - distance / Math.max(word.length, term.length);
}

/** Each word, each two neighbours without the blank between them, and all of them. */
function withJoined(words: readonly string[]): string[] {
  const pairs = words.slice(1).map((word, at) => `${words[at]}${word}`);
  return words.length > 2 ? [...words, ...pairs, words.join('')] : [...words, ...pairs];
}

/** What is left of a word without the beginning and the end that it shares with the term; at least one letter. */
function differing(word: string, term: string): [from: number, until: number] {
  let from = 0;
  while (from < word.length - 1 && word[from] === term[from]) from += 1;
  let [until, end] = [word.length, term.length];
  while (until - 1 > from && end > from && word[until - 1] === term[end - 1]) [until, end] = [until - 1, end - 1];
  return [from, until];
}
