import { contactSubjects, plainOption, type RuleTree } from '@rapport/common';
import { asked, blankCondition, builderOf, incompleteIn, removePart, treeOf } from './builderTree';

const subjects = contactSubjects([{ fieldName: 'plan', label: 'Plan', fieldType: 'select', options: [plainOption('Gold')] }]);
const company = (value: string): RuleTree => ({ rule: 'field', with: { field: 'company', operator: 'is', value } });

it.each<[RuleTree, RuleTree]>([
  [company('A'), { and: [company('A')] }],
  [{ or: [company('A'), { not: company('B') }] }, { or: [company('A'), { not: company('B') }] }],
  [{ not: { and: [company('A'), company('B')] } }, { and: [{ not: { and: [company('A'), company('B')] } }] }],
  [{ and: [{ not: { not: company('A') } }] }, { and: [company('A')] }],
  [{ and: [{ rule: 'fromTheFuture', with: { x: 1 } }] }, { and: [{ rule: 'fromTheFuture', with: { x: 1 } }] }],
])('keeps what %j means', (tree, expected) => {
  expect(treeOf(builderOf(tree), subjects)).toEqual(expected);
});

it('leaves out what is not complete, and says where that is', () => {
  const root = builderOf({ and: [company('A'), company('')] });
  expect(treeOf(root, subjects)).toEqual({ and: [company('A')] });
  expect(incompleteIn(root, subjects)).toEqual([root.parts[1]?.id]);
  expect(treeOf(builderOf(null), subjects)).toBeNull();
});

it('begins a question with what it needs, and keeps what still fits', () => {
  const subject = subjects.find(({ key }) => key === 'date:createdAt');
  const [on, inLast] = ['on', 'inLast'].map((operator) => subject?.questions.find((question) => question.operator === operator));
  if (!subject || !on || !inLast) throw new Error('The subject is missing.');
  const first = asked(blankCondition(), subject, inLast, true);
  expect(first).toMatchObject({ isNot: true, rule: 'date', values: { field: 'createdAt', operator: 'inLast', days: 30 } });
  expect(asked(first, subject, on, false).values).toEqual({ field: 'createdAt', operator: 'on' });
});

it('removes groups that are left empty', () => {
  const root = builderOf({ and: [company('A'), { or: [company('B')] }] });
  const [, group] = root.parts;
  if (group?.kind !== 'group') throw new Error('The group is missing.');
  expect(removePart(root, group.parts[0]?.id ?? '').parts).toEqual([root.parts[0]]);
});
