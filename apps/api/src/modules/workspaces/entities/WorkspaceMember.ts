import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import type { Role } from '../../../platform/context/Context.js';

@Index('idx_workspace_members_user_id', ['userId'])
@Entity('workspace_members')
export class WorkspaceMember {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'user_id' })
  userId!: string;

  @Column('text')
  role!: Role;

  @Column('text', { name: 'joined_at' })
  joinedAt!: string;
}
