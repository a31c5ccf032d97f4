import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A message to many, from draft to sent. */
@Index('idx_campaigns_sent', ['workspaceId', 'type', 'startedAt', 'id'], { where: "status = 'sent'" })
@Index('idx_campaigns_status', ['status', 'scheduledAt'])
@Index('idx_campaigns_workspace_id', ['workspaceId', 'updatedAt', 'id'])
@Index('idx_fk_campaigns_created_by', ['createdBy'], { where: 'created_by IS NOT NULL' })
@Index('idx_fk_campaigns_sender_account_id', ['senderAccountId'], { where: 'sender_account_id IS NOT NULL' })
@Index('idx_fk_campaigns_template_id', ['templateId'], { where: 'template_id IS NOT NULL' })
@Index('idx_fk_campaigns_template_version_id', ['templateVersionId'], { where: 'template_version_id IS NOT NULL' })
@Index('idx_campaigns_dated', ['workspaceId', 'scheduledAt'], { where: 'scheduled_at IS NOT NULL' })
@Index('idx_campaigns_started', ['workspaceId', 'startedAt'], { where: 'started_at IS NOT NULL' })
@Index('idx_campaigns_unsent', ['workspaceId', 'updatedAt'], { where: "status IN ('draft', 'inReview', 'approved')" })
@Index('uq_campaigns_occurrence', ['seriesId', 'occursAt'], { unique: true, where: 'series_id IS NOT NULL' })
@Entity('campaigns')
export class Campaign {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  name!: string;

  @Column('text')
  type!: string;

  @ForeignKey('Template', { onDelete: 'SET NULL' })
  @Column('text', { name: 'template_id', nullable: true })
  templateId!: string | null;

  /** The version that is sent: pinned when approval is asked for. */
  @ForeignKey('TemplateVersion', { onDelete: 'SET NULL' })
  @Column('text', { name: 'template_version_id', nullable: true })
  templateVersionId!: string | null;

  @Column('text', { nullable: true })
  subject!: string | null;

  @Column('text', { name: 'from_name', nullable: true })
  fromName!: string | null;

  @Column('text', { name: 'from_email', nullable: true })
  fromEmail!: string | null;

  @Column('text', { name: 'reply_to', nullable: true })
  replyTo!: string | null;

  /** What a campaign of texts says. Null for email, whose words are in its template. */
  @Column('text', { name: 'text_body', nullable: true })
  textBody!: string | null;

  @Column('text', { name: 'segment_json', nullable: true })
  segmentJson!: string | null;

  @Column('text', { name: 'schedule_json', nullable: true })
  scheduleJson!: string | null;

  /** What this campaign does differently from the tracking of its workspace. Null: nothing. */
  @Column('text', { name: 'tracking_json', nullable: true })
  trackingJson!: string | null;

  /** How the variants of this campaign are tried. Null: it has none. */
  @Column('text', { name: 'ab_test_json', nullable: true })
  abTestJson!: string | null;

  /** How many people were expected to get the message when the first were written into the ledger. */
  @Column('int', { name: 'ab_expected', nullable: true })
  abExpected!: number | null;

  /** How many of them have their place in the test, or wait for its end. */
  @Column('int', { name: 'ab_dealt', nullable: true })
  abDealt!: number | null;

  @Column('text', { name: 'ab_decides_at', nullable: true })
  abDecidesAt!: string | null;

  /** No variant won, and a person was asked which one the rest gets. */
  @Column('text', { name: 'ab_asked_at', nullable: true })
  abAskedAt!: string | null;

  @Column('text')
  status!: string;

  @Column('text', { name: 'status_reason', nullable: true })
  statusReason!: string | null;

  @Column('int')
  version!: number;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('text', { name: 'sender_type', nullable: true })
  senderType!: string | null;

  /** The account it began to be sent with. Null before that, and for the mail lab. */
  @ForeignKey('SenderAccount', { onDelete: 'SET NULL' })
  @Column('text', { name: 'sender_account_id', nullable: true })
  senderAccountId!: string | null;

  /** The host that its tracked links lead through, noted when it began. Null: the address of the installation. */
  @Column('text', { name: 'link_host', nullable: true })
  linkHost!: string | null;

  @Column('text', { name: 'expanded_at', nullable: true })
  expandedAt!: string | null;

  @Column('text', { name: 'expand_cursor', nullable: true })
  expandCursor!: string | null;

  @Column('text', { name: 'scheduled_at', nullable: true })
  scheduledAt!: string | null;

  @Column('text', { name: 'started_at', nullable: true })
  startedAt!: string | null;

  @Column('text', { name: 'finished_at', nullable: true })
  finishedAt!: string | null;

  /** Of what a recurring campaign has made: that campaign, which keeps its record for as long as it has made something. */
  @Column('text', { name: 'series_id', nullable: true })
  seriesId!: string | null;

  /** The date of the series that it was made for. */
  @Column('text', { name: 'occurs_at', nullable: true })
  occursAt!: string | null;

  /** Of a campaign with a limit for an hour: until when its time is given away. */
  @Column('text', { name: 'paced_until', nullable: true })
  pacedUntil!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
