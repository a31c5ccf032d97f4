import { MAX_CONDITIONS, MAX_RULE_DEPTH, readRuleTree } from './readRuleTree.js';
import { conditionsOf, explainTree, requiredConditions, type RuleTree } from './ruleTree.js';

const condition = (rule: string, values: object = {}): RuleTree => ({ rule, with: values }) as RuleTree;
const problemOf = (given: unknown): object | null => {
  const read = readRuleTree(given);
  return 'problem' in read ? { code: read.problem.code, path: read.problem.path } : null;
};
const nested = (depth: number): unknown => (depth <= 1 ? condition('a') : { not: nested(depth - 1) });

describe('reading a tree', () => {
  it('takes what it understands as it is', () => {
    const tree = {
      and: [{ or: [] }, { not: condition('inList', { listIds: ['a', 'b'] }) }, condition('x', { n: 1, yes: true, none: null })],
    };
    expect(readRuleTree(tree)).toEqual({ tree });
    expect(readRuleTree({ rule: 'x' })).toEqual({ tree: { rule: 'x', with: {} } });
    expect(readRuleTree(nested(MAX_RULE_DEPTH))).toEqual({ tree: nested(MAX_RULE_DEPTH) });
  });

  it.each([
    [null, 'segment.badShape', ''],
    ['all', 'segment.badShape', ''],
    [[], 'segment.badShape', ''],
    [{}, 'segment.badShape', ''],
    [{ and: {} }, 'segment.badShape', ''],
    [{ and: [], or: [] }, 'segment.badShape', ''],
    [{ xor: [] }, 'segment.badShape', ''],
    [{ and: [{ or: [{ not: 5 }] }] }, 'segment.badShape', 'and[0].or[0].not'],
    [{ and: [{ rule: 5 }] }, 'segment.badShape', 'and[0]'],
    [{ rule: 'x', with: { deep: { er: 1 } } }, 'segment.badShape', ''],
    [{ rule: 'x', with: { many: [1] } }, 'segment.badShape', ''],
    [{ rule: 'x', with: {}, more: 1 }, 'segment.badShape', ''],
    [{ rule: 'x', and: [] }, 'segment.badShape', ''],
    [{ rule: 'x', with: { n: NaN } }, 'segment.badShape', ''],
    [nested(50), 'segment.tooDeep', Array.from({ length: MAX_RULE_DEPTH }, () => 'not').join('.')],
    [{ or: Array.from({ length: MAX_CONDITIONS + 1 }, () => condition('x')) }, 'segment.tooManyConditions', ''],
    [
      { and: [{ or: Array.from({ length: MAX_CONDITIONS }, () => condition('x')) }, condition('y')] },
      'segment.tooManyConditions',
      'and[1]',
    ],
  ])('refuses %j', (given, code, path) => {
    expect(problemOf(given)).toEqual({ code, path });
  });
});

it('explains itself part by part', () => {
  const tree: RuleTree = { and: [{ not: condition('a') }, { or: [condition('b'), condition('c')] }] };
  const explained = explainTree(tree, ({ rule }) => ({ holds: rule === 'c', value: rule.toUpperCase() }));
  expect(explained).toEqual({
    holds: true,
    and: [
      { holds: true, not: { rule: 'a', with: {}, holds: false, value: 'A' } },
      {
        holds: true,
        or: [
          { rule: 'b', with: {}, holds: false, value: 'B' },
          { rule: 'c', with: {}, holds: true, value: 'C' },
        ],
      },
    ],
  });
  expect([explainTree({ and: [] }, fail).holds, explainTree({ or: [] }, fail).holds]).toEqual([true, false]);
});

it('knows its conditions, and those without which nobody is meant', () => {
  const tree: RuleTree = { and: [condition('a'), { and: [condition('b')] }, { or: [condition('c')] }, { not: condition('d') }] };
  expect(conditionsOf(tree).map(({ rule }) => rule)).toEqual(['a', 'b', 'c', 'd']);
  expect(requiredConditions(tree).map(({ rule }) => rule)).toEqual(['a', 'b']);
});

function fail(): never {
  throw new Error('There is no condition.');
}
