import { consentRuleOf } from './consentRule.js';
import { detectPreset } from './presets.js';
import { RowMapper, type MappedColumn, type MappingPlan } from './RowMapper.js';

const names = ['firstName', 'lastName', 'primaryEmail', 'primaryPhone', 'company', 'createdOn'] as const;
const fixed: MappedColumn[] = names.map((target, index) => ({ index, name: target, target, dateOrder: 'dmy' }));
const plan: MappingPlan = {
  columns: fixed,
  hasMultiValues: false,
  hasDecimalComma: false,
  consent: { wholeFile: null, columns: [] },
  defaultCountry: null,
};

const map = (cells: string[], changes: Partial<MappingPlan> = {}) =>
  new RowMapper({ ...plan, ...changes }).map({ line: 5, rowNumber: 4, cells, raw: cells.join(',') });

describe('RowMapper', () => {
  it('makes a contact, trimmed, with the phone in E.164 and the date in UTC', () => {
    expect(map([' Ann ', 'Doe\n', 'mailto:Ann@Example.com', "'+49 30 901820", 'Acme', '31.12.2024'])).toMatchObject({
      firstName: 'Ann',
      lastName: 'Doe',
      primaryEmail: 'Ann@Example.com',
      primaryPhone: '+49 30 901820',
      phoneE164: '+4930901820',
      company: 'Acme',
      createdOn: '2024-12-31T00:00:00.000Z',
    });
  });

  it('says nothing about fields that are empty in the row', () => {
    expect(map(['', '', 'a@example.com', '', '', '0/0/00'])).toMatchObject({
      firstName: null,
      lastName: null,
      primaryPhone: null,
      company: null,
      createdOn: null,
    });
  });

  it('takes the apostrophe before a formula off once', () => {
    expect(map(["'=Ann", "''=x", 'a@example.com', '', "'@home", ''])).toMatchObject({
      firstName: '=Ann',
      lastName: "'=x",
      company: '@home',
    });
  });

  it('knows the country of national numbers when told, and keeps unknown ones as typed', () => {
    expect(map(['A', '', '', '030 901820', '', ''], { defaultCountry: 'DE' })).toMatchObject({ phoneE164: '+4930901820' });
    expect(map(['A', '', '', '030 901820', '', ''])).toMatchObject({ primaryPhone: '030 901820', phoneE164: null });
  });

  it('takes the main one of several Google values', () => {
    expect(map(['A', '', 'a@example.com ::: * b@example.com', '', '', ''], { hasMultiValues: true })).toMatchObject({
      primaryEmail: 'b@example.com',
    });
    expect(map(['A', '', 'a@example.com ::: b@example.com', '', '', ''], { hasMultiValues: true })).toMatchObject({
      primaryEmail: 'a@example.com',
    });
  });

  it.each([
    ['email.invalid', 'primaryEmail', ['A', '', 'ann(at)example.com', '', '', '']],
    ['phone.invalid', 'primaryPhone', ['A', '', '', 'n/a', '', '']],
    ['date.invalid', 'createdOn', ['A', '', '', '', '', 'yesterday']],
    ['row.invalidBytes', 'lastName', ['A', 'M\ufffdller', '', '', '', '']],
    ['row.nulCharacter', 'firstName', ['A\0', '', '', '', '', '']],
    ['value.tooLong', 'firstName', ['é'.repeat(201), '', '', '', '', '']],
    ['contact.empty', null, ['', ' ', '', '', '', '31.12.2024']],
  ])('rejects with %s and names the column %s', (code, column, cells) => {
    expect(map(cells)).toMatchObject({ code, column, line: 5, rowNumber: 4, raw: cells.join(',') });
  });

  it('splits whole names without overwriting the parts and reads custom fields by type', () => {
    const columns: MappedColumn[] = [
      { index: 0, name: 'Name', target: 'fullName', dateOrder: 'dmy' },
      { index: 1, name: 'Points', target: { fieldName: 'points', label: 'Points', fieldType: 'number', options: [] }, dateOrder: 'dmy' },
      { index: 2, name: 'Since', target: { fieldName: 'since', label: 'Since', fieldType: 'date', options: [] }, dateOrder: 'dmy' },
    ];
    expect(map(['Doe, Jane', '1,5', ''], { columns })).toMatchObject({ firstName: 'Jane', lastName: 'Doe', custom: ['1.5', null] });
    expect(map(['Jane', 'x', ''], { columns })).toMatchObject({ code: 'customField.numberInvalid', column: 'Points' });
  });

  it('keeps unusual names as they are', () => {
    for (const name of ["O'Brien", 'Null', '😀', 'مريم', 'é́', '李'])
      expect(map([name, '', '', '', '', ''])).toMatchObject({ firstName: name });
  });

  it.each([
    ['unsubscribed', 'mailchimp', 'Email Address,MEMBER_RATING,UNSUB_TIME', 'export.csv', ['a@example.com', '2', '2025-01-01 10:00:00']],
    [null, 'mailchimp', 'Email Address,MEMBER_RATING,UNSUB_TIME', 'subscribed_members_1.csv', ['a@example.com', '2', '']],
    ['unsubscribed', 'mailchimp', 'Email Address,MEMBER_RATING', 'unsubscribed_members_1.csv', ['a@example.com', '2']],
    ['bounced', 'mailchimp', 'Email Address,MEMBER_RATING', 'cleaned_members_1.csv', ['a@example.com', '2']],
    ['unsubscribed', 'brevo', 'EMAIL,EMAIL_BLACKLISTED', 'x.csv', ['a@example.com', 'true']],
    [null, 'brevo', 'EMAIL,EMAIL_BLACKLISTED', 'x.csv', ['a@example.com', 'false']],
    ['bounced', 'activeCampaign', 'Email,Date Created,IP,Status', 'x.csv', ['a@example.com', '', '', 'Bounced']],
    ['unsubscribed', 'kit', 'first_name,email,created_at,status', 'x.csv', ['A', 'a@example.com', '', 'cancelled']],
    [null, 'kit', 'first_name,email,created_at,status', 'x.csv', ['A', 'a@example.com', '', 'active']],
  ] as const)('hears %s from %s: %s (%s)', (suppression, preset, header, fileName, cells) => {
    const names = header.split(',');
    const index = Math.max(
      0,
      names.findIndex((name) => /^e-?mail/i.test(name)),
    );
    const columns: MappedColumn[] = [{ index, name: 'Email', target: 'primaryEmail', dateOrder: 'dmy' }];
    expect(detectPreset(names)?.name).toBe(preset);
    expect(map([...cells], { columns, consent: consentRuleOf(preset, names, fileName) })).toMatchObject({ suppression });
  });
});
