import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A field that a workspace gave its contacts, or, without a workspace, one that a user gave them for themselves. */
@Index('idx_cfd_user_global', ['userId', 'fieldName'], { unique: true, where: 'workspace_id IS NULL' })
@Index('idx_cfd_workspace', ['workspaceId', 'fieldName'], { unique: true, where: 'workspace_id IS NOT NULL' })
@Unique(['userId', 'workspaceId', 'fieldName'])
@Entity('custom_field_definitions')
export class CustomFieldDefinition {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id', nullable: true })
  workspaceId!: string | null;

  @Column('text', { name: 'field_name' })
  fieldName!: string;

  @Column('text')
  label!: string;

  @Column('text', { name: 'field_type', nullable: true })
  fieldType!: string | null;

  @Column('text', { name: 'options_json', nullable: true })
  optionsJson!: string | null;

  @Column('boolean', { name: 'is_required' })
  isRequired!: boolean;

  @Column('text', { name: 'default_value', nullable: true })
  defaultValue!: string | null;

  @Column('integer', { default: 0 })
  position!: number;

  @Column('text', { nullable: true })
  section!: string | null;

  @Column('text', { nullable: true })
  description!: string | null;

  @Column('text', { nullable: true })
  currency!: string | null;

  @Column('text', { name: 'archived_at', nullable: true })
  archivedAt!: string | null;

  @Column('int', { default: 1 })
  version!: number;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'deleted_at', nullable: true })
  deletedAt!: string | null;
}
