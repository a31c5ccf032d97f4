import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A file of contacts or of their timeline that someone asked for. The row outlives the file: it says what has left, and for whom. */
@Index('idx_exports_expires', ['expiresAt'], { where: 'expires_at IS NOT NULL' })
@Index('idx_exports_workspace', ['workspaceId', 'id'])
@Index('idx_fk_exports_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Entity('exports')
export class Export {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text')
  kind!: string;

  @Column('text')
  format!: string;

  @Column('text', { name: 'options_json' })
  optionsJson!: string;

  @Column('text', { name: 'selection_json' })
  selectionJson!: string;

  @Column('text')
  status!: string;

  @Column('int', { nullable: true })
  total!: number | null;

  @Column('int', { name: 'row_count' })
  rowCount!: number;

  /** In bytes. */
  @Column('int', { name: 'file_size', nullable: true })
  fileSize!: number | null;

  @Column('boolean', { name: 'has_file' })
  hasFile!: boolean;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'finished_at', nullable: true })
  finishedAt!: string | null;

  /** When its file goes; null while there is none. */
  @Column('text', { name: 'expires_at', nullable: true })
  expiresAt!: string | null;
}
