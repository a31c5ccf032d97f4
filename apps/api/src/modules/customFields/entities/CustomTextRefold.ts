import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** How far the search texts of custom values are being written anew in a workspace; gone when they are. */
@Entity('custom_text_refold')
export class CustomTextRefold {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** The contact behind which it goes on. */
  @Column('text', { name: 'after_id' })
  afterId!: string;
}
