import { type Document, type Element, isTag, isText } from 'domhandler';
import { parseDocument } from 'htmlparser2';
import { type Color, formatHex, wcagContrast } from 'culori';
import { splitDeclarations } from '../css/declarations.js';
import { attributesAsStyles, isVisible, type Look, LINK_COLOUR, lookWithin, PLAIN_LOOK, stylesOf } from '../css/looks.js';

/** A visible text and how it looks. */
export interface SeenText {
  readonly text: string;
  /** Null: the ground or the letters may have any colour. */
  readonly contrast: number | null;
  /** 24 px, or 18.66 px and bold: what WCAG calls large. */
  readonly isLarge: boolean;
  /** Of letters and ground one has a colour of the author's, and the other none. */
  readonly isHalfColoured: boolean;
}

export interface SeenImage {
  /** Null: there is none. */
  readonly alt: string | null;
  /** In a link without any words beside it. */
  readonly isOnlyLinkContent: boolean;
  /** Too small to show anything. */
  readonly isSpacer: boolean;
  /** By its width: it fills a good part of the message. Without a width it is taken for large. */
  readonly isLarge: boolean;
}

export interface SeenLink {
  readonly href: string;
  readonly text: string;
}

/** What a reader sees of a rendered message. */
export interface SeenPage {
  readonly texts: readonly SeenText[];
  readonly images: readonly SeenImage[];
  readonly links: readonly SeenLink[];
}

interface Around {
  readonly look: Look;
  readonly size: number;
  readonly isBold: boolean;
  readonly hasColour: boolean;
  readonly hasGround: boolean;
}

const OUTSIDE: Around = { look: PLAIN_LOOK, size: 16, isBold: false, hasColour: false, hasGround: false };
const LARGE_PX = 24;
const LARGE_BOLD_PX = 18.66;
const LARGE_IMAGE_PX = 200;
const SPACER_PX = 4;

export function readPage(html: string): SeenPage {
  const walk = new PageWalk();
  walk.visit(parseDocument(html), OUTSIDE);
  return walk;
}

class PageWalk implements SeenPage {
  readonly texts: SeenText[] = [];
  readonly images: SeenImage[] = [];
  readonly links: SeenLink[] = [];
  private readonly contrasts = new Map<string, number>();

  visit(node: Document | Element, around: Around): void {
    for (const child of node.children) {
      if (isText(child)) this.readText(child.data, around);
      else if (isTag(child) && !['head', 'style', 'title'].includes(child.name)) this.visitElement(child, around);
    }
  }

  private visitElement(element: Element, parent: Around): void {
    // Ours, on whatever ground the author chose: its grey can be read on most, and nobody could change it.
    if (/\brp-footer\b/.test(element.attribs['class'] ?? '')) return;
    const around = within(parent, element);
    if (around.look.isHidden) return;
    if (element.name === 'img') return this.readImage(element, around);
    if (element.name === 'a' && element.attribs['href'] !== undefined)
      this.links.push({ href: element.attribs['href'].trim(), text: wordsIn(element) });
    this.visit(element, around);
  }

  private readText(data: string, { look, size, isBold, hasColour, hasGround }: Around): void {
    const text = data.replace(/[\s\p{Default_Ignorable_Code_Point}]+/gu, ' ').trim();
    if (text === '' || !isVisible(look)) return;
    this.texts.push({
      text,
      contrast: look.colour && look.ground ? this.contrastOf(look.colour, look.ground) : null,
      isLarge: size >= LARGE_PX || (isBold && size >= LARGE_BOLD_PX),
      isHalfColoured: hasColour !== hasGround,
    });
  }

  private readImage({ attribs, parent }: Element, { look }: Around): void {
    if (!isVisible(look) || (attribs['src'] ?? '') === '') return;
    const width = sizeOf(attribs['width'] ?? /(?:^|;)\s*width:\s*([\d.]+)px/i.exec(attribs['style'] ?? '')?.[1]);
    const height = sizeOf(attribs['height']);
    const link = closestLink(parent);
    this.images.push({
      alt: attribs['alt'] ?? null,
      isOnlyLinkContent: link !== null && wordsIn(link) === '',
      isSpacer: (width !== null && width <= SPACER_PX) || (height !== null && height <= SPACER_PX),
      isLarge: width === null || width >= LARGE_IMAGE_PX,
    });
  }

  private contrastOf(colour: Color, ground: Color): number {
    const key = `${formatHex(colour)} ${formatHex(ground)}`;
    const known = this.contrasts.get(key) ?? wcagContrast(colour, ground);
    this.contrasts.set(key, known);
    return known;
  }
}

function within(parent: Around, element: Element): Around {
  const styles = stylesOf([...attributesAsStyles(element), ...splitDeclarations(element.attribs['style'] ?? '')]);
  const isLink = element.name === 'a' && element.attribs['href'] !== undefined && !styles.has('color');
  return {
    look: lookWithin(parent.look, isLink ? new Map([['color', LINK_COLOUR], ...styles]) : styles),
    size: sizeWithin(parent.size, element.name, styles),
    isBold: boldWithin(parent.isBold, element.name, styles),
    hasColour: parent.hasColour || (styles.has('color') && styles.get('color') !== 'inherit'),
    hasGround: parent.hasGround || setsGround(styles),
  };
}

function setsGround(styles: ReadonlyMap<string, string>): boolean {
  return ['background', 'background-color', 'background-image'].some((name) => {
    const value = styles.get(name);
    return value !== undefined && !/^(?:none|transparent|inherit|initial|)$/.test(value);
  });
}

const HEADING_EM: Readonly<Record<string, number>> = { h1: 2, h2: 1.5, h3: 1.17, small: 0.83 };

function sizeWithin(inherited: number, name: string, styles: ReadonlyMap<string, string>): number {
  const written = styles.get('font-size') ?? /(?:^|\s)([\d.]+(?:px|pt|em|rem|%))/.exec(styles.get('font') ?? '')?.[1] ?? '';
  const match = /^([\d.]+)(px|pt|em|rem|%)$/.exec(written);
  if (!match) return inherited * (HEADING_EM[name] ?? 1);
  const value = Number(match[1]);
  const units: Readonly<Record<string, number>> = { px: 1, pt: 4 / 3, em: inherited, rem: 16, '%': inherited / 100 };
  return value * (units[match[2] as string] as number);
}

function boldWithin(inherited: boolean, name: string, styles: ReadonlyMap<string, string>): boolean {
  const weight = styles.get('font-weight');
  if (weight === undefined || weight === 'inherit') return inherited || /^(?:b|strong|h[1-6]|th)$/.test(name);
  return /^bold/.test(weight) || Number(weight) >= 700;
}

function sizeOf(value: string | undefined): number | null {
  const number = /^\s*([\d.]+)(?:px)?\s*$/.exec(value ?? '')?.[1];
  return number === undefined ? null : Number(number);
}

function closestLink(node: Element['parent']): Element | null {
  for (let at = node; at && isTag(at); at = at.parent) if (at.name === 'a' && at.attribs['href'] !== undefined) return at;
  return null;
}

/** What is said in it: its texts, and what stands for its pictures. */
function wordsIn(element: Element): string {
  const words: string[] = [];
  const collect = (node: Element): void => {
    for (const child of node.children) {
      if (isText(child)) words.push(child.data);
      else if (isTag(child)) {
        if (child.name === 'img') words.push(child.attribs['alt'] ?? '');
        collect(child);
      }
    }
  };
  collect(element);
  return words.join(' ').replace(/\s+/g, ' ').trim();
}
