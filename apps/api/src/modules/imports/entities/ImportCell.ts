import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What an import read differently from what the file says. */
@Entity('import_cells')
export class ImportCell {
  @ForeignKey('ImportJob', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'import_id' })
  importId!: string;

  @PrimaryColumn('int', { name: 'row_number' })
  rowNumber!: number;

  @PrimaryColumn('int', { name: 'column_index' })
  columnIndex!: number;

  @Column('int')
  line!: number;

  @Column('text', { name: 'column_name' })
  columnName!: string;

  @Column('text')
  code!: string;

  @Column('text')
  reason!: string;

  /** As it is in the file, at most 200 characters. */
  @Column('text')
  value!: string;
}
