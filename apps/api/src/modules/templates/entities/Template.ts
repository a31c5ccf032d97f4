import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A message to be written often. */
@Index('idx_templates_workspace_id', ['workspaceId', 'updatedAt', 'id'])
@Index('uq_templates_name', ['workspaceId', 'name'], { unique: true, where: 'deleted_at IS NULL' })
@Entity('templates')
export class Template {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  name!: string;

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

  @Column('int')
  version!: number;

  @Column('text', { name: 'current_version_id', nullable: true })
  currentVersionId!: string | null;

  /** Kept, and not offered for new messages. */
  @Column('text', { name: 'archived_at', nullable: true })
  archivedAt!: string | null;

  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
