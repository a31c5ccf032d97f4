import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** The ledger: one message to one address, and how far it is. */
@Index('idx_campaign_recipients_ask', ['nextAskAt', 'workspaceId', 'id'], { where: "state = 'uncertain'" })
@Index('idx_campaign_recipients_bounced', ['campaignId', 'id'], { where: 'bounced_at IS NOT NULL' })
@Index('idx_campaign_recipients_claims', ['claimExpiresAt'], { where: "state IN ('claimed','handed')" })
@Index('idx_campaign_recipients_clicked', ['campaignId', 'id'], { where: 'clicked_at IS NOT NULL' })
@Index('idx_campaign_recipients_complained', ['campaignId', 'id'], { where: 'complained_at IS NOT NULL' })
@Index('idx_campaign_recipients_contact', ['contactId'])
@Index('idx_campaign_recipients_due', ['campaignId', 'nextAttemptAt', 'id'], { where: "state = 'planned'" })
@Index('idx_campaign_recipients_machine_clicked', ['campaignId', 'id'], { where: 'machine_clicked_at IS NOT NULL AND clicked_at IS NULL' })
@Index('idx_campaign_recipients_machine_opened', ['campaignId', 'id'], { where: 'machine_opened_at IS NOT NULL AND opened_at IS NULL' })
@Index('idx_campaign_recipients_opened', ['campaignId', 'id'], { where: 'opened_at IS NOT NULL' })
@Index('idx_campaign_recipients_replied', ['campaignId', 'id'], { where: 'replied_at IS NOT NULL' })
@Index('idx_campaign_recipients_state', ['campaignId', 'state', 'id'])
@Index('idx_campaign_recipients_unsubscribed', ['campaignId', 'id'], { where: 'unsubscribed_at IS NOT NULL' })
@Index('idx_campaign_recipients_variant', ['campaignId', 'variantId', 'id'], { where: 'variant_id IS NOT NULL' })
@Index('idx_campaign_recipients_vendor', ['vendorMessageId', 'workspaceId'], { where: 'vendor_message_id IS NOT NULL' })
@Index('idx_campaign_recipients_workspace_id', ['workspaceId', 'id'])
@Index('uq_campaign_recipients_address', ['campaignId', 'channel', 'addressKey'], { unique: true, where: "state <> 'skipped'" })
@Index('uq_campaign_recipients_message_id', ['messageId'], { unique: true, where: 'message_id IS NOT NULL' })
@Unique(['campaignId', 'contactId', 'channel'])
@Entity('campaign_recipients')
export class CampaignRecipient {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @Column('text', { name: 'campaign_id' })
  campaignId!: string;

  @Column('text', { name: 'contact_id' })
  contactId!: string;

  @Column('text')
  channel!: string;

  @Column('text', { nullable: true })
  address!: string | null;

  @Column('text', { name: 'address_key', nullable: true })
  addressKey!: string | null;

  @Column('text')
  state!: string;

  @Column('text', { name: 'skip_reason', nullable: true })
  skipReason!: string | null;

  @Column('int')
  attempts!: number;

  @Column('text', { name: 'attempt_id', nullable: true })
  attemptId!: string | null;

  @Column('text', { name: 'message_id', nullable: true })
  messageId!: string | null;

  @Column('text', { name: 'vendor_message_id', nullable: true })
  vendorMessageId!: string | null;

  @Column('text', { name: 'sent_message_id', nullable: true })
  sentMessageId!: string | null;

  @Column('text', { name: 'claim_token', nullable: true })
  claimToken!: string | null;

  @Column('text', { name: 'claim_expires_at', nullable: true })
  claimExpiresAt!: string | null;

  @Column('text', { name: 'next_attempt_at', nullable: true })
  nextAttemptAt!: string | null;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage!: string | null;

  @Column('text', { name: 'handed_at', nullable: true })
  handedAt!: string | null;

  @Column('text', { name: 'accepted_at', nullable: true })
  acceptedAt!: string | null;

  @Column('text', { name: 'delivered_at', nullable: true })
  deliveredAt!: string | null;

  @Column('text', { name: 'opened_at', nullable: true })
  openedAt!: string | null;

  @Column('text', { name: 'clicked_at', nullable: true })
  clickedAt!: string | null;

  @Column('text', { name: 'bounced_at', nullable: true })
  bouncedAt!: string | null;

  @Column('text', { name: 'complained_at', nullable: true })
  complainedAt!: string | null;

  @Column('text', { name: 'unsubscribed_at', nullable: true })
  unsubscribedAt!: string | null;

  @Column('text', { name: 'replied_at', nullable: true })
  repliedAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;

  /** How often it was refused for a reason of ours, while others were accepted. */
  @Column('int')
  refusals!: number;

  /** How often it was put back because sending was paused at such a refusal. */
  @Column('int', { name: 'put_backs' })
  putBacks!: number;

  @Column('text', { name: 'next_ask_at', nullable: true })
  nextAskAt!: string | null;

  @Column('int')
  asks!: number;

  /** Which lane holds it; null when none does. */
  @Column('int', { nullable: true })
  lane!: number | null;

  /** The first time that no person opened it: a proxy of images, a scanner. */
  @Column('text', { name: 'machine_opened_at', nullable: true })
  machineOpenedAt!: string | null;

  @Column('text', { name: 'machine_clicked_at', nullable: true })
  machineClickedAt!: string | null;

  @Column('text', { name: 'last_opened_at', nullable: true })
  lastOpenedAt!: string | null;

  @Column('text', { name: 'last_clicked_at', nullable: true })
  lastClickedAt!: string | null;

  /** How often people opened it, as far as we were told. */
  @Column('int')
  opens!: number;

  @Column('int')
  clicks!: number;

  /** Which variant of an A/B test this one gets; null while that is open, and without a test. */
  @Column('text', { name: 'variant_id', nullable: true })
  variantId!: string | null;

  /** `test`: compared with the others. `rest`: got what was decided. */
  @Column('text', { name: 'variant_round', nullable: true })
  variantRound!: string | null;
}
