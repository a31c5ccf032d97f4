/** Jaro–Winkler: 1 for the same text, 0 for nothing in common. Short texts with swapped or missing letters stay near 1. */
export function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const [first, second] = [[...a], [...b]];
  const reach = Math.max(0, Math.floor(Math.max(first.length, second.length) / 2) - 1);
  const taken = new Array<boolean>(second.length).fill(false);
  const matched: string[] = [];
  first.forEach((letter, at) => {
    for (let other = Math.max(0, at - reach); other <= Math.min(second.length - 1, at + reach); other += 1) {
      if (taken[other] || second[other] !== letter) continue;
      taken[other] = true;
      matched.push(letter);
      return;
    }
  });
  if (matched.length === 0) return 0;
  const found = second.filter((_, at) => taken[at]);
  const swaps = matched.filter((letter, at) => letter !== found[at]).length / 2;
  const jaro = (matched.length / first.length + matched.length / second.length + (matched.length - swaps) / matched.length) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < first.length && first[prefix] === second[prefix]) prefix += 1;
  return jaro + prefix * 0.1 * (1 - jaro);
}

/** Of two folded names, whatever the order of their words: the weakest word decides, so that a common family name alone is not enough. */
export function nameLikeness(a: string, b: string): number {
  if (a === b) return 1;
  const [few, many] = [a.split(' '), b.split(' ')].sort((x, y) => x.length - y.length) as [string[], string[]];
  const left = [...many];
  const parts = few.map((word) => {
    const scores = left.map((other) => likeness(word, other));
    const best = Math.max(...scores);
    left.splice(scores.indexOf(best), 1);
    return best;
  });
  const missing = Math.max(0, many.length - few.length) * (few.length === 1 ? ONLY_WORD : MISSING_WORD);
  const words = Math.min(...parts) * 0.6 + (parts.reduce((sum, part) => sum + part, 0) / parts.length) * 0.4 - missing;
  return Math.max(0, few.length === 1 && many.length === 1 ? likeness(a, b) : words);
}

/** A second first name or a title more. */
const MISSING_WORD = 0.06;
/** A first name alone says little of who it is. */
const ONLY_WORD = 0.3;
