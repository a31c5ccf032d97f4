import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An address that an account wants to have, until it is proven. */
@Index('idx_email_changes_user_id', ['userId'], { unique: true })
@Entity('email_changes')
export class EmailChange {
  @PrimaryColumn('text', { name: 'token_hash' })
  tokenHash!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('text', { name: 'user_id' })
  userId!: string;

  @Column('text', { name: 'new_email' })
  newEmail!: string;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('text', { name: 'used_at', nullable: true })
  usedAt!: string | null;
}
