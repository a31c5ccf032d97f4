import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What came of the messages of a campaign at the domains with the most of them. */
@Index('idx_campaign_domains_workspace_id', ['workspaceId', 'campaignId'])
@Entity('campaign_domains')
export class CampaignDomainsRow {
  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'campaign_id' })
  campaignId!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'domains_json' })
  domainsJson!: string;

  @Column('text', { name: 'counted_at' })
  countedAt!: string;

  /** When it is counted again; null: it will not change any more. */
  @Column('text', { name: 'next_at', nullable: true })
  nextAt!: string | null;
}
