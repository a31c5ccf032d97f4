import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An image of the library that a version of a template shows. Written with the version, and as unchanging. */
@Index('idx_template_images_file', ['fileId', 'templateVersionId'])
@Index('idx_template_images_workspace', ['workspaceId'])
@Entity('template_images')
export class TemplateImage {
  @ForeignKey('TemplateVersion', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'template_version_id' })
  templateVersionId!: string;

  @ForeignKey('ImageFile', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'file_id' })
  fileId!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;
}
