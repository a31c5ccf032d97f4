/**
 * Characters that nobody sees: format and control characters, variation selectors, tag characters, fillers, the blank Braille pattern.
 * They arrive by copy and paste, and make two spellings of one thing differ.
 */
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{Cc}\u180e\u2800\ufff9-\ufffb]/gu;
const ANY_INVISIBLE = new RegExp(INVISIBLE.source, 'u');
const ASCII_TEXT = /^[ -~]*$/;
const DIGIT = /\p{Nd}/u;
const DIGITS = /\p{Nd}/gu;

/** The text without what nobody sees. Blanks, tabs and line breaks stay: they separate. */
export function removeInvisible(text: string): string {
  return ASCII_TEXT.test(text)
    ? text
    : text.replace(INVISIBLE, (character) => (/\s/.test(character) && character !== '\ufeff' ? character : ''));
}

export function hasInvisible(text: string): boolean {
  return ANY_INVISIBLE.test(text);
}

/** Digits of every script as 0 to 9. */
export function asciiDigits(text: string): string {
  return ASCII_TEXT.test(text) ? text : text.replace(DIGITS, digitOf);
}

/** Unicode keeps the ten digits of a script together, and adjacent runs are whole tens, so the place in its run tells the value. */
function digitOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return character;
  let start = code;
  while (DIGIT.test(String.fromCodePoint(start - 1))) start -= 1;
  return String((code - start) % 10);
}

/** How an error names a character: as it looks where that can be seen, and by its number. */
export function nameOfCharacter(character: string): string {
  const number = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character) && !hasInvisible(character) ? `“${character}” (${number})` : number;
}
