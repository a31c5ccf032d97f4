import type { AtRule, ChildNode, Container, Declaration as PostcssDeclaration, Root, Rule } from 'postcss';
import safeParse from 'postcss-safe-parser';
import { templateTooSlow } from '../renderErrors.js';
import type { TagMask } from '../markup/TagMask.js';
import type { Declaration } from './declarations.js';
import { isSafeName, isSafeValue } from './values.js';

/** A plain rule, to be written into the elements that it matches. */
export interface StyleRule {
  readonly selectors: readonly string[];
  readonly declarations: readonly (Declaration & { readonly isImportant: boolean })[];
  /** Inside of a media query or the like. */
  readonly isForSome: boolean;
}

export interface ReadStyleSheet {
  /** The whole sheet, cleaned and otherwise as it was written. */
  readonly text: string;
  /** What cannot be written into elements: media queries, states, layers, fonts, … */
  readonly rest: string;
  readonly rules: StyleRule[];
  /** Rules that stay in the sheet: they hold for some readers, or at some time. */
  readonly conditional: StyleRule[];
  /** What was taken out, in the author's words. */
  readonly removed: string[];
}

/** For sheets that are only cleaned. */
export type StyleSheetReader = (css: string, media: string) => string;

const KEPT_AT_RULES =
  /^(?:media|supports|font-face|keyframes|-webkit-keyframes|-moz-keyframes|layer|container|property|scope|starting-style|page|counter-style|font-feature-values|viewport|-ms-viewport)$/;

/** More than any framework has. */
const MOST_NODES = 20_000;
const DEEPEST = 30;

/** `isInlinable` says whether elements can be asked for this selector; what it refuses stays in the sheet. */
export function readStyleSheet(css: string, media: string, mask: TagMask, isInlinable: (selector: string) => boolean): ReadStyleSheet {
  // Old mails hide their sheets from browsers of the last century.
  const root = safeParse(mask.only(css, ['output', 'print']).replace(/<!--|-->/g, '')) as Root;
  const cleaner = new SheetCleaner(mask);
  cleaner.clean(root, '', 0);
  const rules = isEveryScreen(media) ? root.nodes.filter(isRule).flatMap((rule) => inlineRule(rule, isInlinable)) : [];
  const conditional = conditionalRules(root, (selector) => isEveryScreen(media) && isInlinable(selector));
  cleaner.hidePlaces(root);
  const text = print(root, media);
  if (isEveryScreen(media)) {
    for (const rule of root.nodes.filter(isRule)) if (isWhollyInlined(rule, isInlinable)) rule.remove();
  }
  const rest = print(root, media);
  // Whatever could end the element that holds it.
  if (/<[/!?]/.test(text)) return { text: '', rest: '', rules: [], conditional: [], removed: ['a style sheet'] };
  return { text, rest, rules, conditional, removed: cleaner.removed };
}

function print(root: Root, media: string): string {
  const css = root.toString().trim();
  return css === '' || isEveryScreen(media) ? css : `@media ${media.replace(/[^\w\s():,.<>=/-]/g, '')} {\n${css}\n}`;
}

function isRule(node: ChildNode): node is Rule {
  return node.type === 'rule';
}

function inlineRule(rule: Rule, isInlinable: (selector: string) => boolean): StyleRule[] {
  const selectors = rule.selectors.filter(isInlinable);
  const declarations = declarationsOf(rule);
  return selectors.length > 0 && declarations.length > 0 ? [{ selectors, declarations, isForSome: false }] : [];
}

function declarationsOf(rule: Rule): StyleRule['declarations'] {
  return rule.nodes.flatMap((node) =>
    node.type === 'decl' && !node.prop.startsWith('--')
      ? [{ name: node.prop, value: node.value, isImportant: node.important === true }]
      : [],
  );
}

/** Nested selectors are written out: `.a { .b {} &:hover {} }` is about `:is(.a) .b` and `:is(.a):hover`. */
function conditionalRules(
  container: Container<ChildNode>,
  isInlined: (selector: string) => boolean,
  isForSome = false,
  parent: string | null = null,
): StyleRule[] {
  return (container.nodes ?? []).flatMap((node): StyleRule[] => {
    if (node.type === 'atrule')
      return /^(?:media\b.*\bprint)$/i.test(`${node.name} ${node.params}`.trim()) ? [] : conditionalRules(node, () => false, true, parent);
    if (node.type !== 'rule') return [];
    const selectors = node.selectors.map((selector) =>
      parent === null ? selector : selector.includes('&') ? selector.replaceAll('&', `:is(${parent})`) : `:is(${parent}) ${selector}`,
    );
    const rest = parent === null ? selectors.filter((selector) => !isInlined(selector)) : selectors;
    const own = rest.length > 0 ? [{ selectors: rest, declarations: declarationsOf(node), isForSome }] : [];
    return [...own, ...conditionalRules(node, () => false, isForSome, selectors.join(', ').slice(0, 500))];
  });
}

