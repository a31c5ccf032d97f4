import {
  compareFields,
  CUSTOM_FIELD_TYPES,
  decimalMarkOf,
  FIELD_EDITORS,
  FIELD_OPERATORS,
  FIELD_RULES,
  fieldRules,
  type FieldType,
  isEmptyWord,
  isFamilyName,
  mergeValueOf,
  mergeValuesOf,
  plainOption,
  PLAIN_FIELD_TYPES,
  proposeFieldType,
  readField,
  sortNumberOf,
  writtenOrders,
} from './index.js';
import { NO_HINTS } from './fieldReading.js';

const codeOf = (reading: ReturnType<typeof readField>): string | null => ('problem' in reading ? reading.problem.code : reading.value);
const number = (given: unknown, decimalMark: '.' | ',' | null = null) => codeOf(readField('number', given, { ...NO_HINTS, decimalMark }));
const date = (text: string, dateOrder: 'dmy' | 'mdy' | null = null) => codeOf(readField('date', text, { ...NO_HINTS, dateOrder }));
const instant = (text: string, timeZone = 'UTC', dateOrder: 'dmy' | 'mdy' | null = null) =>
  codeOf(readField('dateTime', text, { ...NO_HINTS, dateOrder, timeZone }));

describe('numbers', () => {
  it.each([
    ['9007199254740993', '9007199254740993'],
    ['-123456789012345678901234567890.10', '-123456789012345678901234567890.1'],
    [' 12 ', '12'],
    ['١٢', '12'],
    ['１２．５', '12.5'],
    ['١٢٫٥', '12.5'],
    ['1.234,56', '1234.56'],
    ['1,234.56', '1234.56'],
    ['1 234,56', '1234.56'],
    ['1\u202f234\u00a0567', '1234567'],
    ["1'234.5", '1234.5'],
    ['1.234.567', '1234567'],
    ['12,34,567.89', '1234567.89'],
    ['1.234', '1.234'],
    ['0,123', '0.123'],
    ['1,5', '1.5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0.0', '0'],
    ['−7', '-7'],
    ['+1.50', '1.5'],
    ['12 %', '12'],
    ['€ 12', '12'],
    ['-12,50 €', '-12.5'],
    ['CHF 1’200.50', '1200.5'],
    ['1,234', 'number.ambiguous'],
    ['0x10', 'number.invalid'],
    ['0b1', 'number.invalid'],
    ['1e3', 'number.scientific'],
    ['4.91512E+11', 'number.scientific'],
    ['01069', 'number.leadingZero'],
    ['-007', 'number.leadingZero'],
    ['1,23,4', 'number.invalid'],
    ['1.23.4', 'number.invalid'],
    ['1.2,3.4', 'number.invalid'],
    ['1,2.3', 'number.invalid'],
    ['12 34', 'number.invalid'],
    ['1_000', 'number.invalid'],
    ['Infinity', 'number.invalid'],
    ['NaN', 'number.invalid'],
    ['ten', 'number.invalid'],
    ['--5', 'number.invalid'],
    ['9'.repeat(101), 'number.tooLong'],
    [12.5, '12.5'],
    [1e3, '1000'],
    [1.5e-7, '0.00000015'],
    [-2.25, '-2.25'],
    [9007199254740991, '9007199254740991'],
    [9007199254740992, 'number.inexact'],
    [1e21, 'number.inexact'],
    [0.1 + 0.2, 'number.inexact'],
    [NaN, 'number.inexact'],
    ['', null],
    [null, null],
    [{ deep: 1 }, 'field.notSingle'],
  ])('reads %j as %s', (given, expected) => {
    expect(number(given)).toBe(expected);
  });

  it('reads one lone mark as the column writes it', () => {
    expect([number('1,234', '.'), number('1,234', ','), number('1.234', ','), number('1.234', '.')]).toEqual([
      '1234',
      '1.234',
      '1234',
      '1.234',
    ]);
    expect(decimalMarkOf(['1,234', '7,5'])).toBe(',');
    expect(decimalMarkOf(['1,234', '1,234,567'])).toBe('.');
    expect(decimalMarkOf(['1,234'])).toBeNull();
  });

  it('sorts by the number and merges what a float cannot hold as text', () => {
    expect(sortNumberOf('number', '9007199254740993')).toBe(9007199254740992);
    expect(sortNumberOf('text', '5')).toBeNull();
    expect([mergeValueOf('number', '12.5'), mergeValueOf('number', '9007199254740993'), mergeValueOf('boolean', 'true')]).toEqual([
      12.5,
      '9007199254740993',
      true,
    ]);
  });
});

