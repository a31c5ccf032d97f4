import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** One variant of a campaign. What is null is as in the campaign itself, which is the first variant. */
@Index('idx_campaign_variants_workspace_id', ['workspaceId', 'id'])
@Index('idx_fk_campaign_variants_template_id', ['templateId'], { where: 'template_id IS NOT NULL' })
@Index('idx_fk_campaign_variants_template_version_id', ['templateVersionId'], { where: 'template_version_id IS NOT NULL' })
@Unique(['campaignId', 'position'])
@Entity('campaign_variants')
export class CampaignVariant {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @Column('text', { name: 'campaign_id' })
  campaignId!: string;

  /** 0: the control. */
  @Column('int')
  position!: number;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  subject!: string | null;

  @Column('text', { name: 'from_name', nullable: true })
  fromName!: string | null;

  @ForeignKey('Template', { onDelete: 'SET NULL' })
  @Column('text', { name: 'template_id', nullable: true })
  templateId!: string | null;

  @ForeignKey('TemplateVersion', { onDelete: 'SET NULL' })
  @Column('text', { name: 'template_version_id', nullable: true })
  templateVersionId!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
