import type { DataSource } from 'typeorm';

import { systemContext } from '../../context/contexts.js';
import { outsideScope } from '../../database/transactionScope.js';
import type { AppLogger } from '../../logging/AppLogger.js';
import { unknownJob } from '../jobErrors.js';
import type { JobRun } from '../JobHandler.js';
import { readOrigin } from '../jobOrigin.js';
import type { JobRegistry } from '../JobRegistry.js';
import { endedWithin, JobWorker, type JobWorkerOptions, runHandler } from '../JobWorker.js';
import type { SqliteJobQueue } from './SqliteJobQueue.js';
import type { ClaimedJob, SqliteJobStore } from './SqliteJobStore.js';

const CAP = 10;

/**
 * How long to wait after the given failed attempt: e^attempt seconds up to six hours, the curve of graphile-worker, with a
 * tenth of jitter so that what failed together does not come back together. `random` is in [0, 1).
 */
function retryDelayMs(attempt: number, random: number): number {
  return Math.round(Math.exp(Math.min(attempt, CAP)) * 1000 * (0.95 + random * 0.1));
}

export interface SqliteJobWorkerOptions extends JobWorkerOptions {
  readonly leaseMs?: number;
}

interface Flight {
  readonly job: ClaimedJob;
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

export class SqliteJobWorker extends JobWorker {
  private readonly flights = new Map<string, Flight>();
  private readonly pollMs: number;
  private readonly leaseMs: number;
  private timers: NodeJS.Timeout[] = [];
  private stopListening: () => void = () => undefined;
  private isRunning = false;
  private isClaiming = false;
  private claiming: Promise<void> = Promise.resolve();
  private isWakePending = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly queue: SqliteJobQueue,
    private readonly jobs: SqliteJobStore,
    private readonly registry: JobRegistry,
    private readonly logger: AppLogger,
    private readonly options: SqliteJobWorkerOptions,
  ) {
    super();
    this.pollMs = options.pollMs ?? 1_000;
    this.leaseMs = options.leaseMs ?? 60_000;
  }

  async start(): Promise<void> {
    const released = await this.jobs.releaseAll(this.dataSource.manager);
    if (released > 0) this.logger.info('jobs.released', { released });
    this.isRunning = true;
    this.stopListening = this.queue.onEnqueued(() => this.wake());
    this.timers = [setInterval(() => this.wake(), this.pollMs), setInterval(() => void this.keepLeases(), this.leaseMs / 3)];
    this.wake();
  }

  async stop(deadlineMs: number): Promise<boolean> {
    this.isRunning = false;
    this.stopListening();
    this.timers.forEach(clearInterval);
    return endedWithin(this.land(), deadlineMs);
  }

  /** A claim that is under way may still bring a job, which is given back. */
  private async land(): Promise<void> {
    this.flights.forEach((flight) => flight.controller.abort());
    await this.claiming;
    await Promise.all([...this.flights.values()].map((flight) => flight.done));
  }

  /** An enqueue inside a transaction must not carry that transaction into the jobs it wakes. */
  private wake(): void {
    this.isWakePending = true;
    if (!this.isClaiming) this.claiming = outsideScope(() => this.claimUntilFull());
  }

  private async claimUntilFull(): Promise<void> {
    this.isClaiming = true;
    try {
      while (this.isRunning && this.isWakePending) {
        this.isWakePending = false;
        while (this.isRunning && this.flights.size < this.options.concurrency && (await this.claimOne()));
      }
    } catch (error) {
      if (this.isRunning) this.logger.failure('jobs.claimFailed', error);
    } finally {
      this.isClaiming = false;
    }
  }

  private async claimOne(): Promise<boolean> {
    const job = await this.jobs.claim(this.dataSource.manager, this.leaseMs);
    if (!job) return false;
    const controller = new AbortController();
    if (!this.isRunning) controller.abort();
    const { payload, requestId } = readOrigin(JSON.parse(job.payload) as object);
    const ctx = systemContext(this.dataSource.manager, requestId);
    const run = { ctx, jobId: job.id, attempt: job.attempts, requestId, signal: controller.signal };
    const done = this.run(job, payload, run).finally(() => {
      this.flights.delete(job.token);
      if (this.isRunning) this.wake();
    });
    this.flights.set(job.token, { job, controller, done });
    return true;
  }

  private async run(job: ClaimedJob, payload: object, run: JobRun): Promise<void> {
    try {
      const handler = this.registry.find(job.name);
      if (!handler) throw unknownJob(job.name);
      await runHandler(handler, payload, run, this.options.deliverTwice ?? false);
    } catch (error) {
      await this.settle(() => this.recordFailure(job, error, run));
      return;
    }
    await this.settle(() => this.jobs.complete(this.dataSource.manager, job));
  }

  private async recordFailure(job: ClaimedJob, error: unknown, { signal, requestId }: JobRun): Promise<void> {
    if (!this.isRunning && signal.aborted) return this.jobs.giveBack(this.dataSource.manager, job);
    const reason = error instanceof Error ? error.message : String(error);
    const isDead = await this.jobs.fail(this.dataSource.manager, job, reason, retryDelayMs(job.attempts, Math.random()));
    this.logger.failure(isDead ? 'jobs.dead' : 'jobs.failed', error, {
      jobId: job.id,
      name: job.name,
      attempt: job.attempts,
      requestId,
    });
  }

  /** When the outcome cannot be stored, the lease runs out and the job is delivered again. */
  private async settle(store: () => Promise<void>): Promise<void> {
    try {
      await store();
    } catch (error) {
      this.logger.failure('jobs.settleFailed', error);
    }
  }

  private async keepLeases(): Promise<void> {
    try {
      const tokens = [...this.flights.keys()];
      const renewed = await this.jobs.renewLeases(this.dataSource.manager, tokens, this.leaseMs);
      for (const token of tokens) if (!renewed.has(token)) this.flights.get(token)?.controller.abort();
      await this.jobs.releaseExpired(this.dataSource.manager, [...this.flights.keys()]);
    } catch (error) {
      if (this.isRunning) this.logger.failure('jobs.leaseFailed', error);
    }
  }
}
