import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** One person's yes to a request for approval. The sealed document of the approval says the same; this row finds it. */
@Index('idx_campaign_signatures_workspace_id', ['workspaceId', 'id'])
@Index('idx_fk_campaign_signatures_reviewer_id', ['reviewerId'], { where: 'reviewer_id IS NOT NULL' })
@Unique(['approvalId', 'reviewerId'])
@Entity('campaign_signatures')
export class CampaignSignature {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('CampaignApproval', { onDelete: 'CASCADE' })
  @Column('text', { name: 'approval_id' })
  approvalId!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'reviewer_id', nullable: true })
  reviewerId!: string | null;

  @Column('text', { nullable: true })
  notes!: string | null;

  @Column('text', { name: 'signed_at' })
  signedAt!: string;
}
