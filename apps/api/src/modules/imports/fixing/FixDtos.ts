import { BoolField, IntField, NestedListField, TextField } from '../../../platform/http/fields.js';
import { MAX_CELL_LENGTH } from '../csv/RowReader.js';
import { ImportRejectDto } from '../ImportReportDtos.js';

/** Rows that are fixed and imported at once, while the request waits. */
const MOST_ROWS = 100;

export class RejectedRowQuery {
  @IntField({ min: 1, description: 'Which row, from 1: `rowNumber` of the list' })
  rowNumber!: number;
}

export class RejectedCellDto {
  @IntField({ description: 'Which column, from 0' })
  index!: number;

  @TextField({ description: 'Name of the column' })
  header!: string;

  @TextField({ description: 'A fixed field, custom:field_name, or ignore' })
  target!: string;

  @TextField({ max: MAX_CELL_LENGTH })
  value!: string;
}

export class RejectedRowDto extends ImportRejectDto {
  @BoolField({ description: 'false: the cells of the row could not be separated, so all of them are empty' })
  isSeparated!: boolean;

  @NestedListField(() => RejectedCellDto)
  cells!: RejectedCellDto[];
}

export class FixedCellDto {
  @IntField({ min: 0, max: 10_000, description: 'Which column, from 0' })
  index!: number;

  @TextField({ max: MAX_CELL_LENGTH })
  value!: string;
}

export class FixedRowDto {
  @IntField({ min: 1 })
  rowNumber!: number;

  @NestedListField(() => FixedCellDto, { optional: true, max: 500, description: 'Cells left out stay as they are in the file' })
  cells?: FixedCellDto[];
}

export class FixRejectsDto {
  @NestedListField(() => FixedRowDto, { max: MOST_ROWS })
  rows!: FixedRowDto[];
}

export class FixedRowsDto {
  @IntField()
  created!: number;

  @IntField()
  updated!: number;

  @IntField()
  unchanged!: number;

  @NestedListField(() => ImportRejectDto, { description: 'Rows that are still rejected, and why' })
  rejected!: ImportRejectDto[];
}
