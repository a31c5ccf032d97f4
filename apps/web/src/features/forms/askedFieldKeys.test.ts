import { changedField, choicesOf, fieldLabels, withField } from './askedFieldKeys';

const custom = [{ key: 'custom:plan', label: 'Plan' }];

it('asks for each field once, in one order, and keeps what was typed about the others', () => {
  const choices = choicesOf(custom, []);
  const company = withField([], 'company', true, choices);
  const both = withField(changedField(company, 'company', { label: 'Club', isRequired: true }), 'firstName', true, choices);
  expect(both).toEqual([
    { key: 'firstName', label: 'First name', isRequired: false },
    { key: 'company', label: 'Club', isRequired: true },
  ]);
  expect(withField(both, 'firstName', true, choices)).toHaveLength(2);
  expect(withField(both, 'company', false, choices)).toEqual([{ key: 'firstName', label: 'First name', isRequired: false }]);
  expect(withField(both, 'custom:plan', true, choices).at(-1)).toEqual({ key: 'custom:plan', label: 'Plan', isRequired: false });
  expect(fieldLabels(both)).toBe('First name, Club (required)');
});

it('still shows a field that a form asks for after it is gone, so that it can be left out', () => {
  const asked = [{ key: 'custom:old', label: 'Old one', isRequired: true }];
  expect(choicesOf(custom, asked).map(({ key, label }) => [key, label])).toEqual([
    ['firstName', 'First name'],
    ['lastName', 'Last name'],
    ['company', 'Company'],
    ['phone', 'Phone'],
    ['custom:plan', 'Plan'],
    ['custom:old', 'Old one (no longer a field)'],
  ]);
});
