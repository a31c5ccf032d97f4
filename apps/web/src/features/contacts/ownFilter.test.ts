import { contactUrl, rulesOf, toContactFilter, toContactSort } from './contactFilters';
import { readOwnFilter, ruleOfOwn, writeOwnFilter } from './ownFilter';

const FILTERS = [
  { fieldName: 'gift', operator: 'contains', value: 'red ~ wine' },
  { fieldName: 'how_we_met', operator: 'is', value: 'Fair' },
  { fieldName: 'gift', operator: 'isEmpty', value: '' },
] as const;

test('a filter by a field only the reader has is written into an address and read from it', () => {
  for (const filter of FILTERS) expect(readOwnFilter(writeOwnFilter(filter))).toEqual(filter);
});

test('what cannot be read asks for nothing', () => {
  for (const text of ['', 'gift', 'gift~is', 'gift~isFilled~x', 'Gift~is~x', 'gift~like~x']) expect(readOwnFilter(text)).toBeNull();
  expect(toContactFilter({ ...contactUrl, mine: 'gift' })).toEqual({});
});

test('it is asked besides the conditions of the address, and never becomes a segment', () => {
  const other = { rule: 'suppressed', with: { channel: 'email' } };
  const view = { ...contactUrl, mine: 'gift~isEmpty', rules: JSON.stringify(other) };
  expect(JSON.parse(toContactFilter(view).rules ?? '')).toEqual({ and: [other, ruleOfOwn('gift~isEmpty')] });
  expect(ruleOfOwn('gift~isEmpty')).toEqual({ not: { rule: 'personalField', with: { fieldName: 'gift', operator: 'isFilled' } } });
  expect(rulesOf(view)).toBeNull();
});

test('an order by such a field needs the field', () => {
  expect(toContactSort({ sort: '-mine:gift' }, ['mine:gift'])).toBe('-mine:gift');
  expect(toContactSort({ sort: 'mine:gift' }, ['gift'])).toBe('-createdAt');
});
