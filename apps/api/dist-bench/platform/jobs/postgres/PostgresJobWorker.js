import { EventEmitter } from 'node:events';
import { run } from 'graphile-worker';
import { queryRows, sql } from '../../database/sql.js';
import { endedWithin, JobWorker, runHandler } from '../JobWorker.js';
import { graphileLogger } from './graphileLogger.js';
import { WorkerPresence } from './WorkerPresence.js';
/** Runs graphile-worker in this process; any number of processes may share one database. */ export class PostgresJobWorker extends JobWorker {
    constructor(url, dataSource, registry, logger, options){
        super(), this.url = url, this.dataSource = dataSource, this.registry = registry, this.logger = logger, this.options = options, this.stopping = new AbortController(), this.runner = null;
        this.presence = new WorkerPresence(url, logger);
    }
    async start() {
        await this.reportUnknownJobs();
        const events = new EventEmitter();
        events.on('pool:create', ({ workerPool })=>this.presence.announce(workerPool.id));
        this.runner = await run({
            connectionString: this.url,
            concurrency: this.options.concurrency,
            maxPoolSize: this.options.concurrency + 2,
            pollInterval: 1_000,
            noHandleSignals: true,
            taskList: this.taskList(),
            logger: graphileLogger(this.logger),
            events
        });
        this.runner.promise.catch((error)=>this.logger.failure('jobs.runnerStopped', error));
    }
    async stop(deadlineMs) {
        this.stopping.abort();
        const hasEnded = await endedWithin(this.runner?.stop() ?? Promise.resolve(), deadlineMs);
        await this.presence.close();
        return hasEnded;
    }
    taskList() {
        return Object.fromEntries(this.registry.list().map((handler)=>[
                handler.name,
                (payload, helpers)=>this.handle(handler, payload, helpers)
            ]));
    }
    async handle(handler, payload, { job }) {
        const delivery = {
            jobId: job.id,
            attempt: job.attempts,
            signal: this.stopping.signal
        };
        try {
            await runHandler(handler, payload, delivery, this.options.deliverTwice ?? false);
        } catch (error) {
            const isDead = job.attempts >= job.max_attempts;
            this.logger.failure(isDead ? 'jobs.dead' : 'jobs.failed', error, {
                jobId: job.id,
                name: handler.name,
                attempt: job.attempts
            });
            throw error;
        }
    }
    /** graphile-worker leaves jobs of unknown names alone, silently; somebody should know. */ async reportUnknownJobs() {
        const names = this.registry.list().map((handler)=>handler.name);
        const rows = await queryRows(this.dataSource.manager, sql`SELECT task_identifier AS name, COUNT(*) AS waiting FROM graphile_worker.jobs
          WHERE task_identifier NOT IN (${sql.list(names.length > 0 ? names : [
            ''
        ])}) GROUP BY task_identifier`);
        for (const row of rows)this.logger.failure('jobs.unknownName', new Error(`${row.waiting} jobs wait for "${row.name}", which no handler serves.`), {
            name: row.name
        });
    }
}
