import { EventEmitter } from 'node:events';

import { type JobHelpers, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type { DataSource } from 'typeorm';

import { systemContext } from '../../context/contexts.js';
import { queryRows, sql } from '../../database/sql.js';
import type { AppLogger } from '../../logging/AppLogger.js';
import type { JobHandler } from '../JobHandler.js';
import type { JobRegistry } from '../JobRegistry.js';
import { readOrigin } from '../jobOrigin.js';
import { endedWithin, JobWorker, type JobWorkerOptions, runHandler } from '../JobWorker.js';
import { graphileLogger } from './graphileLogger.js';
import { WorkerPresence } from './WorkerPresence.js';

/** Runs graphile-worker in this process; any number of processes may share one database. */
export class PostgresJobWorker extends JobWorker {
  private readonly stopping = new AbortController();
  private readonly presence: WorkerPresence;
  private runner: Runner | null = null;

  constructor(
    private readonly url: string,
    private readonly dataSource: DataSource,
    private readonly registry: JobRegistry,
    private readonly logger: AppLogger,
    private readonly options: JobWorkerOptions,
  ) {
    super();
    this.presence = new WorkerPresence(url, logger);
  }

  async start(): Promise<void> {
    await this.reportUnknownJobs();
    const events: WorkerEvents = new EventEmitter();
    events.on('pool:create', ({ workerPool }) => this.presence.announce(workerPool.id));
    this.runner = await run({
      connectionString: this.url,
      concurrency: this.options.concurrency,
      maxPoolSize: this.options.concurrency + 2,
      pollInterval: this.options.pollMs ?? 1_000,
      noHandleSignals: true,
      taskList: this.taskList(),
      logger: graphileLogger(this.logger),
      events,
    });
    this.runner.promise.catch((error: unknown) => this.logger.failure('jobs.runnerStopped', error));
  }

  async stop(deadlineMs: number): Promise<boolean> {
    this.stopping.abort();
    const hasEnded = await endedWithin(this.runner?.stop() ?? Promise.resolve(), deadlineMs);
    await this.presence.close();
    return hasEnded;
  }

  private taskList(): TaskList {
    return Object.fromEntries(
      this.registry
        .list()
        .map((handler) => [handler.name, (stored: unknown, helpers: JobHelpers) => this.handle(handler, stored as object, helpers)]),
    );
  }

  private async handle(handler: JobHandler, stored: object, { job }: JobHelpers): Promise<void> {
    const { payload, requestId } = readOrigin(stored);
    const ctx = systemContext(this.dataSource.manager, requestId);
    const delivery = { ctx, jobId: job.id, attempt: job.attempts, requestId, signal: this.stopping.signal };
    try {
      await runHandler(handler, payload, delivery, this.options.deliverTwice ?? false);
    } catch (error) {
      const isDead = job.attempts >= job.max_attempts;
      this.logger.failure(isDead ? 'jobs.dead' : 'jobs.failed', error, {
        jobId: job.id,
        name: handler.name,
        attempt: job.attempts,
        requestId,
      });
      throw error;
    }
  }

  /** graphile-worker leaves jobs of unknown names alone, silently; someone should know. */
  private async reportUnknownJobs(): Promise<void> {
    const names = this.registry.list().map((handler) => handler.name);
    const rows = await queryRows<{ name: string; waiting: number }>(
      this.dataSource.manager,
      sql`SELECT task_identifier AS name, COUNT(*) AS waiting FROM graphile_worker.jobs
          WHERE task_identifier NOT IN (${sql.list(names.length > 0 ? names : [''])}) GROUP BY task_identifier`,
    );
    for (const row of rows)
      this.logger.failure('jobs.unknownName', new Error(`${row.waiting} jobs wait for "${row.name}", which no handler serves.`), {
        name: row.name,
      });
  }
}
