import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** What a snippet once said. Never changed. */
@Index('idx_fk_snippet_versions_created_by', ['createdBy'], { where: 'created_by IS NOT NULL' })
@Index('idx_snippet_versions_workspace_id', ['workspaceId', 'id'])
@Unique(['snippetId', 'version'])
@Entity('snippet_versions')
export class SnippetVersion {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Snippet', { onDelete: 'CASCADE' })
  @Column('text', { name: 'snippet_id' })
  snippetId!: string;

  @Column('int')
  version!: number;

  @Column('text')
  name!: string;

  /** HTML or plain text with merge tags; empty for a group of blocks. */
  @Column('text')
  body!: string;

  /** A group of blocks, as JSON. */
  @Column('text', { name: 'document', nullable: true })
  document!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
