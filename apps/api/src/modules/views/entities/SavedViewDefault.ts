import { Entity, ForeignKey, Index, Column, PrimaryColumn } from 'typeorm';

/** The view that the contact table opens with for one member. */
@Index('idx_fk_saved_view_defaults_user_id', ['userId'])
@Index('idx_fk_saved_view_defaults_view_id', ['viewId'])
@Entity('saved_view_defaults')
export class SavedViewDefault {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'user_id' })
  userId!: string;

  @ForeignKey('SavedView', { onDelete: 'CASCADE' })
  @Column('text', { name: 'view_id' })
  viewId!: string;
}
