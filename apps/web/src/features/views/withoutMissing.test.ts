import { withoutMissing } from './withoutMissing';

const company = { rule: 'field', with: { field: 'company', operator: 'contains', value: 'Acme' } };
const plan = { rule: 'customField', with: { fieldName: 'plan', operator: 'is', value: 'x' } };
const segment = { rule: 'inSegment', with: { segmentId: 's' } };
const gone = [
  { kind: 'field', key: 'plan', place: 'filter' },
  { kind: 'segment', key: 's', place: 'filter' },
  { kind: 'list', key: 'l', place: 'filter' },
] as const;
const rulesOf = (tree: object) => withoutMissing({ rules: JSON.stringify(tree) }, gone).rules;

test('conditions about what is gone are taken out, and groups that are empty by that', () => {
  expect(rulesOf({ and: [company, { or: [plan, segment] }, { not: plan }] })).toBe(JSON.stringify({ and: [company] }));
  expect(rulesOf({ or: [plan, { and: [segment] }] })).toBeUndefined();
  expect(rulesOf({ and: [company] })).toBe(JSON.stringify({ and: [company] }));
});

test('a list and a segment of the filter itself go too, and the rest stays', () => {
  expect(withoutMissing({ listId: 'l', segmentId: 's', company: 'Acme' }, gone)).toEqual({ company: 'Acme' });
  expect(withoutMissing({ listId: 'other', segmentId: 't' }, gone)).toEqual({ listId: 'other', segmentId: 't' });
});
