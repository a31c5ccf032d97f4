import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What an entry of a timeline said before it was edited. */
@Index('idx_timeline_versions_entry', ['entryId', 'id'])
@Index('idx_timeline_versions_workspace', ['workspaceId', 'id'])
@Index('idx_fk_timeline_versions_replaced_by', ['replacedBy'], { where: 'replaced_by IS NOT NULL' })
@Entity('timeline_versions')
export class TimelineVersion {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('CommunicationLog', { onDelete: 'CASCADE' })
  @Column('text', { name: 'entry_id' })
  entryId!: string;

  /** JSON, as in `communication_logs`. */
  @Column('text')
  content!: string;

  @Column('text')
  timestamp!: string;

  @Column('text', { name: 'replaced_at' })
  replacedAt!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'replaced_by', nullable: true })
  replacedBy!: string | null;
}
