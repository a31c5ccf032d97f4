import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Which variant the rest of a campaign gets, written once, with the figures that it was decided by. */
@Index('idx_campaign_decisions_workspace_id', ['workspaceId', 'campaignId'])
@Index('idx_fk_campaign_decisions_variant_id', ['variantId'])
@Index('idx_fk_campaign_decisions_decided_by', ['decidedBy'], { where: 'decided_by IS NOT NULL' })
@Entity('campaign_decisions')
export class CampaignDecision {
  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'campaign_id' })
  campaignId!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('CampaignVariant', { onDelete: 'CASCADE' })
  @Column('text', { name: 'variant_id' })
  variantId!: string;

  /** `winner`, `control` or `person`. */
  @Column('text')
  reason!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column('text', { name: 'figures_json' })
  figuresJson!: string;

  @Column('text', { name: 'decided_at' })
  decidedAt!: string;
}
