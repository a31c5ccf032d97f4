/** What a condition is about: names and values that its rule understands. */
export type RuleValue = string | number | boolean | null | readonly string[];

/** One question about a contact, answered by the rule of that name: `{ rule: 'inList', with: { listIds: ['…'] } }`. */
export interface RuleCondition {
  readonly rule: string;
  readonly with: Readonly<Record<string, RuleValue>>;
}

/** Which contacts are meant, as data. No parts: `and` means everyone, `or` nobody. */
export type RuleTree =
  { readonly and: readonly RuleTree[] } | { readonly or: readonly RuleTree[] } | { readonly not: RuleTree } | RuleCondition;

/** How a condition turned out for one contact, and what it was about: the value that decided it. */
export interface Finding {
  readonly holds: boolean;
  readonly value: string | null;
}

/** A tree with the result of each of its parts. `inside`: that of the segment which a condition is about. */
export type ExplainedTree = { readonly holds: boolean } & (
  | { readonly and: readonly ExplainedTree[] }
  | { readonly or: readonly ExplainedTree[] }
  | { readonly not: ExplainedTree }
  | (RuleCondition & Finding & { readonly inside?: ExplainedTree })
);

export function isCondition(tree: RuleTree): tree is RuleCondition {
  return 'rule' in tree;
}

/** Every condition, from left to right. */
export function conditionsOf(tree: RuleTree): RuleCondition[] {
  if (isCondition(tree)) return [tree];
  if ('not' in tree) return conditionsOf(tree.not);
  return ('and' in tree ? tree.and : tree.or).flatMap(conditionsOf);
}

/** Where a condition is in its tree: `and[1].not`; empty when it is the tree. Null when it is none of it. */
export function pathOf(tree: RuleTree, condition: RuleCondition, path = ''): string | null {
  if (tree === condition) return path;
  if (isCondition(tree)) return null;
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if ('not' in tree) return pathOf(tree.not, condition, at('not'));
  const [key, parts] = 'and' in tree ? ['and', tree.and] : ['or', tree.or];
  for (const [index, part] of parts.entries()) {
    const found = pathOf(part, condition, `${at(key)}[${index}]`);
    if (found !== null) return found;
  }
  return null;
}

/** How many levels it has; a condition alone has one. */
export function depthOf(tree: RuleTree): number {
  if (isCondition(tree)) return 1;
  if ('not' in tree) return 1 + depthOf(tree.not);
  return 1 + Math.max(0, ...('and' in tree ? tree.and : tree.or).map(depthOf));
}

/** Conditions without which nobody is meant: those that are joined by `and` alone. */
export function requiredConditions(tree: RuleTree): RuleCondition[] {
  if (isCondition(tree)) return [tree];
  return 'and' in tree ? tree.and.flatMap(requiredConditions) : [];
}

/** The tree with its results; `find` answers for each condition. */
export function explainTree(tree: RuleTree, find: (condition: RuleCondition) => Finding): ExplainedTree {
  if (isCondition(tree)) return { ...tree, ...find(tree) };
  if ('not' in tree) {
    const not = explainTree(tree.not, find);
    return { not, holds: !not.holds };
  }
  if ('and' in tree) {
    const and = tree.and.map((part) => explainTree(part, find));
    return { and, holds: and.every(({ holds }) => holds) };
  }
  const or = tree.or.map((part) => explainTree(part, find));
  return { or, holds: or.some(({ holds }) => holds) };
}
