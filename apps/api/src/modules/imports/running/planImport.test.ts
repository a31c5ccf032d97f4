import type { ImportRecord } from '../Import.js';
import { planImport } from './planImport.js';

const record = (startedAt: string | null): ImportRecord =>
  ({ startedAt, table: { columns: [{ index: 0, header: 'Shoe size', target: 'custom:shoe_size' }] } }) as unknown as ImportRecord;

it('tells of a custom field that is not there what can be done about it: choose, or make it again, or go on', () => {
  expect(() => planImport(record(null), [])).toThrow('choose another target for its column');
  expect(() => planImport(record('2026-01-31T09:00:00.000Z'), [])).toThrow(
    'The custom field “shoe_size” was deleted after this import had started. Make it again to fill it, or go on without its column “Shoe size”.',
  );
});
