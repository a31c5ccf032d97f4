import type { DataColumn } from '../../shared/table/columns';
import { contactColumns } from './contactColumns';
import type { ContactField } from './contactFieldInfo';
import type { ContactSummary } from './contactQueries';
import { backTo, byContact, MOST_PASTED, planPaste } from './pastePlan';

const option = (key: string, label: string) => ({ key, label, colour: null, isArchived: false });
const fields: ContactField[] = [
  {
    fieldName: 'plan',
    label: 'Plan',
    fieldType: 'select',
    choices: [option('p', 'Pro'), option('f', 'Free')],
    currency: null,
    section: null,
    description: null,
    isRequired: false,
  },
  {
    fieldName: 'seats',
    label: 'Seats',
    fieldType: 'number',
    choices: [],
    currency: null,
    section: null,
    description: null,
    isRequired: false,
  },
];
const contact = (id: string, about: Partial<ContactSummary> = {}) =>
  ({
    id,
    displayName: id,
    firstName: null,
    lastName: null,
    primaryEmail: null,
    primaryPhone: null,
    company: null,
    fields: { plan: null, seats: null },
    ...about,
  }) as ContactSummary;
const all = contactColumns('w', false, fields, []);
const columns = (...ids: string[]) =>
  ids.map((id) => all.find((column) => column.id === id)).filter((column): column is DataColumn<ContactSummary> => column !== undefined);
const ann = contact('Ann', { company: 'Old', fields: { plan: 'p', seats: '3' } });
const bob = contact('Bob');

test('cells fill below and to the right; what is there already is no change, what does not fit is said', () => {
  const plan = planPaste(
    {
      cells: [['New', 'Pro', '4'], ['', 'free', 'many'], ['outside']],
      rows: [ann, bob],
      columns: columns('company', 'field:plan', 'field:seats'),
    },
    fields,
  );
  expect(plan.changes.map(({ contact: { id }, column, changes }) => [id, column.id, changes])).toEqual([
    ['Ann', 'company', { company: 'New' }],
    ['Ann', 'field:seats', { customFields: { seats: '4' } }],
    ['Bob', 'field:plan', { customFields: { plan: 'f' } }],
  ]);
  expect(plan.refused.map(({ contact: { id }, column, text }) => [id, column.id, text])).toEqual([['Bob', 'field:seats', 'many']]);
  expect(plan).toMatchObject({ same: 2, rowsOutside: 1, columnsOutside: 0, tooMany: null });
});

test('a column that cannot be edited, and an address that is none, are refused with a reason', () => {
  const plan = planPaste({ cells: [['X', 'no address', 'y']], rows: [ann], columns: columns('name', 'email') }, fields);
  expect(plan.changes).toEqual([]);
  expect(plan.refused.map(({ column }) => column.id)).toEqual(['name', 'email']);
  expect(plan.refused[0]?.reason).toBe('Name can’t be edited in the table.');
  expect(plan.columnsOutside).toBe(1);
});

test('more than may be pasted at once changes nothing', () => {
  const cells = Array.from({ length: MOST_PASTED + 1 }, () => ['x']);
  expect(planPaste({ cells, rows: [ann], columns: columns('company') }, fields)).toMatchObject({ changes: [], tooMany: MOST_PASTED + 1 });
});

test('all cells of a contact are one change, and one way back', () => {
  const plan = planPaste({ cells: [['New', 'Free', '']], rows: [ann], columns: columns('company', 'field:plan', 'field:seats') }, fields);
  const [one] = byContact(plan.changes);
  expect(one?.changes).toEqual({ company: 'New', customFields: { plan: 'f', seats: null } });
  expect(backTo(ann, one?.columns ?? [])).toEqual({ company: 'Old', customFields: { plan: 'p', seats: '3' } });
});
