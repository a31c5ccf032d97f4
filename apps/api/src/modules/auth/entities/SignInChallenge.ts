import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A sign-in that still needs its second factor. */
@Index('idx_fk_sign_in_challenges_invitation_id', ['invitationId'], { where: 'invitation_id IS NOT NULL' })
@Index('idx_sign_in_challenges_user_id', ['userId'])
@Entity('sign_in_challenges')
export class SignInChallenge {
  @PrimaryColumn('text', { name: 'token_hash' })
  tokenHash!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('text', { name: 'user_id' })
  userId!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('text', { name: 'used_at', nullable: true })
  usedAt!: string | null;

  /** Accepted together with the sign-in. */
  @ForeignKey('Invitation', { onDelete: 'CASCADE' })
  @Column('text', { name: 'invitation_id', nullable: true })
  invitationId!: string | null;

  /** The link that was opened reached the address by mail alone, so signing in with it proves the address. */
  @Column('boolean', { name: 'proves_email' })
  provesEmail!: boolean;
}
