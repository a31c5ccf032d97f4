import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Contacts that became one, with everything that undoing it needs. */
@Index('idx_merge_journal_workspace_id', ['workspaceId', 'id'])
@Index('idx_merge_journal_primary_id', ['primaryId'])
@Index('idx_fk_merge_journal_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Index('idx_merge_journal_merged_at', ['mergedAt'])
@Entity('merge_journal')
export class MergeJournalEntry {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  /** The contact that stayed, or the one that this was merged into later. */
  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @Column('text', { name: 'primary_id' })
  primaryId!: string;

  @Column('text', { name: 'merged_at' })
  mergedAt!: string;

  @Column('text', { name: 'undone_at', nullable: true })
  undoneAt!: string | null;

  /** JSON: names and counts, for lists. */
  @Column('text', { name: 'summary_json' })
  summaryJson!: string;

  /** JSON: the contacts as they were, what was made of them, and which rows were moved. */
  @Column('text', { name: 'journal_json' })
  journalJson!: string;
}
