import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** What a provider reported about a message, once. */
@Index('idx_delivery_events_recipient', ['recipientId'])
@Index('idx_delivery_events_workspace_recipient_id', ['workspaceId', 'recipientId'])
@Unique(['accountId', 'eventId'])
@Entity('delivery_events')
export class DeliveryEvent {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  provider!: string;

  /** Who told it; the workspace where we found it out ourselves. */
  @Column('text', { name: 'account_id' })
  accountId!: string;

  @Column('text', { name: 'event_id' })
  eventId!: string;

  @Column('text', { name: 'recipient_id', nullable: true })
  recipientId!: string | null;

  @Column('text', { name: 'message_id', nullable: true })
  messageId!: string | null;

  @Column('text')
  type!: string;

  @Column('text', { name: 'detail_json', nullable: true })
  detailJson!: string | null;

  @Column('text', { name: 'occurred_at' })
  occurredAt!: string;

  @Column('text', { name: 'received_at' })
  receivedAt!: string;
}
