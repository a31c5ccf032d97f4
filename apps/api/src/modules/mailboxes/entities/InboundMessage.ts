import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** That a message about one of ours was read, so that it counts once. What a person wrote is on the timeline. */
@Index('uq_inbound_messages_digest', ['mailboxId', 'digest'], { unique: true })
@Index('idx_inbound_messages_address', ['workspaceId', 'addressKey', 'receivedAt'])
@Index('idx_inbound_messages_created', ['createdAt'])
@Entity('inbound_messages')
export class InboundMessage {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** Null: it came back to the mail lab, where each message comes once. */
  @ForeignKey('Mailbox', { onDelete: 'CASCADE' })
  @Column('text', { name: 'mailbox_id', nullable: true })
  mailboxId!: string | null;

  /** Of its Message-ID, or of the whole message where it has none. */
  @Column('text')
  digest!: string;

  /** bounce, complaint, reply, autoReply. */
  @Column('text')
  kind!: string;

  /** Of a bounce: hard, soft, blocked, delayed. */
  @Column('text', { nullable: true })
  severity!: string | null;

  /** The message of ours that it is about: a row of the ledger, or a message of a person. */
  @Column('text', { name: 'about_id' })
  aboutId!: string;

  /** Of the address that our message went to. */
  @Column('text', { name: 'address_key' })
  addressKey!: string;

  /** Of an answer: what an email names that answers it in turn (References), our message and then this one. */
  @Column('text', { name: 'reference_ids', nullable: true })
  referenceIds!: string | null;

  @Column('text', { name: 'received_at' })
  receivedAt!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
