import { type Expression, readExpression } from './readExpression.js';
import { scanTemplate, type TemplateToken } from './scanTemplate.js';
import { normalizeMergeTags } from './normalizeMergeTags.js';
import type { TemplateField, TemplateSource } from './TemplateSource.js';
import { templateFields } from './TemplateSource.js';

export interface TagUse {
  readonly tag: string;
  readonly field: TemplateField;
  readonly line: number;
  /** True when a missing value leaves no gap: a `default`, or a condition around it that asks for the value. */
  readonly hasFallback: boolean;
  /** True when it is printed whatever the values are: outside every if, unless, case and for. */
  readonly isAlwaysPrinted: boolean;
}

/** Every merge tag that a template refers to, in order of appearance. Names that the template defines itself are left out. */
export function findTagUses(source: TemplateSource): TagUse[] {
  return templateFields(source).flatMap(({ field, text }) => usesIn(field, normalizeMergeTags(text)));
}

/** Tags whose value a person will miss when it is empty: "12 people have no first name and there is no fallback". */
export function tagsWithoutFallback(source: TemplateSource): string[] {
  return [
    ...new Set(
      findTagUses(source)
        .filter((use) => !use.hasFallback)
        .map((use) => use.tag),
    ),
  ];
}

interface Block {
  readonly name: string;
  asks: readonly string[];
  readonly ofUnless: readonly string[];
}

/** The blocks around a place, and how many of them ask for each tag: counted as they open and close, so that nesting costs nothing. */
class Blocks {
  private readonly open: Block[] = [];
  private readonly asked = new Map<string, number>();

  get depth(): number {
    return this.open.length;
  }

  get inner(): Block | undefined {
    return this.open.at(-1);
  }

  asksFor(tag: string): boolean {
    return (this.asked.get(tag) ?? 0) > 0;
  }

  push(block: Block): void {
    this.open.push(block);
    this.count(block.asks, 1);
  }

  pop(): void {
    this.count(this.open.pop()?.asks ?? [], -1);
  }

  /** Another branch of the innermost block asks for something else. */
  askInstead(asks: readonly string[]): void {
    const { inner } = this;
    if (!inner) return;
    this.count(inner.asks, -1);
    inner.asks = asks;
    this.count(asks, 1);
  }

  private count(tags: readonly string[], by: number): void {
    for (const tag of tags) this.asked.set(tag, (this.asked.get(tag) ?? 0) + by);
  }
}

function usesIn(field: TemplateField, text: string): TagUse[] {
  const uses: TagUse[] = [];
  const blocks = new Blocks();
  const locals = new Set(['forloop']);
  for (const token of scanTemplate(text)) {
    if (token.kind !== 'output' && token.kind !== 'tag') continue;
    const { name, expression } = partsOf(token);
    if (blocks.inner?.name === 'comment' && name !== 'endcomment') continue;
    const at = { field, line: token.line, isAlwaysPrinted: token.kind === 'output' && blocks.depth === 0 };
    for (const found of findIn(name, expression, blocks)) {
      if (!locals.has(found.tag.split('.')[0] as string)) uses.push({ ...found, ...at });
    }
    defineLocals(name, token.content, locals);
    moveBlocks(name, expression, blocks);
  }
  return uses;
}

function partsOf(token: Extract<TemplateToken, { content: string }>): { name: string; expression: Expression } {
  if (token.kind === 'output') return { name: '', expression: readExpression(token.content) };
  const name = /^[\w#-]+/.exec(token.content)?.[0] ?? '';
  const rest = token.content.slice(name.length);
  return {
    name,
    expression: readExpression(
      name === 'assign' ? rest.slice(rest.indexOf('=') + 1) : name === 'for' ? rest.replace(/^\s*[\w-]+\s+in\b/, '') : rest,
    ),
  };
}

/** Reading a value in a condition or a loop leaves no gap; printing or assigning it does, unless something stands in. */
function findIn(name: string, expression: Expression, blocks: Blocks): { tag: string; hasFallback: boolean }[] {
  const isPrinted = name === '' || name === 'assign';
  const defaults = expression.filters.map((filter) => filter.name === 'default');
  const found = expression.paths.map((tag) => ({ tag, hasFallback: !isPrinted || blocks.asksFor(tag) || defaults.includes(true) }));
  expression.filters.forEach((filter, index) => {
    for (const tag of filter.paths)
      found.push({ tag, hasFallback: !isPrinted || blocks.asksFor(tag) || defaults.includes(true, index + 1) });
  });
  return found;
}

function defineLocals(name: string, content: string, locals: Set<string>): void {
  if (name !== 'assign' && name !== 'for') return;
  const local = /^\w+\s+([\w-]+)/.exec(content)?.[1];
  if (local !== undefined) locals.add(local);
}

function moveBlocks(name: string, expression: Expression, blocks: Blocks): void {
  if (name === 'if' || name === 'for' || name === 'case') blocks.push({ name, asks: name === 'if' ? expression.paths : [], ofUnless: [] });
  else if (name === 'unless') blocks.push({ name, asks: [], ofUnless: expression.paths });
  else if (name === 'comment') blocks.push({ name, asks: [], ofUnless: [] });
  else if (name === 'elsif') blocks.askInstead(expression.paths);
  else if (name === 'else') blocks.askInstead(blocks.inner?.ofUnless ?? []);
  else if (name.startsWith('end')) blocks.pop();
}
