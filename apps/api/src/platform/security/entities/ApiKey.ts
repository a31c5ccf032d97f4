import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A key that a program works with in one workspace, in the name of who made it. */
@Index('idx_api_keys_workspace', ['workspaceId', 'id'])
@Index('idx_fk_api_keys_user_id', ['userId'])
@Index('uq_api_keys_prefix', ['prefix'], { unique: true })
@Unique(['key'])
@Entity('api_keys')
export class ApiKey {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('text', { name: 'user_id' })
  userId!: string;

  @Column('text')
  key!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('text')
  scopes!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'expires_at', nullable: true })
  expiresAt!: string | null;

  @Column('boolean', { name: 'is_active' })
  isActive!: boolean;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id', nullable: true })
  workspaceId!: string | null;

  @Column('text', { nullable: true })
  prefix!: string | null;

  @Column('text', { name: 'last_used_at', nullable: true })
  lastUsedAt!: string | null;

  @Column('text', { name: 'last_used_ip', nullable: true })
  lastUsedIp!: string | null;

  @Column('text', { name: 'last_used_route', nullable: true })
  lastUsedRoute!: string | null;

  @Column('text', { name: 'replaced_by', nullable: true })
  replacedBy!: string | null;

  @Column('text', { name: 'revoked_at', nullable: true })
  revokedAt!: string | null;
}
