import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** How many of something there were on a day of the workspace. */
@Entity('daily_figures')
export class DailyFigure {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** A campaign; the workspace itself for what is counted of all of it. */
  @PrimaryColumn('text', { name: 'subject_id' })
  subjectId!: string;

  @PrimaryColumn('text')
  metric!: string;

  /** 2026-01-31, in the zone of the book. */
  @PrimaryColumn('text')
  day!: string;

  @Column('int')
  value!: number;
}
