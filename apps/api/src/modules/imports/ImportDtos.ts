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
import { DELIMITERS } from './csv/detectDelimiter.js';
import { ENCODINGS, type Encoding } from './csv/detectEncoding.js';
import { IMPORT_MODES, IMPORT_STATUSES, type ImportMode, type ImportStatus } from './Import.js';
import { PRESET_NAMES } from './mapping/presets.js';
import { WITHOUT_KEY, type WithoutKey } from '../lists/ContactIntakeService.js';

const NEW_FIELD_TYPES = ['text', 'number', 'date', 'boolean'] as const;
const SUGGESTED_BY = ['preset', 'header', 'content', 'customField', 'person'] as const;
const WITHOUT_KEY_MEANS =
  'Rows with neither an email address nor a phone number: reject them, or match them by name and company. Left out, they are rejected where the file has a column for one of the two';
const TARGET = 'ignore, firstName, lastName, fullName, primaryEmail, primaryPhone, company, createdOn, or custom:field_name';

export class NewFieldDto {
  @TextField({ min: 1, max: 80, example: 'Shoe size' })
  label!: string;

  @EnumField(NEW_FIELD_TYPES)
  fieldType!: (typeof NEW_FIELD_TYPES)[number];
}

export class ImportColumnDto {
  @IntField({ min: 0, description: 'Place in the file, from 0' })
  index!: number;

  @TextField({ description: 'Name of the column; unique within the file' })
  header!: string;

  @TextListField({ description: 'Some of its values' })
  samples!: string[];

  @TextField({ description: TARGET, example: 'primaryEmail' })
  target!: string;

  @EnumField(SUGGESTED_BY, { nullable: true, description: 'Why this target was suggested; null when nothing fitted' })
  suggestedBy!: (typeof SUGGESTED_BY)[number] | null;

  @NestedField(() => NewFieldDto, { nullable: true, description: 'The custom field is made when the import starts' })
  newField!: NewFieldDto | null;
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
}

export class ImportErrorDto {
  @TextField()
  code!: string;

  @TextField()
  message!: string;
}

export class ImportDto {
  @IdField()
  id!: string;

  @TextField()
  fileName!: string;

  @IntField({ description: 'Bytes' })
  fileSize!: number;

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

  @NestedListField(() => ImportColumnDto)
  columns!: ImportColumnDto[];

  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'string' } }, description: 'The first rows' })
  sampleRows!: string[][];

  @IntField({ nullable: true, description: 'Known when the import is completed' })
  totalRows!: number | null;

  @IntField()
  processedRows!: number;

  @IntField()
  bytesProcessed!: number;

  @NestedField(() => ImportCountsDto)
  counts!: ImportCountsDto;

  @NestedField(() => ImportOptionsDto)
  options!: ImportOptionsDto;

  @NestedField(() => ImportErrorDto, { nullable: true })
  error!: ImportErrorDto | null;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ nullable: true })
  startedAt!: string | null;

  @DateTimeField({ nullable: true })
  finishedAt!: string | null;
}

export class ColumnChoiceDto {
  @IntField({ min: 0, max: 10_000 })
  index!: number;

  @TextField({ max: 80, description: TARGET })
  target!: string;

  @NestedField(() => NewFieldDto, { optional: true, nullable: true, description: 'Make the custom field of the target' })
  newField?: NewFieldDto | null;
}

export class UpdateImportDto {
  @EnumField(ENCODINGS, { optional: true })
  encoding?: Encoding;

  @EnumField(DELIMITERS, { optional: true })
  delimiter?: string;

  @BoolField({ optional: true })
  hasHeader?: boolean;

  @NestedListField(() => ColumnChoiceDto, { optional: true, max: 2000, description: 'Columns left out keep their target' })
  columns?: ColumnChoiceDto[];

  @TextField({ optional: true, nullable: true, min: 2, max: 2, example: 'DE' })
  defaultCountry?: string | null;
}

export class StartImportDto {
  @EnumField(IMPORT_MODES)
  mode!: ImportMode;

  @IdField({ optional: true, nullable: true, description: 'Put everybody in the file on this list' })
  listId?: string | null;

  @TextField({ optional: true, nullable: true, min: 1, max: 100, description: 'Make this list and put everybody on it' })
  newListName?: string | null;

  @EnumField(WITHOUT_KEY, { optional: true, nullable: true, name: 'ImportWithoutKey', description: WITHOUT_KEY_MEANS })
  withoutKey?: WithoutKey | null;
}

export class ImportRejectDto {
  @IntField({ description: 'Line of the file on which the row starts, from 1' })
  line!: number;

  @TextField({ nullable: true, description: 'Name of the column that is to blame' })
  column!: string | null;

  @TextField()
  code!: string;

  @TextField()
  reason!: string;

  @TextField({ max: 2048, description: 'The row as it stands in the file' })
  raw!: string;
}
