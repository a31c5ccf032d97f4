import { type QuoteType, Tokenizer } from 'htmlparser2';
import { unescapeText } from '../rendering/liquid/asText.js';
import { ALLOWED_TAGS, isOutlookTag, URL_ATTRIBUTES } from '../rendering/markup/allowedMarkup.js';
import { urlUseOf } from '../rendering/markup/cleanAttributes.js';
import { mayBeWritten, tidyUrl } from '../rendering/urls.js';

/** A piece of the source that changes: it goes, or an image's address is put there. */
export type MarkupEdit =
  | { readonly start: number; readonly end: number; readonly kind: 'cut' }
  | { readonly start: number; readonly end: number; readonly kind: 'image'; readonly reference: string; readonly alt: string };

export interface ReadMarkup {
  readonly edits: readonly MarkupEdit[];
  /** What is taken out, in words, with how often. */
  readonly removed: ReadonlyMap<string, number>;
  readonly title: string;
}

/** They go with what is in them, as when a message is sent. */
const CUT_WHOLE = ['script', 'textarea', 'noscript', 'iframe', 'object', 'svg', 'math', 'template', 'noembed', 'xmp', 'option', 'applet'];
/** They go without a word when a message is sent, and mean no harm. */
const PAGE = ['html', 'head', 'body', 'title', 'meta', 'link'];
const CSS_ADDRESS = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^"'()\s]+))\s*\)/gi;

/**
 * What of a message from elsewhere cannot stay, by the rules of the cleaning before sending, and where it names images. The source itself is
 * left as it is: offsets are counted in it. Liquid tags in it are passed over.
 */
export function readMarkup(source: string): ReadMarkup {
  const reader = new MarkupReader(source);
  reader.read(0, source.length);
  return { edits: reader.edits, removed: reader.removed, title: unescapeText(reader.title).replace(/\s+/g, ' ').trim() };
}

/** The source without what was cut; `addressOf` an image is null where it stays as it is. */
export function applyEdits(source: string, edits: readonly MarkupEdit[], addressOf: (reference: string) => string | null): string {
  let text = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (edit.start < at) continue;
    const address = edit.kind === 'cut' ? '' : addressOf(edit.reference);
    if (address === null) continue;
    text += source.slice(at, edit.start) + address;
    at = edit.end;
  }
  return text + source.slice(at);
}

class MarkupReader {
  readonly edits: MarkupEdit[] = [];
  readonly removed = new Map<string, number>();
  title = '';
  private readonly masked: string;

  constructor(private readonly source: string) {
    // Quotation marks and brackets in a tag of ours end no attribute.
    this.masked = source.replace(/\{\{[^{}]{0,2000}\}\}|\{%[^{}%]{0,2000}%\}/g, (tag) => 'x'.repeat(tag.length));
  }

  read(from: number, to: number): void {
    const walk = new Walk(this, this.source, this.masked, from);
    const tokenizer = new Tokenizer({ decodeEntities: false, xmlMode: false }, walk);
    tokenizer.write(this.masked.slice(from, to));
    tokenizer.end();
    walk.close(to);
  }

  cut(start: number, end: number, what: string): void {
    this.edits.push({ start, end, kind: 'cut' });
    this.removed.set(what, (this.removed.get(what) ?? 0) + 1);
  }

  image(start: number, end: number, reference: string, alt = ''): void {
    this.edits.push({ start, end, kind: 'image', reference, alt });
  }

  css(start: number, end: number): void {
    for (const found of this.masked.slice(start, end).matchAll(CSS_ADDRESS)) {
      const address = found[1] ?? found[2] ?? found[3] ?? '';
      const at = start + found.index + found[0].indexOf(address);
      if (address !== '') this.image(at, at + address.length, unescapeText(this.source.slice(at, at + address.length)));
    }
  }
}

interface Attribute {
  readonly name: string;
  readonly start: number;
  end: number;
  value: readonly [start: number, end: number] | null;
}

/** One pass over a stretch of the source; `base` is where it begins. */
class Walk {
  private tag = '';
  private tagStart = 0;
  private attributes: Attribute[] = [];
  private whole: { name: string; start: number; depth: number } | null = null;
  private text: 'style' | 'title' | null = null;

  constructor(
    private readonly reader: MarkupReader,
    private readonly source: string,
    private readonly masked: string,
    private readonly base: number,
  ) {}

