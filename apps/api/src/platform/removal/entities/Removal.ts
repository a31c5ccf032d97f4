import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Something that is gone from view and is emptied in steps. */
@Index('idx_removals_workspace', ['workspaceId'])
@Unique(['kind', 'targetId'])
@Entity('removals')
export class Removal {
  @PrimaryColumn('text')
  id!: string;

  /** What is removed: `list`, `workspace`. */
  @Column('text')
  kind!: string;

  @Column('text', { name: 'target_id' })
  targetId!: string;

  /** Null for what is no part of a workspace. */
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id', nullable: true })
  workspaceId!: string | null;

  @Column('int', { name: 'removed_rows' })
  removedRows!: number;

  @Column('int')
  failures!: number;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column('text', { name: 'last_attempt_at', nullable: true })
  lastAttemptAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
