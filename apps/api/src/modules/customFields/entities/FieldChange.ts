import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A change of the type of a field, from its rehearsal until it can no longer be undone. */
@Index('idx_field_changes_active', ['definitionId'], { unique: true, where: "status IN ('checking', 'running', 'undoing')" })
@Index('idx_field_changes_definition', ['definitionId', 'createdAt'])
@Index('idx_field_changes_workspace', ['workspaceId', 'id'])
@Index('idx_fk_field_changes_user_id', ['userId'], { where: 'user_id IS NOT NULL' })
@Entity('field_changes')
export class FieldChange {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('CustomFieldDefinition', { onDelete: 'CASCADE' })
  @Column('text', { name: 'definition_id' })
  definitionId!: string;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text')
  status!: string;

  @Column('text', { name: 'before_json' })
  beforeJson!: string;

  @Column('text', { name: 'after_json' })
  afterJson!: string;

  @Column('int')
  total!: number;

  @Column('int')
  processed!: number;

  @Column('int')
  failing!: number;

  @Column('text', { name: 'cursor_id', nullable: true })
  cursorId!: string | null;

  @Column('text', { name: 'error_message', nullable: true })
  errorMessage!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'finished_at', nullable: true })
  finishedAt!: string | null;
}
