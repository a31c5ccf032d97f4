import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A browser that is signed in. */
@Index('idx_sessions_user_id', ['userId'])
@Unique(['tokenHash'])
@Entity('sessions')
export class Session {
  @PrimaryColumn('text')
  id!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('text', { name: 'user_id' })
  userId!: string;

  @Column('text', { name: 'token_hash' })
  tokenHash!: string;

  @Column('text', { name: 'user_agent', nullable: true })
  userAgent!: string | null;

  @Column('text', { name: 'ip_address', nullable: true })
  ipAddress!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;

  @Column('text', { name: 'last_seen_at' })
  lastSeenAt!: string;

  @Column('text', { name: 'expires_at' })
  expiresAt!: string;

  @Column('text', { name: 'stepped_up_at', nullable: true })
  steppedUpAt!: string | null;
}
