import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Refused sign-ins of an hour, counted for one entry of the audit log. */
@Index('idx_refused_attempts_began', ['beganAt'])
@Index('idx_refused_attempts_network', ['network'])
@Index('idx_refused_attempts_user', ['userId'], { where: 'user_id IS NOT NULL' })
@Entity('refused_attempts')
export class RefusedAttempt {
  @PrimaryColumn('text', { name: 'attempt_key' })
  attemptKey!: string;

  @Column('text')
  action!: string;

  @ForeignKey('User', { onDelete: 'CASCADE' })
  @Column('text', { name: 'user_id', nullable: true })
  userId!: string | null;

  @Column('text')
  network!: string;

  @Column('text', { name: 'ip_address', nullable: true })
  ipAddress!: string | null;

  @Column('text', { nullable: true })
  device!: string | null;

  @Column('int')
  attempts!: number;

  /** How many of them the audit log tells of. */
  @Column('int')
  told!: number;

  @Column('text', { name: 'began_at' })
  beganAt!: string;

  @Column('text', { name: 'last_at' })
  lastAt!: string;
}
