import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** What one unit of work changed about a figure, until it is put into the days. Only added and removed, so that writers never wait for each other. */
@Entity('figure_changes')
export class FigureChange {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn('text', { name: 'subject_id' })
  subjectId!: string;

  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  metric!: string;

  /** The quarter of an hour in which it happened: `2026-01-31T09:15`, UTC. Every zone's day begins with one. */
  @Column('text')
  slice!: string;

  @Column('int')
  n!: number;
}
