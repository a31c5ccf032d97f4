import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** How a workspace sends email. */
@Index('idx_workspace_email_providers_workspace_id', ['workspaceId'])
@Unique(['workspaceId'])
@Entity('workspace_email_providers')
export class WorkspaceEmailProvider {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'provider_type' })
  providerType!: string;

  @Column('text', { name: 'config_json' })
  configJson!: string;

  @Column('text')
  state!: string;

  @Column('text', { name: 'state_reason', nullable: true })
  stateReason!: string | null;

  @Column('text', { name: 'last_test_json', nullable: true })
  lastTestJson!: string | null;

  @Column('text', { name: 'last_tested_at', nullable: true })
  lastTestedAt!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
