import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** How often messages of a campaign were opened and clicked on one kind of device. Nothing here tells of whom. */
@Index('idx_campaign_devices_workspace_id', ['workspaceId', 'id'])
@Unique(['campaignId', 'kind', 'system', 'app'])
@Entity('campaign_devices')
export class CampaignDevice {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @Column('text', { name: 'campaign_id' })
  campaignId!: string;

  @Column('text')
  kind!: string;

  @Column('text')
  system!: string;

  @Column('text')
  app!: string;

  /** Recipients whose first open was on it. */
  @Column('int')
  opened!: number;

  /** Recipients whose first click was on it. */
  @Column('int')
  clicked!: number;

  /** How often it was opened there. */
  @Column('int')
  opens!: number;

  @Column('int')
  clicks!: number;
}
