import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One change to many contacts, while it runs and until it can no longer be undone. */
@Index('idx_bulk_actions_active', ['workspaceId', 'queuedAt', 'id'], { where: "status IN ('running','undoing')" })
@Index('idx_bulk_actions_workspace_id', ['workspaceId', 'id'])
@Index('idx_fk_bulk_actions_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Entity('bulk_actions')
export class BulkAction {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text')
  action!: string;

  @Column('text', { name: 'details_json' })
  detailsJson!: string;

  @Column('int')
  affected!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'undone_at', nullable: true })
  undoneAt!: string | null;

  @Column('text')
  status!: string;

  @Column('text', { name: 'queued_at', nullable: true })
  queuedAt!: string | null;

  @Column('text', { name: 'selection_json', nullable: true })
  selectionJson!: string | null;

  @Column('text', { name: 'actor_json', nullable: true })
  actorJson!: string | null;

  @Column('text', { name: 'up_to_id', nullable: true })
  upToId!: string | null;

  @Column('int', { nullable: true })
  total!: number | null;

  @Column('int')
  processed!: number;

  @Column('text', { name: 'cursor_id', nullable: true })
  cursorId!: string | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage!: string | null;

  @Column('text', { name: 'finished_at', nullable: true })
  finishedAt!: string | null;

  @Column('int', { name: 'undo_processed' })
  undoProcessed!: number;

  @Column('text', { name: 'undo_cursor_id', nullable: true })
  undoCursorId!: string | null;

  @Column('int', { name: 'undo_affected' })
  undoAffected!: number;
}
