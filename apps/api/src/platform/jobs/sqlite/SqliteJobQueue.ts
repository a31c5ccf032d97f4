import type { EntityManager } from 'typeorm';

import { afterCommit } from '../../database/UnitOfWork.js';
import { type DeadJob, JobQueue, type JobRequest, type QueueLoad } from '../JobQueue.js';
import type { JobRegistry } from '../JobRegistry.js';
import type { SqliteJobStore } from './SqliteJobStore.js';

/** Jobs in the table `jobs` of the same file, so that they commit with the data they belong to. */
export class SqliteJobQueue extends JobQueue {
  private readonly wakers = new Set<() => void>();

  constructor(
    registry: JobRegistry,
    private readonly jobs: SqliteJobStore,
  ) {
    super(registry);
  }

  /** The worker of this process is told as soon as a job is committed, and need not wait for its next poll. */
  onEnqueued(wake: () => void): () => void {
    this.wakers.add(wake);
    return () => this.wakers.delete(wake);
  }

  async cancel(manager: EntityManager, key: string): Promise<void> {
    await this.jobs.cancel(manager, key);
  }

  async listDead(manager: EntityManager): Promise<DeadJob[]> {
    return this.jobs.listDead(manager);
  }

  async load(manager: EntityManager): Promise<QueueLoad> {
    return this.jobs.load(manager);
  }

  protected async store(manager: EntityManager, job: JobRequest): Promise<void> {
    await this.jobs.add(manager, job);
    if (job.runAt && job.runAt.getTime() > Date.now()) return;
    afterCommit(manager, () => this.wakers.forEach((wake) => wake()));
  }
}
