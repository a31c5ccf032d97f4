import type { OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { untilLast } from '../../platform/jobs/untilLast.js';
import { FieldTexts, RENEW_FIELD_TEXTS, type RenewFieldTextsPayload } from './FieldTexts.js';

/** Contacts read between two turns of the event loop: some 20 ms where all of them are written anew. */
const STEP = 200;

/**
 * After a change of a field (renamed options, archived, deleted, another type), and after the upgrade that made custom values searchable:
 * writes anew what the search looks through. Until it is done, contacts are found as before.
 */
@JobHandlerProvider()
export class RenewFieldTextsJob implements JobHandler<RenewFieldTextsPayload>, OnApplicationBootstrap {
  readonly name = RENEW_FIELD_TEXTS;
  readonly repeatable = 'A step writes what follows from the values as they are, and moves the stored mark in the same transaction.';

  constructor(
    private readonly texts: FieldTexts,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const workspaceId of await this.texts.listPending(this.dataSource)) await this.texts.enqueue(this.dataSource, workspaceId);
  }

  async handle({ workspaceId }: RenewFieldTextsPayload, { requestId, signal }: JobRun): Promise<void> {
    const ctx = jobContext(this.dataSource.manager, workspaceId, this.name, requestId);
    const step = (): Promise<boolean> => this.unitOfWork.run(ctx, (ctx) => this.texts.renewNext(ctx, STEP));
    if (!(await untilLast(signal, step))) await this.texts.enqueue(this.dataSource, workspaceId);
  }
}
