import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A file that messages show, such as a logo, under a public name that cannot be guessed. */
@Index('idx_assets_workspace', ['workspaceId', 'kind', 'id'])
@Entity('assets')
export class Asset {
  /** 256 random bits: whoever has not seen the address cannot guess it. */
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  kind!: string;

  @Column('text', { name: 'content_type' })
  contentType!: string;

  @Column('int')
  width!: number;

  @Column('int')
  height!: number;

  @Column('blob')
  content!: Buffer;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
