import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Something to know about a row that was imported. */
@Entity('import_notes')
export class ImportNote {
  @ForeignKey('ImportJob', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'import_id' })
  importId!: string;

  @PrimaryColumn('int', { name: 'row_number' })
  rowNumber!: number;

  /** Which note of its row it is, from 0. */
  @PrimaryColumn('int', { name: 'note_index' })
  noteIndex!: number;

  @Column('int')
  line!: number;

  @Column('text', { name: 'column_name', nullable: true })
  columnName!: string | null;

  @Column('text')
  code!: string;

  @Column('text')
  reason!: string;

  /** What the row says there, as it was read. */
  @Column('text', { nullable: true })
  value!: string | null;
}
