import type { OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { untilLast } from '../../platform/jobs/untilLast.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { ContactRefoldRepository } from './ContactRefoldRepository.js';

const REFOLD_CONTACTS = 'contacts.refold';

/** Contacts read between two turns of the event loop: some 20 ms where all of them are written anew. */
const STEP = 200;

/**
 * After a change of how names, numbers and search texts are folded: writes the stored keys of every contact anew. A migration asks for it by
 * a row in `contact_refold`. Until it is done, older contacts are found as the version before found them.
 */
@JobHandlerProvider()
export class RefoldContactsJob implements JobHandler, OnApplicationBootstrap {
  readonly name = REFOLD_CONTACTS;
  readonly repeatable = 'A step writes what follows from the contact as it is, and moves the stored mark in the same transaction.';

  constructor(
    private readonly contacts: ContactRefoldRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: JobQueue,
    private readonly logger: AppLogger,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (await this.contacts.isPending(this.dataSource)) await this.enqueue();
  }

  async handle(_payload: object, { requestId, signal }: JobRun): Promise<void> {
    const ctx = systemContext(this.dataSource.manager, requestId);
    const step = (): Promise<boolean> => this.unitOfWork.run(ctx, (ctx) => this.contacts.refoldNext(ctx, STEP));
    if (!(await untilLast(signal, step))) return this.enqueue();
    this.logger.info('contacts.refolded', {});
  }

  private enqueue(): Promise<void> {
    return this.queue.enqueue(this.dataSource, { name: REFOLD_CONTACTS, payload: {}, key: REFOLD_CONTACTS });
  }
}
