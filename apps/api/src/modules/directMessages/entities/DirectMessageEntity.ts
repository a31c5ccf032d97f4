import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A message that a person wrote to one contact, and how far it is. What it says is in `sent_messages`, under the same id. */
@Index('idx_direct_messages_workspace_id', ['workspaceId', 'id'])
@Index('idx_direct_messages_contact', ['contactId'])
@Index('uq_direct_messages_message_id', ['messageId'], { unique: true })
@Index('idx_direct_messages_vendor', ['vendorMessageId', 'workspaceId'], { where: 'vendor_message_id IS NOT NULL' })
@Index('idx_fk_direct_messages_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Entity('direct_messages')
export class DirectMessageEntity {
  /** Also the id of its entry on the timeline, and of its copy. */
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id' })
  contactId!: string;

  /** Who wrote it. */
  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text')
  channel!: string;

  /** Null: the active sender, or the mail lab. */
  @Column('text', { name: 'sender_account_id', nullable: true })
  senderAccountId!: string | null;

  /** Only the same kind of sender can be asked what became of it. */
  @Column('text', { name: 'sender_type' })
  senderType!: string;

  @Column('text', { name: 'from_name', nullable: true })
  fromName!: string | null;

  @Column('text', { name: 'from_address' })
  fromAddress!: string;

  @Column('text', { name: 'to_name', nullable: true })
  toName!: string | null;

  @Column('text', { name: 'to_address' })
  toAddress!: string;

  @Column('text', { name: 'reply_to', nullable: true })
  replyTo!: string | null;

  @Column('text')
  subject!: string;

  @Column('text', { name: 'message_id' })
  messageId!: string;

  @Column('text', { name: 'vendor_message_id', nullable: true })
  vendorMessageId!: string | null;

  @Column('text')
  state!: string;

  @Column('text', { name: 'error_code', nullable: true })
  errorCode!: string | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage!: string | null;

  @Column('int')
  attempts!: number;

  /** Of the attempt that was handed over last; what settles it names it. */
  @Column('text', { name: 'attempt_id', nullable: true })
  attemptId!: string | null;

  /** How often the provider was asked in vain what became of it. */
  @Column('int')
  asks!: number;

  /** While it is queued: when it is sent. While it is on its way: until when an answer is awaited. While nobody knows: when the provider is asked. */
  @Column('text', { name: 'due_at' })
  dueAt!: string;

  @Column('text', { name: 'handed_at', nullable: true })
  handedAt!: string | null;

  @Column('text', { name: 'sent_at', nullable: true })
  sentAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
