import type { CustomFieldType } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import type { IntakeField, IntakePlan } from '../../lists/ContactIntakeService.js';
import type { FileFormat } from '../csv/readBatches.js';
import { unknownCustomField } from '../importErrors.js';
import type { ImportColumn, ImportRecord } from '../Import.js';
import { consentRuleOf } from '../mapping/consentRule.js';
import { presetNamed } from '../mapping/presets.js';
import type { CustomFieldRule } from '../mapping/readCustomValue.js';
import { dateOrderOf, type DateOrder } from '../mapping/readDate.js';
import type { MappedColumn, MappingPlan } from '../mapping/RowMapper.js';
import { customFieldOf, isFixedTarget } from '../mapping/targets.js';
import { withoutKeyOf } from './withoutKeyOf.js';

export interface FieldDefinition {
  readonly id: string;
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: CustomFieldType;
  readonly options: readonly string[];
}

export interface ImportPlan {
  readonly format: FileFormat;
  readonly mapping: MappingPlan;
  readonly intake: IntakePlan;
}

/**
 * How the rows of an import are read and where they go. The same import, file and fields give the same plan, so a worker that takes
 * over after a crash reads the rest as the first one would have.
 */
export function planImport(
  record: ImportRecord,
  definitions: readonly FieldDefinition[],
  sampleRows: readonly (readonly string[])[],
): ImportPlan {
  const preset = presetNamed(record.preset);
  const columns: MappedColumn[] = [];
  const fields: IntakeField[] = [];
  for (const column of record.table.columns) {
    const target = targetOf(column, definitions);
    if (target === null) continue;
    columns.push({ index: column.index, name: column.header, target: target.rule, dateOrder: orderOf(record, column, sampleRows) });
    if (target.field) fields.push(target.field);
  }
  return {
    format: {
      encoding: record.encoding,
      delimiter: record.delimiter,
      header: record.table.header,
      columns: record.table.columns.map(({ header }) => header),
    },
    mapping: {
      columns,
      hasMultiValues: preset?.hasMultiValues ?? false,
      hasDecimalComma: record.delimiter === ';',
      consent: consentRuleOf(preset?.name ?? null, record.table.header, record.fileName),
      defaultCountry: record.options.defaultCountry as CountryCode | null,
    },
    intake: { mode: record.options.mode, fields, listId: record.options.listId, importId: record.id, withoutKey: withoutKeyOf(record) },
  };
}

function targetOf(
  column: ImportColumn,
  definitions: readonly FieldDefinition[],
): { rule: MappedColumn['target']; field?: IntakeField } | null {
  if (column.target === 'ignore') return null;
  if (isFixedTarget(column.target)) return { rule: column.target };
  const fieldName = customFieldOf(column.target) ?? '';
  const definition = definitions.find((candidate) => candidate.fieldName === fieldName);
  if (!definition) throw unknownCustomField(fieldName);
  const { label, fieldType, options } = definition;
  const rule: CustomFieldRule = { fieldName, label, fieldType, options };
  return { rule, field: { definitionId: definition.id, fieldName, fieldType } };
}

/** The dates of the column decide; then what the product writes; then the custom of the places where semicolons separate cells. */
function orderOf(record: ImportRecord, column: ImportColumn, sampleRows: readonly (readonly string[])[]): DateOrder {
  const proven = dateOrderOf(sampleRows.map((row) => row[column.index] ?? ''));
  return proven ?? presetNamed(record.preset)?.dateOrder ?? (record.delimiter === ';' ? 'dmy' : 'mdy');
}
