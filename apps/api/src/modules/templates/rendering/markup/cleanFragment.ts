import { type QuoteType, Tokenizer } from 'htmlparser2';
import type { StyleSheetReader } from '../css/readStyleSheet.js';
import { escapeText, unescapeText } from '../liquid/asText.js';
import { ALLOWED_ATTRIBUTES, ALLOWED_TAGS, isOutlookAttribute, isOutlookTag, OUTLOOK_NAMESPACE } from './allowedMarkup.js';
import { cleanAttribute } from './cleanAttributes.js';
import { placeAttribute } from './placeAttribute.js';
import type { TagMask } from './TagMask.js';

export interface CleanFragment {
  readonly html: string;
  /** Nothing in it is shown: settings, style sheets. */
  readonly isForHead: boolean;
}

/** Their content is no text. */
const NO_TEXT = ['script', 'title', 'textarea', 'noscript', 'iframe', 'object', 'svg', 'math', 'template', 'xmp'];

/**
 * The content of a conditional comment: a piece of markup that may open what another piece closes, so it is cleaned tag by tag and
 * nothing is completed. Null when it would end the comment early.
 */
export function cleanFragment(masked: string, mask: TagMask, readSheet: StyleSheetReader): CleanFragment | null {
  const cleaner = new FragmentCleaner(masked, mask, readSheet);
  const tokenizer = new Tokenizer({ decodeEntities: false, xmlMode: false, recognizeSelfClosing: true }, cleaner);
  tokenizer.write(masked);
  tokenizer.end();
  const html = cleaner.html;
  // Whatever ends a comment for one mail program or another.
  return /--!?>|<!--|-->/.test(html) ? null : { html, isForHead: cleaner.hasSettings && !cleaner.isShown };
}

class FragmentCleaner {
  html = '';
  isShown = false;
  hasSettings = false;
  private tag = '';
  private attributes: [name: string, value: string][] = [];
  private value = '';
  private sheet: string | null = null;
  private skipped: string | null = null;
  private xmlDepth = 0;

  constructor(
    private readonly source: string,
    private readonly mask: TagMask,
    private readonly readSheet: StyleSheetReader,
  ) {}

  onopentagname(start: number, end: number): void {
    this.tag = this.source.slice(start, end);
    this.attributes = [];
  }

  onattribname(start: number, end: number): void {
    this.attributes.push([this.source.slice(start, end), '']);
    this.value = '';
  }

  onattribdata(start: number, end: number): void {
    this.value += this.source.slice(start, end);
  }

  onattribend(_quote: QuoteType, _end: number): void {
    const last = this.attributes.at(-1);
    if (last) last[1] = this.value;
  }

  onopentagend(): void {
    this.open('');
  }

  onselfclosingtag(): void {
    this.open('/');
  }

  onclosetag(start: number, end: number): void {
    const name = this.source.slice(start, end).trim();
    const lower = name.toLowerCase();
    if (this.skipped === lower) this.skipped = null;
    else if (lower === 'style') this.closeSheet();
    else if (this.skipped === null && isKept(lower)) {
      if (lower === 'xml') this.xmlDepth -= 1;
      else if (this.xmlDepth <= 0) this.isShown = true;
      this.html += `</${name}>`;
    }
  }

  ontext(start: number, end: number): void {
    const text = this.source.slice(start, end);
    if (this.skipped !== null) return;
    if (this.sheet !== null) this.sheet += text;
    else {
      if (text.trim() !== '' && this.xmlDepth <= 0) this.isShown = true;
      this.html += this.mask.only(text, ['output', 'block', 'print', 'own']).replace(/[<>]/g, (char) => (char === '<' ? '&lt;' : '&gt;'));
    }
  }

  onend(): void {
    if (this.sheet !== null) this.closeSheet();
  }

  oncomment(): void {}
  oncdata(): void {}
  ondeclaration(): void {}
  onprocessinginstruction(): void {}
  onattribentity(): void {}
  ontextentity(): void {}

  private open(selfClosing: string): void {
    const lower = this.tag.toLowerCase();
    if (this.skipped !== null) return;
    if (NO_TEXT.includes(lower)) {
      if (selfClosing === '') this.skipped = lower;
      return;
    }
    if (lower === 'style') {
      this.sheet = '';
      return;
    }
    if (!isKept(lower)) return;
    if (lower === 'xml') {
      this.xmlDepth += 1;
      this.hasSettings = true;
    } else if (this.xmlDepth <= 0) this.isShown = true;
    const attributes = this.attributes.map(([name, value]) => this.attribute(lower, name.toLowerCase(), value)).join('');
    this.html += `<${this.tag}${attributes}${selfClosing}>`;
  }

  private attribute(tag: string, name: string, raw: string): string {
    const value = unescapeText(raw);
    if (/^xmlns:[ovw]$/.test(name)) return OUTLOOK_NAMESPACE.test(value) ? ` ${name}="${value}"` : '';
    const isAllowed = ALLOWED_ATTRIBUTES.includes(name) || (isOutlookTag(tag) && isOutlookAttribute(name));
    if (!isAllowed || this.mask.contains(name)) return '';
    const clean = cleanAttribute(tag, /^[ovw]:(?:href|src)$/.test(name) ? name.slice(2) : name, value, this.mask);
    return clean === null ? '' : ` ${name}="${escapeText(placeAttribute(tag, name, clean, this.mask))}"`;
  }

  private closeSheet(): void {
    const css = this.readSheet(this.sheet ?? '', '');
    this.sheet = null;
    this.hasSettings = true;
    if (css.trim() !== '') this.html += `<style>${css}</style>`;
  }
}

function isKept(name: string): boolean {
  return ALLOWED_TAGS.includes(name) || isOutlookTag(name);
}
