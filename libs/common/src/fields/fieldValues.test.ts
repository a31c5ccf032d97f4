import {
  FIELD_RULES,
  fieldMatches,
  type FieldOption,
  type FieldType,
  keysOf,
  mergeValueOf,
  NO_HINTS,
  plainOption,
  readField,
  storedOptions,
} from './index.js';

const codeOf = (reading: ReturnType<typeof readField>): string | null => ('problem' in reading ? reading.problem.code : reading.value);

describe('amounts of money', () => {
  const money = (given: unknown, currency: string | null = 'EUR', decimalMark: '.' | ',' | null = null) =>
    codeOf(readField('money', given, { ...NO_HINTS, currency, decimalMark }));

  it.each([
    ['12', '12.00'],
    [' 12.5 ', '12.50'],
    ['1.234,56', '1234.56'],
    ['1,234.56 €', '1234.56'],
    ['€ 1 234,5', '1234.50'],
    ['EUR 12', '12.00'],
    ['12 eur', '12.00'],
    ['-12,50 €', '-12.50'],
    ['−0.00', '0.00'],
    ['9007199254740993.01', '9007199254740993.01'],
    ['١٢٫٥', '12.50'],
    [12.5, '12.50'],
    [7, '7.00'],
    ['0.500', '0.50'],
    ['$12', 'money.otherCurrency'],
    ['12 USD', 'money.otherCurrency'],
    ['12 pieces', 'money.otherCurrency'],
    ['12 %', 'money.invalid'],
    ['12.345678', 'money.tooPrecise'],
    [0.125, 'money.tooPrecise'],
    ['1.234', 'number.ambiguous'],
    ['1,234', 'number.ambiguous'],
    ['4.9E+11', 'number.scientific'],
    ['1e3', 'number.scientific'],
    ['007', 'number.leadingZero'],
    ['--5', 'money.invalid'],
    ['', null],
    [0.1 + 0.2, 'number.inexact'],
    ['9'.repeat(31), 'number.tooLong'],
    ['12\u000000', 'text.nul'],
  ])('reads %j as %s', (given, expected) => {
    expect(money(given)).toBe(expected);
  });

  it('has the decimals of its currency, and the mark of its file', () => {
    expect([money('1200', 'JPY'), money('12.5', 'JPY'), money('1.234', 'KWD'), money('1.2', 'KWD'), money('¥ 5', 'JPY')]).toEqual([
      '1200',
      'money.tooPrecise',
      '1.234',
      '1.200',
      '5',
    ]);
    expect([money('1.234', 'EUR', ','), money('1,234', 'EUR', '.'), money('1,234', 'EUR', ','), money('1.234', 'EUR', '.')]).toEqual([
      '1234.00',
      '1234.00',
      'money.tooPrecise',
      'money.tooPrecise',
    ]);
    expect(money('5', null)).toBe('money.noCurrency');
  });

  it('quotes what was written', () => {
    expect(readField('money', '€ x', { ...NO_HINTS, currency: 'EUR' })).toMatchObject({
      problem: { message: expect.stringContaining('“€ x”') as string },
    });
  });
});