describe('dates', () => {
  it.each([
    ['2026-04-03', '2026-04-03'],
    ['2026/4/3', '2026-04-03'],
    ['2026. 04. 03.', '2026-04-03'],
    ['20260403', '2026-04-03'],
    ['2026年4月3日', '2026-04-03'],
    ['3.4.2026', '2026-04-03'],
    ['3. 4. 2026', '2026-04-03'],
    ['٠٣/٢٤/٢٠٢٦', '2026-03-24'],
    ['24/03/2026', '2026-03-24'],
    ['03/24/2026', '2026-03-24'],
    ['03/03/2026', '2026-03-03'],
    ['3 April 2026', '2026-04-03'],
    ['3. April 2026', '2026-04-03'],
    ['3 avril 2026', '2026-04-03'],
    ['1er août 2026', '2026-08-01'],
    ['3 de abril de 2026', '2026-04-03'],
    ['03-Apr-26', '2026-04-03'],
    ['April 3rd, 2026', '2026-04-03'],
    ['Fri, 03 Apr 2026 10:00:00 +0200', '2026-04-03'],
    ['3 kwietnia 2026', '2026-04-03'],
    ['3. März 2026', '2026-03-03'],
    ['3.4.36', '1936-04-03'],
    ['3.4.26', '2026-04-03'],
    ['2026-04-03T10:00:00Z', '2026-04-03'],
    ['0000-00-00', null],
    ['0/0/00', null],
    ['0000-00-00 00:00:00', null],
    ['03/04/2026', 'date.ambiguous'],
    ['03-04-26', 'date.ambiguous'],
    ['10.12.20.5', 'date.invalid'],
    ['1985-05-1587', 'date.invalid'],
    ['2026-02-30', 'date.invalid'],
    ['31.04.2026', 'date.invalid'],
    ['2026-13-01', 'date.invalid'],
    ['99/99/2026', 'date.invalid'],
    ['2026-04-03x', 'date.invalid'],
    ['2026-04-03 25:00', 'date.invalid'],
    ['on 2026-04-03', 'date.invalid'],
    ['3 Foo 2026', 'date.invalid'],
    ['45678', 'date.serial'],
    ['45678.5', 'date.serial'],
    ['soon', 'date.invalid'],
    ['12', 'date.invalid'],
  ])('reads %s as %s', (text, expected) => {
    expect(date(text)).toBe(expected);
  });

  it('reads by the order of the column, and nothing else', () => {
    expect([date('03/04/2026', 'dmy'), date('03/04/2026', 'mdy')]).toEqual(['2026-04-03', '2026-03-04']);
    expect(date('25/12/2026', 'mdy')).toBe('date.otherOrder');
    expect(date('12.25.2026', 'mdy')).toBe('date.invalid');
    expect(writtenOrders(['01/02/2025', '01/25/2025'])).toEqual({ proven: 'mdy', isAsked: true });
    expect(writtenOrders(['25/01/2025', '01/25/2025'])).toEqual({ proven: 'both', isAsked: false });
    expect(writtenOrders(['01/02/2025', 'n/a', '3.4.2026'])).toEqual({ proven: null, isAsked: true });
    expect(writtenOrders(['2026-01-02', '01/01/2025'])).toEqual({ proven: null, isAsked: false });
  });

  it('names the day that a spreadsheet may have meant', () => {
    expect(readField('date', '45678')).toMatchObject({ problem: { message: expect.stringContaining('2025-01-21') as string } });
  });
});

