import { type Selector, SelectorType } from 'css-what';
import { compile } from 'css-select';
import { type AnyNode, type Element, isTag } from 'domhandler';
import { templateTooSlow } from '../renderErrors.js';
import type { ReadSelector } from './selectors.js';

/** Steps of comparing for all rules of a template together; some 200 ms. A usual mail needs a hundredth. */
const MOST_STEPS = 4_000_000;

/** The elements of a page by what a selector asks for last, so that a rule is tried only where it may match, and what that costs. */
export class ElementIndex {
  private readonly all: Element[] = [];
  private readonly byKey = new Map<string, Element[]>();
  private deepest = 1;
  private widest = 1;
  private steps = 0;

  constructor(root: AnyNode) {
    this.add(root, 0);
  }

  /** Elements that match, in document order. @throws AppError `template.tooSlow` when finding out would take too long. */
  matching({ text, tokens }: ReadSelector): Element[] {
    const candidates = this.candidatesFor(tokens);
    if (candidates.length === 0) return [];
    this.steps += candidates.length * this.stepsFor(tokens);
    if (this.steps > MOST_STEPS) throw templateTooSlow(new Error('too many comparisons'));
    const matches = compile<AnyNode, Element>(text);
    return candidates.filter((element) => matches(element));
  }

  private add(node: AnyNode, depth: number): void {
    if (!('children' in node)) return;
    this.deepest = Math.max(this.deepest, depth);
    this.widest = Math.max(this.widest, node.children.length);
    for (const child of node.children) {
      // Nothing of the head is shown.
      if (!isTag(child) || child.name === 'head') continue;
      this.all.push(child);
      this.put(`tag ${child.name}`, child);
      if (child.attribs['id']) this.put(`id ${child.attribs['id']}`, child);
      for (const name of new Set((child.attribs['class'] ?? '').split(/\s+/))) if (name !== '') this.put(`class ${name}`, child);
      this.add(child, depth + 1);
    }
  }

  private put(key: string, element: Element): void {
    const known = this.byKey.get(key);
    if (known) known.push(element);
    else this.byKey.set(key, [element]);
  }

  /** By the last part of the selector: the rarest of its id, classes and element name. */
  private candidatesFor(tokens: readonly Selector[]): readonly Element[] {
    let best: readonly Element[] = this.all;
    for (let at = tokens.length - 1; at >= 0; at -= 1) {
      const token = tokens[at] as Selector;
      if (isCombinator(token)) break;
      const key = keyOf(token);
      const found = key === null ? best : (this.byKey.get(key) ?? []);
      if (found.length < best.length) best = found;
    }
    return best;
  }

  /** An upper bound for one element. Each `~` looks at siblings, each blank at ancestors, and all of them again for the one before. */
  private stepsFor(tokens: readonly Selector[]): number {
    let steps = 1;
    for (const token of tokens) {
      if (token.type === SelectorType.Sibling) steps *= this.widest;
      else if (token.type === SelectorType.Descendant) steps *= Math.min(this.deepest, 8);
      else if (token.type === SelectorType.Pseudo) steps *= this.stepsForPseudo(token.name, token.data);
    }
    return steps + tokens.length;
  }

  private stepsForPseudo(name: string, data: Selector[][] | string | null): number {
    if (Array.isArray(data)) return 1 + data.reduce((sum, inner) => sum + this.stepsFor(inner), 0);
    return name === 'empty' ? 1 : this.widest;
  }
}

function isCombinator({ type }: Selector): boolean {
  return [SelectorType.Descendant, SelectorType.Child, SelectorType.Sibling, SelectorType.Adjacent].some((one) => one === type);
}

function keyOf(token: Selector): string | null {
  if (token.type === SelectorType.Tag) return `tag ${token.name}`;
  if (token.type !== SelectorType.Attribute || token.ignoreCase !== 'quirks') return null;
  return token.name === 'id' || token.name === 'class' ? `${token.name} ${token.value}` : null;
}
