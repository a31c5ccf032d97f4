import type { OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Context } from '../../platform/context/Context.js';
import { systemContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { untilLast } from '../../platform/jobs/untilLast.js';
import { noteWords } from './noteText.js';
import { NoteTextRepository } from './NoteTextRepository.js';

const INDEX_NOTES = 'timeline.indexNotes';

/** Entries read between two turns of the event loop. */
const STEP = 300;

/** After the upgrade that made notes searchable: the words of those that are there. Until it is done, older ones are not found. */
@JobHandlerProvider()
export class IndexNotesJob implements JobHandler, OnApplicationBootstrap {
  readonly name = INDEX_NOTES;
  readonly repeatable = 'A step adds the words of entries that have none yet, and moves the stored mark in the same transaction.';

  constructor(
    private readonly texts: NoteTextRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly queue: JobQueue,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if ((await this.texts.mark(this.dataSource)) !== null) await this.enqueue();
  }

  async handle(_payload: object, { requestId, signal }: JobRun): Promise<void> {
    const ctx = systemContext(this.dataSource.manager, requestId);
    if (!(await untilLast(signal, () => this.unitOfWork.run(ctx, (ctx) => this.step(ctx))))) await this.enqueue();
  }

  private async step(ctx: Pick<Context, 'manager'>): Promise<boolean> {
    const mark = await this.texts.mark(ctx);
    if (mark === null) return true;
    const entries = await this.texts.listNext(ctx, mark, STEP);
    for (const entry of entries) {
      const words = noteWords(entry);
      if (words) await this.texts.insert(ctx, { entryId: entry.id, workspaceId: entry.workspaceId, ...words }, 'keep');
    }
    const isLast = entries.length < STEP;
    await this.texts.moveMark(ctx, isLast ? null : (entries.at(-1)?.id ?? null));
    return isLast;
  }

  private enqueue(): Promise<void> {
    return this.queue.enqueue(this.dataSource, { name: INDEX_NOTES, payload: {}, key: INDEX_NOTES });
  }
}
