import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What a member wants to do about a contact, and when. */
@Index('idx_reminders_contact', ['contactId', 'doneAt', 'dueAt', 'id'])
@Index('idx_reminders_workspace', ['workspaceId', 'doneAt', 'dueAt', 'id'])
@Index('idx_reminders_assignee', ['assigneeId', 'doneAt', 'dueAt', 'id'], { where: 'assignee_id IS NOT NULL' })
@Index('idx_reminders_unassigned', ['id'], { where: 'assignee_id IS NULL AND done_at IS NULL' })
@Index('idx_reminders_to_tell', ['dueAt'], { where: 'notified_at IS NULL AND done_at IS NULL AND deleted_at IS NULL' })
@Index('idx_reminders_deleted', ['deletedAt'], { where: 'deleted_at IS NOT NULL' })
@Index('idx_fk_reminders_created_by', ['createdBy'], { where: 'created_by IS NOT NULL' })
@Entity('reminders')
export class Reminder {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'contact_id' })
  contactId!: string;

  @Column('text')
  text!: string;

  /** ISO 8601 UTC. */
  @Column('text', { name: 'due_at' })
  dueAt!: string;

  /** On whose clocks it was chosen; IANA. */
  @Column('text', { name: 'time_zone' })
  timeZone!: string;

  /** Null for a moment: after an account was deleted, until the owner of the workspace takes over. */
  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'assignee_id', nullable: true })
  assigneeId!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'done_at', nullable: true })
  doneAt!: string | null;

  /** When its assignee was told that it is due. */
  @Column('text', { name: 'notified_at', nullable: true })
  notifiedAt!: string | null;

  /** In no list since; removed after 30 days. */
  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;
}
