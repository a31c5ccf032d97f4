import type { RuleTree, RuleValue } from './ruleTree.js';

/** Deeper and longer trees are nobody's work, and databases have limits of their own. */
export const MAX_RULE_DEPTH = 10;
export const MAX_CONDITIONS = 100;
const MAX_VALUES = 1_000;

export interface RuleTreeProblem {
  readonly code: 'segment.badShape' | 'segment.tooDeep' | 'segment.tooManyConditions';
  /** Where in the tree: `and[1].not`; empty for the tree itself. */
  readonly path: string;
  readonly message: string;
}

class BadTree extends Error {
  constructor(readonly problem: RuleTreeProblem) {
    super(problem.message);
  }
}

/** The tree that a text or a request holds, or the first thing that is wrong with it. */
export function readRuleTree(given: unknown): { readonly tree: RuleTree } | { readonly problem: RuleTreeProblem } {
  const left = { conditions: MAX_CONDITIONS };
  try {
    return { tree: readPart(given, '', 1, left) };
  } catch (error) {
    if (error instanceof BadTree) return { problem: error.problem };
    throw error;
  }
}

function readPart(given: unknown, path: string, depth: number, left: { conditions: number }): RuleTree {
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

function readCondition(given: Readonly<Record<string, unknown>>, path: string, left: { conditions: number }): RuleTree {
  const { rule, with: values = {}, ...others } = given;
  if (typeof rule !== 'string' || !isRecord(values) || Object.keys(others).length > 0) throw badShape(path);
  left.conditions -= 1;
  if (left.conditions < 0) throw tooMany(path);
  for (const [name, value] of Object.entries(values)) if (!isRuleValue(value)) throw badValue(path, name);
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
const tooMany = (path: string): BadTree =>
  bad('segment.tooManyConditions', path, `There are more than ${MAX_CONDITIONS} conditions. Put people on a list, or ask in two steps.`);
