/**
 * Rich-text editors write what stands between the braces as HTML: quotes become &quot; or are curled, spaces become &nbsp;,
 * and a half-bold tag gets markup inside. Liquid must see what the person meant, so exactly the inside of the braces is put back.
 */
export function normalizeMergeTags(source: string): string {
  return source.replace(BRACES, (token) => decodeOnce(token.replace(INLINE_MARKUP, '')).replace(CURLED, straighten).replace(SPACES, ' '));
}

/** Never runs past another opening, so one forgotten closing cannot reach into the next tag (nor make this quadratic). */
const BRACES = /\{\{(?:(?!\{[{%])[\s\S])*?\}\}|\{%(?:(?!\{[{%])[\s\S])*?%\}/g;
const INLINE_MARKUP = /<\/?(?:span|b|i|u|em|strong|font|a|br|wbr|code)(?:\s[^<>]*)?\/?>/gi;
const CURLED = /[\u201c\u201d\u201e\u201f\u2018\u2019\u201a\u201b]/g;
const SPACES = /[\u00a0\u2007\u202f\u200b\ufeff]/g;

function straighten(quote: string): string {
  return '\u201c\u201d\u201e\u201f'.includes(quote) ? '"' : "'";
}

const NAMED: Readonly<Record<string, string>> = {
  quot: '"',
  apos: "'",
  amp: '&',
  lt: '<',
  gt: '>',
  nbsp: ' ',
  ldquo: '"',
  rdquo: '"',
  bdquo: '"',
  lsquo: "'",
  rsquo: "'",
  sbquo: "'",
  lbrace: '{',
  rbrace: '}',
  verbar: '|',
  vert: '|',
};

/** One level only: `&amp;quot;` becomes `&quot;`, as a browser would read it. */
function decodeOnce(text: string): string {
  return text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : parseInt(hex ?? '0', 16);
    return code > 31 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
