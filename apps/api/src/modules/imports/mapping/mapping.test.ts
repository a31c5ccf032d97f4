import { columnNames, hasHeaderRow } from './detectHeader.js';
import { fieldOfHeader } from './headerNames.js';
import { detectPreset } from './presets.js';
import { readCustomValue } from './readCustomValue.js';
import { dateOrderOf, readDate } from './readDate.js';
import { splitFullName } from './splitFullName.js';
import { suggestColumns } from './suggestColumns.js';

const suggest = (headers: string[], rows: string[][] = [], customFields: { fieldName: string; label: string }[] = []): string[] =>
  suggestColumns({ headers, rows, preset: detectPreset(headers), customFields }).map(
    ({ target, suggestedBy }) => `${target} ${suggestedBy ?? '-'}`,
  );

describe('suggestColumns', () => {
  it.each([
    [['First Name', 'Last Name', 'E-mail', 'Phone', 'Company']],
    [['Vorname', 'Nachname', 'E-Mail-Adresse', 'Telefonnummer', 'Firma']],
    [['Prénom', 'Nom', 'Adresse e-mail', 'Téléphone', 'Société']],
    [['Nombre', 'Apellidos', 'Correo electrónico', 'Teléfono', 'Empresa']],
    [['Nome', 'Cognome', 'Posta elettronica', 'Telefono', 'Azienda']],
    [['Voornaam', 'Achternaam', 'E-mailadres', 'Telefoonnummer', 'Bedrijf']],
  ])('reads %j', (headers) => {
    expect(suggest(headers).map((text) => text.split(' ')[0])).toEqual([
      'firstName',
      'lastName',
      'primaryEmail',
      'primaryPhone',
      'company',
    ]);
  });

  it('gives a field to its most telling column and ignores the second', () => {
    expect(suggest(['Work email', 'E-mail'])).toEqual(['ignore -', 'primaryEmail header']);
  });

  it('looks at the content where the header says nothing', () => {
    const rows = [
      ['x', 'ann@example.com', '+49 30 901820'],
      ['y', 'bob@example.com', '030/901821'],
      ['z', 'not yet', ''],
    ];
    expect(suggest(['a', 'b', 'c'], rows)).toEqual(['ignore -', 'primaryEmail content', 'primaryPhone content']);
  });

  it('finds the custom fields of the workspace by name and label', () => {
    expect(
      suggest(
        ['Shoe size', 'plan_code'],
        [],
        [
          { fieldName: 'shoe_size', label: 'Shoe size' },
          { fieldName: 'plan_code', label: 'Plan' },
        ],
      ),
    ).toEqual(['custom:shoe_size customField', 'custom:plan_code customField']);
  });

  it('prefers separate names to the whole one', () => {
    expect(suggest(['Name', 'First Name', 'Last Name'], [['Ann Doe', 'Ann', 'Doe']])).toEqual([
      'ignore -',
      'firstName header',
      'lastName header',
    ]);
    expect(suggest(['Name', 'First Name', 'Last Name'], [['Ann Doe', '', '']])).toEqual(['fullName header', 'ignore -', 'ignore -']);
  });

  it('takes the Outlook phone that people filled in', () => {
    const headers = [
      'First Name',
      'Last Name',
      'Company',
      'Business Phone',
      'Mobile Phone',
      'Primary Phone',
      'E-mail Address',
      'E-mail Display Name',
    ];
    expect(suggest(headers, [['Ann', 'Doe', 'Acme', '', '+1 415 555 0100', '', 'ann@example.com', 'Ann']])).toContain(
      'primaryPhone preset',
    );
    expect(suggest(headers, [['Ann', 'Doe', 'Acme', '', '+1 415 555 0100', '', 'ann@example.com', 'Ann']])[4]).toBe('primaryPhone preset');
  });
});

describe('detectPreset', () => {
  it.each([
    [
      'google',
      'First Name,Middle Name,Last Name,Nickname,File As,Organization Name,Birthday,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value',
    ],
    ['google', 'Name,Given Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value'],
    ['outlook', 'Title,First Name,Last Name,Company,Business Phone,Mobile Phone,E-mail Address,E-mail Type,E-mail Display Name'],
    ['hubspot', 'Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Create Date'],
    ['mailchimp', 'Email Address,First Name,Last Name,MEMBER_RATING,OPTIN_TIME,LEID,EUID,NOTES,TAGS'],
    ['brevo', 'EMAIL;LASTNAME;FIRSTNAME;SMS;EMAIL_BLACKLISTED;SMS_BLACKLISTED;ADDED_TIME;MODIFIED_TIME'],
    ['activeCampaign', 'Email,First Name,Last Name,Phone,Tags,Date Created,IP,Status'],
    ['kit', 'first_name,email,created_at,status'],
  ])('knows %s', (name, headers) => {
    expect(detectPreset(headers.split(/[,;]/))?.name).toBe(name);
  });

  it('takes an ordinary list for no product', () => {
    expect(detectPreset(['First Name', 'Last Name', 'Email', 'Phone'])).toBeNull();
  });
});

