import type { Document, Element } from 'domhandler';
import { isTag, isText } from 'domhandler';
import { MERGE_TAGS, readExpression, TEMPLATE_BLOCKS } from '@rapport/common';
import { splitDeclarations } from '../css/declarations.js';
import type { ElementIndex } from '../css/ElementIndex.js';
import { attributesAsStyles, isVisible, LINK_COLOUR, type Look, lookWithin, PLAIN_LOOK, stylesOf } from '../css/looks.js';
import type { StyleRule } from '../css/readStyleSheet.js';
import { forItsReaders, isForMailPrograms, readAnySelector } from '../css/selectors.js';
import { unescapeText } from '../liquid/asText.js';
import type { TagMask } from './TagMask.js';

/** What the law asks for and the author has put where every reader sees it. */
export interface Placed {
  readonly unsubscribeLink: boolean;
  readonly postalAddress: boolean;
}

const UNSUBSCRIBE = 'unsubscribe_url';
const ADDRESS = 'workspace.postal_address';

/** What leaves of a value what a person needs. */
const HARMLESS: Readonly<Record<string, readonly string[]>> = {
  [UNSUBSCRIBE]: ['default', 'escape', 'strip'],
  [ADDRESS]: ['default', 'escape', 'strip', 'lstrip', 'rstrip', 'strip_newlines', 'upcase', 'downcase', 'capitalize', 'append', 'prepend'],
};

const ALWAYS_FILLED = new Set(MERGE_TAGS.filter(({ tag, canBeEmpty }) => !canBeEmpty && tag !== ADDRESS).map(({ tag }) => tag));

/**
 * Placed is visible text, or a visible link with something in it that leads exactly there. Anything that hides it from some
 * readers (a condition, a style, a media query, a comment for Outlook) makes it not placed; then our own footer stays.
 */
export function findPlaced(page: Document, mask: TagMask, conditional: readonly StyleRule[], index: ElementIndex): Placed {
  const walk = new PlacedWalk(mask, alternatives(conditional, index));
  walk.visit(page, PLAIN_LOOK, null);
  const isMeant = (name: string): boolean => !mask.assigned.has(name);
  return {
    unsubscribeLink: walk.found.has(UNSUBSCRIBE) && isMeant(UNSUBSCRIBE),
    postalAddress: walk.found.has(ADDRESS) && isMeant('workspace'),
  };
}

/** How elements look for some readers, or some of the time. */
function alternatives(rules: readonly StyleRule[], index: ElementIndex): Map<Element, StyleRule['declarations'][]> {
  const found = new Map<Element, StyleRule['declarations'][]>();
  for (const rule of rules.filter(({ declarations }) => declarations.length > 0)) {
    for (const text of rule.selectors) {
      const declarations = rule.isForSome || isForMailPrograms(text) ? withoutColours(rule.declarations) : rule.declarations;
      const concerned = forItsReaders(text);
      const selector = concerned === null ? null : readAnySelector(concerned);
      if (!selector) continue;
      try {
        for (const element of index.matching(selector)) found.set(element, [...(found.get(element) ?? []), declarations].slice(-200));
      } catch (error) {
        // A selector that no one understands hides nothing.
        if (error instanceof Error && error.name === 'AppError') throw error;
      }
    }
  }
  return found;
}

/** Dark mode changes text and ground together, so one of them alone says nothing; only what is transparent is so on any ground. */
function withoutColours(declarations: StyleRule['declarations']): StyleRule['declarations'] {
  return declarations.filter(({ name, value }) => !/color$|^background/i.test(name) || /^transparent$/i.test(value.trim()));
}

class PlacedWalk {
  readonly found = new Set<string>();
  /** Between the marks of `<!--[if !mso]><!-->`: what Outlook does not show. */
  private outlookMarks = 0;
  /** Conditions and loops of Liquid around what is read now. */
  private blocks = 0;

  constructor(
    private readonly mask: TagMask,
    private readonly alternatives: ReadonlyMap<Element, readonly StyleRule['declarations'][]>,
  ) {}

  /** Answers whether a reader sees something of it in any case. `link`: what the link around it leads to. */
  visit(node: Document | Element, look: Look, link: 'unsubscribe' | 'elsewhere' | null): boolean {
    let isSeen = false;
    for (const child of node.children) {
      if (isText(child)) isSeen = this.readText(child.data, look, link) || isSeen;
      else if (isTag(child) && child.attribs['data-rp'] === undefined) isSeen = this.visitElement(child, look, link) || isSeen;
    }
    return isSeen;
  }

  private visitElement(element: Element, parent: Look, link: 'unsubscribe' | 'elsewhere' | null): boolean {
    if (['head', 'style', 'title'].includes(element.name)) return false;
    const look = this.lookOf(element, parent);
    if (element.name === 'img') return isVisible(look) && this.isPicture(element);
    if (element.name !== 'a' || element.attribs['href'] === undefined) return this.visit(element, look, link);
    const leads = this.leadsToUnsubscribe(element) ? 'unsubscribe' : 'elsewhere';
    const isSeen = this.visit(element, look, leads);
    if (isSeen && leads === 'unsubscribe' && this.outlookMarks === 0) this.found.add(UNSUBSCRIBE);
    return isSeen;
  }

