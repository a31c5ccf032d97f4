import type { EntityManager } from 'typeorm';

import { type JobOrigin, withOrigin } from './jobOrigin.js';
import type { JobRegistry } from './JobRegistry.js';

/** How often a job is tried before it is kept as dead; with the delays of `retryDelayMs` that is about four days. */
export const DEFAULT_MAX_ATTEMPTS = 25;

export interface JobRequest<P extends object = object> {
  readonly name: string;
  readonly payload: P;
  /** A job with the same key that still waits is replaced; one that already runs is not tried again after it. */
  readonly key?: string;
  /** Not before this moment. */
  readonly runAt?: Date;
  /** Jobs of one queue run one after the other. */
  readonly queue?: string;
  readonly maxAttempts?: number;
}

/** A job that failed for the last time. It stays until a person has looked at it. */
export interface DeadJob {
  readonly id: string;
  readonly name: string;
  readonly attempts: number;
  readonly lastError: string | null;
}

/** How much waits, and for how long. */
export interface QueueLoad {
  /** Could run now. */
  readonly due: number;
  /** Wait for their time, retries included. */
  readonly scheduled: number;
  readonly running: number;
  /** Failed for the last time. */
  readonly failed: number;
  /** How long the oldest due job has waited. */
  readonly lagSeconds: number;
}

/** Durable work, enqueued in the caller's transaction: what is rolled back leaves no job behind. */
export abstract class JobQueue {
  constructor(protected readonly registry: JobRegistry) {}

  /** Throws `jobs.unknownName` when no handler has this name, rather than storing a job that nobody will ever run. */
  async enqueue<P extends object>(origin: JobOrigin, job: JobRequest<P>): Promise<void> {
    this.registry.require(job.name);
    await this.store(origin.manager, { ...job, payload: withOrigin(job.payload, origin.requestId) });
  }

  /** Removes the waiting job with this key. One that already runs goes on, but is not tried again. */
  abstract cancel(manager: EntityManager, key: string): Promise<void>;

  abstract listDead(manager: EntityManager): Promise<DeadJob[]>;

  abstract load(manager: EntityManager): Promise<QueueLoad>;

  protected abstract store(manager: EntityManager, job: JobRequest): Promise<void>;
}
