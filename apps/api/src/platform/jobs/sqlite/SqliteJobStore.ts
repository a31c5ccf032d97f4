import type { EntityManager } from 'typeorm';

import { newId } from '../../database/ids.js';
import { execute, queryOne, queryRows, queryRowsAside, sql } from '../../database/sql.js';
import { type Clock, nowIso } from '../../time/Clock.js';
import { DEFAULT_MAX_ATTEMPTS, type DeadJob, type JobRequest, type QueueLoad } from '../JobQueue.js';

export interface ClaimedJob {
  readonly id: string;
  readonly name: string;
  readonly payload: string;
  readonly attempts: number;
  readonly token: string;
}

/** A killed process says nothing against its jobs, yet a job that kills the process must not do so for ever. */
const INTERRUPTIONS_PER_ATTEMPT = 5;

/** The only file that queries the table `jobs`. */
export class SqliteJobStore {
  constructor(private readonly clock: Clock) {}

  async add(manager: EntityManager, job: JobRequest): Promise<void> {
    // Two statements that must not be parted: between them the worker could take the job that is being replaced, and two of one
    // key would run.
    if (job.key && !manager.queryRunner?.isTransactionActive) return manager.transaction((inner) => this.add(inner, job));
    const now = nowIso(this.clock);
    const runAt = job.runAt?.toISOString() ?? now;
    const maxAttempts = job.maxAttempts ?? DEFAULT_MAX_ATTEMPTS;
    if (job.key) await this.forgoRetries(manager, job.key);
    await execute(
      manager,
      sql`INSERT INTO jobs (id, name, payload, job_key, queue, state, attempts, max_attempts, run_at, created_at)
          VALUES (${newId()}, ${job.name}, ${JSON.stringify(job.payload)}, ${job.key}, ${job.queue}, 'ready', 0, ${maxAttempts}, ${runAt}, ${now})
          ON CONFLICT (job_key) WHERE job_key IS NOT NULL AND state = 'ready' DO UPDATE SET
            name = excluded.name, payload = excluded.payload, queue = excluded.queue, attempts = 0,
            max_attempts = excluded.max_attempts, run_at = excluded.run_at, last_error = NULL`,
    );
  }

  async cancel(manager: EntityManager, key: string): Promise<void> {
    await execute(manager, sql`DELETE FROM jobs WHERE job_key = ${key} AND state = 'ready'`);
    await this.forgoRetries(manager, key);
  }

  /** Takes the job that is due longest, unless another of its queue is running. */
  async claim(manager: EntityManager, leaseMs: number): Promise<ClaimedJob | null> {
    const token = newId();
    const job = await queryOne<Omit<ClaimedJob, 'token'>>(
      manager,
      sql`UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_token = ${token}, lease_expires_at = ${this.after(leaseMs)}
          WHERE id = (
            SELECT due.id FROM jobs due
            WHERE due.state = 'ready' AND due.run_at <= ${nowIso(this.clock)}
              AND (due.queue IS NULL OR NOT EXISTS (SELECT 1 FROM jobs busy WHERE busy.queue = due.queue AND busy.state = 'running'))
            ORDER BY due.run_at, due.id LIMIT 1)
          RETURNING id, name, payload, attempts`,
    );
    return job && { ...job, token };
  }

  async complete(manager: EntityManager, job: ClaimedJob): Promise<void> {
    await execute(manager, sql`DELETE FROM jobs WHERE id = ${job.id} AND lease_token = ${job.token}`);
  }

  /** Answers whether the job is now dead. */
  async fail(manager: EntityManager, job: ClaimedJob, error: string, delayMs: number): Promise<boolean> {
    const row = await queryOne<{ state: string }>(
      manager,
      sql`UPDATE jobs SET
            state = CASE WHEN attempts >= max_attempts THEN 'dead' ELSE 'ready' END,
            run_at = ${this.after(delayMs)}, last_error = ${error}, lease_token = NULL, lease_expires_at = NULL
          WHERE id = ${job.id} AND lease_token = ${job.token} AND max_attempts > 0
          RETURNING state`,
    );
    if (!row) await this.complete(manager, job);
    return row?.state === 'dead';
  }