describe('times', () => {
  it.each([
    ['2025-06-30 22:30:00+00', '2025-06-30T22:30:00.000Z'],
    ['2025-07-01 00:30:00+02', '2025-06-30T22:30:00.000Z'],
    ['2025-07-01 00:30:00+0200', '2025-06-30T22:30:00.000Z'],
    ['2025-07-01 00:30:00 +02:00', '2025-06-30T22:30:00.000Z'],
    ['2025-07-01 04:00:00+05:30', '2025-06-30T22:30:00.000Z'],
    ['2025-06-30 18:30:00-04', '2025-06-30T22:30:00.000Z'],
    ['2025-07-01 00:30:00.123456+02', '2025-06-30T22:30:00.123Z'],
    ['2025-07-01T00:30:00,5+02', '2025-06-30T22:30:00.500Z'],
    ['2025-07-01 00:30+02:00', '2025-06-30T22:30:00.000Z'],
    ['2025-06-30T22:30:00Z', '2025-06-30T22:30:00.000Z'],
    ['2025-06-30 22:30:00 UTC', '2025-06-30T22:30:00.000Z'],
    ['2025-07-01 00:30 GMT+2', '2025-06-30T22:30:00.000Z'],
    ['2025-07-01T00:30:00+02:00[Europe/Berlin]', '2025-06-30T22:30:00.000Z'],
    ['Tue, 01 Jul 2025 00:30:00 +0200 (CEST)', '2025-06-30T22:30:00.000Z'],
    ['2025-06-30 10:30 pm', '2025-06-30T22:30:00.000Z'],
    ['2025-06-30 12:05 a.m.', '2025-06-30T00:05:00.000Z'],
    ['2025-06-30 13:05 pm', 'date.invalid'],
    ['2025-06-30 22:30:00 EST', 'date.unknownZone'],
    ['2025-06-30 22:30:00 IST', 'date.unknownZone'],
    ['2025-06-30 22:30:00+2500', 'date.unknownZone'],
    ['2025-06-30 22:30:00+02:75', 'date.unknownZone'],
    ['2025-06-30 22:30:00+02x', 'date.unknownZone'],
    ['2025-06-30 22:30:60', 'date.invalid'],
    ['2025-06-30 22', 'date.invalid'],
    ['2025-06-30T', 'date.invalid'],
  ])('reads %s as %s', (text, expected) => {
    expect(instant(text)).toBe(expected);
  });

  it('takes times without a zone, and whole days, on the clocks of the workspace', () => {
    expect(instant('2025-07-01 00:30', 'Europe/Berlin')).toBe('2025-06-30T22:30:00.000Z');
    expect(instant('2025-01-01', 'America/New_York')).toBe('2025-01-01T05:00:00.000Z');
    expect(instant('2025-03-30 02:30', 'Europe/Berlin')).toBe('2025-03-30T01:30:00.000Z');
    expect(instant('2025-10-26 02:30', 'Europe/Berlin')).toBe('2025-10-26T00:30:00.000Z');
    expect(instant('2025-07-01 04:00', 'Asia/Kolkata')).toBe('2025-06-30T22:30:00.000Z');
    expect(instant('2025-07-01 00:30+02', 'America/New_York')).toBe('2025-06-30T22:30:00.000Z');
  });
});

describe('choices, texts and addresses', () => {
  it('reads them by type', () => {
    expect([true, 'Ja', 'FAUX', '1', 'nein'].map((given) => codeOf(readField('boolean', given)))).toEqual([
      'true',
      'true',
      'false',
      'true',
      'false',
    ]);
    expect(codeOf(readField('boolean', 'maybe'))).toBe('boolean.invalid');
    expect(codeOf(readField('select', 'gold', { ...NO_HINTS, options: ['Gold', 'Silver'].map(plainOption) }))).toBe('Gold');
    expect(readField('select', 'Bronze', { ...NO_HINTS, options: ['Gold', 'Silver'].map(plainOption) })).toMatchObject({
      problem: { code: 'select.invalid', message: expect.stringContaining('Gold, Silver') as string },
    });
    expect(codeOf(readField('text', 'x'.repeat(10_001)))).toBe('text.tooLong');
    expect(
      ['https://example.com/a', 'example.com', 'javascript:alert(1)', 'not a site'].map((text) => codeOf(readField('url', text))),
    ).toEqual(['https://example.com/a', 'https://example.com', 'url.invalid', 'url.invalid']);
  });
});

