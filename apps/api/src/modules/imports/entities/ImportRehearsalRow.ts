import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** One of the first rows of each group of a rehearsal. */
@Entity('import_rehearsal_rows')
export class ImportRehearsalRow {
  @ForeignKey('ImportJob', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'import_id' })
  importId!: string;

  @PrimaryColumn('text')
  kind!: string;

  @PrimaryColumn('int', { name: 'row_number' })
  rowNumber!: number;

  /** Physical line of the file on which the row starts, from 1. */
  @Column('int')
  line!: number;

  /** How the contact would be called. */
  @Column('text', { nullable: true })
  name!: string | null;

  @Column('text', { name: 'column_name', nullable: true })
  columnName!: string | null;

  @Column('text', { nullable: true })
  code!: string | null;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** The row as it is in the file; of rejected rows alone. */
  @Column('text', { nullable: true })
  raw!: string | null;

  @Column('text', { name: 'changes_json' })
  changesJson!: string;
}
