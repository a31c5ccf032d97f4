import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Someone said that these two are different people. Written in both directions, so that each contact has its own. */
@Index('idx_duplicate_dismissals_other_id', ['otherId'])
@Index('idx_duplicate_dismissals_workspace_id', ['workspaceId', 'contactId'])
@Entity('duplicate_dismissals')
export class DuplicateDismissal {
  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'contact_id' })
  contactId!: string;

  @ForeignKey('Contact', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'other_contact_id' })
  otherId!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text', { name: 'dismissed_at' })
  dismissedAt!: string;
}
