import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A link that shows the report of one campaign to whoever has it. It ends by itself; one that is revoked is removed. */
@Index('idx_shared_reports_campaign', ['campaignId', 'id'])
@Index('idx_shared_reports_workspace_id', ['workspaceId', 'id'])
@Index('idx_fk_shared_reports_created_by', ['createdBy'], { where: 'created_by IS NOT NULL' })
@Unique(['tokenHash'])
@Entity('shared_reports')
export class SharedReport {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @Column('text', { name: 'campaign_id' })
  campaignId!: string;

  @Column('text', { name: 'token_hash' })
  tokenHash!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('int')
  opens!: number;

  @Column('text', { name: 'last_opened_at', nullable: true })
  lastOpenedAt!: string | null;
}
