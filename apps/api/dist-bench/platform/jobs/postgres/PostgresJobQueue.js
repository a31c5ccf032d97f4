import { runMigrations } from 'graphile-worker';
import { execute, queryRows, sql } from '../../database/sql.js';
import { DEFAULT_MAX_ATTEMPTS, JobQueue } from '../JobQueue.js';
import { graphileLogger } from './graphileLogger.js';
/** graphile-worker's tables live in the same database, so `add_job` commits with the data it belongs to. */ export class PostgresJobQueue extends JobQueue {
    /** Brings graphile-worker's own schema up to date. Call it before the first job is enqueued. */ static async migrate(url, logger) {
        await runMigrations({
            connectionString: url,
            logger: graphileLogger(logger)
        });
    }
    async cancel(manager, key) {
        await execute(manager, sql`SELECT graphile_worker.remove_job(${key})`);
    }
    async listDead(manager) {
        return queryRows(manager, sql`SELECT id::text AS id, task_identifier AS name, attempts, last_error AS "lastError"
          FROM graphile_worker.jobs WHERE attempts >= max_attempts AND locked_at IS NULL AND last_error IS NOT NULL ORDER BY id`);
    }
    async store(manager, job) {
        await execute(manager, sql`SELECT graphile_worker.add_job(
            identifier => ${job.name}::text, payload => ${JSON.stringify(job.payload)}::json, queue_name => ${job.queue}::text,
            run_at => ${job.runAt?.toISOString()}::timestamptz, max_attempts => ${job.maxAttempts ?? DEFAULT_MAX_ATTEMPTS}::int,
            job_key => ${job.key}::text)`);
    }
}
