/** Which declarations a mail may contain. Everything else is refused whole: half a value is a different value. */

const NAME = /^(?:--[\w-]+|-?[a-z][a-z0-9-]*)$/i;
const RUNS_SOMETHING = /^(?:behaviou?r|-moz-binding|-ms-behavior)$/i;

export function isSafeName(name: string): boolean {
  return name.length <= 100 && NAME.test(name) && !RUNS_SOMETHING.test(name);
}

/** `author`: what a template says outright. `value`: what a merge tag brings, so plain values and functions of values only. */
export type CssOrigin = 'author' | 'value' | 'font';

export function isSafeValue(css: string, origin: CssOrigin): boolean {
  return css.length <= LONGEST[origin] && new ValueReader(css, origin).isSafe();
}

/** Pictures may be embedded, values of contacts may not. */
const LONGEST: Readonly<Record<CssOrigin, number>> = { author: 500_000, font: 500_000, value: 2_000 };

/** Colours, lengths, gradients, shapes and variables: they compute something from what is between their brackets. */
const COMPUTES = new Set([
  ...['rgb', 'rgba', 'hsl', 'hsla', 'hwb', 'lab', 'lch', 'oklab', 'oklch', 'color', 'color-mix', 'light-dark', 'var', 'env'],
  ...['calc', 'min', 'max', 'clamp', 'round', 'mod', 'rem', 'abs', 'sign', 'minmax', 'fit-content', 'repeat'],
  ...['linear-gradient', 'radial-gradient', 'conic-gradient', 'repeating-linear-gradient', 'repeating-radial-gradient'],
  ...['translate', 'translatex', 'translatey', 'scale', 'scalex', 'scaley', 'rotate', 'skew', 'skewx', 'skewy', 'matrix'],
  ...['cubic-bezier', 'steps', 'blur', 'brightness', 'contrast', 'drop-shadow', 'grayscale', 'opacity', 'saturate', 'sepia'],
]);

const LOADABLE = /^(?:https?:\/\/|cid:|data:image\/(?:png|jpe?g|gif|webp);)/i;
const LOADABLE_FONT = /^(?:https?:\/\/|data:(?:font\/|application\/(?:x-)?font-))/i;
/** Names of functions that take an address as a quoted text. */
const TAKES_ADDRESS = new Set(['url', 'src', 'image', 'image-set', '-webkit-image-set', 'cross-fade', '-webkit-cross-fade', 'element']);

/** Reads a value once, from left to right. */
class ValueReader {
  private at = 0;
  /** The word that was just read, its escapes resolved: a name, if a bracket follows. */
  private word = '';
  private readonly open: string[] = [];

  constructor(
    private readonly css: string,
    private readonly origin: CssOrigin,
  ) {}

  isSafe(): boolean {
    while (this.at < this.css.length) if (!this.step()) return false;
    return this.open.length === 0 && !RUNS_SCRIPT.test(this.css);
  }

  private step(): boolean {
    const char = this.css[this.at] as string;
    if (char === '\\') return this.readEscape();
    if (WORD.test(char)) {
      this.word += char;
      this.at += 1;
      return true;
    }
    const name = this.word.toLowerCase();
    this.word = '';
    if (char === '"' || char === "'") return this.readString(char) !== null;
    this.at += 1;
    if (char === '(') return this.openBracket(name);
    if (char === ')') return this.open.pop() !== undefined;
    return this.isPlain(char);
  }

  private isPlain(char: string): boolean {
    const rest = this.css.slice(this.at, this.at + 10).toLowerCase();
    if (char === '!') return /^\s*important$/.test(rest.trimEnd()) && this.css.length - this.at < 20;
    if (char === '<') return this.origin !== 'value' && !/^[/!?a-z]/.test(rest);
    // A comment would reach beyond the value.
    if ((char === '/' && rest.startsWith('*')) || (char === '*' && rest.startsWith('/'))) return false;
    if (';{}@'.includes(char) || CONTROL.test(char)) return false;
    return this.origin === 'value' ? !'>:[]='.includes(char) : true;
  }

  private openBracket(name: string): boolean {
    if (TAKES_ADDRESS.has(name)) return this.origin !== 'value' && this.readAddresses();
    if (name !== '' && (this.origin === 'value' ? !COMPUTES.has(name) : /expression|^progid/.test(name))) return false;
    if (this.open.length >= DEEPEST) return false;
    this.open.push(name);
    return true;
  }

  /** Up to the bracket that closes it: each address, quoted or not, must be one that a mailbox can load. */
  private readAddresses(): boolean {
    const loadable = this.origin === 'font' ? LOADABLE_FONT : LOADABLE;
    let plain = '';
    for (let depth = 1; depth > 0;) {
      const char = this.css[this.at];
      if (char === undefined) return false;
      if (char === '"' || char === "'") {
        const address = this.readString(char);
        if (address === null || !loadable.test(resolveEscapes(address).trim())) return false;
        continue;
      }
      if (char === '(') depth += 1;
      if (char === ')') depth -= 1;
      else plain += char;
      this.at += 1;
    }
    const address = resolveEscapes(plain).trim();
    return address === '' || loadable.test(address) || /^[\s\d.,x%-]*(?:dpi|dppx)?$/.test(address);
  }

  private readString(quote: string): string | null {
    const from = this.at + 1;
    for (let at = from; at < this.css.length; at += 1) {
      const char = this.css[at];
      if (char === '\n' || (char === '<' && /[/!]/.test(this.css[at + 1] ?? ''))) return null;
      if (char === '\\') {
        if (this.origin === 'value') return null;
        at += 1;
      } else if (char === quote) {
        this.at = at + 1;
        return this.css.slice(from, at);
      }
    }
    return null;
  }

  private readEscape(): boolean {
    if (this.origin === 'value') return false;
    const escape = ESCAPE.exec(this.css.slice(this.at, this.at + 9))?.[0] ?? '\\';
    this.word += resolveEscapes(escape);
    this.at += escape.length;
    return true;
  }
}

const DEEPEST = 30;
const WORD = /[\w\u0080-\uffff-]/;
const CONTROL = /[\u0000-\u0008\u000b\u000e-\u001f\u007f]/;
const RUNS_SCRIPT = /(?:java|vb)script\s{0,9}:|-moz-binding/i;
const ESCAPE = /\\(?:[0-9a-f]{1,6}\s?|[\s\S])/i;

function resolveEscapes(css: string): string {
  return css.includes('\\')
    ? css.replace(/\\(?:([0-9a-f]{1,6})\s?|([\s\S]))/gi, (_, hex: string | undefined, char: string | undefined) => {
        const code = hex === undefined ? 0 : parseInt(hex, 16);
        return hex === undefined ? (char ?? '') : code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
      })
    : css;
}
