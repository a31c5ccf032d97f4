/** Scripts that put words side by side without blanks: there any one or two characters may be what someone looks for. */
const DENSE =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Bopomofo}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々';
const PART = new RegExp(`([${DENSE}][${DENSE}\\p{M}]*)|((?:(?![${DENSE}])[\\p{L}\\p{N}\\p{M}])+)|([^\\s\\p{L}\\p{N}\\p{M}])`, 'gu');
const ASCII = /^[\u0000-\u007f]*$/;
const IS_DENSE = new RegExp(`[${DENSE}]`, 'u');

export function isDenseScript(text: string): boolean {
  return !ASCII.test(text) && IS_DENSE.test(text);
}

/**
 * What finds a text by one or two characters: the beginnings of its words; in scripts without blanks every character and every pair; and
 * each sign (`&`, `%`). Give it folded text.
 */
export function shortTermsOf(text: string): Set<string> {
  const terms = new Set<string>();
  if (ASCII.test(text)) {
    addAsciiTerms(terms, text);
    return terms;
  }
  for (const [, dense, word, sign] of text.matchAll(PART)) {
    if (dense !== undefined) {
      const characters = [...dense];
      for (const [at, character] of characters.entries()) {
        terms.add(character);
        if (at > 0) terms.add(`${characters[at - 1]}${character}`);
      }
    } else if (word !== undefined) {
      const [first = '', second] = word;
      terms.add(first);
      if (second !== undefined) terms.add(first + second);
    } else if (sign !== undefined) terms.add(signTerm(sign));
  }
  return terms;
}

/** The same for most of the world's contacts at a tenth of the cost: an import asks for each of a million. */
function addAsciiTerms(terms: Set<string>, text: string): void {
  let isInWord = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (isAsciiWord(code)) {
      if (!isInWord) {
        terms.add(text.charAt(at));
        if (isAsciiWord(text.charCodeAt(at + 1))) terms.add(text.slice(at, at + 2));
      }
      isInWord = true;
      continue;
    }
    isInWord = false;
    if (code !== 0x20 && (code < 0x09 || code > 0x0d)) terms.add(signTerm(text.charAt(at)));
  }
}

function isAsciiWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a);
}

/** What a text of one or two characters asks for: all of them have to be there. */
export function askedShortTerms(text: string): string[] {
  return [...text.matchAll(PART)].flatMap(([part, dense, , sign]) => {
    if (sign !== undefined) return [signTerm(sign)];
    const characters = [...part];
    if (dense === undefined || characters.length <= 2) return [characters.slice(0, 2).join('')];
    return characters.slice(1).map((character, at) => `${characters[at]}${character}`);
  });
}

/** The sign that a short term stands for; null for letters. */
export function signOf(term: string): string | null {
  const code = (term.codePointAt(0) ?? 0) - 0xe000;
  if (code >= 0 && code < 0x80) return String.fromCodePoint(code);
  return /[\p{L}\p{N}\p{M}]/u.test(term) ? null : term;
}

/** Indexes of words know letters only, so that an ASCII sign is stored as a private character. */
function signTerm(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  return code < 0x80 ? String.fromCodePoint(0xe000 + code) : sign;
}
