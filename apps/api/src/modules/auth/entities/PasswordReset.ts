import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A link that sets a new password. */
@Index('idx_password_resets_user_id', ['userId'], { unique: true })
@Entity('password_resets')
export class PasswordReset {
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
}
