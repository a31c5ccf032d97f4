import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A picture in the library of a workspace. What it looks like is a file, which is never changed: a replacement is another one. */
@Index('idx_images_workspace', ['workspaceId', 'createdAt', 'id'])
@Index('uq_images_sha256', ['workspaceId', 'sha256'], { unique: true })
@Index('idx_images_trash', ['deletedAt'], { where: 'deleted_at IS NOT NULL' })
@Index('idx_fk_images_created_by', ['createdBy'], { where: 'created_by IS NOT NULL' })
@Entity('images')
export class Image {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** The file that it shows now. */
  @Column('text', { name: 'file_id' })
  fileId!: string;

  /** Of what was uploaded last. */
  @Column('text')
  sha256!: string;

  @Column('text')
  name!: string;

  /** Read out instead of it; empty for one that only decorates; null until a person has written it. */
  @Column('text', { nullable: true })
  alt!: string | null;

  @Column('int')
  version!: number;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;

  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;
}
