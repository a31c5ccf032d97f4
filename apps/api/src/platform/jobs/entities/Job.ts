import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Work that waits or runs (SQLite; PostgreSQL has the tables of graphile-worker). */
@Index('idx_jobs_due', ['state', 'runAt', 'id'])
@Index('idx_jobs_queue', ['queue'], { where: "state = 'running' AND queue IS NOT NULL" })
@Index('uq_jobs_key', ['jobKey'], { unique: true, where: "job_key IS NOT NULL AND state = 'ready'" })
@Entity('jobs')
export class Job {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  payload!: string;

  @Column('text', { name: 'job_key', nullable: true })
  jobKey!: string | null;

  /** Jobs of one queue run one after the other. */
  @Column('text', { nullable: true })
  queue!: string | null;

  @Column('text')
  state!: string;

  @Column('int')
  attempts!: number;

  @Column('int', { name: 'max_attempts' })
  maxAttempts!: number;

  /** Not before this moment. */
  @Column('text', { name: 'run_at' })
  runAt!: string;

  @Column('text', { name: 'lease_token', nullable: true })
  leaseToken!: string | null;

  @Column('text', { name: 'lease_expires_at', nullable: true })
  leaseExpiresAt!: string | null;

  @Column('text', { name: 'last_error', nullable: true })
  lastError!: string | null;

  @Column('text', { name: 'created_at' })
  createdAt!: string;
}
