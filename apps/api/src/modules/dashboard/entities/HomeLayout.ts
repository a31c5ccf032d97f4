import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** How one member has arranged Home. */
@Index('idx_fk_home_layouts_user_id', ['userId'])
@Entity('home_layouts')
export class HomeLayoutRow {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'user_id' })
  userId!: string;

  @Column('text', { name: 'widgets_json' })
  widgetsJson!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
