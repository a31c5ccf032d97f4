import { runMigrations } from 'graphile-worker';
import type { EntityManager } from 'typeorm';

import { execute, queryOne, queryRows, sql } from '../../database/sql.js';
import type { AppLogger } from '../../logging/AppLogger.js';
import { DEFAULT_MAX_ATTEMPTS, type DeadJob, JobQueue, type JobRequest, type QueueLoad } from '../JobQueue.js';
import { graphileLogger } from './graphileLogger.js';

/** graphile-worker's tables live in the same database, so `add_job` commits with the data it belongs to. */
export class PostgresJobQueue extends JobQueue {
  /** Brings graphile-worker's own schema up to date. Call it before the first job is enqueued. */
  static async migrate(url: string, logger: AppLogger): Promise<void> {
    await runMigrations({ connectionString: url, logger: graphileLogger(logger) });
  }

  async cancel(manager: EntityManager, key: string): Promise<void> {
    await execute(manager, sql`SELECT graphile_worker.remove_job(${key})`);
  }

  async listDead(manager: EntityManager): Promise<DeadJob[]> {
    return queryRows<DeadJob>(
      manager,
      sql`SELECT id::text AS id, task_identifier AS name, attempts, last_error AS "lastError"
          FROM graphile_worker.jobs WHERE attempts >= max_attempts AND locked_at IS NULL AND last_error IS NOT NULL ORDER BY id`,
    );
  }

  async load(manager: EntityManager): Promise<QueueLoad> {
    const isFailed = sql`attempts >= max_attempts AND locked_at IS NULL AND last_error IS NOT NULL`;
    const isWaiting = sql`locked_at IS NULL AND attempts < max_attempts`;
    const row = await queryOne<QueueLoad>(
      manager,
      sql`SELECT COUNT(*) FILTER (WHERE ${isWaiting} AND run_at <= now()) AS due, COUNT(*) FILTER (WHERE ${isWaiting} AND run_at > now()) AS scheduled,
            COUNT(*) FILTER (WHERE locked_at IS NOT NULL) AS running, COUNT(*) FILTER (WHERE ${isFailed}) AS failed,
            COALESCE(EXTRACT(EPOCH FROM now() - MIN(run_at) FILTER (WHERE ${isWaiting} AND run_at <= now())), 0) AS "lagSeconds"
          FROM graphile_worker.jobs`,
    );
    return row ?? { due: 0, scheduled: 0, running: 0, failed: 0, lagSeconds: 0 };
  }

  protected async store(manager: EntityManager, job: JobRequest): Promise<void> {
    await execute(
      manager,
      sql`SELECT graphile_worker.add_job(
            identifier => ${job.name}::text, payload => ${JSON.stringify(job.payload)}::json, queue_name => ${job.queue}::text,
            run_at => ${job.runAt?.toISOString()}::timestamptz, max_attempts => ${job.maxAttempts ?? DEFAULT_MAX_ATTEMPTS}::int,
            job_key => ${job.key}::text)`,
    );
  }
}
