import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A part of messages that is written once. What it says is in its versions. */
@Index('uq_snippets_key', ['workspaceId', 'key'], { unique: true })
@Index('uq_snippets_name', ['workspaceId', 'nameKey'], { unique: true, where: 'deleted_at IS NULL' })
@Entity('snippets')
export class Snippet {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** How messages name it. Never changed, and of no other snippet, not even of one in the trash. */
  @Column('text', { name: 'key' })
  key!: string;

  @Column('text')
  name!: string;

  /** The name in lower case: two that differ in nothing else would be taken for one. */
  @Column('text', { name: 'name_key' })
  nameKey!: string;

  /** See `SNIPPET_KINDS`. Never changed: what a message is written with can hold it, or not. */
  @Column('text')
  kind!: string;

  @Column('int')
  version!: number;

  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
