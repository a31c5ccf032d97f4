import { BoolField, DateTimeField, EnumField, IntField, NestedField, NestedListField, TextField } from '../../../platform/http/fields.js';
import { PageQuery } from '../../../platform/http/Page.js';
import { IMPORT_MODES, type ImportMode } from '../Import.js';
import { MATCH_KEYS, type MatchKey, UPDATE_POLICIES, type UpdatePolicy, WITHOUT_KEY, type WithoutKey } from '../../lists/public.js';

export const REHEARSAL_STATUSES = ['running', 'completed', 'cancelled', 'failed'] as const;
export type RehearsalStatus = (typeof REHEARSAL_STATUSES)[number];

/** A row is in the group of what would become of it; one that is in conflict is in that group, too. */
export const REHEARSAL_GROUPS = ['created', 'updated', 'unchanged', 'conflict', 'rejected'] as const;
export type RehearsalGroup = (typeof REHEARSAL_GROUPS)[number];

export class ImportRehearsalCountsDto {
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

  @IntField({ description: 'Rows that would be imported, but contradict an earlier row, or differ from what is in the file' })
  conflict!: number;

  @IntField({ description: 'Rows whose person would not be emailed' })
  suppressed!: number;
}

export class ImportRehearsalDto {
  @EnumField(REHEARSAL_STATUSES)
  status!: RehearsalStatus;

  @BoolField({ description: 'Columns or options have been changed since: rehearse again' })
  isStale!: boolean;

  @EnumField(IMPORT_MODES)
  mode!: ImportMode;

  @EnumField(WITHOUT_KEY, { nullable: true, name: 'ImportWithoutKey' })
  withoutKey!: WithoutKey | null;

  @EnumField(UPDATE_POLICIES, { name: 'ImportUpdatePolicy' })
  updatePolicy!: UpdatePolicy;

  @EnumField(MATCH_KEYS, { name: 'ImportMatchKey' })
  matchBy!: MatchKey;

  @IntField()
  processedRows!: number;

  @IntField()
  bytesProcessed!: number;

  @NestedField(() => ImportRehearsalCountsDto)
  counts!: ImportRehearsalCountsDto;

  @TextField({ nullable: true, description: 'Why it failed' })
  error!: string | null;

  @DateTimeField()
  startedAt!: string;

  @DateTimeField({ nullable: true })
  finishedAt!: string | null;
}

export class RehearsalQuery extends PageQuery {
  @EnumField(REHEARSAL_GROUPS, { optional: true, name: 'ImportRehearsalGroup', description: 'What would become of the rows' })
  group: RehearsalGroup = 'created';
}

export class ImportChangeDto {
  @TextField({ description: 'A fixed field, furtherEmail, furtherPhone, lists, stage, or custom:field_name', example: 'company' })
  field!: string;

  @TextField({ nullable: true, description: 'What is there now, cut' })
  from!: string | null;

  @TextField({ nullable: true, description: 'What would be there then, cut' })
  to!: string | null;
}

/** A row as the import would take it. The first 1,000 of each group are kept. */
export class ImportRehearsalRowDto {
  @IntField({ description: 'Which row it is, from 1, counting blank rows too' })
  rowNumber!: number;

  @IntField({ description: 'Line of the file on which the row starts, from 1' })
  line!: number;

  @TextField({ nullable: true, description: 'Name of the contact; null for a rejected row' })
  name!: string | null;

  @TextField({ nullable: true, description: 'Name of the column with the conflict or the problem' })
  column!: string | null;

  @TextField({ nullable: true })
  code!: string | null;

  @TextField({ nullable: true, description: 'Why it would be rejected, or what contradicts what' })
  reason!: string | null;

  @TextField({ nullable: true, max: 2048, description: 'A rejected row as it is in the file' })
  raw!: string | null;

  @NestedListField(() => ImportChangeDto, { description: 'The first of them' })
  changes!: ImportChangeDto[];
}
