import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A template that has a tag. */
@Index('idx_template_tag_uses_tag', ['tagId', 'templateId'])
@Index('idx_template_tag_uses_workspace', ['workspaceId'])
@Entity('template_tag_uses')
export class TemplateTagUse {
  @ForeignKey('Template', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'template_id' })
  templateId!: string;

  @ForeignKey('TemplateTag', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'tag_id' })
  tagId!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;
}
