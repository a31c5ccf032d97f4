import { addDays, anniversarySpans, isCalendarDay } from './calendarDays.js';
import { slotProblem, type Slot } from './questions.js';
import { plainOption } from '../fields/fieldOptions.js';
import type { RuleTree } from './ruleTree.js';
import { questionLabel, sentenceOf } from './sentence.js';
import { contactSubjects, customFieldQuestions, understand } from './subjects.js';

const subjects = contactSubjects([
  { fieldName: 'plan', label: 'Plan', fieldType: 'select', options: ['Gold', 'Silver'].map(plainOption) },
  { fieldName: 'birthday', label: 'Birthday', fieldType: 'date', options: [] },
  { fieldName: 'seats', label: 'Seats', fieldType: 'number', options: [] },
]);
const words = { subjects, nameOf: (kind: string, id: string) => `${kind} ${id}`, day: (day: string) => day };
const field = (name: string, operator: string, values: object = {}): RuleTree => ({
  rule: 'field',
  with: { field: name, operator, ...values },
});
const custom = (fieldName: string, operator: string, values: object = {}): RuleTree => ({
  rule: 'customField',
  with: { fieldName, operator, ...values },
});

it.each<[RuleTree, string]>([
  [field('company', 'contains', { value: 'Acme' }), 'Company contains “Acme”'],
  [{ not: field('company', 'contains', { value: 'Acme' }) }, 'Company does not contain “Acme”'],
  [field('email', 'isFilled'), 'Email is filled'],
  [{ not: field('email', 'isFilled') }, 'Email is empty'],
  [field('firstName', 'anyOf', { values: ['Ada', 'Grace', 'Li'] }), 'First name is any of “Ada”, “Grace” or “Li”'],
  [custom('plan', 'is', { value: 'Gold' }), 'Plan is Gold'],
  [custom('seats', 'above', { value: '5' }), 'Seats is more than 5'],
  [custom('birthday', 'anniversaryIn', { days: 7 }), 'Birthday comes round in the next 7 days, in any year'],
  [custom('birthday', 'inLast', { days: 1 }), 'Birthday is in the last 1 day'],
  [{ rule: 'inList', with: { listIds: ['a', 'b'] } }, 'On list “list a” or “list b”'],
  [{ rule: 'engagement', with: { event: 'opened', operator: 'ever' } }, 'Opened at least one message'],
  [
    { not: { rule: 'engagement', with: { event: 'opened', operator: 'ever', campaignIds: ['x'], days: 30 } } },
    'Opened no message of “campaign x” in the last 30 days',
  ],
  [{ rule: 'engagement', with: { event: 'sent', operator: 'atLeast', times: 3 } }, 'Was sent at least 3 messages'],
  [{ rule: 'timeline', with: { operator: 'atMost', times: 2, types: ['note'] } }, 'Timeline has at most 2 entries of type note'],
  [{ rule: 'suppressed', with: { channel: 'email' } }, 'Emails are blocked'],
  [{ not: { rule: 'suppressed', with: { channel: 'text', reasons: ['bounced'] } } }, 'Text messages are not blocked because: bounced'],
  [{ rule: 'gone', with: {} }, 'An unknown condition'],
  [custom('deleted', 'is', { value: 'x' }), 'An unknown condition'],
  [
    { and: [field('email', 'isFilled'), { or: [custom('plan', 'is', { value: 'Gold' }), custom('seats', 'above', { value: '5' })] }] },
    'Email is filled and (Plan is Gold or Seats is more than 5)',
  ],
  [{ not: { and: [field('email', 'isFilled'), field('phone', 'isFilled')] } }, 'Not (Email is filled and Phone is filled)'],
  [{ and: [] }, 'Everyone'],
])('tells %j', (tree, sentence) => {
  expect(sentenceOf(tree, words)).toBe(sentence);
});

it('names each question in a list, and its opposite', () => {
  const labels = customFieldQuestions('date').map((question) => [questionLabel(question, false), questionLabel(question, true)]);
  expect(labels).toContainEqual(['is in the last … days', 'is not in the last … days']);
  expect(labels).toContainEqual(['is', 'is not']);
  const opened = subjects.find(({ key }) => key === 'engagement:opened');
  expect(opened?.questions.map((question) => questionLabel(question, true))).toEqual([
    'no message',
    'fewer than … messages',
    'more than … messages',
  ]);
});

it('has one key for each subject, and understands each of its questions', () => {
  const shown = subjects.filter(({ isHidden }) => !isHidden);
  expect(new Set(shown.map(({ key }) => key)).size).toBe(shown.length);
  for (const { key, rule, fixed, questions } of shown)
    for (const { operator } of questions)
      expect(understand({ rule, with: { ...fixed, ...(operator === null ? {} : { operator }) } }, subjects)?.subject.key).toBe(key);
});

describe('values', () => {
  const days: Slot = { name: 'days', kind: 'int', min: 0, max: 10 };
  it.each<[Slot, unknown, boolean]>([
    [days, 0, true],
    [days, 11, false],
    [days, 1.5, false],
    [days, '1', false],
    [days, null, false],
    [{ ...days, isOptional: true }, null, true],
    [{ name: 'x', kind: 'text' }, ' ', false],
    [{ name: 'x', kind: 'text' }, 'x'.repeat(501), false],
    [{ name: 'x', kind: 'texts' }, [], false],
    [{ name: 'x', kind: 'texts' }, ['a', ' '], false],
    [{ name: 'x', kind: 'day' }, '2025-02-29', false],
    [{ name: 'x', kind: 'day' }, '2024-02-29', true],
    [{ name: 'x', kind: 'choice', options: [{ value: 'a', label: 'A' }] }, 'b', false],
    [{ name: 'x', kind: 'choices', options: [{ value: 'a', label: 'A' }] }, ['a', 'b'], false],
  ])('%j takes %j: %s', (slot, value, isTaken) => {
    expect(slotProblem(slot, value as never) === null).toBe(isTaken);
  });
});

describe('days of the calendar', () => {
  it.each([
    ['2026-11-29', 7, [['11-29', '12-06']]],
    [
      '2026-12-28',
      7,
      [
        ['12-28', '12-31'],
        ['01-01', '01-04'],
      ],
    ],
    ['2026-02-20', 8, [['02-20', '02-29']]],
    ['2028-02-20', 8, [['02-20', '02-28']]],
    ['2028-02-20', 9, [['02-20', '02-29']]],
    ['2026-03-01', 0, [['03-01', '03-01']]],
    ['2026-02-28', 0, [['02-28', '02-29']]],
    ['2026-05-05', 365, [['01-01', '12-31']]],
    [
      '2026-05-05',
      364,
      [
        ['05-05', '12-31'],
        ['01-01', '05-04'],
      ],
    ],
  ] as const)('from %s, the next %i days are %j', (today, days, spans) => {
    expect(anniversarySpans(today, days)).toEqual(spans);
  });

  it('counts over months and leap years', () => {
    expect([addDays('2024-02-28', 1), addDays('2026-03-01', -1), addDays('2026-12-31', 1)]).toEqual([
      '2024-02-29',
      '2026-02-28',
      '2027-01-01',
    ]);
    expect(['2026-02-29', '2026-1-01', '2026-13-01', 'soon', '2024-02-29'].map(isCalendarDay)).toEqual([false, false, false, false, true]);
  });
});
