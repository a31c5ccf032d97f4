import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A host of the workspace's own that its tracked links lead through. */
@Index('idx_link_domains_workspace_id', ['workspaceId', 'id'])
@Index('uq_link_domains_current', ['workspaceId'], { unique: true, where: 'retired_at IS NULL' })
@Index('uq_link_domains_proven', ['host'], { unique: true, where: 'proven_at IS NOT NULL' })
@Entity('link_domains')
export class LinkDomain {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** In ASCII and lower case. */
  @Column('text')
  host!: string;

  /** Whether new campaigns use it: `waiting`, `ready`, `failing`. */
  @Column('text')
  state!: string;

  /** What the last check found wrong. */
  @Column('text', { nullable: true })
  problem!: string | null;

  @Column('text', { name: 'checked_at', nullable: true })
  checkedAt!: string | null;

  /** When it was first found to lead here and to belong to this workspace: links may be out that use it. */
  @Column('text', { name: 'proven_at', nullable: true })
  provenAt!: string | null;

  /** When another host took its place, or it was removed. Links that are out go on working. */
  @Column('text', { name: 'retired_at', nullable: true })
  retiredAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
