import {
  BoolField,
  DateTimeField,
  EnumField,
  IdField,
  IntField,
  NestedField,
  NestedListField,
  TextField,
  TextListField,
} from '../../platform/http/fields.js';
import { ApiProperty } from '@nestjs/swagger';
import { CONSENT_ANSWERS, type ConsentAnswer, type ImportedSuppression } from './consent/consentRule.js';
import { DELIMITERS } from './csv/detectDelimiter.js';
import { ENCODINGS, type Encoding } from './csv/detectEncoding.js';
import { IMPORT_MODES, IMPORT_STATUSES, type ImportMode, type ImportStatus } from './Import.js';
import { FILE_KINDS, type FileKind } from './running/RowBatch.js';
import { PRESET_NAMES } from './mapping/presets.js';
import { ColumnChoiceDto, ImportColumnDto } from './ImportColumnDtos.js';
import { ImportRehearsalDto } from './rehearsal/RehearsalDtos.js';
import { MATCH_KEYS, type MatchKey, UPDATE_POLICIES, type UpdatePolicy, WITHOUT_KEY, type WithoutKey } from '../lists/public.js';

const UNDO_STATES = ['possible', 'undoing', 'undone', 'stopped', 'expired'] as const;
const POLICY_MEANS =
  'What a row does to values that its contact has already: overwrite them (the default), fillEmpty keeps them and fills in empty fields only, never leaves existing contacts unchanged';
const KEY_MEANS =
  'How contacts are recognized: auto by email address, else by phone number and name; email or phone by that alone; id by the contact ID, and rows with another ID are rejected; none adds each row as a new contact, and rejects rows whose email address exists';
const WITHOUT_KEY_MEANS =
  'Rows with neither an email address nor a phone number: reject them, or match them by name and company. Left out, they are rejected where the file has a column for one of the two';
const SUPPRESSIONS = ['unsubscribed', 'bounced', 'complained'] as const;
export class ImportLeadingRowDto {
  @IntField({ description: 'Line of the file, from 1' })
  line!: number;

  @TextListField({ description: 'Its first cells, cut' })
  cells!: string[];
}

export class ImportPreviewCellDto {
  @IntField({ description: 'Place of the column in the file, from 0' })
  index!: number;

  @TextField({ nullable: true, max: 10_000, description: 'As it will be stored: dates as 2026-03-31, times in UTC, numbers as 12.5' })
  value!: string | null;

  @TextField({ nullable: true, description: 'Why the cell cannot be read' })
  problem!: string | null;
}

export class ImportPreviewRowDto {
  @NestedListField(() => ImportPreviewCellDto)
  cells!: ImportPreviewCellDto[];
}

export class ConsentQuestionDto {
  @TextField({ nullable: true, description: 'The column that raises it; null when it is the name of the file' })
  column!: string | null;

  @TextListField({ description: 'Values of the column that may mean no' })
  values!: string[];

  @EnumField(SUPPRESSIONS)
  suggests!: ImportedSuppression;
}

export class ImportConsentDto {
  @TextListField({ description: 'Columns that say who must not be emailed' })
  columns!: string[];

  @NestedField(() => ConsentQuestionDto, { nullable: true, description: 'Has to be answered before the import starts' })
  question!: ConsentQuestionDto | null;

  @EnumField(CONSENT_ANSWERS, { nullable: true })
  answer!: ConsentAnswer | null;
}

export class ImportCountsDto {
  @IntField()
  created!: number;

  @IntField()
  updated!: number;

  @IntField()
  unchanged!: number;

  @IntField()
  rejected!: number;

  @IntField({ description: 'Rows with only blank cells' })
  blank!: number;
}

export class ImportOptionsDto {
  @EnumField(IMPORT_MODES)
  mode!: ImportMode;

  @IdField({ nullable: true })
  listId!: string | null;

  @TextField({ nullable: true })
  newListName!: string | null;

  @TextField({ nullable: true, description: 'Country of phone numbers without a country code (ISO 3166)', example: 'DE' })
  defaultCountry!: string | null;

  @EnumField(WITHOUT_KEY, { nullable: true, name: 'ImportWithoutKey', description: WITHOUT_KEY_MEANS })
  withoutKey!: WithoutKey | null;

  @EnumField(UPDATE_POLICIES, { name: 'ImportUpdatePolicy', description: POLICY_MEANS })
  updatePolicy!: UpdatePolicy;

  @EnumField(MATCH_KEYS, { name: 'ImportMatchKey', description: KEY_MEANS })
  matchBy!: MatchKey;

  @BoolField({ description: 'NULL, n/a, - and their like are read as no value' })
  emptyWords!: boolean;
}

export class ImportErrorDto {
  @TextField()
  code!: string;

  @TextField()
  message!: string;
}

export class ImportUndoDto {
  @EnumField(UNDO_STATES, { description: 'possible until `until`, or how far the undo is' })
  status!: (typeof UNDO_STATES)[number];

  @IntField({ description: 'How many contacts the import has created, changed or put on a list' })
  total!: number;

  @IntField({ description: 'How many have been looked at so far' })
  processed!: number;

  @IntField({ description: 'How many have been put into the trash or given back what they had' })
  affected!: number;

  @IntField({ description: 'How many were left as they are, all or in part: contacts/bulk/{id}/left tells who and why' })
  left!: number;

  @DateTimeField()
  until!: string;

  @TextField({ nullable: true, description: 'Why it failed. Undo again to continue' })
  error!: string | null;
}

/** An import in a list. */
export class ImportSummaryDto {
  @IdField()
  id!: string;

  @TextField()
  fileName!: string;

  @IntField({ description: 'Bytes' })
  fileSize!: number;

  @EnumField(FILE_KINDS, { description: 'What the file is, by its content' })
  fileKind!: FileKind;

