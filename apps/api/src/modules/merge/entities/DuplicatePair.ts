import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Two contacts that may be one person, as the last search found them. */
@Index('idx_duplicate_pairs_score', ['workspaceId', 'score', 'aId', 'bId'])
@Index('idx_duplicate_pairs_b_id', ['bId'])
@Entity('duplicate_pairs')
export class DuplicatePair {
  /** The older of the two. */
  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'a_id' })
  aId!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'b_id' })
  bId!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** 0 to 100. */
  @Column('int')
  score!: number;

  @Column('boolean', { name: 'is_exact' })
  isExact!: boolean;

  @Column('text', { name: 'reasons_json' })
  reasonsJson!: string;

  @Column('text', { name: 'found_at' })
  foundAt!: string;
}
