import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An entry on the timeline of a contact. */
@Index('idx_communication_logs_activity', ['workspaceId', 'timestamp', 'id'], { where: 'campaign_id IS NULL' })
@Index('idx_communication_logs_contact_id', ['contactId', 'timestamp', 'id'])
@Index('idx_communication_logs_workspace_id', ['workspaceId', 'id'])
@Index('idx_fk_communication_logs_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Entity('communication_logs')
export class CommunicationLog {
  /** Given by whoever may add the same entry twice: the second time nothing happens. */
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id' })
  contactId!: string;

  @Column('text')
  type!: string;

  /** JSON; one shape per type, as the schema describes them. */
  @Column('text')
  content!: string;

  /** ISO 8601 UTC; now when left out. */
  @Column('text')
  timestamp!: string;

  @Column('text', { nullable: true })
  status!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text', { name: 'campaign_id', nullable: true })
  campaignId!: string | null;

  @Column('text', { name: 'sent_message_id', nullable: true })
  sentMessageId!: string | null;
}
