import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The last rehearsal of an import: what it would do, as its columns and options were then. */
@Entity('import_rehearsals')
export class ImportRehearsal {
  @ForeignKey('ImportJob', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'import_id' })
  importId!: string;

  /** Another one with each rehearsal: a job that comes late finds that it is not wanted any more. */
  @Column('text', { name: 'run_id' })
  runId!: string;

  @Column('text')
  status!: string;

  /** The rules that were chosen for it, as JSON. */
  @Column('text', { name: 'input_json' })
  inputJson!: string;

  /** What the columns and the reading of the file were, hashed: with others it is out of date. */
  @Column('text', { name: 'settings_hash' })
  settingsHash!: string;

  @Column('int', { name: 'processed_rows' })
  processedRows!: number;

  @Column('int', { name: 'bytes_processed' })
  bytesProcessed!: number;

  @Column('int', { name: 'created_count' })
  createdCount!: number;

  @Column('int', { name: 'updated_count' })
  updatedCount!: number;

  @Column('int', { name: 'unchanged_count' })
  unchangedCount!: number;

  @Column('int', { name: 'rejected_count' })
  rejectedCount!: number;

  @Column('int', { name: 'blank_count' })
  blankCount!: number;

  /** Rows that are imported, but not exactly as the file has them, or that contradict an earlier row. */
  @Column('int', { name: 'conflict_count' })
  conflictCount!: number;

  /** Rows whose person would not be emailed from then on. */
  @Column('int', { name: 'suppressed_count' })
  suppressedCount!: number;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage!: string | null;

  @Column('text', { name: 'started_at' })
  startedAt!: string;

  @Column('text', { name: 'finished_at', nullable: true })
  finishedAt!: string | null;
}