describe('empty words', () => {
  it.each(
    'NULL|null|\\N|N/A|n/a|n.a.|None|none|-|--|–|#N/A|#REF!|#DIV/0!|nil|(blank)|(null)|[null]|<null>|undefined|NaN|NA|N / A|k. A.|(none)|"NULL"|<NA>'.split(
      '|',
    ),
  )('%s', (word) => {
    expect(isEmptyWord(word)).toBe(true);
  });

  it.each('Nan|Na|Nullmeyer|0|Nonesuch|No|no|Nil Admirari|X|A|Ann|(Ann)|Narr'.split('|'))('%s is a value', (word) => {
    expect(isEmptyWord(word)).toBe(false);
  });

  it('leaves the family their name', () => {
    expect([isFamilyName('Null', true), isFamilyName('None', true), isFamilyName('NULL', true), isFamilyName('Null', false)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('the proposed type', () => {
  it.each([
    ['number', ['1', '2.5', '-3', '']],
    ['text', ['10152', '10189', '01069']],
    ['text', ['700000000001', '4000123412341234567']],
    ['text', ['1', 'x']],
    ['text', ['+49301234567']],
    ['text', ['1e5', '2']],
    ['date', ['2026-01-31', '31/12/2025']],
    ['text', ['20260131', 'x']],
    ['number', ['45678', '45679']],
    ['boolean', ['yes', 'No']],
    ['number', ['0', '1']],
    ['date', ['2026-01-31 00:00:00', '2026-02-01']],
    ['dateTime', ['2026-01-31 09:30', '2026-02-01']],
    ['url', ['https://example.com/a', 'http://example.org']],
    ['text', ['example.com', 'Node.js']],
    ['email', ['ann@example.com', 'Bea <bea@example.com>']],
    ['text', ['ann@example.com', 'bea']],
    ['text', []],
  ])('%s for %j', (type, cells) => {
    expect(proposeFieldType(cells)).toBe(type);
  });
});

describe('every type', () => {
  /** Stored values in ascending order; a new type needs its own. */
  const STORED: Readonly<Record<FieldType, readonly [string, string, string]>> = {
    text: ['9', 'Zoe', 'ann'],
    number: ['-1.5', '9', '10'],
    date: ['1999-12-31', '2026-01-31', '2026-02-01'],
    dateTime: ['1999-12-31T23:00:00.000Z', '2026-01-31T09:00:00.000Z', '2026-01-31T10:00:00.000Z'],
    boolean: ['false', 'true', 'true'],
    longText: ['a\nb', 'b', 'c\n\nd'],
    money: ['-1.50', '9.00', '10.05'],
    select: ['Bronze', 'Gold', 'Silver'],
    multiSelect: ['["Bronze"]', '["Gold","Silver"]', '["Gold"]'],
    email: ['a@example.com', 'b@example.com', 'b@example.org'],
    phone: ['+4930901820', '+4930901820;ext=12', '+4991711234567'],
    url: ['https://a.example.com', 'https://b.example.com', 'https://c.example.com/x'],
  };
  const types = Object.keys(FIELD_RULES) as FieldType[];

  it.each(types)('reads the %s that it has stored as what it is', (type) => {
    for (const value of STORED[type])
      expect(readField(type, value, { ...NO_HINTS, options: STORED.select.map(plainOption), currency: 'EUR' })).toEqual({ value });
  });

  it.each(types)('sorts a %s as it is meant', (type) => {
    const [first, second, third] = STORED[type];
    expect([compareFields(type, first, second) < 0, compareFields(type, second, first) > 0, compareFields(type, third, third)]).toEqual([
      true,
      true,
      0,
    ]);
    expect(compareFields(type, second, third)).toBeLessThanOrEqual(0);
  });

  it.each(types)('%s has words, an editor and questions of its own', (type) => {
    const { label, example, editor, operators, hasOptions } = fieldRules(type);
    expect([label.length > 2, example.length > 5, FIELD_EDITORS.includes(editor), ['choice', 'choices'].includes(editor)]).toEqual([
      true,
      true,
      true,
      hasOptions,
    ]);
    expect(operators.filter((operator) => !FIELD_OPERATORS.includes(operator))).toEqual([]);
    expect(operators).toContain('isFilled');
  });

  it('is text to templates when nobody knows it any more', () => {
    expect(
      mergeValuesOf([
        { fieldName: 'a', fieldType: 'number', value: '7' },
        { fieldName: 'b', fieldType: 'constructor', value: '7' },
        { fieldName: 'c', fieldType: 'boolean', value: null },
      ]),
    ).toEqual({ a: 7, b: '7', c: null });
  });

  it('for custom fields is in the order in which it is offered', () => {
    expect(CUSTOM_FIELD_TYPES).toEqual([
      'text',
      'longText',
      'number',
      'money',
      'date',
      'dateTime',
      'boolean',
      'select',
      'multiSelect',
      'url',
      'email',
      'phone',
    ]);
    expect(PLAIN_FIELD_TYPES).toEqual(['text', 'longText', 'number', 'date', 'dateTime', 'boolean', 'url', 'email', 'phone']);
  });

  it('sorts characters beyond the first plane as the databases do', () => {
    expect(compareFields('text', '\ufffd', '\u{1f600}')).toBeLessThan(0);
    expect(compareFields('text', 'ab', 'abc')).toBeLessThan(0);
  });
});
