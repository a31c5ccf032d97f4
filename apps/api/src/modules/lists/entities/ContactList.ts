import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** A list of contacts; a primary one is a stage. */
@Unique(['workspaceId', 'name'])
@Entity('contact_lists')
export class ContactList {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  name!: string;

  @Column('boolean', { name: 'is_primary' })
  isPrimary!: boolean;

  /** The order of stages. */
  @Column('int', { default: 0 })
  position!: number;

  /** Of a stage: whoever is on it for longer is stuck. */
  @Column('int', { name: 'stuck_after_days', nullable: true })
  stuckAfterDays!: number | null;

  @Column('int', { default: 1 })
  version!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;
}
