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

/** A tree with the result of each of its parts. */
export type ExplainedTree = { readonly holds: boolean } & (
  | { readonly and: readonly ExplainedTree[] }
  | { readonly or: readonly ExplainedTree[] }
  | { readonly not: ExplainedTree }
  | (RuleCondition & Finding)
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
