import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** How someone looks at the contact table: which columns, whom, in which order. */
@Index('idx_saved_views_name', ['workspaceId', 'ownerId', 'name'], { unique: true, where: 'deleted_at IS NULL' })
@Index('idx_saved_views_workspace', ['workspaceId', 'name', 'id'])
@Index('idx_fk_saved_views_owner_id', ['ownerId'])
@Index('idx_saved_views_deleted', ['deletedAt'], { where: 'deleted_at IS NOT NULL' })
@Entity('saved_views')
export class SavedView {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** Null once their account is deleted: shared views stay. */
  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'owner_id', nullable: true })
  ownerId!: string | null;

  @Column('text')
  name!: string;

  @Column('boolean', { name: 'is_shared' })
  isShared!: boolean;

  /** JSON of ViewColumn[], in their order; an empty list: the columns that the table starts with. */
  @Column('text', { name: 'columns_json' })
  columnsJson!: string;

  /** As in listContacts. */
  @Column('text')
  sort!: string;

  /** JSON of a ContactFilter. */
  @Column('text', { name: 'filter_json' })
  filterJson!: string;

  @Column('int')
  version!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;

  /** In no list since; removed after 30 days. */
  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;
}
