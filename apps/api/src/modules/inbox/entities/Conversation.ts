import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * That a person answers on a channel, and who looks after it. What both sides wrote is on the timeline of the contact (`communication_logs`
 * of this type); nothing is kept twice.
 */
@Index('uq_conversations_contact', ['contactId', 'channel'], { unique: true })
@Index('idx_conversations_workspace', ['workspaceId', 'status', 'listedAt', 'id'])
@Index('idx_conversations_assignee', ['assigneeId', 'status', 'listedAt', 'id'], { where: 'assignee_id IS NOT NULL' })
@Entity('conversations')
export class Conversation {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id' })
  contactId!: string;

  /** email, text. */
  @Column('text')
  channel!: string;

  /** open, done. */
  @Column('text')
  status!: string;

  /** Answers that nobody has opened. */
  @Column('int')
  unread!: number;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'assignee_id', nullable: true })
  assigneeId!: string | null;

  /** ISO 8601 UTC. */
  @Column('text', { name: 'snoozed_until', nullable: true })
  snoozedUntil!: string | null;

  /** The answer that arrived last: what a change was made in view of. */
  @Column('text', { name: 'last_entry_id' })
  lastEntryId!: string;

  @Column('text', { name: 'last_received_at' })
  lastReceivedAt!: string;

  /** Its place in the list: when the last answer came, or the end of its snooze. In the future while it is snoozed, and only then. */
  @Column('text', { name: 'listed_at' })
  listedAt!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