describe('options', () => {
  const option = (key: string, label: string, isArchived = false): FieldOption => ({ key, label, colour: null, isArchived });
  /** Gold was renamed to Silver, and a new option is called Gold. */
  const SWAPPED = [option('Gold', 'Silver'), option('Gold-2', 'Gold'), option('old', 'Tin', true)];
  const pick = (given: unknown, options: readonly FieldOption[] = SWAPPED, optionsBy: 'key' | 'label' = 'key') =>
    codeOf(readField('select', given, { ...NO_HINTS, options, optionsBy }));
  const picks = (given: unknown, options: readonly FieldOption[]) => codeOf(readField('multiSelect', given, { ...NO_HINTS, options }));

  it('takes keys of programs and labels of files for what they are', () => {
    expect([pick('Gold'), pick('Gold', SWAPPED, 'label'), pick('Silver'), pick('GOLD-2')]).toEqual(['Gold', 'Gold-2', 'Gold', 'Gold-2']);
  });

  it('keeps a value whose option is no longer offered, and does not offer it', () => {
    expect([pick('old'), pick('Tin')]).toEqual(['old', 'old']);
    expect(readField('select', 'Lead', { ...NO_HINTS, options: SWAPPED })).toMatchObject({
      problem: { message: '“Lead” is not one of the options: Silver, Gold.' },
    });
    expect(pick('Tin', [option('old', 'Tin', true), option('new', 'Tin')])).toBe('new');
  });

  it('reads emoji, right-to-left names and what nobody sees', () => {
    const odd = [plainOption('❤️ VIP'), plainOption('לקוח'), plainOption('é'), plainOption('A, B'), plainOption('[x]'), plainOption('"q"')];
    expect(['❤ vip', '\u200fלקוח\u200e', 'E\u0301', 'a, b', '[X]', '"Q"'].map((text) => pick(text, odd))).toEqual(
      odd.map(({ key }) => key),
    );
  });

  it('reads several, in any order and with any one mark', () => {
    const tags = ['red', 'green', 'A, B', 'a "q"'].map(plainOption);
    expect(
      ['green; Red', 'red|green', 'red, green', 'green\nred\nred', '["red","green"]', ['red', 'green']].map((given) => picks(given, tags)),
    ).toEqual(new Array(6).fill('["green","red"]'));
    expect([picks('A, B', tags), picks('A, B; red', tags), picks('a "q"', tags)]).toEqual(['["A, B"]', '["A, B","red"]', '["a \\"q\\""]']);
    expect([picks('red, blue', tags), picks('[]', tags), picks(';', tags), picks(['red', 1], tags), picks([' '], tags)]).toEqual([
      'select.invalid',
      null,
      null,
      'field.notSingle',
      null,
    ]);
    expect(codeOf(readField('select', ['red'], { ...NO_HINTS, options: tags }))).toBe('field.notSingle');
  });

  it('shows and merges labels, never keys', () => {
    const settings = { options: SWAPPED, currency: null };
    expect([mergeValueOf('select', 'Gold', settings), mergeValueOf('multiSelect', '["Gold-2","Gold","gone"]', settings)]).toEqual([
      'Silver',
      'Silver, Gold, gone',
    ]);
    expect([fieldMatches('multiSelect', 'has', '["a","b"]', '["b"]'), fieldMatches('multiSelect', 'has', '["a"]', '["a","b"]')]).toEqual([
      true,
      false,
    ]);
    expect(keysOf('no list')).toEqual(['no list']);
  });

  it('knows the options of the first versions, which values hold by their names', () => {
    expect(storedOptions('["Gold",{"key":"s","label":"Silver","colour":"gray","isArchived":true}]')).toEqual([
      option('Gold', 'Gold'),
      { key: 's', label: 'Silver', colour: 'gray', isArchived: true },
    ]);
    expect(storedOptions(null)).toEqual([]);
  });
});

describe('addresses and numbers of people', () => {
  it('are read as the primary ones', () => {
    expect(codeOf(readField('email', 'Ann <Ann@Example.com>;'))).toBe('Ann@Example.com');
    expect(['ann', 'a@example.com, b@example.com', 'a@b'].map((text) => codeOf(readField('email', text)))).toEqual([
      'email.invalid',
      'email.several',
      'email.invalid',
    ]);
    expect(fieldMatches('email', 'is', 'Ann@Example.com', 'ann@example.COM')).toBe(true);
    expect(
      ['+49 30 901820', '+49 (30) 90-18-20', '٠', '030 901820', '4.9E+11', 'call me'].map((text) => codeOf(readField('phone', text))),
    ).toEqual(['+4930901820', '+4930901820', 'phone.invalid', 'phone.invalid', 'phone.invalid', 'phone.invalid']);
    expect(codeOf(readField('phone', '030', { ...NO_HINTS, readPhone: (text) => ({ value: `read ${text}` }) }))).toBe('read 030');
    expect(mergeValueOf('phone', '+4930901820;ext=12')).toBe('+4930901820 ext. 12');
  });
});

describe('whatever is given', () => {
  const HOSTILE = [
    '1.234,56',
    '4.9E+11',
    '31.02.2026',
    'a\0b',
    '\u202egnirts',
    '❤️',
    '[',
    '["a"',
    '[1]',
    '{}',
    'null',
    '-',
    '+',
    '€',
    '%',
    '()',
    '::',
    '9'.repeat(20_000),
    '<script>',
    "'; DROP TABLE x;--",
    '=1+1',
    '\ud800',
    ' \t\n ',
    '٣١/٠٢/٢٠٢٦',
    'NaN',
    'Infinity',
    '__proto__',
    0,
    -0,
    1e308,
    NaN,
    true,
    [],
    ['a'],
    {},
    [[]],
    Symbol.iterator.toString(),
  ];
  const hints = { ...NO_HINTS, options: ['❤️', '__proto__', 'a'].map(plainOption), currency: 'EUR' };

  it.each(Object.keys(FIELD_RULES) as FieldType[])('a %s is read into what reads the same again, or refused in words', (type) => {
    for (const given of HOSTILE) {
      const reading = readField(type, given, hints);
      if ('problem' in reading)
        expect(reading.problem).toEqual({
          code: expect.stringMatching(/^[a-z]+\.[a-zA-Z]+$/) as string,
          message: expect.stringMatching(/\.$/) as string,
        });
      else if (reading.value !== null) expect({ given, again: readField(type, reading.value, hints) }).toEqual({ given, again: reading });
    }
  });
});
