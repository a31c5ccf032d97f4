import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** Rules that have a name: whoever meets them is in it. */
@Unique(['workspaceId', 'name'])
@Entity('segments')
export class Segment {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  name!: string;

  @Column('text', { nullable: true })
  description!: string | null;

  /** JSON of a RuleTree. */
  @Column('text', { name: 'tree_json' })
  treeJson!: string;

  @Column('int')
  version!: number;

  /** When it was last counted; null: not since its rules changed, or they no longer work. */
  @Column('int', { name: 'contact_count', nullable: true })
  contactCount!: number | null;

  @Column('text', { name: 'counted_at', nullable: true })
  countedAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
