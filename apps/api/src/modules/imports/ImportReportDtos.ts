import { IntField, TextField } from '../../platform/http/fields.js';

export class ImportRejectDto {
  @IntField({ description: 'Which row it is, from 1, counting blank rows too' })
  rowNumber!: number;

  @IntField({ description: 'Line of the file on which the row starts, from 1' })
  line!: number;

  @TextField({ nullable: true, description: 'Name of the column with the problem' })
  column!: string | null;

  @TextField()
  code!: string;

  @TextField()
  reason!: string;

  @TextField({ max: 2048, description: 'The row as it is in the file' })
  raw!: string;
}

export class ImportCellDto {
  @IntField({ description: 'Which row it is, from 1, counting blank rows too' })
  rowNumber!: number;

  @IntField({ description: 'Line of the file on which the row starts, from 1' })
  line!: number;

  @TextField({ description: 'Name of the column' })
  column!: string;

  @TextField()
  code!: string;

  @TextField()
  reason!: string;

  @TextField({ description: 'The cell as it is in the file, cut' })
  value!: string;
}

export class ImportNoteDto {
  @IntField({ description: 'Which row it is, from 1, counting blank rows too' })
  rowNumber!: number;

  @IntField({ description: 'Line of the file on which the row starts, from 1' })
  line!: number;

  @TextField({ nullable: true, description: 'Name of the column that the note is about' })
  column!: string | null;

  @TextField({ example: 'contact.phoneShared' })
  code!: string;

  @TextField({ description: 'What was done differently for this row, and why' })
  reason!: string;

  @TextField({ nullable: true, description: 'The value that the note is about' })
  value!: string | null;
}
