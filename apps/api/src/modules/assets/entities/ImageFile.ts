import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What an image looked like once it was uploaded, under an address that cannot be guessed. Its bytes are in the file store, under its id. */
@Index('uq_image_files_token', ['token'], { unique: true })
@Index('idx_image_files_image', ['imageId', 'createdAt'])
@Index('idx_image_files_workspace', ['workspaceId', 'id'])
@Entity('image_files')
export class ImageFile {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('Image', { onDelete: 'CASCADE' })
  @Column('text', { name: 'image_id' })
  imageId!: string;

  /** The name in its public address. */
  @Column('text')
  token!: string;

  /** As it was uploaded: png, jpeg, webp, gif or svg. */
  @Column('text')
  kind!: string;

  /** Of the form that every mail program shows. */
  @Column('text', { name: 'content_type' })
  contentType!: string;

  @Column('int')
  width!: number;

  @Column('int')
  height!: number;

  @Column('int')
  frames!: number;

  @Column('int', { name: 'original_width' })
  originalWidth!: number;

  @Column('int', { name: 'original_height' })
  originalHeight!: number;

  @Column('int', { name: 'original_frames' })
  originalFrames!: number;

  /** In bytes. */
  @Column('int', { name: 'full_bytes' })
  fullBytes!: number;

  /** 0 when there is no smaller WebP. */
  @Column('int', { name: 'webp_bytes' })
  webpBytes!: number;

  @Column('int', { name: 'small_bytes' })
  smallBytes!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
