import {
  type Block,
  BLOCK_DOCUMENT_VERSION,
  type BlockAlignment,
  type BlockDocument,
  type BlockLayout,
  type BlockRow,
  DEFAULT_BLOCK_THEME,
  readBlockDocument,
  readHexColour,
  SOCIAL_NETWORKS,
  type SocialNetwork,
} from '@rapport/common';
import type { Element } from 'domhandler';
import { ElementType, parseDocument } from 'htmlparser2';

/** `why`: what has no block. */
export type MjmlBlocks = { readonly document: BlockDocument } | { readonly why: string };

export interface MjmlHead {
  readonly title: string;
  readonly preview: string;
}

/** What the text of a block may hold and its editor keeps. */
const TEXT_TAGS = ['p', 'br', 'a', 'strong', 'b', 'em', 'i', 'u', 's', 'ul', 'ol', 'li', 'h1', 'h2', 'h3', 'blockquote'];
const HEAD_TAGS = ['mj-title', 'mj-preview', 'mj-attributes', 'mj-font', 'mj-breakpoint'];
const WIDTH = 600;

class NoBlock extends Error {}

/** The message as blocks, if each of its elements has one. Fonts and spacing come from the theme then. */
export function mjmlToBlocks(source: string): MjmlBlocks {
  try {
    const document = new Reader(source).read();
    const checked = readBlockDocument(document);
    return 'document' in checked ? checked : { why: checked.problems[0]?.message ?? 'a value that blocks do not have' };
  } catch (error) {
    if (error instanceof NoBlock) return { why: error.message };
    throw error;
  }
}

/** What the head says of the message. */
export function readMjmlHead(source: string): MjmlHead {
  const textOf = (name: string): string =>
    (new RegExp(`<${name}\\b[^<>]{0,200}>([^<]{0,1000})</${name}>`, 'i').exec(source)?.[1] ?? '').replace(/\s+/g, ' ').trim();
  return { title: textOf('mj-title'), preview: textOf('mj-preview') };
}

class Reader {
  private ids = 0;

  constructor(private readonly source: string) {}

