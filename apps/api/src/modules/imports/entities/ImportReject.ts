import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** A row that was not imported, and why. */
@Entity('import_rejects')
export class ImportReject {
  @ForeignKey('ImportJob', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'import_id' })
  importId!: string;

  /** Which row it is, from 1, counting rejected and blank rows too, but neither the header nor lines without anything. */
  @PrimaryColumn('int', { name: 'row_number' })
  rowNumber!: number;

  /** Physical line of the file on which the row starts, from 1. */
  @Column('int')
  line!: number;

  @Column('text', { name: 'column_name', nullable: true })
  columnName!: string | null;

  @Column('text')
  code!: string;

  @Column('text')
  reason!: string;

  /** The row as it is in the file, at most 2,048 characters. */
  @Column('text')
  raw!: string;
}
