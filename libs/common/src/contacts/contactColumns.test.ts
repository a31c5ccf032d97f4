import { fieldOfColumn, isContactColumn } from './contactColumns.js';

test('a column is one of the table, or a custom field by its name', () => {
  expect(['name', 'updated', 'field:plan', 'field:a_1'].map(isContactColumn)).toEqual([true, true, true, true]);
  expect(['', 'Name', 'field:', 'field:Plan', 'field:1a', 'plan', `field:${'a'.repeat(61)}`].filter(isContactColumn)).toEqual([]);
  expect([fieldOfColumn('field:plan'), fieldOfColumn('name')]).toEqual(['plan', null]);
});