  onopentagname(start: number, end: number): void {
    this.tag = this.masked.slice(this.base + start, this.base + end).toLowerCase();
    this.tagStart = this.base + start - 1;
    this.attributes = [];
  }

  onattribname(start: number, end: number): void {
    const name = this.masked.slice(this.base + start, this.base + end).toLowerCase();
    this.attributes.push({ name, start: this.base + start, end: this.base + end, value: null });
  }

  onattribdata(start: number, end: number): void {
    const last = this.attributes.at(-1);
    if (last) last.value = [last.value?.[0] ?? this.base + start, this.base + end];
  }

  onattribend(_quote: QuoteType, end: number): void {
    const last = this.attributes.at(-1);
    if (last) last.end = Math.max(last.end, this.base + end);
  }

  onopentagend(end: number): void {
    this.open(this.base + end + 1, false);
  }

  onselfclosingtag(end: number): void {
    this.open(this.base + end + 1, true);
  }

  onclosetag(start: number, end: number): void {
    const name = this.masked
      .slice(this.base + start, this.base + end)
      .trim()
      .toLowerCase();
    const close = this.masked.indexOf('>', this.base + end);
    const behind = close === -1 ? this.masked.length : close + 1;
    if (this.whole) {
      if (this.whole.name !== name) return;
      this.whole.depth -= 1;
      if (this.whole.depth > 0) return;
      this.reader.cut(this.whole.start, behind, `<${name}>`);
      this.whole = null;
    } else if (name === this.text) this.text = null;
    else if (!isKept(name)) this.reader.edits.push({ start: this.base + start - 2, end: behind, kind: 'cut' });
  }

  ontext(start: number, end: number): void {
    if (this.whole) return;
    if (this.text === 'style') this.reader.css(this.base + start, this.base + end);
    else if (this.text === 'title' && this.reader.title.length < 500)
      this.reader.title += this.source.slice(this.base + start, this.base + end);
  }

  /** Inside of a conditional comment is markup for Outlook. */
  oncomment(start: number, end: number): void {
    if (!this.whole && /^\s*\[if\b/i.test(this.masked.slice(this.base + start, this.base + start + 40)))
      this.reader.read(this.base + start, this.base + end);
  }

  /** What was opened and never closed. */
  close(end: number): void {
    if (this.whole) this.reader.cut(this.whole.start, end, `<${this.whole.name}>`);
  }

  onend(): void {}
  oncdata(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onattribentity(): void {}
  ontextentity(): void {}

  private open(end: number, isClosed: boolean): void {
    const name = this.tag;
    if (this.whole) {
      if (this.whole.name === name && !isClosed) this.whole.depth += 1;
      return;
    }
    if (CUT_WHOLE.includes(name)) {
      if (isClosed) this.reader.cut(this.tagStart, end, `<${name}>`);
      else this.whole = { name, start: this.tagStart, depth: 1 };
      return;
    }
    if (!isKept(name)) return this.reader.cut(this.tagStart, end, `<${name}>`);
    if ((name === 'style' || name === 'title') && !isClosed) this.text = name;
    for (const attribute of this.attributes) this.readAttribute(name, attribute);
  }

  private readAttribute(tag: string, { name, start, end, value }: Attribute): void {
    if (/^on|^(?:formaction|srcdoc)$/.test(name)) return this.reader.cut(start, end, name);
    if (value === null) return;
    const text = unescapeText(this.source.slice(...value));
    if (name === 'style') return this.reader.css(...value);
    if (!URL_ATTRIBUTES.includes(name)) return;
    const use = urlUseOf(tag, name);
    const isPicture = use === 'picture' || (name === 'src' && /^v:/.test(tag));
    const isImageData = isPicture && /^\s*data:image\//i.test(text);
    if (!isImageData && !text.includes('{') && !mayBeWritten(tidyUrl(text).replaceAll('%20', ''), use))
      return this.reader.cut(start, end, `${name}="${text.trim().slice(0, 20)}…"`);
    if (!isPicture) return;
    const alt = this.attributes.find((one) => one.name === 'alt')?.value;
    this.reader.image(...value, text, alt ? unescapeText(this.source.slice(...alt)).trim() : '');
  }
}

function isKept(name: string): boolean {
  return ALLOWED_TAGS.includes(name) || isOutlookTag(name) || PAGE.includes(name);
}
