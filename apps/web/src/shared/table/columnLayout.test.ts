import type { DataColumn } from './columns';
import { arrangeColumns, changeColumn, moveColumn, placesOf, readColumns, writeColumns } from './columnLayout';

const column = (id: string, more: Partial<DataColumn<object>> = {}): DataColumn<object> => ({
  id,
  header: id,
  width: 100,
  cell: () => null,
  ...more,
});
const columns = [
  column('name', { canHide: false, grow: 2 }),
  column('email', { grow: 1 }),
  column('company'),
  column('updated', { startsHidden: true }),
];
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);

test('the address holds order, widths and what is pinned, and reads back the same', () => {
  const text = '*name.email-220.field-plan_2-80.field-tier';
  expect(readColumns(text)).toEqual([
    { id: 'name', isPinned: true },
    { id: 'email', width: 220 },
    { id: 'field:plan_2', width: 80 },
    { id: 'field:tier' },
  ]);
  expect(writeColumns(readColumns(text))).toBe(text);
});

test('what an address holds and no column is, is left out, as is a repetition', () => {
  expect(readColumns('')).toEqual([]);
  expect(readColumns('start')).toEqual([]);
  expect(ids(readColumns('email.email.nonsense.field-Bad.<b>.phone-5.company-999'))).toEqual(['email', 'company']);
  expect(readColumns('company-999')).toEqual([{ id: 'company', width: 800 }]);
});

test('without a layout the table shows what it starts with', () => {
  expect(ids(arrangeColumns(columns, []))).toEqual(['name', 'email', 'company']);
  expect(ids(arrangeColumns(columns, [{ id: 'field:gone' }]))).toEqual(['name', 'email', 'company']);
});

test('the column that names the row is always there, and pinned ones come first', () => {
  expect(ids(arrangeColumns(columns, [{ id: 'updated' }, { id: 'company', isPinned: true }]))).toEqual(['company', 'name', 'updated']);
});

test('a column with a width of its own, or pinned, no longer grows', () => {
  const [name, email] = arrangeColumns(columns, [
    { id: 'name', isPinned: true },
    { id: 'email', width: 300 },
  ]);
  expect([name?.grow, name?.width, email?.grow, email?.width]).toEqual([undefined, 100, undefined, 300]);
});

test('a column moves among its own kind and stops at the ends', () => {
  const places = placesOf(columns, [{ id: 'name', isPinned: true }, { id: 'email' }, { id: 'company' }]);
  expect(ids(moveColumn(places, 'company', -1))).toEqual(['name', 'company', 'email']);
  expect(ids(moveColumn(places, 'company', -5))).toEqual(['name', 'company', 'email']);
  expect(ids(moveColumn(places, 'email', 9))).toEqual(['name', 'company', 'email']);
  expect(ids(changeColumn(places, 'company', (place) => ({ ...place, isPinned: true })))).toEqual(['name', 'company', 'email']);
});
