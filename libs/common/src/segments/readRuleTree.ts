import { isCondition, type RuleTree, type RuleValue } from './ruleTree.js';

/** Deeper and longer trees are nobody's work, and databases have limits of their own. */
export const MAX_RULE_DEPTH = 10;
export const MAX_CONDITIONS = 100;
const MAX_VALUES = 1_000;
/** Of all conditions together: each is a parameter of the statement, and SQLite takes 32,766. */
export const MAX_TREE_VALUES = 4_000;

export interface RuleTreeProblem {
  readonly code: 'segment.badShape' | 'segment.tooDeep' | 'segment.tooManyConditions' | 'segment.tooManyValues' | 'segment.emptyGroup';
  /** Where in the tree: `and[1].not`; empty for the tree itself. */
  readonly path: string;
  readonly message: string;
}

/** What may still come. */
interface Left {
  conditions: number;
  values: number;
}

class BadTree extends Error {
  constructor(readonly problem: RuleTreeProblem) {
    super(problem.message);
  }
}

/** The tree that a text or a request holds, or the first thing that is wrong with it. */
export function readRuleTree(given: unknown): { readonly tree: RuleTree } | { readonly problem: RuleTreeProblem } {
  const left: Left = { conditions: MAX_CONDITIONS, values: MAX_TREE_VALUES };
  try {
    return { tree: readPart(given, '', 1, left) };
  } catch (error) {
    if (error instanceof BadTree) return { problem: error.problem };
    throw error;
  }
}

/** The first group without conditions: `and` would mean everyone and `or` nobody, which nobody asks for on purpose. */
export function findEmptyGroup(tree: RuleTree, path = ''): RuleTreeProblem | null {
  if (isCondition(tree)) return null;
  const at = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if ('not' in tree) return findEmptyGroup(tree.not, at('not'));
  const [key, parts] = 'and' in tree ? ['and', tree.and] : ['or', tree.or];
  if (parts.length === 0)
    return { code: 'segment.emptyGroup', path, message: 'This group has no conditions. Add one, or remove the group.' };
  for (const [index, part] of parts.entries()) {
    const found = findEmptyGroup(part, `${at(key)}[${index}]`);
    if (found) return found;
  }
  return null;
}

function readPart(given: unknown, path: string, depth: number, left: Left): RuleTree {
  if (depth > MAX_RULE_DEPTH)
    throw bad('segment.tooDeep', path, `Conditions are nested more than ${MAX_RULE_DEPTH} levels deep. Join groups that say the same.`);
  if (!isRecord(given)) throw badShape(path);
  const [key, ...others] = Object.keys(given);
  const inside = path === '' ? (key ?? '') : `${path}.${key ?? ''}`;
  if (key === 'rule' || key === 'with') return readCondition(given, path, left);
  if (others.length > 0) throw badShape(path);
  const value = given[key ?? ''];
  if (key === 'not') return { not: readPart(value, inside, depth + 1, left) };
  if ((key !== 'and' && key !== 'or') || !Array.isArray(value)) throw badShape(path);
  // Empty groups count as well: they cost as much to write.
  if (value.length > MAX_CONDITIONS) throw tooMany(path);
  const parts = value.map((part: unknown, index) => readPart(part, `${inside}[${index}]`, depth + 1, left));
  return key === 'and' ? { and: parts } : { or: parts };
}

function readCondition(given: Readonly<Record<string, unknown>>, path: string, left: Left): RuleTree {
  const { rule, with: values = {}, ...others } = given;
  if (typeof rule !== 'string' || !isRecord(values) || Object.keys(others).length > 0) throw badShape(path);
  left.conditions -= 1;
  if (left.conditions < 0) throw tooMany(path);
  for (const [name, value] of Object.entries(values)) {
    if (!isRuleValue(value)) throw badValue(path, name);
    left.values -= Array.isArray(value) ? value.length : 1;
  }
  if (left.values < 0) throw tooManyValues(path);
  return { rule, with: values as Readonly<Record<string, RuleValue>> };
}

function isRuleValue(value: unknown): value is RuleValue {
  if (Array.isArray(value)) return value.length <= MAX_VALUES && value.every((one) => typeof one === 'string');
  return value === null || ['string', 'boolean'].includes(typeof value) || (typeof value === 'number' && Number.isFinite(value));
}

function isRecord(given: unknown): given is Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

const bad = (code: RuleTreeProblem['code'], path: string, message: string): BadTree => new BadTree({ code, path, message });
const badShape = (path: string): BadTree =>
  bad('segment.badShape', path, 'A part is one of { and: [...] }, { or: [...] }, { not: ... } and { rule: "...", with: { ... } }.');
const badValue = (path: string, name: string): BadTree =>
  bad('segment.badShape', path, `"${name}" takes a text, a number, true or false, or a list of at most ${MAX_VALUES} texts.`);
const tooManyValues = (path: string): BadTree =>
  bad('segment.tooManyValues', path, `There are more than ${MAX_TREE_VALUES} values. Put people on a list, or ask in two steps.`);
const tooMany = (path: string): BadTree =>
  bad('segment.tooManyConditions', path, `There are more than ${MAX_CONDITIONS} conditions. Put people on a list, or ask in two steps.`);
