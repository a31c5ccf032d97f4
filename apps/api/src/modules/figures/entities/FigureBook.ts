import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Of what figures are kept; without one, or without a zone, they are counted from the rows themselves. */
@Entity('figure_books')
export class FigureBook {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn('text', { name: 'subject_id' })
  subjectId!: string;

  /** In whose days the figures are; null: to be counted anew. */
  @Column('text', { name: 'time_zone', nullable: true })
  timeZone!: string | null;

  /** Grows with each change of the figures, so that a count that began before one is not written after it. */
  @Column('int')
  version!: number;
}
