import { Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A contact that is gone because it was merged into another one: its links lead there. */
@Index('idx_merged_contacts_gone_id', ['goneId'])
@Entity('merged_contacts')
export class MergedContact {
  @ForeignKey('MergeJournalEntry', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'merge_id' })
  mergeId!: string;

  @PrimaryColumn('text', { name: 'gone_id' })
  goneId!: string;
}
