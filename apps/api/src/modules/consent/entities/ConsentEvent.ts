import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What someone said about being written to, once, with its proof. Never changed. */
@Index('idx_consent_events_address', ['workspaceId', 'channel', 'addressKey', 'id'])
@Index('idx_consent_events_contact', ['contactId'], { where: 'contact_id IS NOT NULL' })
@Entity('consent_events')
export class ConsentEvent {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  channel!: string;

  /** libs/common `emailKey` of the address that was mailed. */
  @Column('text', { name: 'address_key' })
  addressKey!: string;

  @Column('text', { name: 'contact_id', nullable: true })
  contactId!: string | null;

  @Column('text')
  event!: string;

  /** What it is about; null: everything. A topic that is gone stays named. */
  @Column('text', { name: 'topic_id', nullable: true })
  topicId!: string | null;

  @Column('text')
  source!: string;

  @Column('text', { name: 'proof_json', nullable: true })
  proofJson!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
