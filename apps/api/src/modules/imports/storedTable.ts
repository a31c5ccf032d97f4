import { proposeFieldType, writtenOrders } from '@rapport/common';
import { findConsent } from './consent/consentRule.js';
import type { ImportColumn, ImportTable } from './Import.js';
import type { PresetName } from './mapping/presets.js';

type StoredColumn = Partial<ImportColumn> & Pick<ImportColumn, 'index' | 'header' | 'target' | 'suggestedBy' | 'newField'>;
export type StoredTable = Partial<ImportTable> & { readonly header: readonly string[] | null; readonly columns: readonly StoredColumn[] };

/** A table as it is stored. Files that were uploaded before an update get what was not looked for then from their sample. */
export function readStoredTable(
  json: string,
  { preset, fileName, sampleRows }: { preset: string | null; fileName: string; sampleRows: readonly (readonly string[])[] },
): ImportTable {
  const stored = JSON.parse(json) as StoredTable;
  const { header } = stored;
  return {
    header,
    headerLine: stored.headerLine ?? (header ? 1 : 0),
    hasBackslashes: stored.hasBackslashes ?? false,
    leadingRows: stored.leadingRows ?? [],
    workbook: stored.workbook ?? null,
    consent: stored.consent ?? findConsent(preset as PresetName | null, header, fileName, sampleRows),
    columns: stored.columns.map((column) => {
      const cells = column.dates ? [] : sampleRows.map((row) => row[column.index] ?? '');
      return {
        ...column,
        proposedType: column.proposedType ?? proposeFieldType(cells),
        dates: column.dates ?? { ...writtenOrders(cells), chosen: null },
        decimalMark: column.decimalMark ?? null,
      };
    }),
  };
}
