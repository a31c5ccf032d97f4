/** What programs and spreadsheets write for "no value". Compared without case, in any kind of brackets. */
const WORDS = new Set(
  [
    'null undefined none nil blank empty void n/a #n/a n.a. n/a. n.a n/d n.d. n/v #null! #ref! #value! #name? #div/0! #num! #n/v #nv #bezug! #wert!',
    'k.a. k.a keine-angabe nan #nan -nan no-data no-value not-available not-applicable not-set nicht-angegeben non-renseigné non-renseigne',
    '- -- --- – — . .. … ? ??? _ __ / // \\n',
  ].flatMap((line) => line.split(' ')),
);
/** These are also names of people or places in another case, such as Na and Nan. */
const EXACT = new Set(['NA', 'na', 'NaN', 'nan', 'NAN', '<NA>', '<na>']);
const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '<': '>', '"': '"', "'": "'", '{': '}' };
const LONGEST = 18;
const NAME_LIKE = /^\p{Lu}\p{Ll}+$/u;

/** Whether a cell says "no value" in a word. The text is trimmed. */
export function isEmptyWord(text: string): boolean {
  if (text.length > LONGEST) return false;
  if (EXACT.has(text)) return true;
  const bare = withoutBrackets(text);
  if (/^[Nn]an?$/.test(bare)) return EXACT.has(bare);
  const words = bare.trim().toLowerCase();
  if (!words.includes(' ')) return WORDS.has(words);
  return WORDS.has(words.replaceAll(' ', '')) || WORDS.has(words.replaceAll(' ', '-'));
}

function withoutBrackets(text: string): string {
  const closing = CLOSING[text.charAt(0)];
  return closing !== undefined && text.length > 2 && text.endsWith(closing) ? text.slice(1, -1) : text;
}

/** Null, None and Blank are family names. Written like a name behind a first name, they are one. */
export function isFamilyName(text: string, hasFirstName: boolean): boolean {
  return hasFirstName && NAME_LIKE.test(text);
}
