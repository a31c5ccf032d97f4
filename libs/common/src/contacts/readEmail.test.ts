import { emailKey } from './emailKey.js';
import { readEmail } from './readEmail.js';

const address = (text: string): string => {
  const reading = readEmail(text);
  if ('problem' in reading) throw new Error(reading.problem.reason);
  return reading.email.address;
};
const problem = (text: string): string => {
  const reading = readEmail(text);
  return 'problem' in reading ? `${reading.problem.code}: ${reading.problem.reason}` : `taken as ${reading.email.address}`;
};

describe('readEmail', () => {
  it.each([
    '\u200bmara@example.com', // zero width space
    'mara\u200b@example.com',
    'mara@example.com\u200b',
    '\u202amara@example.com\u202c', // embedding
    '\u2066mara@example.com\u2069', // isolate
    '\u2060mara@example.com', // word joiner
    '\u200emara@example.com', // left-to-right mark
    'mara@exam\u200fple.com', // right-to-left mark
    '\ufeffmara@example.com', // byte order mark
    'mara@example.com\u00a0',
    '\u2003mara@example.com\u3000',
    '\u202f\u2007mara@example.com\u1680',
    'mara@exam\u00adple.com', // soft hyphen
    'ma\u200cra@example.com', // zero width non-joiner
    'mara@ex\u200dample.com', // zero width joiner
    'mara@ex\u200cample.com',
    'mara@example.com\t',
    '\r\nmara@example.com\n',
    'ma\u180era@example.com', // Mongolian vowel separator
    'mara\ufe0f@example.com', // variation selectors
    'mara\u{e0100}@example.com',
    'mara\u{e0061}@example.com', // tag character
    'mara\u034f@example.com', // combining grapheme joiner
    'mara\u3164@example.com', // Hangul filler
    'mara\u2800@example.com', // blank Braille pattern
    'mara\u061c@example.com', // Arabic letter mark
    'mara\u2061\u2062\u2063@example.com', // invisible operators
    'mara@example\u0000.com',
    'ｍａｒａ＠ｅｘａｍｐｌｅ．ｃｏｍ',
    'mara@example。com',
    'mara﹫example.com',
    '𝐦𝐚𝐫𝐚@example.com',
  ])('sees through invisible and dressed-up characters: %j', (text) => {
    expect(readEmail(text)).toEqual({ email: { address: 'mara@example.com', key: 'mara@example.com' } });
  });

  it.each([
    ["'tess@example.com", 'tess@example.com'],
    ["'tess@example.com'", 'tess@example.com'],
    ['"tess@example.com"', 'tess@example.com'],
    ['“o@example.com”', 'o@example.com'],
    ['„o@example.com“', 'o@example.com'],
    ['«o@example.com»', 'o@example.com'],
    ['`o@example.com`', 'o@example.com'],
    ['o’dell@example.com', "o'dell@example.com"],
    ['oʼdell@example.com', "o'dell@example.com"],
    ['‘o’dell@example.com’', "o'dell@example.com"],
    ['<a@b.co>', 'a@b.co'],
    ['Ann <ann@example.com>', 'ann@example.com'],
    ['"Lee, Ann" <ann@example.com>', 'ann@example.com'],
    ['"Ann" <mailto:ann@example.com>', 'ann@example.com'],
    ['ann@example.com <ann@example.com>', 'ann@example.com'],
    ['mailto:ann@example.com', 'ann@example.com'],
    ['MAILTO:ann@example.com?subject=Yes', 'ann@example.com'],
    ['mailto:ann%2Btag@example.com', 'ann+tag@example.com'],
    ['<mailto:ann@example.com>', 'ann@example.com'],
    ['[ann@example.com]', 'ann@example.com'],
    ['(ann@example.com)', 'ann@example.com'],
    ['a@example.com.', 'a@example.com'],
    ['a@example.com;', 'a@example.com'],
    ['a@example.com,', 'a@example.com'],
    ['a@example.com. ;', 'a@example.com'],
    ['; a@example.com', 'a@example.com'],
    ["'a@example.com',", 'a@example.com'],
    ['"\'a@example.com\'"', 'a@example.com'],
    ['Ann.Lee+News@Example.COM', 'Ann.Lee+News@Example.COM'],
    ["o'dell@example.com", "o'dell@example.com"],
    ['jörg@bücher.example', 'jörg@bücher.example'],
    ['用户@例子.广告', '用户@例子.广告'],
    ['user%example.net@example.com', 'user%example.net@example.com'],
    ['a_b-c~d@sub.example-one.com', 'a_b-c~d@sub.example-one.com'],
  ])('reads %s as %s', (text, expected) => {
    expect(address(text)).toBe(expected);
  });

  it.each([
    'ann@example.com, bob@example.com',
    'ann@example.com; bob@example.com',
    'ann@example.com bob@example.com',
    'ann@example.com / bob@example.com',
    'ann@example.com|bob@example.com',
    'ann@example.com\nbob@example.com',
    'Ann <ann@example.com>, Bob <bob@example.com>',
    'bob@example.com <ann@example.com>',
  ])('keeps one address only: %j', (text) => {
    expect(problem(text)).toMatch(/^email\.several/);
  });

  it.each([
    ['', 'not an email address'],
    ['ann', 'no @'],
    ['ann(at)example.com', 'no @'],
    ['@example.com', 'before the @'],
    ['ann@', 'after the @'],
    ['"quoted local"@example.com', 'quotes'],
    ['"quoted"@example.com', 'quotes'],
    ['an"n@example.com', 'quotes'],
    ['.ann@example.com', 'dot'],
    ['ann.@example.com', 'dot'],
    ['an..n@example.com', 'two dots'],
    ['ann@example..com', 'dot'],
    ['ann@.example.com', 'dot'],
    ['ann@example', 'no dot'],
    ['ann@localhost', 'no dot'],
    ['ann@[192.0.2.1]', 'server’s number'],
    ['ann@[IPv6:2001:db8::1]', 'cannot be part'],
    ['ann@192.0.2.1', 'server’s number'],
    ['ann@exam_ple.com', 'underscore'],
    ['ann@-example.com', 'hyphen'],
    ['ann@example-.com', 'hyphen'],
    ['ann@example.c', 'end of an internet name'],
    ['ann@example.123', 'end of an internet name'],
    ['ann lee@example.com', 'space'],
    ['ann @example.com', 'space'],
    ['ann@ example.com', 'space'],
    ['ann@exam ple.com', 'space'],
    ['a@b@example.com', 'more than one @'],
    ['ann<b@example.com', '“<” (U+003C)'],
    ['ann²@example.com', '“²” (U+00B2)'],
    ['ann™@example.com', '“™” (U+2122)'],
    ['ann😀@example.com', 'U+1F600'],
    ['ann@exam😀ple.com', 'U+1F600'],
    ['ann@exa!mple.com', '“!” (U+0021)'],
    ['ann@example.com/path', '“/” (U+002F)'],
    ['ann@example.com:25', '“:” (U+003A)'],
    ['ann@xn--a.com', 'not the name'],
    [`${'a'.repeat(65)}@example.com`, '64'],
    [`${'ü'.repeat(33)}@example.com`, '64'],
    [`ann@${'a'.repeat(64)}.com`, '63'],
    [`ann@${'abcdefghi.'.repeat(25)}com`, '254'],
    ['\ufffd@example.com', 'U+FFFD'],
    ['=SUM(A1)@example.com', 'U+0028'],
  ])('refuses %j and says why', (text, why) => {
    expect(problem(text)).toMatch(/^email\.invalid/);
    expect(problem(text)).toContain(why);
  });

  it('keeps what is no longer than allowed', () => {
    expect(address(`${'a'.repeat(64)}@example.com`)).toHaveLength(76);
    expect(address(`ann@${'abcdefghi.'.repeat(24)}abcdef.com`)).toHaveLength(254);
  });

  it('does not take letters that look alike for the same', () => {
    expect(emailKey('m\u0430ra@example.com')).not.toBe(emailKey('mara@example.com'));
    expect(emailKey('mara@ex\u0430mple.com')).not.toBe(emailKey('mara@example.com'));
  });

  it('keeps the joiner that the name of a domain needs', () => {
    expect(emailKey('a@نامه\u200cای.com')).toBe('a@xn--mgba3gch31f060k.com');
    expect(emailKey('a@نامه\u200cای.com')).not.toBe(emailKey('a@نامهای.com'));
  });
});

describe('the short way for plain addresses', () => {
  it('reads the same as the long one', () => {
    const parts = [
      'ann',
      'Bob',
      '7',
      '.',
      '-',
      '_',
      '+',
      '@',
      'example',
      '.com',
      '.c',
      'xn--',
      'XN--',
      'example.org',
      '@a-b.co',
      "o'hara",
      '..',
      'é',
    ];
    for (let seed = 1; seed <= 4_000; seed += 1) {
      const text = Array.from(
        { length: 1 + (seed % 6) },
        (_, i) => parts[(seed * (i + 3) + Math.floor(seed / (i + 1))) % parts.length],
      ).join('');
      // In brackets, only the long way is left.
      if (!text.includes('@') || /^[.-]|[.]$/.test(text)) continue;
      expect([text, readEmail(text)]).toEqual([text, readEmail(`<${text}>`)]);
    }
    for (const text of [
      `${'a'.repeat(64)}@example.com`,
      `${'a'.repeat(65)}@example.com`,
      `a@${'b'.repeat(63)}.com`,
      `a@${'b'.repeat(64)}.com`,
    ])
      expect([text, readEmail(text)]).toEqual([text, readEmail(`<${text}>`)]);
  });
});
