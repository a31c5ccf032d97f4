import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The mailbox of a sender account that bounces and replies are read from. */
@Index('idx_mailboxes_workspace_id', ['workspaceId'])
@Index('uq_mailboxes_sender_account_id', ['senderAccountId'], { unique: true })
@Index('idx_mailboxes_due', ['nextReadAt'], { where: "state <> 'paused'" })
@Entity('mailboxes')
export class Mailbox {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('SenderAccount', { onDelete: 'CASCADE' })
  @Column('text', { name: 'sender_account_id' })
  senderAccountId!: string;

  /** imap, or sender: with the settings of the sender itself. */
  @Column('text')
  source!: string;

  /** JSON: StoredConfig, empty where it is read with the settings of the sender; the password is in the store of secrets. */
  @Column('text', { name: 'settings_json' })
  settingsJson!: string;

  /** Rises with the settings; what was read with earlier ones is dropped. */
  @Column('int', { name: 'settings_version' })
  settingsVersion!: number;

  /** reading, failing, paused. */
  @Column('text')
  state!: string;

  /** Where reading goes on. */
  @Column('text')
  place!: string;

  @Column('text', { name: 'next_read_at' })
  nextReadAt!: string;

  /** In a row. */
  @Column('int')
  failures!: number;

  @Column('text', { name: 'last_read_at', nullable: true })
  lastReadAt!: string | null;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column('text', { name: 'last_error_at', nullable: true })
  lastErrorAt!: string | null;

  @Column('int')
  bounces!: number;

  @Column('int')
  complaints!: number;

  @Column('int')
  replies!: number;

  @Column('int')
  automatic!: number;

  /** Messages that were about none of ours: nothing else is kept of them. */
  @Column('int')
  others!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
