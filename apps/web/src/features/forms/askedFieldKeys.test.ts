import { changedField, fieldLabels, withField } from './askedFieldKeys';

it('asks for each field once, in one order, and keeps what was typed about the others', () => {
  const company = withField([], 'company', true);
  const both = withField(changedField(company, 'company', { label: 'Club', isRequired: true }), 'firstName', true);
  expect(both).toEqual([
    { key: 'firstName', label: 'First name', isRequired: false },
    { key: 'company', label: 'Club', isRequired: true },
  ]);
  expect(withField(both, 'firstName', true)).toHaveLength(2);
  expect(withField(both, 'company', false)).toEqual([{ key: 'firstName', label: 'First name', isRequired: false }]);
  expect(fieldLabels(both)).toBe('First name, Club (required)');
});
