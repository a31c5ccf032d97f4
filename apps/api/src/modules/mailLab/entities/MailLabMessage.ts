import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A message that stayed in the lab. */
@Index('idx_mail_lab_messages_contact', ['contactId'], { where: 'contact_id IS NOT NULL' })
@Index('idx_mail_lab_messages_unread', ['workspaceId'], { where: 'NOT is_read' })
@Index('idx_mail_lab_messages_workspace', ['workspaceId', 'id'])
@Unique(['workspaceId', 'messageId'])
@Entity('mail_lab_messages')
export class MailLabMessage {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** What it is: an email, or a text to a phone. */
  @Column('text', { default: 'email' })
  channel!: string;

  @Column('text', { name: 'message_id' })
  messageId!: string;

  @Column('text', { name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  @Column('text', { name: 'contact_id', nullable: true })
  contactId!: string | null;

  @Column('text', { name: 'from_address' })
  fromAddress!: string;

  @Column('text', { name: 'to_address' })
  toAddress!: string;

  @Column('text')
  subject!: string;

  @Column('text')
  preview!: string;

  @Column('blob')
  raw!: Buffer;

  @Column('boolean', { name: 'is_read' })
  isRead!: boolean;

  @Column('text', { name: 'last_event', nullable: true })
  lastEvent!: string | null;

  @Column('text', { name: 'received_at' })
  receivedAt!: string;
}
