import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** Which of its accounts a workspace sends email through. */
@Index('idx_workspace_email_providers_workspace_id', ['workspaceId'])
@Index('idx_fk_workspace_email_providers_account_id', ['accountId'], { where: 'account_id IS NOT NULL' })
@Unique(['workspaceId'])
@Entity('workspace_email_providers')
export class WorkspaceEmailProvider {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  /** The kind of the active account. */
  @Column('text', { name: 'provider_type' })
  providerType!: string;

  /** `{}`: the settings are those of the account. */
  @Column('text', { name: 'config_json' })
  configJson!: string;

  @ForeignKey('SenderAccount', { onDelete: 'SET NULL' })
  @Column('text', { name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