  /** The worker stops: the attempt does not count, and the job is due at once. */
  async giveBack(manager: EntityManager, job: ClaimedJob): Promise<void> {
    const returned = await execute(
      manager,
      sql`UPDATE jobs SET state = 'ready', attempts = attempts - 1, lease_token = NULL, lease_expires_at = NULL
          WHERE id = ${job.id} AND lease_token = ${job.token} AND max_attempts > 0`,
    );
    if (returned === 0) await this.complete(manager, job);
  }

  /** Answers the tokens whose leases were renewed; a missing one has lost its job. */
  async renewLeases(manager: EntityManager, tokens: readonly string[], leaseMs: number): Promise<Set<string>> {
    if (tokens.length === 0) return new Set();
    const rows = await queryRows<{ lease_token: string }>(
      manager,
      sql`UPDATE jobs SET lease_expires_at = ${this.after(leaseMs)} WHERE state = 'running' AND lease_token IN (${sql.list(tokens)}) RETURNING lease_token`,
    );
    return new Set(rows.map((row) => row.lease_token));
  }

  /** Frees every running job: at boot the process that ran them is dead, because SQLite has one process. */
  async releaseAll(manager: EntityManager): Promise<number> {
    return this.release(manager, sql`state = 'running'`);
  }

  async releaseExpired(manager: EntityManager, ownTokens: readonly string[]): Promise<number> {
    return this.release(
      manager,
      sql`state = 'running' AND lease_expires_at < ${nowIso(this.clock)} ${sql.if(ownTokens.length > 0, sql`AND lease_token NOT IN (${sql.list(ownTokens)})`)}`,
    );
  }

  async listDead(manager: EntityManager): Promise<DeadJob[]> {
    return queryRows<DeadJob>(
      manager,
      sql`SELECT id, name, attempts, last_error AS "lastError" FROM jobs WHERE state = 'dead' ORDER BY id`,
    );
  }

  async load(manager: EntityManager): Promise<QueueLoad> {
    const now = this.clock.now();
    const [row] = await queryRowsAside<Record<'due' | 'scheduled' | 'running' | 'failed', number | null> & { oldest: string | null }>(
      manager,
      sql`SELECT SUM(state = 'ready' AND run_at <= ${now.toISOString()}) AS due, SUM(state = 'ready' AND run_at > ${now.toISOString()}) AS scheduled,
            SUM(state = 'running') AS running, SUM(state = 'dead') AS failed,
            MIN(CASE WHEN state = 'ready' AND run_at <= ${now.toISOString()} THEN run_at END) AS oldest FROM jobs`,
    );
    return {
      due: row?.due ?? 0,
      scheduled: row?.scheduled ?? 0,
      running: row?.running ?? 0,
      failed: row?.failed ?? 0,
      lagSeconds: row?.oldest ? (now.getTime() - Date.parse(row.oldest)) / 1000 : 0,
    };
  }

  private async release(manager: EntityManager, which: ReturnType<typeof sql>): Promise<number> {
    const replaced = await execute(manager, sql`DELETE FROM jobs WHERE ${which} AND (max_attempts = 0 OR ${hasSuccessor})`);
    const released = await execute(
      manager,
      sql`UPDATE jobs SET state = CASE WHEN attempts >= max_attempts * ${INTERRUPTIONS_PER_ATTEMPT} THEN 'dead' ELSE 'ready' END,
            last_error = 'The process that ran it ended.', lease_token = NULL, lease_expires_at = NULL
          WHERE ${which}`,
    );
    return replaced + released;
  }

  /** What runs now was replaced or cancelled: it ends as it ends, and is not tried again. */
  private async forgoRetries(manager: EntityManager, key: string): Promise<void> {
    await execute(manager, sql`UPDATE jobs SET max_attempts = 0, job_key = NULL WHERE job_key = ${key} AND state = 'running'`);
  }

  private after(ms: number): string {
    return new Date(this.clock.now().getTime() + ms).toISOString();
  }
}

/** A newer job of the same key waits or runs; only one of them may come back. */
const hasSuccessor = sql`EXISTS (SELECT 1 FROM jobs next WHERE next.job_key = jobs.job_key AND next.id <> jobs.id
  AND (next.state = 'ready' OR (next.state = 'running' AND next.id > jobs.id)))`;
