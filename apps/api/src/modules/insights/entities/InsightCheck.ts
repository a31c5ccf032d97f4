import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** When the detectors last went through a workspace. */
@Entity('insight_checks')
export class InsightCheck {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** The day of the workspace: each has one check of its own accord. */
  @Column('text')
  day!: string;

  @Column('text', { name: 'checked_at' })
  checkedAt!: string;

  /** How long it took, in milliseconds. */
  @Column('int')
  ms!: number;
}