  private lookOf(element: Element, parent: Look): Look {
    const style = unescapeText(element.attribs['style'] ?? '');
    const isUncertain = this.mask.contains(style) && this.mayHide(style);
    const own = stylesOf([...attributesAsStyles(element), ...splitDeclarations(style)]);
    const base = element.name === 'a' && !own.has('color') ? new Map([['color', LINK_COLOUR], ...own]) : own;
    const look = lookWithin(parent, base);
    const others = this.alternatives.get(element) ?? [];
    const isHiddenForSome =
      isUncertain ||
      element.attribs['hidden'] !== undefined ||
      others.some(
        (declarations) => declarations.some(({ value }) => this.mask.contains(value)) || !isSeenWith(parent, base, declarations, look),
      );
    return isHiddenForSome ? { ...look, isHidden: true } : look;
  }

  /** A value decides about one of these, or a condition about all. */
  private mayHide(style: string): boolean {
    if (this.mask.tagsIn(style).some(({ kind }) => kind !== 'output')) return true;
    const looks =
      /^(?:display|visibility|opacity|font|font-size|color|background.*|overflow.*|(?:max-)?(?:height|width)|position|left|top|text-indent|transform|clip.*|filter|mso-hide)$/i;
    return splitDeclarations(style).some(({ name, value }) => this.mask.contains(value) && looks.test(name));
  }

  private readText(text: string, look: Look, link: 'unsubscribe' | 'elsewhere' | null): boolean {
    let isSeen = false;
    let at = 0;
    for (const tag of this.mask.contains(text) ? this.mask.tagsIn(text) : []) {
      isSeen ||= this.blocks === 0 && isVisible(look) && !isBlank(text.slice(at, tag.start));
      at = tag.end;
      if (tag.kind === 'block') this.countBlocks(tag.raw);
      if (tag.kind === 'comment') this.countMarks(tag.raw);
      if (tag.kind === 'output' && !tag.isConditional && isVisible(look)) isSeen = this.readOutput(tag.raw, link) || isSeen;
    }
    return isSeen || (this.blocks === 0 && isVisible(look) && !isBlank(text.slice(at)));
  }

  private readOutput(raw: string, link: 'unsubscribe' | 'elsewhere' | null): boolean {
    const { paths, filters } = readExpression(raw.slice(2, -2).replace(/^-|-$/g, '').trim());
    const tag = paths[0] ?? '';
    const isWhole = filters.every(({ name }) => HARMLESS[tag]?.includes(name) ?? false);
    const isFilled =
      (ALWAYS_FILLED.has(tag) && isWholeOrPlain(filters)) || filters.some(({ name, hasLiteral }) => name === 'default' && hasLiteral);
    if (tag in HARMLESS && isWhole && this.outlookMarks === 0 && (tag === ADDRESS || link !== 'elsewhere')) this.found.add(tag);
    return isFilled;
  }

  private leadsToUnsubscribe(element: Element): boolean {
    const href = unescapeText(element.attribs['href'] ?? '');
    const [first] = this.mask.tagsIn(href);
    if (!first || first.kind !== 'output' || first.isConditional) return false;
    const { paths, filters } = readExpression(first.raw.slice(2, -2).replace(/^-|-$/g, '').trim());
    const isExact = paths[0] === UNSUBSCRIBE && filters.every(({ name }) => HARMLESS[UNSUBSCRIBE]?.includes(name));
    return isExact && /^(?:(?:https?:)?\/\/|https?:)?$/i.test(href.slice(0, first.start)) && /^(?:$|[?&#])/.test(href.slice(first.end));
  }

  /** Many mailboxes show no pictures until they are asked, so it counts with a text instead of it. */
  private isPicture({ attribs }: Element): boolean {
    const size = (name: string): number => Number.parseInt(attribs[name] ?? '100', 10);
    return (attribs['src'] ?? '') !== '' && !isBlank(this.mask.without(attribs['alt'] ?? '')) && size('width') > 2 && size('height') > 2;
  }

  private countBlocks(raw: string): void {
    const name = /^\{%-?\s{0,99}(\w+)/.exec(raw)?.[1] ?? '';
    if (name.startsWith('end')) this.blocks -= 1;
    else if (TEMPLATE_BLOCKS[name]) this.blocks += 1;
  }

  private countMarks(raw: string): void {
    if (/^<!(?:--)?\s*(?:<!)?\[endif\]/i.test(raw)) this.outlookMarks -= 1;
    else if (!/<!\[endif\]-->$/i.test(raw)) this.outlookMarks += 1;
  }
}

function isWholeOrPlain(filters: readonly { readonly name: string }[]): boolean {
  return filters.every(({ name }) => ['default', 'escape', 'upcase', 'downcase', 'capitalize', 'date', 'append', 'prepend'].includes(name));
}

function isSeenWith(parent: Look, base: ReadonlyMap<string, string>, declarations: StyleRule['declarations'], look: Look): boolean {
  const other = lookWithin(parent, new Map([...base, ...stylesOf(declarations)]));
  return isVisible(other) || !isVisible(look);
}

function isBlank(text: string): boolean {
  return text.replace(/&(?:nbsp|zwnj|zwj|shy|#847|#160|#8203|#173);|[\s\u2800]|\p{Default_Ignorable_Code_Point}/giu, '') === '';
}
