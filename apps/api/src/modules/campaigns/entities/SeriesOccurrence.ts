import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What became of one date of a recurring campaign. */
@Index('idx_series_occurrences_workspace_id', ['workspaceId'])
@Entity('series_occurrences')
export class SeriesOccurrence {
  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'series_id' })
  seriesId!: string;

  @PrimaryColumn('text', { name: 'occurs_at' })
  occursAt!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  state!: string;

  @Column('text', { nullable: true })
  reason!: string | null;

  /** How many people the rules of the audience named when it went out. */
  @Column('int', { nullable: true })
  audience!: number | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
