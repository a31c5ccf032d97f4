import { TIMELINE_TYPES, type TimelineType } from '@rapport/common';
import {
  BoolField,
  DateTimeField,
  EnumField,
  EnumListField,
  IdField,
  IntField,
  MomentField,
  NestedField,
  TextField,
  TextListField,
} from '../../platform/http/fields.js';
import { ContactFilterDto, ContactSelectionDto } from '../contacts/public.js';
import {
  DELIMITER_NAMES,
  type DelimiterName,
  EXPORT_FORMATS,
  EXPORT_KINDS,
  EXPORT_STATUSES,
  type ExportFormat,
  type ExportKind,
  type ExportStatus,
  TABLE_FORMATS,
  type TableFormat,
} from './exportTypes.js';

export class TimelineSelectionDto {
  @IdField({ optional: true, description: 'Entries of this contact; of all contacts when left out' })
  contactId?: string;

  @EnumListField(TIMELINE_TYPES, { optional: true, name: 'TimelineType', description: 'All of them when left out or empty' })
  types?: TimelineType[];

  @MomentField({ optional: true, description: 'At this moment or later' })
  from?: string;

  @MomentField({ optional: true, description: 'Before this moment' })
  to?: string;
}

export class CreateExportDto {
  @EnumField(EXPORT_KINDS, { name: 'ExportKind' })
  kind!: ExportKind;

  @NestedField(() => ContactSelectionDto, {
    optional: true,
    description: 'For contacts: some of them, or all that match a filter. A named contact is exported from the trash, too',
  })
  contacts?: ContactSelectionDto;

  @NestedField(() => TimelineSelectionDto, { optional: true, description: 'For timeline' })
  timeline?: TimelineSelectionDto;

  @IdField({ optional: true, description: 'For person: the contact of whom everything is told, as JSON' })
  personId?: string;

  @TextListField({ optional: true, maxItems: 600, max: 100, description: 'Keys of columns, in their order; all when left out' })
  columns?: string[];

  @EnumField(TABLE_FORMATS, { optional: true, name: 'ExportTableFormat', description: 'For contacts and timeline' })
  format: TableFormat = 'csv';

  @EnumField(DELIMITER_NAMES, { optional: true, name: 'ExportDelimiter', description: 'What separates the cells of a CSV file' })
  delimiter: DelimiterName = 'comma';

  @BoolField({ optional: true, description: 'A CSV file begins with the mark that tells Excel it is UTF-8; true when left out' })
  byteOrderMark = true;

  @BoolField({
    optional: true,
    description:
      'In a CSV file, an apostrophe precedes values that a spreadsheet would run as a formula; an import removes it again. True when left out; false leaves each value as it is',
  })
  formulaSafe = true;
}

export class ExportColumnDto {
  @TextField({ max: 100 })
  key!: string;

  @TextField({ description: 'Column heading' })
  header!: string;
}

export class ExportDto {
  @IdField()
  id!: string;

  @EnumField(EXPORT_KINDS, { name: 'ExportKind' })
  kind!: ExportKind;

  @EnumField(EXPORT_FORMATS, { name: 'ExportFormat' })
  format!: ExportFormat;

  @EnumField(EXPORT_STATUSES, { name: 'ExportStatus' })
  status!: ExportStatus;

  @TextField()
  fileName!: string;

  @IntField({ nullable: true, description: 'How many contacts were named, where they were not found by a filter' })
  chosen!: number | null;

  @NestedField(() => ContactFilterDto, { nullable: true, description: 'By which contacts were found' })
  filter!: ContactFilterDto | null;

  @NestedField(() => TimelineSelectionDto, { nullable: true })
  timeline!: TimelineSelectionDto | null;

  @IdField({ nullable: true, description: 'The contact of whom everything is told' })
  personId!: string | null;

  @IntField({ description: 'How many columns the file has' })
  columnCount!: number;

  @BoolField()
  formulaSafe!: boolean;

  @IntField({ description: 'Rows written so far, without the header' })
  rowCount!: number;

  @IntField({ nullable: true, description: 'How many there were when it began; null while they are being counted' })
  total!: number | null;

  @IntField({ nullable: true, description: 'In bytes' })
  fileSize!: number | null;

  @TextField({ nullable: true, description: 'Who asked for it; null when their account is gone' })
  actorName!: string | null;

  @BoolField({ description: 'You asked for it, and its file is there' })
  canDownload!: boolean;

  @BoolField({ description: 'Its file is there' })
  hasFile!: boolean;

  @TextField({ nullable: true, description: 'Why it failed' })
  error!: string | null;

  @DateTimeField()
  createdAt!: string;

  @DateTimeField({ nullable: true })
  finishedAt!: string | null;

  @DateTimeField({ nullable: true, description: 'When the file is removed' })
  expiresAt!: string | null;
}

export class ExportColumnsQuery {
  @EnumField(EXPORT_KINDS, { optional: true, name: 'ExportKind' })
  kind: ExportKind = 'contacts';
}