  @EnumField(IMPORT_STATUSES)
  status!: ImportStatus;

  @EnumField(ENCODINGS)
  encoding!: Encoding;

  @EnumField(DELIMITERS)
  delimiter!: string;

  @BoolField()
  hasHeader!: boolean;

  @EnumField(PRESET_NAMES, { nullable: true, description: 'The product whose export this is' })
  preset!: string | null;

  @IntField({ nullable: true, description: 'Known when the import is completed' })
  totalRows!: number | null;

  @IntField()
  processedRows!: number;

  @IntField()
  bytesProcessed!: number;

  @NestedField(() => ImportCountsDto)
  counts!: ImportCountsDto;

  @IntField({ description: 'Cells that could not be read; their rows were imported without them' })
  reportedCells!: number;

  @IntField({ description: 'Notes about rows that were imported, such as a phone number that another contact has too' })
  reportedNotes!: number;

  @NestedField(() => ImportOptionsDto)
  options!: ImportOptionsDto;

  @NestedField(() => ImportUndoDto, {
    nullable: true,
    description: 'Null while it runs, and when there is nothing to undo',
  })
  undo!: ImportUndoDto | null;

  @NestedField(() => ImportErrorDto, { nullable: true })
  error!: ImportErrorDto | null;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ nullable: true })
  startedAt!: string | null;

  @DateTimeField({ nullable: true })
  finishedAt!: string | null;
}

export class ImportSheetDto {
  @TextField({ max: 100 })
  name!: string;

  @BoolField({ description: 'Hidden in the spreadsheet program' })
  isHidden!: boolean;
}

export class ImportWorkbookDto {
  @NestedListField(() => ImportSheetDto, { description: 'In the order of the workbook' })
  sheets!: ImportSheetDto[];

  @TextField({ max: 100, description: 'The sheet that is read: the first with rows, until another is chosen' })
  sheet!: string;

  @BoolField({ description: 'The beginning of the sheet has rows that are hidden in the spreadsheet program, by a filter for example' })
  hasHiddenRows!: boolean;

  @BoolField({ description: 'Hidden rows are left out' })
  skipHiddenRows!: boolean;
}

export class ImportDto extends ImportSummaryDto {
  @NestedField(() => ImportWorkbookDto, { nullable: true, description: 'Null for a file that is no workbook' })
  workbook!: ImportWorkbookDto | null;

  @IntField({ nullable: true, description: 'Line of the file on which the header starts; null when no row names the columns' })
  headerRow!: number | null;

  @NestedListField(() => ImportLeadingRowDto, { description: 'The first rows, to choose the header from' })
  leadingRows!: ImportLeadingRowDto[];

  @NestedListField(() => ImportColumnDto)
  columns!: ImportColumnDto[];

  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'string' } }, description: 'The first rows below the header' })
  sampleRows!: string[][];

  @NestedListField(() => ImportPreviewRowDto, { description: 'The first rows as they will be read; empty once the import has started' })
  preview!: ImportPreviewRowDto[];

  @NestedField(() => ImportRehearsalDto, {
    nullable: true,
    description: 'What the import would do; null until it is rehearsed, and once it has started',
  })
  rehearsal!: ImportRehearsalDto | null;

  @NestedField(() => ImportConsentDto)
  consent!: ImportConsentDto;
}

export class UpdateImportDto {
  @EnumField(ENCODINGS, { optional: true })
  encoding?: Encoding;

  @EnumField(DELIMITERS, { optional: true })
  delimiter?: string;

  @TextField({ optional: true, min: 1, max: 100, description: 'Of a workbook: the sheet to read' })
  sheet?: string;

  @BoolField({ optional: true, description: 'Of a workbook: leave out rows that are hidden in the spreadsheet program' })
  skipHiddenRows?: boolean;

  @BoolField({ optional: true, description: 'true looks for the header again; headerRow names it' })
  hasHeader?: boolean;

  @IntField({ optional: true, nullable: true, min: 1, description: 'Line of the header; null when no row names the columns' })
  headerRow?: number | null;

  @NestedListField(() => ColumnChoiceDto, { optional: true, max: 500, description: 'Columns left out keep their target' })
  columns?: ColumnChoiceDto[];

  @TextField({ optional: true, nullable: true, min: 2, max: 2, example: 'DE' })
  defaultCountry?: string | null;

  @BoolField({ optional: true, description: 'Read NULL, n/a, - and their like as no value' })
  emptyWords?: boolean;

  @EnumField(CONSENT_ANSWERS, {
    optional: true,
    nullable: true,
    description:
      'Who must not be emailed: suppressAll everyone in the file, asMarked whom its columns name (unclear values count), onlyClear only whom they name clearly',
  })
  consent?: ConsentAnswer | null;
}

export class StartImportDto {
  @EnumField(IMPORT_MODES)
  mode!: ImportMode;

  @IdField({ optional: true, nullable: true, description: 'Add all contacts of the file to this list' })
  listId?: string | null;

  @TextField({ optional: true, nullable: true, min: 1, max: 100, description: 'Create this list and add all contacts of the file to it' })
  newListName?: string | null;

  @EnumField(WITHOUT_KEY, { optional: true, nullable: true, name: 'ImportWithoutKey', description: WITHOUT_KEY_MEANS })
  withoutKey?: WithoutKey | null;

  @EnumField(UPDATE_POLICIES, { optional: true, nullable: true, name: 'ImportUpdatePolicy', description: POLICY_MEANS })
  updatePolicy?: UpdatePolicy | null;

  @EnumField(MATCH_KEYS, { optional: true, nullable: true, name: 'ImportMatchKey', description: KEY_MEANS })
  matchBy?: MatchKey | null;
}
