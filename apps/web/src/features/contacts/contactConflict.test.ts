import { firstPicks } from '../../shared/conflict/conflictParts';
import { changesOf, conflictFields } from './contactConflict';
import type { Contact } from './contactQueries';

const plan = (value: string | null) => ({ fieldName: 'plan', label: 'Plan', fieldType: 'text' as const, value });
const contact = (about: Partial<Contact>) =>
  ({
    firstName: 'Ann',
    lastName: null,
    primaryEmail: null,
    primaryPhone: null,
    company: 'Lee',
    customFields: [plan('Free')],
    ...about,
  }) as Contact;

test('what was typed is mine, what others changed is theirs, and what is the same is left out', () => {
  const fields = conflictFields(contact({}), { company: 'Mine' }, contact({ company: 'Theirs', firstName: 'Anna' }));
  expect(fields.map(({ name, mine, theirs, isTyped }) => [name, mine, theirs, isTyped])).toEqual([
    ['firstName', 'Ann', 'Anna', false],
    ['company', 'Mine', 'Theirs', true],
  ]);
  expect(firstPicks(fields)).toEqual({ firstName: 'theirs', company: 'mine' });
  expect(changesOf(fields, firstPicks(fields))).toEqual({ company: 'Mine' });
});

test('custom fields are compared as they are stored', () => {
  const fields = conflictFields(contact({}), { customFields: { plan: 5 } }, contact({ customFields: [plan('Team')] }));
  expect(fields.map(({ name, mine, theirs }) => [name, mine, theirs])).toEqual([['custom.plan', '5', 'Team']]);
  expect(changesOf(fields, { 'custom.plan': 'mine' })).toEqual({ customFields: { plan: '5' } });
  expect(changesOf(fields, { 'custom.plan': 'theirs' })).toBeNull();
});

test('a field that is new since then is no conflict, and clearing one can be picked', () => {
  const fields = conflictFields(contact({ customFields: [] }), { company: null }, contact({ customFields: [plan('Team')] }));
  expect(fields.map(({ name }) => name)).toEqual(['company']);
  expect(changesOf(fields, { company: 'mine' })).toEqual({ company: null });
});

test('two people who typed the same are of one mind', () => {
  expect(conflictFields(contact({}), { company: 'Roe' }, contact({ company: 'Roe' }))).toEqual([]);
});
