import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A version of a snippet that a version of a template holds. Written with the version, and as unchanging. */
@Index('idx_template_snippets_snippet', ['snippetId', 'templateVersionId'])
@Index('idx_template_snippets_workspace', ['workspaceId'])
@Entity('template_snippets')
export class TemplateSnippet {
  @ForeignKey('TemplateVersion', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'template_version_id' })
  templateVersionId!: string;

  @ForeignKey('Snippet', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'snippet_id' })
  snippetId!: string;

  /** The version of the snippet. */
  @PrimaryColumn('int', { name: 'snippet_version' })
  snippetVersion!: number;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;
}
