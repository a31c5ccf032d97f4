import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import type { Role } from '../../../platform/context/Context.js';

@Index('idx_fk_invitations_invited_by', ['invitedBy'], { where: 'invited_by IS NOT NULL' })
@Index('idx_invitations_invited_by', ['invitedBy'])
@Index('idx_invitations_mail_token', ['mailTokenHash'], { unique: true })
@Unique(['workspaceId', 'email'])
@Unique(['tokenHash'])
@Entity('invitations')
export class Invitation {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('Workspace', { onDelete: 'CASCADE' })
  @Column('text', { name: 'workspace_id' })
  workspaceId!: string;

  @Column('text')
  email!: string;

  @Column('text')
  role!: Role;

  @Column('text', { name: 'token_hash' })
  tokenHash!: string;

  /** Of a second link that was mailed and shown to nobody; null where no mail leaves. */
  @Column('text', { name: 'mail_token_hash', nullable: true })
  mailTokenHash!: string | null;

  @ForeignKey('User', { onDelete: 'SET NULL' })
  @Column('text', { name: 'invited_by', nullable: true })
  invitedBy!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('text', { name: 'accepted_at', nullable: true })
  acceptedAt!: string | null;
}
