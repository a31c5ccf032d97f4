import type { WithoutKey } from '../../lists/public.js';
import type { ImportRecord } from '../Import.js';

/**
 * What becomes of rows with neither an email address nor a phone number, unless a person has chosen: a file that has a column for one of the
 * two lacks it by mistake, so the row is rejected; a file of names alone is matched by name and company. Either way, a second import of the
 * file adds no duplicates.
 */
export function withoutKeyOf({ options, table }: Pick<ImportRecord, 'options' | 'table'>): WithoutKey {
  if (options.withoutKey) return options.withoutKey;
  return table.columns.some(({ target }) => target === 'primaryEmail' || target === 'primaryPhone') ? 'reject' : 'matchByName';
}
