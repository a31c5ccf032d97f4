import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

import { systemContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { ContactRepository } from './ContactRepository.js';

export const INDEX_CONTACTS = 'contacts.index';

/** Some 50 ms of writing at a time, so that others need not wait. */
const BATCH = 1_000;

/** Brings the search index up to date after many contacts came at once. Until then they are found all the same, less quickly. */
@JobHandlerProvider()
export class IndexContactsJob implements JobHandler {
  readonly name = INDEX_CONTACTS;
  readonly repeatable =
    'It indexes the rows above the stored mark and moves the mark in the same transaction; with nothing above it, it does nothing.';

  constructor(
    private readonly contacts: ContactRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: JobQueue,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async handle(_payload: object, run: JobRun): Promise<void> {
    const ctx = systemContext(this.dataSource.manager, run.requestId);
    let left = 1;
    while (left > 0 && !run.signal.aborted) {
      left = await this.unitOfWork.run(ctx, (ctx) => this.contacts.indexNewest(ctx, BATCH));
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (left > 0) await this.queue.enqueue(ctx, { name: INDEX_CONTACTS, payload: {}, key: INDEX_CONTACTS });
  }
}
