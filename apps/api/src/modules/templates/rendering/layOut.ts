import { render as serialise } from 'dom-serializer';
import { type Document, type Element, isTag, type ParentNode } from 'domhandler';
import { removeElement } from 'domutils';
import { parseDocument } from 'htmlparser2';
import { baseLayout, FOOTER_GUARD, layoutStyles, type MailBrand } from './baseLayout.js';
import { isInlinable, type WrittenParts } from './cleanParts.js';
import { ElementIndex } from './css/ElementIndex.js';
import { inlineStyles } from './css/inlineStyles.js';
import { readStyleSheet } from './css/readStyleSheet.js';
import { escapeText, unescapeText } from './liquid/asText.js';
import { findPlaced, type Placed } from './markup/findPlaced.js';
import { placeAttribute } from './markup/placeAttribute.js';
import type { TagMask } from './markup/TagMask.js';
import { textPartOf } from './markup/textPart.js';
import { findLinks, markLinks } from './tracking/findLinks.js';
import type { TemplateLinks } from './tracking/linkMarks.js';

/** Gmail ignores a longer sheet; then only what cannot be written into elements stays in it. */
const LONGEST_SHEET = 16_000;

export interface LaidOut {
  /** Both with their tags hidden. */
  readonly html: string;
  readonly text: string;
  readonly placed: Placed;
  /** Null when none are marked. */
  readonly links: TemplateLinks | null;
}

export interface LayoutChoices {
  readonly isWholeDocument: boolean;
  /** Marks links with it. Null: they stay as they are. */
  readonly linkNonce: string | null;
}

/** The author's parts in our page: styles written into elements, our footer where theirs is missing, every tag told where it stands. */
export function layOut(mask: TagMask, written: WrittenParts, brand: MailBrand, { isWholeDocument, linkNonce }: LayoutChoices): LaidOut {
  const { sheets } = written;
  const looks = [written.body, written.signature, ...sheets.map(({ text }) => text)].join('\n');
  const isColourless = !isWholeDocument && !/colou?r\s{0,9}[:=]|background|\bbgcolor/i.test(looks);
  const ours = readStyleSheet(layoutStyles(brand, isWholeDocument, isColourless), '', mask, isInlinable);
  const source = baseLayout({
    ...written,
    brand,
    isWholeDocument,
    mark: mask.mark,
    schemes: isColourless || looks.includes('prefers-color-scheme') ? 'light dark' : 'light',
    styles: [ours.rest, ...sheetsFor(written, mask)].filter((css) => css !== '').join('\n'),
  });
  const page = parseDocument(mask.hideLayout(source), { decodeEntities: false });
  const own = ownElements(page);
  const index = new ElementIndex(page);
  const rules = [...ours.rules, ...sheets.flatMap((sheet) => sheet.rules)];
  inlineStyles(rules, index, {
    mayStyle: (element, rule) => !own.has(element) || ours.rules.includes(rule),
    isOpaque: (style) => mask.tagsIn(style).some(({ kind }) => kind === 'block'),
  });
  const placed = findPlaced(
    page,
    mask,
    sheets.flatMap((sheet) => sheet.conditional),
    index,
  );
  if (sheets.length > 0) guardFooter(own, isColourless);
  removePlaced(own, placed, mask.mark);
  const links = linkNonce === null ? null : findLinks(page, mask);
  placeTags(page, mask);
  if (linkNonce !== null && links) markLinks(links.keys(), linkNonce);
  return { ...print(page, mask), placed, links: linkNonce !== null && links ? { nonce: linkNonce, links: [...links.values()] } : null };
}

/** The whole sheets while they are short, and always when something is styled that no one can ask for now. */
function sheetsFor({ sheets, body, usesOutlookMarkup }: WrittenParts, mask: TagMask): string[] {
  const whole = sheets.map(({ text }) => text);
  const hasDynamicClasses = [...body.matchAll(/\s(?:class|id)="([^"]*)"/g)].some((match) => mask.contains(match[1] as string));
  const isShort = whole.reduce((sum, { length }) => sum + length, 0) <= LONGEST_SHEET;
  return isShort || usesOutlookMarkup || hasDynamicClasses ? whole : sheets.map(({ rest }) => rest);
}

/** Ours, by the attribute that no author can write. */
function ownElements(page: Document): Set<Element> {
  const own = new Set<Element>();
  const visit = (node: ParentNode, isOwn: boolean): void => {
    for (const child of node.children) {
      if (!isTag(child)) continue;
      const isChildOwn = isOwn || child.attribs['data-rp'] !== undefined;
      if (isChildOwn) own.add(child);
      visit(child, isChildOwn);
    }
  };
  visit(page, false);
  return own;
}

/** What the author's sheet says about elements in general must not hide what the law asks for. */
function guardFooter(own: ReadonlySet<Element>, isColourless: boolean): void {
  for (const element of own) {
    const { style } = element.attribs;
    if (!/\brp-(?:footer|small|quiet)\b/.test(element.attribs['class'] ?? '') || style === undefined) continue;
    const firm = isColourless ? /(font-size): ([^;!]+);/g : /(font-size|color): ([^;!]+);/g;
    const guarded = style.replace(firm, '$1: $2 !important;');
    element.attribs['style'] = element.name === 'a' ? guarded : `${guarded} ${FOOTER_GUARD}`;
  }
}

function removePlaced(own: ReadonlySet<Element>, { unsubscribeLink, postalAddress }: Placed, mark: string): void {
  for (const element of own) {
    const part = element.attribs['data-rp'];
    const isPlaced =
      (part === `${mark}link` && unsubscribeLink) ||
      (part === `${mark}address` && postalAddress) ||
      (part === `${mark}footer` && unsubscribeLink && postalAddress);
    if (isPlaced) removeElement(element);
  }
}

function placeTags(node: ParentNode, mask: TagMask): void {
  for (const child of node.children) {
    if (!isTag(child)) continue;
    for (const [name, value] of Object.entries(child.attribs)) {
      if (mask.contains(value)) child.attribs[name] = escapeText(placeAttribute(child.name, name, unescapeText(value), mask));
    }
    placeTags(child, mask);
  }
}

function print(page: Document, mask: TagMask): { html: string; text: string } {
  const marked = serialise(page, { encodeEntities: false });
  const text = textPartOf(mask.only(marked, ['output', 'block', 'print', 'own']), mask.mark);
  return { html: marked.replaceAll(new RegExp(` data-rp="${mask.mark}[a-z]+"`, 'g'), ''), text };
}
