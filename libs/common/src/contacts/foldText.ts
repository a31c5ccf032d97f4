import { asciiDigits, removeInvisible } from './characters.js';

/** Letters that Unicode does not take apart into a plain letter and a mark, written as people write them who lack the key. */
const LETTERS: Readonly<Record<string, string>> = {
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ı: 'i', ħ: 'h', ŧ: 't', ŋ: 'n', ĸ: 'k', ŀ: 'l', ŉ: 'n' },
  ...{ ƀ: 'b', ɓ: 'b', ƈ: 'c', ɖ: 'd', ɗ: 'd', ǝ: 'e', ə: 'e', ɛ: 'e', ƒ: 'f', ɠ: 'g', ɣ: 'g', ɨ: 'i', ƙ: 'k', ɲ: 'n', ɔ: 'o', ƴ: 'y' },
  // One letter with two forms: the end of a Greek word; the Arabic and Persian keyboards.
  ...{ ς: 'σ', ي: 'ی', ى: 'ی', ك: 'ک', ة: 'ه', ـ: '' },
};

const ASCII = /^[\u0000-\u007f]*$/;
/** Accents, and the vowel signs that Arabic and Hebrew may leave out. The signs of Indic scripts, of Thai and of kana tell words apart. */
const MARKS = new RegExp(
  `[${['0300-036f', '0591-05c7', '064b-065f', '0670-0670', '06d6-06ed', '1ab0-1aff', '1dc0-1dff', '20d0-20ff', 'fe20-fe2f']
    .map((range) => range.replace(/[^-]+/g, '\\u$&'))
    .join('')}]`,
  'g',
);
const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu');

/**
 * The form in which sorting, search and the comparison of names see a text: without case, accents and invisible characters, digits of
 * every script as 0 to 9, and letters such as ł, ø and ß as plain ones. What is stored and what is asked go through this one function.
 */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const plain = removeInvisible(text).normalize('NFKD').toLowerCase().normalize('NFKD').replace(MARKS, '');
  return asciiDigits(plain)
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFC');
}
