import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A part of the people of a snapshot, packed. */
@Index('idx_audience_snapshot_chunks_workspace', ['workspaceId'])
@Entity('audience_snapshot_chunks')
export class AudienceSnapshotChunk {
  @ForeignKey('AudienceSnapshot', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'snapshot_id' })
  snapshotId!: string;

  @PrimaryColumn('int')
  chunk!: number;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'first_id' })
  firstId!: string;

  @Column('text', { name: 'last_id' })
  lastId!: string;

  @Column('int')
  members!: number;

  @Column('text')
  digest!: string;

  @Column('blob')
  content!: Buffer;
}
