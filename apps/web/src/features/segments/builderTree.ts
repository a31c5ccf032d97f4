import { isCondition, type Question, type RuleTree, type RuleValue, slotProblem, type Subject, understand } from '@rapport/common';

/** The tree as it is edited: every part has an id, and a `not` belongs to the part below it. */
export interface BuilderCondition {
  readonly kind: 'condition';
  readonly id: string;
  readonly isNot: boolean;
  /** Empty until something is chosen. */
  readonly rule: string;
  readonly values: Readonly<Record<string, RuleValue>>;
}
export interface BuilderGroup {
  readonly kind: 'group';
  readonly id: string;
  readonly isNot: boolean;
  readonly mode: 'and' | 'or';
  readonly parts: readonly BuilderPart[];
}
export type BuilderPart = BuilderCondition | BuilderGroup;

/** Groups inside each other; the API takes more, people lose their way before. */
export const MOST_NESTED = 4;

let made = 0;
const newId = (): string => `part-${(made += 1)}`;

export function blankCondition(): BuilderCondition {
  return { kind: 'condition', id: newId(), isNot: false, rule: '', values: {} };
}

export function blankGroup(mode: BuilderGroup['mode'] = 'and'): BuilderGroup {
  return { kind: 'group', id: newId(), isNot: false, mode, parts: [blankCondition()] };
}

/** The whole is always a group, and never a negated one. */
export function builderOf(tree: RuleTree | null): BuilderGroup {
  if (tree === null) return blankGroup();
  const part = partOf(tree, false);
  return part.kind === 'group' && !part.isNot ? part : { kind: 'group', id: newId(), isNot: false, mode: 'and', parts: [part] };
}

function partOf(tree: RuleTree, isNot: boolean): BuilderPart {
  if (isCondition(tree)) return { kind: 'condition', id: newId(), isNot, rule: tree.rule, values: tree.with };
  if ('not' in tree) return partOf(tree.not, !isNot);
  const [mode, parts] = 'and' in tree ? (['and', tree.and] as const) : (['or', tree.or] as const);
  return { kind: 'group', id: newId(), isNot, mode, parts: parts.map((part) => partOf(part, false)) };
}

/** What is complete of it, as the API takes it; null when nothing is. */
export function treeOf(part: BuilderPart, subjects: readonly Subject[]): RuleTree | null {
  const tree = part.kind === 'condition' ? conditionOf(part, subjects) : groupOf(part, subjects);
  return tree && part.isNot ? { not: tree } : tree;
}

function conditionOf(condition: BuilderCondition, subjects: readonly Subject[]): RuleTree | null {
  return isComplete(condition, subjects) ? { rule: condition.rule, with: condition.values } : null;
}

function groupOf({ mode, parts }: BuilderGroup, subjects: readonly Subject[]): RuleTree | null {
  const trees = parts.flatMap((part) => treeOf(part, subjects) ?? []);
  if (trees.length === 0) return null;
  return mode === 'and' ? { and: trees } : { or: trees };
}

/** A condition that this version does not know is left as it is: the API decides. */
export function isComplete({ rule, values }: BuilderCondition, subjects: readonly Subject[]): boolean {
  if (rule === '') return false;
  const understood = understand({ rule, with: values }, subjects);
  return understood === null || understood.question.slots.every((slot) => slotProblem(slot, values[slot.name]) === null);
}

/** Conditions that lack something, and groups without any. */
export function incompleteIn(part: BuilderPart, subjects: readonly Subject[]): string[] {
  if (part.kind === 'condition') return isComplete(part, subjects) ? [] : [part.id];
  return part.parts.length === 0 ? [part.id] : part.parts.flatMap((one) => incompleteIn(one, subjects));
}

/** Groups that are left empty go with it, but never the whole. */
export function removePart(group: BuilderGroup, id: string): BuilderGroup {
  const parts = group.parts
    .filter((part) => part.id !== id)
    .map((part) => (part.kind === 'group' ? removePart(part, id) : part))
    .filter((part) => part.kind === 'condition' || part.parts.length > 0);
  return { ...group, parts };
}

/** A condition about a subject, with what its question begins with. */
export function asked(condition: BuilderCondition, subject: Subject, question: Question, isNot: boolean): BuilderCondition {
  const kept = condition.rule === subject.rule ? condition.values : {};
  const values: Record<string, RuleValue> = { ...subject.fixed, ...(question.operator === null ? {} : { operator: question.operator }) };
  for (const slot of question.slots) {
    const before = kept[slot.name];
    if (before !== undefined && slotProblem(slot, before) === null) values[slot.name] = before;
    else if (slot.initial !== undefined) values[slot.name] = slot.initial;
  }
  return { ...condition, rule: subject.rule, isNot, values };
}
