import { foldText } from '@rapport/common';

export interface PersonNames {
  readonly firstName: string | null;
  readonly lastName: string | null;
}

/**
 * Whether two names may be of one person: 'same' when the words of one are all in the other, in any order and however they are divided into
 * first and last name; 'open' when one of the two has no name at all.
 */
export function compareNames(a: PersonNames, b: PersonNames): 'same' | 'open' | 'different' {
  const [wordsA, wordsB] = [wordsOf(a), wordsOf(b)];
  if (wordsA.length === 0 || wordsB.length === 0) return 'open';
  const isPart = (part: readonly string[], whole: readonly string[]): boolean => part.every((word) => whole.includes(word));
  if (isPart(wordsA, wordsB) || isPart(wordsB, wordsA)) return 'same';
  return joined(a).some((name) => joined(b).includes(name)) ? 'same' : 'different';
}

function wordsOf({ firstName, lastName }: PersonNames): string[] {
  return foldText(`${firstName ?? ''} ${lastName ?? ''}`)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter(Boolean);
}

/** 王小明 is written with the family name in front and without a blank, wherever its parts are stored. */
function joined({ firstName, lastName }: PersonNames): string[] {
  return [`${firstName ?? ''}${lastName ?? ''}`, `${lastName ?? ''}${firstName ?? ''}`].map((name) =>
    wordsOf({ firstName: name, lastName: null }).join(''),
  );
}
