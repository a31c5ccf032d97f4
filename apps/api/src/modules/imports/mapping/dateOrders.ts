import { type DateOrder, storedFieldRules } from '@rapport/common';
import type { ImportColumn, ImportOptions, ImportRecord } from '../Import.js';
import { presetNamed } from './presets.js';

export interface ResolvedOrder {
  readonly order: DateOrder;
  readonly from: 'person' | 'column' | 'product' | 'country';
}

/** Countries that write the month first in numbers. */
const MONTH_FIRST = new Set(['US', 'AS', 'FM', 'GU', 'MH', 'MP', 'PH', 'PR', 'PW', 'UM', 'VI']);
/** Countries in which both are common, or where dates begin with the year, so that 03/04/2026 comes from elsewhere. */
const NOT_TOLD = new Set(['CA', 'BZ', 'PA', 'KE', 'ZA', 'CN', 'HK', 'JP', 'KR', 'KP', 'TW', 'MN', 'HU', 'LT', 'SE', 'IR', 'BT']);

/** What a person says, else what the column proves, else what the product writes, else the custom of the country; null has to be asked. */
export function orderOfColumn(
  { dates }: Pick<ImportColumn, 'dates'>,
  { preset, options }: { preset: string | null; options: Pick<ImportOptions, 'defaultCountry'> },
): ResolvedOrder | null {
  if (dates.chosen) return { order: dates.chosen, from: 'person' };
  if (dates.proven === 'both') return null;
  if (dates.proven) return { order: dates.proven, from: 'column' };
  const product = presetNamed(preset)?.dateOrder;
  if (product) return { order: product, from: 'product' };
  const country = options.defaultCountry;
  if (country === null || NOT_TOLD.has(country)) return null;
  return { order: MONTH_FIRST.has(country) ? 'mdy' : 'dmy', from: 'country' };
}

/** Columns of dates that can be read in two ways with nothing to tell which: the import does not start before someone says. */
export function columnsWithOpenDates(
  record: Pick<ImportRecord, 'table' | 'preset' | 'options'>,
  fieldTypes: ReadonlyMap<string, string>,
): ImportColumn[] {
  return record.table.columns.filter(
    (column) =>
      isDateColumn(column, fieldTypes) &&
      (column.dates.isAsked || column.dates.proven === 'both') &&
      orderOfColumn(column, record) === null,
  );
}

function isDateColumn({ target, newField }: ImportColumn, fieldTypes: ReadonlyMap<string, string>): boolean {
  const type = newField?.fieldType ?? fieldTypes.get(target.replace(/^custom:/, ''));
  return target === 'createdOn' || (type !== undefined && storedFieldRules(type).hasDateOrder);
}
