import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a member says about a campaign on its review, or answers there. */
@Index('idx_campaign_comments_campaign', ['campaignId', 'id'])
@Index('idx_campaign_comments_workspace_id', ['workspaceId', 'id'])
@Index('idx_fk_campaign_comments_answer_to', ['answerTo'], { where: 'answer_to IS NOT NULL' })
@Index('idx_fk_campaign_comments_author_id', ['authorId'], { where: 'author_id IS NOT NULL' })
@Index('idx_fk_campaign_comments_resolved_by', ['resolvedBy'], { where: 'resolved_by IS NOT NULL' })
@Entity('campaign_comments')
export class CampaignComment {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @Column('text', { name: 'campaign_id' })
  campaignId!: string;

  /** The first comment of the thread; null: it is the first one itself. */
  @ForeignKey('CampaignComment', { onDelete: 'CASCADE' })
  @Column('text', { name: 'answer_to', nullable: true })
  answerTo!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'author_id', nullable: true })
  authorId!: string | null;

  /** Of the first comment of a thread: what of the campaign it is about; null: the whole. */
  @Column('text', { nullable: true })
  part!: string | null;

  /** Of the part `variant`: which one. It may have been removed since. */
  @Column('text', { name: 'variant_id', nullable: true })
  variantId!: string | null;

  /** Empty once it is deleted and stays for those who answered. */
  @Column('text')
  text!: string;

  /** The fingerprint of what was reviewed when it was written. */
  @Column('text', { nullable: true })
  fingerprint!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'edited_at', nullable: true })
  editedAt!: string | null;

  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'resolved_by', nullable: true })
  resolvedBy!: string | null;

  @Column('text', { name: 'resolved_at', nullable: true })
  resolvedAt!: string | null;

  /** When the others were mailed about it. */
  @Column('text', { name: 'told_at', nullable: true })
  toldAt!: string | null;
}
