import { readPhone } from './readPhone.js';

const e164 = (text: string, country: 'DE' | 'GB' | 'US' | 'IT' | 'FR' | null = null): string | null => {
  const reading = readPhone(text, country);
  if ('problem' in reading) throw new Error(reading.problem.reason);
  return reading.phone.e164;
};
const problem = (text: string, country: 'DE' | null = null): string | null => {
  const reading = readPhone(text, country);
  return 'problem' in reading ? `${reading.problem.code}: ${reading.problem.reason}` : null;
};

describe('readPhone', () => {
  it.each([
    ['+1 202 555 0143', '+12025550143'],
    ['\u202a+1 202 555 0143\u202c', '+12025550143'],
    ['+1\ufe0f-202-555-0143', '+12025550143'],
    ['+1\u00a0202\u00a0555\u00a00143', '+12025550143'],
    ['+1\u2011202\u2011555\u20110143', '+12025550143'],
    ['\u2068+1 202 555 0143\u2069', '+12025550143'],
    ['\u200b+1 202\u00ad 555\u2060 0143\ufeff', '+12025550143'],
    ['+1 202\u2212555\u20130143', '+12025550143'],
    ['\u200e+1\u2007202\u202f555\u30000143', '+12025550143'],
  ])('sees through invisible characters and blanks of every kind: %j', (text, expected) => {
    expect(e164(text)).toBe(expected);
  });

  it.each([
    ['＋４９　３０　２３１２５　５０１', '+493023125501'],
    ['+٤٤ ٢٠ ٧٩٤٦ ٠٥٠٢', '+442079460502'],
    ['+۴۴ ۲۰ ۷۹۴۶ ۰۵۰۳', '+442079460503'],
    ['+४४ २० ७९४६ ०५०४', '+442079460504'],
    ['+৪৪ ২০ ৭৯৪৬ ০৫০৫', '+442079460505'],
    ['+๔๔ ๒๐ ๗๙๔๖ ๐๕๐๖', '+442079460506'],
    ['+𝟒𝟒 𝟐𝟎 𝟕𝟗𝟒𝟔 𝟎𝟓𝟎𝟕', '+442079460507'],
    ['+𝟺𝟺 𝟸𝟶 𝟽𝟿𝟺𝟼 𝟶𝟻𝟶𝟽', '+442079460507'],
  ])('reads the digits of every script: %s', (text, expected) => {
    expect(e164(text)).toBe(expected);
  });

  it.each([
    ['+49 30 23125 501', null, '+493023125501'],
    ['030 23125 501', 'DE', '+493023125501'],
    ['0049 30 23125 501', null, '+493023125501'],
    ['0049 30 23125 501', 'DE', '+493023125501'],
    ['0049 30 23125 501', 'US', '+493023125501'],
    ['011 49 30 23125 501', null, '+493023125501'],
    ['+49 (0)30 23125 501', null, '+493023125501'],
    ['0049 (0) 30 23125 501', null, '+493023125501'],
    ['+44 (0)20 7946 0502', 'DE', '+442079460502'],
    ['+39 06 6982 0001', null, '+390669820001'],
    ['tel:+44-20-7946-0502', null, '+442079460502'],
    ['tel:7946-0502;phone-context=+4420', null, '+442079460502'],
    ['tel:+44%2020%207946%200502', null, '+442079460502'],
    ['+1 202 555 0143 ext. 12', null, '+12025550143'],
    ['+1 202 555 0143 x12', null, '+12025550143'],
    ['+1 202 555 0143;ext=12', null, '+12025550143'],
    ['tel:+1-202-555-0143;ext=12', null, '+12025550143'],
    ['+49 30 23125 501 Durchwahl 7', null, '+493023125501'],
    ['+1 202 555 0143 #12', null, '+12025550143'],
    ["'+49 30 23125 501", null, '+493023125501'],
    ['“+49 30 23125 501”', null, '+493023125501'],
    ['+49 30 23125 501.', null, '+493023125501'],
    ['493023125501.0', 'DE', '+493023125501'],
    ['01 42 68 53 00', 'FR', '+33142685300'],
    ['01.42.68.53.00', 'FR', '+33142685300'],
    ['(202) 555-0143', 'US', '+12025550143'],
    ['+49 30/23125-501', null, '+493023125501'],
  ] as const)('reads %s (%s) as %s', (text, country, expected) => {
    expect(e164(text, country)).toBe(expected);
  });

  it('keeps what was typed, without what nobody sees', () => {
    expect(readPhone(' \u202a+٤٤ ٢٠\u00a0٧٩٤٦ ٠٥٠٢\u202c ', null)).toEqual({ phone: { typed: '+٤٤ ٢٠ ٧٩٤٦ ٠٥٠٢', e164: '+442079460502' } });
    expect(readPhone('030 901820', null)).toEqual({ phone: { typed: '030 901820', e164: null } });
    expect(readPhone('+1 202 555 0143 ext. 12', null)).toMatchObject({ phone: { typed: '+1 202 555 0143 ext. 12' } });
  });

  it.each([
    '4.91512E+11',
    '4,91512E+11',
    '4.91512e11',
    '1E+11',
    '4.91512 x 10^11',
    '####',
    '########',
    '#NUM!',
    '#VALUE!',
    '#N/A',
    '#REF!',
  ])('says that a spreadsheet lost the number: %s', (text) => {
    expect(problem(text)).toMatch(/^phone\.lostBySpreadsheet: .*text/);
  });

  it.each([
    '+49 30 23125 501; +49 30 23125 502',
    '030 231255, 030 231256',
    '+49 30 23125 501 / +49 30 23125 502',
    '030 231255 or 030 231256',
  ])('keeps one number only: %s', (text) => {
    expect(problem(text, 'DE')).toMatch(/^phone\.severalNumbers/);
  });

  it.each([
    ['call me maybe', 'letters'],
    ['n/a', 'letters'],
    ['1-800-FLOWERS', 'letters'],
    ['+49 30 abc 901820', 'letters'],
    ['почта 12345', 'letters'],
    ['2024-01-31', 'date'],
    ['31.01.2024', 'date'],
    ['01/31/24', 'date'],
    ['2024-01-31 10:00', 'date'],
    ['٢٠٢٤-٠١-٣١', 'date'],
    ['0', 'zeros'],
    ['000', 'zeros'],
    ['000-000-0000', 'zeros'],
    ['+00', 'zeros'],
    ['12', 'too short'],
    ['-', ''],
    ['+', ''],
    ['', ''],
    ['ann@example.com', 'letters'],
    ['12345678901234567890123', 'more digits'],
    ['30+901820', 'in front'],
    ['€ 1200', ''],
    ['12%45678', ''],
  ])('refuses %j and says why', (text, why) => {
    expect(problem(text)).toMatch(/^phone\.invalid/);
    expect(problem(text)).toContain(why);
  });
});
