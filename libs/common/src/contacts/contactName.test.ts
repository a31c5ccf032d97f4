import { displayName, fullName } from './contactName.js';

const nobody = { firstName: null, lastName: null, primaryEmail: null, primaryPhone: null, company: null };

it('takes what there is of a name', () => {
  expect(fullName({ firstName: 'Mara', lastName: 'Lindqvist' })).toBe('Mara Lindqvist');
  expect(fullName({ firstName: null, lastName: 'Lindqvist' })).toBe('Lindqvist');
  expect(fullName({ firstName: 'Mara', lastName: null })).toBe('Mara');
  expect(fullName({ firstName: ' ', lastName: '' })).toBeNull();
});

it('calls a contact without a name by address, number or company, in this order', () => {
  const reachable = { ...nobody, primaryEmail: 'mara@fjordline.example', primaryPhone: '+47 21 00 00 00', company: 'Fjordline' };
  expect(displayName({ ...reachable, firstName: 'Mara' })).toBe('Mara');
  expect(displayName(reachable)).toBe('mara@fjordline.example');
  expect(displayName({ ...reachable, primaryEmail: null })).toBe('+47 21 00 00 00');
  expect(displayName({ ...nobody, company: 'Fjordline' })).toBe('Fjordline');
  expect(displayName(nobody)).toBe('No name');
});
