import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** The content of a template as it once was. Never changed, but for what people call it. */
@Index('idx_fk_template_versions_created_by', ['createdBy'], { where: 'created_by IS NOT NULL' })
@Index('idx_template_versions_workspace_id', ['workspaceId', 'id'])
@Unique(['templateId', 'version'])
@Entity('template_versions')
export class TemplateVersion {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Template', { onDelete: 'CASCADE' })
  @Column('text', { name: 'template_id' })
  templateId!: string;

  @Column('int')
  version!: number;

  @Column('text')
  name!: string;

  /** What people call this version: "As sent in May". */
  @Column('text', { nullable: true })
  label!: string | null;

  @Column('text', { nullable: true })
  subject!: string | null;

  /** What it is written with: see `TEMPLATE_KINDS`. */
  @Column('text', { default: 'richText' })
  kind!: string;

  /** What `body_html` was compiled from, as JSON. */
  @Column('text', { name: 'document', nullable: true })
  document!: string | null;

  @Column('text', { name: 'body_html' })
  bodyHtml!: string;

  @Column('text', { nullable: true })
  preheader!: string | null;

  @Column('text', { nullable: true })
  signature!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
