import { convertField, type FieldOption, type FieldType, NO_HINTS, plainOption, type TypedField } from './index.js';

const field = (fieldType: FieldType, options: readonly FieldOption[] = [], currency: string | null = null): TypedField => ({
  fieldType,
  options,
  currency,
});
const hints = { ...NO_HINTS, timeZone: 'Europe/Berlin' };
const OPTIONS = [{ ...plainOption('gold'), label: 'Silver' }, plainOption('A, B')];

const convert = (value: string, from: TypedField, to: TypedField, more: object = {}): string | null => {
  const reading = convertField(value, from, to, { ...hints, ...more });
  return 'problem' in reading ? reading.problem.code : reading.value;
};

it.each([
  ['12.50', field('money', [], 'EUR'), field('number'), '12.5'],
  ['12.5', field('number'), field('money', [], 'EUR'), '12.50'],
  ['1.234', field('number'), field('money', [], 'EUR'), 'money.tooPrecise'],
  ['1.234,5', field('text'), field('number'), '1234.5'],
  ['1,234', field('text'), field('number'), 'number.ambiguous'],
  ['call me', field('text'), field('phone'), 'phone.invalid'],
  ['31.02.2026', field('text'), field('date'), 'date.invalid'],
  ['2026-07-01', field('date'), field('dateTime'), '2026-06-30T22:00:00.000Z'],
  ['2026-06-30T22:00:00.000Z', field('dateTime'), field('date'), '2026-07-01'],
  ['2026-06-30T22:00:00.000Z', field('dateTime'), field('text'), '2026-06-30T22:00:00.000Z'],
  ['true', field('boolean'), field('text'), 'true'],
  ['Ja', field('text'), field('boolean'), 'true'],
  ['gold', field('select', OPTIONS), field('text'), 'Silver'],
  ['gold', field('select', OPTIONS), field('multiSelect', OPTIONS), '["gold"]'],
  ['gold', field('select', OPTIONS), field('multiSelect', [plainOption('Silver')]), '["Silver"]'],
  ['["A, B","gold"]', field('multiSelect', OPTIONS), field('longText'), 'Silver, A, B'],
  ['["gold"]', field('multiSelect', OPTIONS), field('select', OPTIONS), 'gold'],
  ['["A, B","gold"]', field('multiSelect', OPTIONS), field('select', OPTIONS), 'select.several'],
  ['silver', field('text'), field('select', OPTIONS), 'gold'],
  ['Tin', field('text'), field('select', OPTIONS), 'select.invalid'],
  ['Silver; A, B', field('text'), field('multiSelect', OPTIONS), '["A, B","gold"]'],
  ['ann@example.com', field('text'), field('email'), 'ann@example.com'],
  ['ann@example.com', field('email'), field('number'), 'number.invalid'],
])('%s of %j as %j is %s', (value, from, to, expected) => {
  expect(convert(value, from, to)).toBe(expected);
});

it('reads dates and numbers as a person said they are written', () => {
  expect(convert('03/04/2026', field('text'), field('date'))).toBe('date.ambiguous');
  expect(convert('03/04/2026', field('text'), field('date'), { dateOrder: 'dmy' })).toBe('2026-04-03');
  expect(convert('1,234', field('text'), field('number'), { decimalMark: ',' })).toBe('1.234');
  expect(convert('1.234', field('number'), field('money', [], 'KWD'), { decimalMark: ',' })).toBe('1.234');
});
