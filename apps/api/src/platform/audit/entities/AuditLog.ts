import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** One act, and its place in the chain of a workspace or of the installation. */
@Index('idx_audit_logs_entity', ['chain', 'entityId', 'seq'], { where: 'entity_id IS NOT NULL' })
@Index('idx_fk_audit_logs_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('idx_fk_audit_logs_workspace_id', ['workspaceId'], { where: 'workspace_id IS NOT NULL' })
@Entity('audit_logs')
export class AuditLog {
  @Column({ type: 'text', nullable: true, insert: false, update: false })
  id!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id', nullable: true })
  workspaceId!: string | null;

  @PrimaryColumn('text')
  chain!: string;

  @PrimaryColumn('int')
  seq!: number;

  @Column('text', { name: 'actor_type' })
  actorType!: string;

  @Column('text', { name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column('text')
  action!: string;

  @Column('text', { name: 'entity_type', nullable: true })
  entityType!: string | null;

  @Column('text', { name: 'entity_id', nullable: true })
  entityId!: string | null;

  @Column('text', { nullable: true })
  details!: string | null;

  @Column('text', { name: 'ip_address', nullable: true })
  ipAddress!: string | null;

  @Column('text', { name: 'request_id', nullable: true })
  requestId!: string | null;

  @Column('text')
  timestamp!: string;

  @Column('text', { name: 'prev_hash' })
  prevHash!: string;

  @Column('text')
  hash!: string;
}
