import { displayName } from '@rapport/common';
import { cleanText, contactKeys } from './normalizeContact.js';

const nobody = { firstName: null, lastName: null, primaryEmail: null, primaryPhone: null, company: null };

describe('contact keys', () => {
  it('folds case and accents for sorting and search, and keeps what was typed', () => {
    const keys = contactKeys(
      { ...nobody, firstName: 'Zoë', lastName: 'O’Brien', primaryEmail: 'Zoe@Example.COM', company: 'Ärzte GmbH' },
      null,
    );
    expect(keys).toMatchObject({ sortName: 'zoe o’brien', emailKey: 'zoe@example.com', sortCompany: 'arzte gmbh' });
    expect(keys.searchText).toBe('zoe o’brien\nzoe@example.com\narzte gmbh');
  });

  it('has no key where there is no value', () => {
    expect(contactKeys(nobody, null)).toEqual({
      emailKey: null,
      phoneE164: null,
      sortName: null,
      sortCompany: null,
      searchText: '',
      searchShort: '',
    });
  });

  it('finds a phone number by its digits however it was typed', () => {
    expect(contactKeys({ ...nobody, primaryPhone: '(030) 901-820' }, '+4930901820').searchText).toBe('+4930901820\n030901820');
  });
});

describe('displayName', () => {
  it('falls back from the name to whatever is known', () => {
    expect(displayName({ ...nobody, firstName: 'Ann', lastName: 'Lee' })).toBe('Ann Lee');
    expect(displayName({ ...nobody, primaryEmail: 'ann@example.com', company: 'X' })).toBe('ann@example.com');
    expect(displayName({ ...nobody, company: 'X' })).toBe('X');
    expect(displayName(nobody)).toBe('No name');
  });
});

describe('cleanText', () => {
  it('takes white space for no value', () => {
    expect(cleanText('  Ann \n Lee ')).toBe('Ann Lee');
    expect(cleanText('   ')).toBeNull();
    expect(cleanText(undefined)).toBeNull();
  });
});
