import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What templates are sorted by. Its name is unique in a workspace whatever its case. */
@Index('uq_template_tags_name', ['workspaceId', 'nameKey'], { unique: true })
@Entity('template_tags')
export class TemplateTag {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  name!: string;

  /** The name as names are compared: see `foldedName`. */
  @Column('text', { name: 'name_key' })
  nameKey!: string;

  /** One of `OPTION_COLOURS`. */
  @Column('text', { nullable: true })
  colour!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
