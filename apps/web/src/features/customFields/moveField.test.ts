import { bySection, moveByStep, moveOnto } from './moveField';

const FIELDS = [
  { id: 'a', section: null },
  { id: 'b', section: 'Work' },
  { id: 'c', section: null },
  { id: 'd', section: 'Work' },
];
const shown = (fields: readonly { id: string; section: string | null }[]): string =>
  bySection(fields)
    .map(({ section, fields }) => `${section ?? ''}:${fields.map(({ id }) => id).join('')}`)
    .join(' ');

it('shows fields without a heading first', () => {
  expect(shown(FIELDS)).toBe(':ac Work:bd');
  expect(bySection([])).toEqual([]);
});

it('moves a field by a step, and from one section into the next', () => {
  expect(shown(moveByStep(FIELDS, 'c', -1))).toBe(':ca Work:bd');
  expect(shown(moveByStep(FIELDS, 'c', 1))).toBe(':a Work:cbd');
  expect(shown(moveByStep(FIELDS, 'b', -1))).toBe(':acb Work:d');
  expect(shown(moveByStep(FIELDS, 'b', 1))).toBe(':ac Work:db');
  expect(moveByStep(FIELDS, 'a', -1)).toBe(FIELDS);
  expect(moveByStep(FIELDS, 'd', 1)).toBe(FIELDS);
  expect(moveByStep(FIELDS, 'gone', 1)).toBe(FIELDS);
});

it('drops a field in the place of another', () => {
  expect(shown(moveOnto(FIELDS, 'a', 'd'))).toBe(':c Work:bda');
  expect(shown(moveOnto(FIELDS, 'd', 'a'))).toBe(':dac Work:b');
  expect(moveOnto(FIELDS, 'a', 'a')).toBe(FIELDS);
});
