import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A sealed setting of any module: see docs/adr/0071. */
@Index('idx_workspace_secrets_name', ['workspaceId', 'name', 'subject'], { unique: true })
@Index('idx_workspace_secrets_set_by', ['setBy'], { where: 'set_by IS NOT NULL' })
@Entity('workspace_secrets')
export class WorkspaceSecret {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  name!: string;

  /** What of the workspace it belongs to; '' where there is one of its kind. */
  @Column('text')
  subject!: string;

  /** A digest of the settings it was entered for. */
  @Column('text')
  binding!: string;

  @Column('text')
  sealed!: string;

  @Column('text', { name: 'set_at' })
  setAt!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'set_by', nullable: true })
  setBy!: string | null;
}
