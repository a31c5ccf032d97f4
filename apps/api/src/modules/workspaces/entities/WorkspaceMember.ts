import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '../../../platform/context/Context.js';

@Entity('workspace_members')
export class WorkspaceMember {
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @PrimaryColumn('text', { name: 'user_id' })
  userId!: string;

  @Column('text')
  role!: Role;

  @Column('text', { name: 'joined_at' })
  joinedAt!: string;
}
