import type { SeededRandom } from './SeededRandom.js';

const TEXTS: readonly string[] = [
  '',
  ' ',
  'Null',
  "O'Brien; DROP TABLE contacts; --",
  '\u0000',
  'before\u0000after',
  '\ud800',
  'lone \udfff surrogate',
  '\u202egnissecorp\u202c',
  'مرحبا بالعالم',
  '👩‍👩‍👧‍👦'.repeat(40),
  'e\u0301\u0301\u0301\u0301'.repeat(50),
  '\ufeff\u200b\u2028\u2029',
  '\r\nBcc: everyone@example.com\r\n',
  '{{ constructor.constructor("return process")() }}',
  '{% for i in (1..100000000) %}x{% endfor %}',
  '<script>alert(1)</script>',
  '%00%ff%',
  '../../../etc/passwd',
  '%',
  '_%_\\',
  '"',
  '*',
  'NEAR(a b, 99999)',
  '__proto__',
  'constructor',
  '9'.repeat(400),
  '-1',
  '1e999',
  'NaN',
  'true',
  '0000-00-00T00:00:00Z',
  '+275760-09-13T00:00:00.001Z',
  '-271821-04-19T23:59:59.999Z',
  '2026-02-30T25:61:61Z',
  '9999-12-31T23:59:59.999999999Z',
  '2026-W01-1',
  'a@b',
  'a'.repeat(64) + '@' + 'b'.repeat(180) + '.example',
  'ann@\u0000example.com',
  '+999999999999999999999999',
  'Europe/Nowhere',
  'xx-YY-ZZZ',
  'x'.repeat(70_000),
  'ü'.repeat(20_000),
];

const NUMBERS: readonly number[] = [
  0,
  -1,
  1.5,
  -0,
  255,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53,
  2 ** 63,
  -(2 ** 64),
  1e21,
  1e308,
  Number.MIN_VALUE,
  Number.MAX_SAFE_INTEGER,
];

const IDS: readonly string[] = [
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '0190a0b0-0000-7000-8000-000000000000',
  '0190A0B0-0000-7000-8000-00000000000G',
  '0190a0b000007000800000000000000',
  'undefined',
  '1',
  '%00',
  '%F0%9F%92%A9',
  '..%2f..%2fetc',
  '%ED%A0%80',
  "'%20OR%20'1'='1",
  'a'.repeat(700),
];

/** Something that no honest client sends. */
export function hostileValue(random: SeededRandom): unknown {
  switch (random.below(9)) {
    case 0:
      return null;
    case 1:
      return random.pick(NUMBERS);
    case 2:
      return random.chance(0.5);
    case 3:
      return deep(random.pick([3, 40, 400]));
    case 4:
      return Array.from({ length: random.pick([0, 1, 3_000]) }, () => random.pick(TEXTS.slice(0, 30)));
    case 5:
      return poisoned();
    default:
      return random.pick(TEXTS);
  }
}

export function hostileText(random: SeededRandom): string {
  return random.pick(TEXTS);
}

export function hostileNumber(random: SeededRandom): number {
  return random.pick(NUMBERS);
}

/** Already written for a path. */
export function hostileId(random: SeededRandom): string {
  return random.pick(IDS);
}

/** JSON text that a parser gives to a program which merges objects carelessly. */
export const POISONED_JSON = '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"role":"owner"}}}';

function poisoned(): object {
  return { ['constructor']: { prototype: { isAdmin: true } }, toString: 1, hasOwnProperty: null, length: -1, '': '', 'a.b[0]': {} };
}

function deep(levels: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < levels; level += 1) value = level % 2 ? { deeper: value } : [value];
  return value;
}
