import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A request for approval, its decision, and what was signed. */
@Index('idx_campaign_approvals_campaign', ['campaignId', 'createdAt'])
@Index('idx_fk_campaign_approvals_requested_by', ['requestedBy'], { where: 'requested_by IS NOT NULL' })
@Index('idx_fk_campaign_approvals_reviewer_id', ['reviewerId'], { where: 'reviewer_id IS NOT NULL' })
@Entity('campaign_approvals')
export class CampaignApproval {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @Column('text', { name: 'campaign_id' })
  campaignId!: string;

  @Column('text')
  status!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'requested_by', nullable: true })
  requestedBy!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'reviewer_id', nullable: true })
  reviewerId!: string | null;

  @Column('boolean', { name: 'is_self_approval' })
  isSelfApproval!: boolean;

  @Column('text', { nullable: true })
  notes!: string | null;

  @Column('text', { name: 'request_notes', nullable: true })
  requestNotes!: string | null;

  @Column('text', { nullable: true })
  seal!: string | null;

  @Column('text', { name: 'sealed_json', nullable: true })
  sealedJson!: string | null;

  @Column('text', { name: 'expires_at', nullable: true })
  expiresAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'reviewed_at', nullable: true })
  reviewedAt!: string | null;

  @Column('text', { name: 'snapshot_id', nullable: true })
  snapshotId!: string | null;

  @Column('int')
  admitted!: number;
}
