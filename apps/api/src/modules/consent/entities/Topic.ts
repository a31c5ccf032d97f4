import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Something that a workspace writes about; readers may leave it and keep the rest. */
@Index('idx_topics_name', ['workspaceId', 'name'], { unique: true })
@Entity('topics')
export class Topic {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  name!: string;

  /** For readers. */
  @Column('text', { nullable: true })
  description!: string | null;

  @Column('int')
  position!: number;

  @Column('int')
  version!: number;

  /** Not offered since; those who left it stay out. */
  @Column('text', { name: 'archived_at', nullable: true })
  archivedAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
