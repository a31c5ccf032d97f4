import type { AppError } from '../../platform/http/AppError.js';
import { type Candidates, type ChoiceInput, isConflict, type MergeField, planMerge } from './mergePlan.js';
import { shownValue } from './shownValue.js';

const PLAN = {
  fieldName: 'plan',
  label: 'Plan',
  fieldType: 'select',
  options: ['Team'],
  choices: [{ key: 't', label: 'Team', colour: null, isArchived: false }],
  currency: null,
};

const candidate = (
  id: string,
  row: Record<string, string | null>,
  plan: string | null = null,
  stage: string | null = null,
): Candidates[0] => ({
  image: { row: { id, first_name: null, last_name: null, primary_email: null, primary_phone: null, company: null, ...row }, points: [] },
  values: plan === null ? [] : [{ field_name: 'plan', field_value: plan }],
  memberships: stage === null ? [] : [{ contactId: id, listId: `l${id}`, name: stage, isStage: true, assignedAt: '' }],
});

const three: Candidates = [
  candidate('a', { first_name: 'Ann', company: null }),
  candidate('b', { first_name: 'Anne', company: 'Beta' }, 't', 'Hot'),
  candidate('c', { first_name: 'Ann', company: 'Gamma' }, null, 'Cold'),
];
const planned = (input: ChoiceInput = {}): Record<string, MergeField> =>
  Object.fromEntries(planMerge(three, [PLAN], input).map((field) => [field.name, field]));
const refusal = (input: ChoiceInput): string | undefined => {
  try {
    planned(input);
  } catch (error) {
    return (error as AppError).fields[0]?.field;
  }
  return undefined;
};

describe('what a merge keeps', () => {
  it('is the primary’s value, else the first there is', () => {
    const { firstName, company, stage, 'custom.plan': plan, lastName } = planned();
    expect([firstName, company, stage, plan, lastName].map((field) => [field?.from, field?.value])).toEqual([
      ['a', 'Ann'],
      ['b', 'Beta'],
      ['b', 'Hot'],
      ['b', 't'],
      [null, null],
    ]);
  });

  it('is what was chosen: of the primary though it has none, of the first other, of one by its id, or what was typed', () => {
    const {
      company,
      firstName,
      stage,
      lastName,
      'custom.plan': plan,
    } = planned({
      choices: { company: 'primary', firstName: 'secondary', stage: 'c', plan: 'a' },
      customValues: { lastName: ' Lee ' },
    });
    expect([company, firstName, stage, lastName, plan].map((field) => [field?.from, field?.value])).toEqual([
      ['a', null],
      ['b', 'Anne'],
      ['c', 'Cold'],
      ['custom', 'Lee'],
      ['a', null],
    ]);
  });

  it('is a conflict when two say different things', () => {
    const fields = planned();
    expect(Object.keys(fields).filter((name) => isConflict(fields[name] as MergeField))).toEqual(['firstName', 'company', 'stage']);
  });

  it('is refused with the name of the field for what means nothing', () => {
    expect(refusal({ choices: { shoe: 'primary' } })).toBe('choices.shoe');
    expect(refusal({ customValues: { shoe: 'x' } })).toBe('customValues.shoe');
    expect(refusal({ choices: { company: 'z' } })).toBe('choices.company');
    expect(refusal({ choices: { company: 'custom' } })).toBe('customValues.company');
    expect(refusal({ choices: { company: 'a' }, customValues: { company: 'x' } })).toBe('customValues.company');
    expect(refusal({ choices: { stage: 'custom' }, customValues: { stage: 'x' } })).toBe('choices.stage');
  });
});

describe('a value in words', () => {
  it('is the label of a choice, an answer, or an amount with its currency', () => {
    expect(shownValue(PLAN, 't')).toBe('Team');
    expect(shownValue(PLAN, null)).toBeNull();
    expect(shownValue({ ...PLAN, fieldType: 'multiSelect' }, '["t","gone"]')).toBe('Team, gone');
    expect(shownValue({ ...PLAN, fieldType: 'multiSelect' }, 'no list')).toBe('no list');
    expect(shownValue({ ...PLAN, fieldType: 'boolean' }, 'true')).toBe('Yes');
    expect(shownValue({ ...PLAN, fieldType: 'money', currency: 'EUR' }, '12.50')).toBe('12.50 EUR');
    expect(shownValue({ ...PLAN, fieldType: 'text' }, 'x')).toBe('x');
  });
});