function isWhollyInlined(rule: Rule, isInlinable: (selector: string) => boolean): boolean {
  return rule.selectors.every(isInlinable) && rule.nodes.every((node) => node.type === 'decl' && !node.prop.startsWith('--'));
}

function isEveryScreen(media: string): boolean {
  return /^\s*(?:all|screen|all,\s*screen|screen,\s*all)?\s*$/i.test(media);
}

/** Comments inside of values and selectors; postcss keeps the raw text of a node that had one. */
function forgetComments(node: ChildNode): void {
  const raws = node.raws as Record<string, unknown>;
  for (const [name, raw] of Object.entries(raws)) {
    if (typeof raw === 'object' || (typeof raw === 'string' && raw.includes('/*'))) delete raws[name];
  }
}

class SheetCleaner {
  readonly removed: string[] = [];
  private count = 0;

  constructor(private readonly mask: TagMask) {}

  clean(container: Container<ChildNode>, within: string, depth: number): void {
    if (depth > DEEPEST) throw templateTooSlow(new Error('nested too deep'));
    for (const node of [...(container.nodes ?? [])]) {
      this.count += 1;
      if (this.count > MOST_NODES) throw templateTooSlow(new Error('too many rules'));
      forgetComments(node);
      if (node.type === 'comment') node.remove();
      else if (node.type === 'decl') this.cleanDeclaration(node, within);
      else if (node.type === 'rule') this.cleanRule(node, within, depth);
      else if (node.type === 'atrule') this.cleanAtRule(node, depth);
    }
  }

  /** Puts a tag of our own in the place of each declaration whose value is filled in. */
  hidePlaces(root: Root): void {
    root.walkDecls((declaration) => {
      if (!this.mask.contains(declaration.value)) return;
      const value = declaration.important ? `${declaration.value} !important` : declaration.value;
      declaration.value = this.mask.wrap(`__sheet_declaration ${declaration.prop}`, value);
      declaration.prop = '';
      declaration.important = false;
      // Behind a bracket of CSS, that of a tag would be read as an output.
      declaration.raws = { before: ' ', between: '' };
    });
  }

  private cleanDeclaration(node: PostcssDeclaration, within: string): void {
    node.value = node.value.trim();
    const isKnown = isSafeName(node.prop) && !this.mask.contains(node.prop);
    const origin = within === 'font-face' ? 'font' : 'author';
    if (isKnown && (this.mask.contains(node.value) || isSafeValue(node.value, origin))) return;
    // Hacks for browsers of long ago (`*zoom: 1`) are nothing that anyone misses.
    if (isKnown || /^(?:behaviou?r|-moz-binding)/i.test(node.prop)) this.note(`${node.prop}: ${node.value}`);
    node.remove();
  }

  private cleanRule(node: Rule, within: string, depth: number): void {
    const { selector } = node;
    if (this.mask.contains(selector) || /[<{}@;]/.test(selector) || selector.trim() === '') {
      this.note(selector);
      node.remove();
      return;
    }
    this.clean(node, within, depth + 1);
    if (node.nodes.length === 0) node.remove();
  }

  private cleanAtRule(node: AtRule, depth: number): void {
    const name = node.name.toLowerCase();
    const isKept = KEPT_AT_RULES.test(name) && !this.mask.contains(node.params) && !/<[/!?a-z]|[{};\\]/i.test(node.params);
    if (!isKept) {
      if (name !== 'charset') this.note(`@${node.name} ${node.params}`);
      node.remove();
      return;
    }
    if (!node.nodes) return;
    this.clean(node, name, depth + 1);
    if (node.nodes.length === 0) node.remove();
  }

  private note(what: string): void {
    if (this.removed.length < 50) this.removed.push(this.mask.without(what).replace(/\s+/g, ' ').trim().slice(0, 60));
  }
}
