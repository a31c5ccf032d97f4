import { type CustomFieldType, type FieldOption, type FieldSettings, fieldRules, NO_SETTINGS, optionsOfField } from '@rapport/common';
import type { CountryCode } from 'libphonenumber-js/max';
import type { IntakeField, IntakePlan, WithoutKey } from '../../lists/public.js';
import { consentRuleOf } from '../consent/consentRule.js';
import { customFieldDeleted, unknownCustomField } from '../importErrors.js';
import type { ImportColumn, ImportRecord } from '../Import.js';
import { orderOfColumn } from '../mapping/dateOrders.js';
import { presetNamed } from '../mapping/presets.js';
import { namesOf, placeholderOf, type PlanList } from '../mapping/listNames.js';
import { LEFT_OUT } from '../mapping/RowMapper.js';
import type { ColumnHints, CustomFieldRule, MappedColumn, MappingPlan } from '../mapping/RowMapper.js';
import { customFieldOf, isFixedTarget, isFurther, labelledColumnOf, labelTarget } from '../mapping/targets.js';
import { labelOfHeader } from '../mapping/readPoints.js';
import type { FileFormat } from './RowBatch.js';

export interface FieldDefinition {
  readonly id: string;
  readonly fieldName: string;
  readonly label: string;
  readonly fieldType: CustomFieldType;
  readonly options: readonly string[];
  readonly choices: FieldSettings['options'];
  readonly currency: string | null;
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
export function planImport(record: ImportRecord, definitions: readonly FieldDefinition[], lists: readonly PlanList[] = []): ImportPlan {
  const columns: MappedColumn[] = [];
  const fields: IntakeField[] = [];
  for (const column of record.table.columns) {
    const target = targetOf(record, column, definitions);
    if (target === null) continue;
    const hints = hintsOf(record, column, target.settings);
    const named = target.rule === 'lists' || target.rule === 'stage' ? { lists: namesOf(column, lists, record.startedAt !== null) } : {};
    columns.push({
      index: column.index,
      name: column.header,
      target: target.rule,
      hints,
      ...labelsOf(column, record.table.columns),
      ...named,
    });
    if (target.field) fields.push(target.field);
  }
  const { mode, listId, emptyWords, defaultCountry, updatePolicy, matchBy } = record.options;
  return {
    format: formatOf(record),
    mapping: {
      columns,
      hasMultiValues: presetNamed(record.preset)?.hasMultiValues ?? false,
      emptyWords,
      ...(matchBy === 'id' ? { matchesById: true } : {}),
      consent: consentRuleOf(record.table.consent, record.options.consent),
      defaultCountry: defaultCountry as CountryCode | null,
    },
    intake: {
      mode,
      fields,
      listId,
      importId: record.id,
      ...(columns.some((column) => column.lists) ? { listNames: listNamesOf(record, lists) } : {}),
      withoutKey: withoutKeyOf(record),
      updatePolicy: updatePolicy ?? 'overwrite',
      matchBy: matchBy ?? 'auto',
    },
  };
}

export function formatOf({
  fileKind,
  encoding,
  delimiter,
  table,
}: Pick<ImportRecord, 'fileKind' | 'encoding' | 'delimiter' | 'table'>): FileFormat {
  const { header, headerLine, hasBackslashes, columns, workbook } = table;
  return {
    kind: fileKind,
    encoding,
    delimiter,
    hasBackslashes,
    header,
    headerLine,
    columns: columns.map(({ header }) => header),
    sheet: workbook?.sheet ?? null,
    skipsHiddenRows: workbook?.skipsHiddenRows ?? false,
  };
}

interface ResolvedTarget {
  readonly rule: MappedColumn['target'];
  readonly settings: FieldSettings;
  readonly field?: IntakeField;
}

function targetOf({ startedAt }: ImportRecord, column: ImportColumn, definitions: readonly FieldDefinition[]): ResolvedTarget | null {
  if (column.target === 'ignore' || labelledColumnOf(column.target) !== null) return null;
  if (isFixedTarget(column.target)) return { rule: column.target, settings: NO_SETTINGS };
  const fieldName = customFieldOf(column.target) ?? '';
  const definition = definitions.find((candidate) => candidate.fieldName === fieldName);
  if (!definition) throw startedAt === null ? unknownCustomField(fieldName) : customFieldDeleted(fieldName, column.header);
  const { label, fieldType, currency } = definition;
  const rule: CustomFieldRule = { fieldName, label, fieldType };
  return {
    rule,
    settings: { options: fieldRules(fieldType).hasOptions ? withChoices(optionsOfField(definition), column) : [], currency },
    field: { definitionId: definition.id, fieldName, fieldType },
  };
}

/**
 * What a person has decided about values of the column: others are called like an option, new ones are their own. They are kept away from
 * what is offered.
 */
function withChoices(options: readonly FieldOption[], { choices = [] }: ImportColumn): FieldOption[] {
  const alias = (label: string, key: string): FieldOption => ({ key, label, colour: null, isArchived: true });
  const decided = choices.flatMap(({ value, choice, use }) => {
    if (choice === 'leaveOut') return [alias(value, LEFT_OUT)];
    if (choice === 'add') return [alias(value, value)];
    const meant = options.find(({ label }) => label === use);
    return meant ? [alias(value, meant.key)] : [];
  });
  return [...options, ...decided];
}

/** By their ids, with those that are going to be made. */
function listNamesOf({ table }: Pick<ImportRecord, 'table'>, lists: readonly PlanList[]): Record<string, string> {
  const made = table.columns.flatMap(({ choices = [] }) => choices.filter(({ choice }) => choice === 'add'));
  return Object.fromEntries([
    ...made.map(({ value }) => [placeholderOf(value), value]),
    ...lists.map(({ id, name }) => [id, name]),
  ]) as Record<string, string>;
}

/** What further addresses and numbers are called: by a column of the file, else by their own header. */
function labelsOf({ index, header, target }: ImportColumn, columns: readonly ImportColumn[]): Partial<MappedColumn> {
  if (!isFurther(target)) return {};
  const own = columns.find((column) => column.target === labelTarget(index));
  return { label: labelOfHeader(header), labelIndex: own?.index ?? null };
}

/** What people call an option comes before its key: files are made by people. Of numbers the column decides, else the custom of the places where semicolons separate cells. */
function hintsOf(record: ImportRecord, column: ImportColumn, settings: FieldSettings): ColumnHints {
  return {
    dateOrder: orderOfColumn(column, record)?.order ?? null,
    decimalMark: column.decimalMark ?? (record.delimiter === ';' ? ',' : '.'),
    timeZone: record.options.timeZone,
    optionsBy: 'label',
    ...settings,
  };
}

const KEY_TARGETS: readonly string[] = ['primaryEmail', 'primaryPhone', 'furtherEmail', 'furtherPhone'];

/**
 * What becomes of rows with neither an email address nor a phone number, unless a person has chosen: a file that has a column for one of the
 * two lacks it by mistake, so the row is rejected; a file of names alone is matched by name and company. Either way, a second import of the
 * file adds no duplicates.
 */
function withoutKeyOf({ options, table }: Pick<ImportRecord, 'options' | 'table'>): WithoutKey {
  if (options.withoutKey) return options.withoutKey;
  return table.columns.some(({ target }) => KEY_TARGETS.includes(target)) ? 'reject' : 'matchByName';
}