describe('header row', () => {
  it.each([
    [
      true,
      [
        ['Name', 'Email'],
        ['Ann', 'ann@example.com'],
      ],
    ],
    [
      true,
      [
        ['Anrede', 'Punkte'],
        ['Frau', '12'],
        ['Herr', '7'],
      ],
    ],
    [
      false,
      [
        ['Ann', 'ann@example.com'],
        ['Bob', 'bob@example.com'],
      ],
    ],
    [
      false,
      [
        ['Ann', 'Doe'],
        ['Bob', 'Roe'],
      ],
    ],
    [
      false,
      [
        ['12', 'x'],
        ['13', 'y'],
      ],
    ],
  ])('is %s for %j', (expected, rows) => {
    expect(hasHeaderRow(rows)).toBe(expected);
  });

  it('names every column once', () => {
    expect(columnNames(['Email', ' ', 'email'], 4)).toEqual(['Email', 'Column 2', 'email (2)', 'Column 4']);
    expect(fieldOfHeader('E_MAIL')?.target).toBe('primaryEmail');
  });
});

describe('splitFullName', () => {
  it.each([
    ['Ann Doe', 'Ann', 'Doe'],
    ['Doe, Jane Ann', 'Jane Ann', 'Doe'],
    ['Vincent van Gogh', 'Vincent', 'van Gogh'],
    ['Dr. Ada Maria King Jr.', 'Ada Maria', 'King Jr.'],
    ['Frau Prof. Dr. Eva von der Leine', 'Eva', 'von der Leine'],
    ['Martin King, Jr.', 'Martin', 'King, Jr.'],
    ['Cher', 'Cher', ''],
    ['山田太郎', '山田太郎', ''],
    ["Conan O'Brien", 'Conan', "O'Brien"],
  ])('%s', (full, firstName, lastName) => {
    expect(splitFullName(full)).toEqual({ firstName, lastName });
  });
});

describe('readDate', () => {
  it.each([
    ['2025-03-04', '2025-03-04T00:00:00.000Z'],
    ['2025-03-04 10:30:05', '2025-03-04T10:30:05.000Z'],
    ['2025-03-04T10:30:00+02:00', '2025-03-04T08:30:00.000Z'],
    ['31.12.2024', '2024-12-31T00:00:00.000Z'],
    ['04-03-2025', '2025-03-04T00:00:00.000Z'],
    ['31/12/24', '2024-12-31T00:00:00.000Z'],
    ['04/03/2025 1:05 pm', '2025-03-04T13:05:00.000Z'],
  ])('%s', (text, instant) => {
    expect(readDate(text, 'dmy')?.instant).toBe(instant);
  });

  it('refuses days that do not exist and takes the order from the column', () => {
    expect(readDate('31.02.2025', 'dmy')).toBeNull();
    expect(readDate('soon', 'dmy')).toBeNull();
    expect(dateOrderOf(['01/02/2025', '01/25/2025'])).toBe('mdy');
    expect(dateOrderOf(['01/02/2025', '25/01/2025'])).toBe('dmy');
    expect(dateOrderOf(['01/02/2025'])).toBeNull();
    expect(readDate('01/25/2025', 'mdy')?.date).toBe('2025-01-25');
  });
});

describe('readCustomValue', () => {
  const read = (fieldType: 'number' | 'boolean' | 'select' | 'date', text: string, hasDecimalComma = false) =>
    readCustomValue(text, { fieldName: 'f', label: 'F', fieldType, options: ['Gold', 'Silver'] }, { dateOrder: 'mdy', hasDecimalComma });

  it.each([
    ['1,234.5', false, '1234.5'],
    ['1.234,5', false, '1234.5'],
    ['1,234', false, '1234'],
    ['1,5', false, '1.5'],
    ['1,234', true, '1.234'],
    ['1.234', true, '1234'],
    ['€ 12', false, '12'],
    ['-0.5', false, '-0.5'],
    ["1'000", false, '1000'],
  ])('reads the number %s (decimal comma: %s)', (text, comma, value) => {
    expect(read('number', text, comma)).toEqual({ value });
  });

  it('reads yes and no in several languages, options in any case, and empty dates', () => {
    expect(read('boolean', 'Ja')).toEqual({ value: 'true' });
    expect(read('boolean', 'faux')).toEqual({ value: 'false' });
    expect(read('select', 'gold')).toEqual({ value: 'Gold' });
    expect(read('date', '0/0/00')).toEqual({ value: null });
    expect(read('date', '03/04/2025')).toEqual({ value: '2025-03-04' });
  });

  it('says what is wrong', () => {
    expect(read('number', 'many')).toEqual({ problem: expect.stringContaining('not a number') });
    expect(read('boolean', 'maybe')).toEqual({ problem: expect.stringContaining('yes nor no') });
    expect(read('select', 'Bronze')).toEqual({ problem: expect.stringContaining('Gold, Silver') });
  });
});
