import { NO_HINTS, plainOption } from '@rapport/common';
import { consentRuleOf, findConsent } from '../consent/consentRule.js';
import { detectPreset } from './presets.js';
import { RowMapper, type MappedColumn, type MappingPlan } from './RowMapper.js';

const names = ['firstName', 'lastName', 'primaryEmail', 'primaryPhone', 'company', 'createdOn'] as const;
const fixed: MappedColumn[] = names.map((target, index) => ({ index, name: target, target, hints: { ...NO_HINTS, dateOrder: 'dmy' } }));
const plan: MappingPlan = {
  columns: fixed,
  hasMultiValues: false,
  emptyWords: true,
  consent: { wholeFile: null, columns: [], countsUnclear: true },
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
    ['row.invalidBytes', 'lastName', ['A', 'M\ufffdller', '', '', '', '']],
    ['row.nulCharacter', 'firstName', ['A\0', '', '', '', '', '']],
    ['value.tooLong', 'firstName', ['é'.repeat(201), '', '', '', '', '']],
    ['phone.lostBySpreadsheet', 'primaryPhone', ['', '', '', '4.91512E+11', '', '']],
    ['contact.empty', null, ['', ' ', '', '', '', '31.12.2024']],
    ['contact.empty', null, ['NULL', '-', 'n/a', '#N/A', 'None', '31.12.2024']],
  ])('rejects with %s and names the column %s', (code, column, cells) => {
    expect(map(cells)).toMatchObject({ code, column, line: 5, rowNumber: 4, raw: cells.join(',') });
  });

  it.each([
    ['phone.invalid', 'primaryPhone', ['A', '', '', 'call me', '', '']],
    ['phone.invalid', 'primaryPhone', ['A', '', '', '0', '', '']],
    ['phone.lostBySpreadsheet', 'primaryPhone', ['A', '', '', '4.91512E+11', '', '']],
    ['date.invalid', 'createdOn', ['A', '', '', '', '', 'yesterday']],
    ['date.serial', 'createdOn', ['A', '', '', '', '', '45678']],
    ['value.tooLong', 'lastName', ['A', 'é'.repeat(201), '', '', '', '']],
  ])('leaves out a cell with %s in %s, and takes the row', (code, column, cells) => {
    expect(map(cells)).toMatchObject({ firstName: 'A', [column]: null, leftOut: [{ code, column, value: expect.any(String) as string }] });
  });

  it('takes words for nothing as nothing, but leaves people their names', () => {
    expect(map(['NULL', 'null', 'a@example.com', '\\N', '(null)', 'n/a'])).toMatchObject({
      firstName: null,
      lastName: null,
      primaryPhone: null,
      company: null,
      createdOn: null,
      leftOut: [],
    });
    expect(map(['Anna', 'Null', '', '', 'Null GmbH', ''])).toMatchObject({ firstName: 'Anna', lastName: 'Null', company: 'Null GmbH' });
    expect(map(['Anna', 'NULL', '', '', '', ''])).toMatchObject({ lastName: null });
    expect(map(['None', 'Meyer', '', '', '', ''])).toMatchObject({ firstName: null, lastName: 'Meyer' });
    expect(map(['None', 'n/a', 'a@example.com', '', '-', ''], { emptyWords: false })).toMatchObject({
      firstName: 'None',
      lastName: 'n/a',
      company: '-',
    });
    const fullName: MappedColumn[] = [{ index: 0, name: 'Name', target: 'fullName', hints: NO_HINTS }];
    expect(map(['NULL NULL'], { columns: fullName })).toMatchObject({ code: 'contact.empty' });
    expect(map(['Anna Null'], { columns: fullName })).toMatchObject({ firstName: 'Anna', lastName: 'Null' });
    expect(map(['Anna NULL'], { columns: fullName })).toMatchObject({ firstName: 'Anna', lastName: null });
  });

  it('splits whole names without overwriting the parts and reads custom fields by type', () => {
    const hints = { ...NO_HINTS, decimalMark: ',', options: ['None', 'Gold'].map(plainOption) } as const;
    const columns: MappedColumn[] = [
      { index: 0, name: 'Name', target: 'fullName', hints },
      { index: 1, name: 'Points', target: { fieldName: 'points', label: 'Points', fieldType: 'number' }, hints },
      { index: 2, name: 'Plan', target: { fieldName: 'plan', label: 'Plan', fieldType: 'select' }, hints },
    ];
    expect(map(['Doe, Jane', '1,500', 'None'], { columns })).toMatchObject({ firstName: 'Jane', lastName: 'Doe', custom: ['1.5', 'None'] });
    expect(map(['Jane', 'x', 'n/a'], { columns })).toMatchObject({
      custom: [null, null],
      leftOut: [{ code: 'number.invalid', column: 'Points', columnIndex: 1, value: 'x' }],
    });
  });

  it('keeps unusual names as they are', () => {
    for (const name of ["O'Brien", 'Null', '😀', 'مريم', 'é́', '李'])
      expect(map([name, '', '', '', '', ''], { emptyWords: false })).toMatchObject({ firstName: name });
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
    const columns: MappedColumn[] = [{ index, name: 'Email', target: 'primaryEmail', hints: NO_HINTS }];
    expect(detectPreset(names)?.name).toBe(preset);
    const consent = consentRuleOf(findConsent(preset, names, fileName, [[...cells]]), null);
    expect(map([...cells], { columns, consent })).toMatchObject({ suppression });
  });

  it('takes the name beside an address where no column has names', () => {
    const columns: MappedColumn[] = [{ index: 0, name: 'Contact', target: 'primaryEmail', hints: NO_HINTS }];
    const named = (cell: string): unknown => map([cell], { columns });
    expect(named('"Ann  Lee" <ann@example.com>')).toMatchObject({ firstName: 'Ann', lastName: 'Lee', primaryEmail: 'ann@example.com' });
    expect(named('<ann@example.com>')).toMatchObject({ firstName: null, lastName: null, primaryEmail: 'ann@example.com' });
    expect(named(`${'x'.repeat(300)} <ann@example.com>`)).toMatchObject({ firstName: null, primaryEmail: 'ann@example.com' });
    const withNames: MappedColumn[] = [...columns, { index: 1, name: 'First', target: 'firstName', hints: NO_HINTS }];
    expect(map(['Ann <ann@example.com>', ''], { columns: withNames })).toMatchObject({ firstName: null });
  });
});
