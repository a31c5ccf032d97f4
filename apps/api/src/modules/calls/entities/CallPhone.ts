import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The phone that rings when a member calls from a workspace. */
@Index('idx_fk_call_phones_user_id', ['userId'])
@Entity('call_phones')
export class CallPhone {
  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'workspace_id' })
  workspaceId!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @PrimaryColumn('text', { name: 'user_id' })
  userId!: string;

  /** E.164. */
  @Column('text')
  phone!: string;

  @Column('text', { name: 'updated_at' })
  updatedAt!: string;
}
