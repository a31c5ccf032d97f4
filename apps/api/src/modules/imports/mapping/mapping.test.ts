import { columnNames, findHeader, hasHeaderRow } from './detectHeader.js';
import { fieldOfHeader } from './headerNames.js';
import { detectPreset } from './presets.js';
import { splitFullName } from './splitFullName.js';
import { suggestColumns } from './suggestColumns.js';

const suggest = (headers: string[], rows: string[][] = [], customFields: { fieldName: string; label: string }[] = []): string[] =>
  suggestColumns({ headers, rows, preset: detectPreset(headers), country: null, customFields }).map(
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

  it('gives a field to its most telling column, and a second address or number to the further ones', () => {
    expect(suggest(['Work email', 'E-mail', 'Mobile', 'Tel', 'Company', 'Firma'])).toEqual([
      'furtherEmail header',
      'primaryEmail header',
      'primaryPhone header',
      'furtherPhone header',
      'company header',
      'ignore -',
    ]);
  });

  it('looks at the content where the header says nothing', () => {
    const rows = [
      ['x', 'ann@example.com', '+49 30 901820'],
      ['y', 'bob@example.com', '030/901821'],
      ['z', 'not yet', ''],
    ];
    expect(suggest(['a', 'b', 'c'], rows)).toEqual(['ignore -', 'primaryEmail content', 'primaryPhone content']);
  });

  it('sees people as mail programs write them, whatever the header says', () => {
    const rows = [['"Lee, Ann" <ann@example.com>'], ['Bob <bob@example.com>'], ['cee@example.com']];
    expect(suggest(['Contact'], rows)).toEqual(['primaryEmail content']);
    expect(suggest(['Name'], [['Ann <the first> Lee'], ['a < b']])).toEqual(['fullName header']);
  });

  it.each([
    ['192.0.2.10', '192.0.2.11'],
    ['2024-02-12 17:59:31', '2024-03-12 17:59:31'],
    ['4.91512E+11', '4.91512E+11'],
    ['000-000-0000', '000-000-0000'],
    ['12.345.678', '12.345.679'],
    ['+49 999 1', '+49 999 12345678'],
    ['1234567.5', '7654321.5'],
    ['31.12.1985', '01.02.1990'],
  ])('takes %s and %s for no phone numbers', (...cells) => {
    expect(
      suggest(
        ['a', 'b'],
        cells.map((cell) => ['x', cell]),
      )[1],
    ).toBe('ignore -');
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

  const person = ['Ann Doe', 'ann@example.com', '+49 30 901820'];
  it.each([
    [0, [['Name', 'E-mail', 'Phone'], person]],
    [1, [['Members of the club, March 2026', '', ''], ['Full name', 'E-mail', 'Phone'], person]],
    [3, [['Email list'], ['Contact'], ['as of 12 March'], ['Vorname', 'E-Mail', 'Telefon'], person]],
    [2, [['Report', '', ''], ['Created', '2026-03-12', ''], ['Name', 'Email', 'Score'], person]],
    [
      1,
      [
        ['Club', '', ''],
        ['Rank', 'E-mail', 'Points'],
        ['1', 'ann@example.com', '5'],
      ],
    ],
    [-1, [person, ['Bob', 'bob@example.com', '']]],
    [-1, [person, ['Full name', 'E-mail', 'Phone'], person]],
    [
      -1,
      [
        ['Ann', 'Doe'],
        ['Bob', 'Roe'],
      ],
    ],
    [0, [['Email'], ['ann@example.com']]],
    [-1, []],
  ])('is row %s of %j', (expected, rows) => {
    expect(findHeader(rows)).toBe(expected);
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
