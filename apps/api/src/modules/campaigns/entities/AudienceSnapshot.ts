import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Whom an approval was given for. */
@Index('idx_audience_snapshots_campaign', ['campaignId'])
@Index('idx_audience_snapshots_workspace', ['workspaceId'])
@Entity('audience_snapshots')
export class AudienceSnapshot {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @Column('text', { name: 'campaign_id' })
  campaignId!: string;

  @Column('text', { name: 'audience_json' })
  audienceJson!: string;

  /** The last contact that was looked at; null at the start. */
  @Column('text', { name: 'reached_id', nullable: true })
  reachedId!: string | null;

  @Column('int')
  chunks!: number;

  @Column('int')
  members!: number;

  @Column('text', { nullable: true })
  digest!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'completed_at', nullable: true })
  completedAt!: string | null;
}
