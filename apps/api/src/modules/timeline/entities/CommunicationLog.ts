import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An entry on the timeline of a contact. */
@Index('idx_communication_logs_activity', ['workspaceId', 'timestamp', 'id'], { where: 'campaign_id IS NULL' })
@Index('idx_communication_logs_contact_id', ['contactId', 'timestamp', 'id'])
@Index('idx_communication_logs_workspace_id', ['workspaceId', 'id'])
@Index('idx_fk_communication_logs_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('idx_communication_logs_deleted', ['deletedAt'], { where: 'deleted_at IS NOT NULL' })
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

  /** When a member last edited it; `timeline_versions` has what it said before. */
  @Column('text', { name: 'edited_at', nullable: true })
  editedAt!: string | null;

  /** In no list since; removed after 30 days. */
  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;
}
