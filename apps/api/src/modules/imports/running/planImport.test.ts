import type { ImportRecord } from '../Import.js';
import { RowMapper } from '../mapping/RowMapper.js';
import { planImport } from './planImport.js';

const record = (startedAt: string | null): ImportRecord =>
  ({ startedAt, table: { columns: [{ index: 0, header: 'Shoe size', target: 'custom:shoe_size' }] } }) as unknown as ImportRecord;

it('tells of a custom field that is not there what can be done about it: choose, or make it again, or go on', () => {
  expect(() => planImport(record(null), [])).toThrow('choose another target for its column');
  expect(() => planImport(record('2026-01-31T09:00:00.000Z'), [])).toThrow(
    'The custom field “shoe_size” was deleted after this import had started. Make it again to fill it, or go on without its column “Shoe size”.',
  );
});

it('makes a plan of data alone, which can be handed to the thread that reads', () => {
  const table = {
    columns: [
      { index: 0, header: 'Phone', target: 'primaryPhone', dates: { chosen: null, found: null } },
      { index: 1, header: 'Second phone', target: 'custom:second_phone', dates: { chosen: null, found: null } },
    ],
    consent: { isFileSure: false, wholeFile: null, columns: [] },
  };
  const options = { mode: 'createAndUpdate', listId: null, emptyWords: true, defaultCountry: 'DE', timeZone: 'UTC', withoutKey: 'create' };
  const started = { startedAt: null, delimiter: ',', preset: 'none', encoding: 'utf8', table, options } as unknown as ImportRecord;
  const settings = { options: [], choices: [], currency: null };
  const { mapping } = planImport(started, [{ id: 'f', fieldName: 'second_phone', label: 'Second phone', fieldType: 'phone', ...settings }]);
  expect(structuredClone(mapping)).toEqual(mapping);
  const row = { line: 2, rowNumber: 1, raw: '', cells: ['030 23125211', '040 23125211'] };
  expect(new RowMapper(structuredClone(mapping)).map(row)).toMatchObject({ phoneE164: '+493023125211', custom: ['+494023125211'] });
});