  read(): BlockDocument {
    const root = parseDocument(this.source, { xmlMode: true, decodeEntities: true, withStartIndices: true, withEndIndices: true });
    const mjml = elementsOf(root.children as Element[]).find(({ name }) => name === 'mjml');
    const parts = elementsOf((mjml?.children ?? []) as Element[]);
    const body = parts.find(({ name }) => name === 'mj-body');
    if (!body) throw new NoBlock('a message without <mj-body>');
    for (const part of elementsOf((parts.find(({ name }) => name === 'mj-head')?.children ?? []) as Element[]))
      if (!HEAD_TAGS.includes(part.name)) throw noBlock(part.name);
    const rows = elementsOf(body.children as Element[]).map((section) => this.row(section));
    const accent = hex(/<mj-button\b[^<>]{0,500}?background-color\s*=\s*["'](#[0-9a-f]{3,6})["']/i.exec(this.source)?.[1]);
    const page = hex(body.attribs['background-color']);
    return {
      version: BLOCK_DOCUMENT_VERSION,
      theme: { ...DEFAULT_BLOCK_THEME, ...(accent ? { accent } : {}), ...(page ? { page } : {}) },
      rows,
    };
  }

  private row(section: Element): BlockRow {
    if (section.name !== 'mj-section') throw noBlock(section.name);
    if (section.attribs['background-url']) throw new NoBlock('a section with a background image');
    const columns = elementsOf(section.children as Element[]);
    for (const column of columns) if (column.name !== 'mj-column') throw noBlock(column.name);
    const layout = layoutOf(columns);
    const width = WIDTH / Math.max(1, columns.length);
    return {
      id: this.id(),
      layout,
      background: hex(section.attribs['background-color']),
      padding: 20,
      condition: null,
      columns: (columns.length === 0 ? [null] : columns).map((column) => ({
        blocks: column ? elementsOf(column.children as Element[]).map((block) => this.block(block, width)) : [],
      })),
    };
  }

  private block(element: Element, width: number): Block {
    const { name, attribs } = element;
    const own = { id: this.id(), condition: null };
    switch (name) {
      case 'mj-text':
        return this.text(element, own);
      case 'mj-image':
        return {
          ...own,
          ...{ kind: 'image', src: attribs['src'] ?? '', alt: (attribs['alt'] ?? '').slice(0, 300), href: attribs['href'] ?? '' },
          ...{ width: share(attribs['width'], width), align: alignOf(attribs['align'], 'center') },
        };
      case 'mj-button': {
        if (elementsOf(element.children as Element[]).length > 0) throw new NoBlock('a button with formatted text');
        const isFullWidth = attribs['width'] === '100%';
        const text = this.inner(element).replace(/\s+/g, ' ').trim();
        return { ...own, kind: 'button', text, href: attribs['href'] ?? '', align: alignOf(attribs['align'], 'center'), isFullWidth };
      }
      case 'mj-divider':
        return { ...own, kind: 'divider', colour: hex(attribs['border-color']) };
      case 'mj-spacer':
        return {
          ...own,
          kind: 'spacer',
          height: Math.min(200, Math.max(4, Math.round(Number.parseFloat(attribs['height'] ?? '20') || 20))),
        };
      case 'mj-social':
        return { ...own, kind: 'social', links: this.social(element), align: alignOf(attribs['align'], 'center') };
      default:
        throw noBlock(name);
    }
  }

  private text(element: Element, own: { id: string; condition: null }): Block {
    const unknown = tagsIn(element).find((name) => !TEXT_TAGS.includes(name));
    if (unknown) throw new NoBlock(`<${unknown}> in a text`);
    const children = elementsOf(element.children as Element[]);
    const [only] = children;
    const html = this.inner(element).trim();
    const heading = only && children.length === 1 && /^h[123]$/.test(only.name) && tagsIn(only).length === 0 ? only : null;
    if (heading && /^<h[123]\b[^<>]*>[^<]*<\/h[123]>$/i.test(html)) {
      const text = this.inner(heading).replace(/\s+/g, ' ').trim();
      return {
        ...own,
        kind: 'heading',
        text,
        level: Number(heading.name[1]) as 1 | 2 | 3,
        align: alignOf(element.attribs['align'], 'left'),
      };
    }
    return { ...own, kind: 'text', html: /^<(?:p|ul|ol|h[123]|blockquote)\b/i.test(html) ? html : `<p>${html}</p>` };
  }

  private social(element: Element): { network: SocialNetwork; href: string }[] {
    return elementsOf(element.children as Element[]).map(({ name, attribs }) => {
      if (name !== 'mj-social-element') throw noBlock(name);
      const wanted = (attribs['name'] ?? '')
        .replace(/-noshare$/, '')
        .replace(/^twitter$/, 'x')
        .replace(/^web$/, 'website');
      const network = SOCIAL_NETWORKS.find((one) => one === wanted);
      if (!network) throw new NoBlock(`a social link to “${wanted.slice(0, 40)}”`);
      return { network, href: attribs['href'] ?? '' };
    });
  }

  /** As it was written. */
  private inner(element: Element): string {
    const [first, last] = [element.children[0], element.children.at(-1)];
    return first && last ? this.source.slice(first.startIndex ?? 0, (last.endIndex ?? -1) + 1) : '';
  }

  private id(): string {
    this.ids += 1;
    return `i${this.ids}`;
  }
}

function elementsOf(nodes: readonly Element[]): Element[] {
  return nodes.filter((node) => node.type === ElementType.Tag || node.type === ElementType.Script || node.type === ElementType.Style);
}

/** The names of all elements in one, however deep. */
function tagsIn(element: Element): string[] {
  const names: string[] = [];
  const open = [...(element.children as Element[])];
  for (let next = open.pop(); next; next = open.pop()) {
    const [node] = elementsOf([next]);
    if (!node) continue;
    names.push(node.name.toLowerCase());
    open.push(...(node.children as Element[]));
  }
  return names;
}

function layoutOf(columns: readonly Element[]): BlockLayout {
  const widths = columns.map(({ attribs }) => Number.parseFloat(attribs['width'] ?? '') || null);
  if (columns.length <= 1) return 'one';
  if (columns.length === 3) return 'thirds';
  if (columns.length > 3) throw new NoBlock(`a section with ${columns.length} columns`);
  const [left, right] = [widths[0] ?? 100 - (widths[1] ?? 50), widths[1] ?? 100 - (widths[0] ?? 50)];
  if (left > right * 1.4) return 'wideLeft';
  return right > left * 1.4 ? 'wideRight' : 'halves';
}

function alignOf(value: string | undefined, usual: BlockAlignment): BlockAlignment {
  return value === 'left' || value === 'center' || value === 'right' ? value : usual;
}

/** Percent of the column. */
function share(width: string | undefined, column: number): number {
  const pixels = Number.parseFloat(width ?? '');
  if (!Number.isFinite(pixels)) return 100;
  const percent = width?.trim().endsWith('%') ? pixels : (pixels / column) * 100;
  return Math.min(100, Math.max(10, Math.round(percent)));
}

function hex(value: string | undefined): string | null {
  return value === undefined ? null : readHexColour(value);
}

const noBlock = (name: string): NoBlock => new NoBlock(`<${name.slice(0, 40)}>`);
