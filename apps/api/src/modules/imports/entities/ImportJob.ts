import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A file of contacts, from upload to result. */
@Index('idx_fk_import_jobs_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('idx_import_jobs_workspace', ['workspaceId', 'id'])
@Entity('import_jobs')
export class ImportJob {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text', { name: 'file_name' })
  fileName!: string;

  @Column('int', { name: 'file_size' })
  fileSize!: number;

  /** What it is by its content: csv, xlsx or vcard. */
  @Column('text', { name: 'file_kind' })
  fileKind!: string;

  @Column('text')
  status!: string;

  @Column('text', { nullable: true })
  encoding!: string | null;

  @Column('text', { nullable: true })
  delimiter!: string | null;

  @Column('boolean', { name: 'has_header' })
  hasHeader!: boolean;

  @Column('text', { nullable: true })
  preset!: string | null;

  @Column('text', { name: 'columns_json', nullable: true })
  columnsJson!: string | null;

  @Column('text', { name: 'sample_json', nullable: true })
  sampleJson!: string | null;

  @Column('text', { name: 'options_json', nullable: true })
  optionsJson!: string | null;

  @Column('int', { name: 'total_rows', nullable: true })
  totalRows!: number | null;

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

  @Column('text', { name: 'checkpoint_json', nullable: true })
  checkpointJson!: string | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'started_at', nullable: true })
  startedAt!: string | null;

  @Column('text', { name: 'finished_at', nullable: true })
  finishedAt!: string | null;

  @Column('int', { name: 'blank_count' })
  blankCount!: number;

  /** Cells that could not be read; their rows were imported without them. */
  @Column('int', { name: 'reported_cells' })
  reportedCells!: number;

  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;

  /** Notes about rows that were imported. */
  @Column('int', { name: 'reported_notes' })
  reportedNotes!: number;
}
