import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** One address that messages of a campaign lead to, stored once for the campaign. Its image stands here too, under the key `open`. */
@Index('idx_tracked_links_workspace_id', ['workspaceId', 'id'])
@Unique(['campaignId', 'linkKey'])
@Entity('tracked_links')
export class TrackedLink {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Campaign', { onDelete: 'CASCADE' })
  @Column('text', { name: 'campaign_id' })
  campaignId!: string;

  @Column('text', { name: 'link_key' })
  linkKey!: string;

  /** Where it leads; with the merge tags in it where it is different for each person. */
  @Column('text')
  url!: string;

  @Column('text', { nullable: true })
  label!: string | null;

  @Column('int')
  position!: number;

  @Column('boolean', { name: 'is_personal' })
  isPersonal!: boolean;

  /** Recipients who followed it. */
  @Column('int')
  people!: number;

  /** How often people followed it. */
  @Column('int')
  visits!: number;

  /** How often machines did. */
  @Column('int', { name: 'machine_visits' })
  machineVisits!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
