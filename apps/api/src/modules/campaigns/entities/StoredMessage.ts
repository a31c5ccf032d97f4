import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The exact copy of a message that was sent, packed. */
@Index('idx_sent_messages_campaign', ['campaignId'])
@Index('idx_sent_messages_contact', ['contactId'])
@Index('idx_sent_messages_workspace_id', ['workspaceId', 'id'])
@Entity('sent_messages')
export class StoredMessage {
  /** The ledger row, which is also the id of the entry: writing it twice writes it once. */
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  @Column('text', { name: 'recipient_id', nullable: true })
  recipientId!: string | null;

  @Column('text', { name: 'contact_id', nullable: true })
  contactId!: string | null;

  @Column('text', { name: 'message_id' })
  messageId!: string;

  @Column('text', { name: 'from_address' })
  fromAddress!: string;

  @Column('text', { name: 'to_address' })
  toAddress!: string;

  @Column('text')
  subject!: string;

  @Column('blob')
  content!: Buffer;

  @Column('text', { name: 'dictionary_id', nullable: true })
  dictionaryId!: string | null;

  @Column('text', { name: 'sent_at' })
  sentAt!: string;
}
