import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import { FileStore } from '../../platform/files/FileStore.js';
import type { JobRun } from '../../platform/jobs/JobHandler.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock } from '../../platform/time/Clock.js';
import { NoteFileRepository } from './NoteFileRepository.js';
import { noteFileKey } from './NoteFiles.js';

const BATCH = 200;
const DAY_MS = 86_400_000;

/** Removes files that no note names, and those whose note, contact or workspace is gone. */
@Recurring({
  name: 'noteFiles.sweep',
  cron: '53 * * * *',
  repeatable: 'It removes files that belong to nothing; a second run finds what the first has left.',
})
export class SweepNoteFiles implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly rows: NoteFileRepository,
    private readonly store: FileStore,
    private readonly clock: Clock,
  ) {}

  async run({ signal }: JobRun): Promise<void> {
    const ctx = systemContext(this.dataSource.manager);
    const before = new Date(this.clock.now().getTime() - DAY_MS);
    for (let taken = BATCH; taken === BATCH && !signal.aborted;) {
      const ids = await this.rows.takeLoose(ctx, before.toISOString(), BATCH);
      for (const id of ids) await this.store.delete(noteFileKey(id));
      taken = ids.length;
    }
    await this.store.removeUnfinished('notes', before);
    let some: string[] = [];
    for await (const { key, changedAt } of this.store.list('notes')) {
      if (signal.aborted) return;
      // The row of an upload follows its bytes.
      if (changedAt < before) some.push(key.slice('notes/'.length));
      if (some.length === BATCH) some = await this.removeUnknown(some);
    }
    await this.removeUnknown(some);
  }

  private async removeUnknown(ids: readonly string[]): Promise<string[]> {
    if (ids.length === 0) return [];
    const known = await this.rows.known(systemContext(this.dataSource.manager), ids);
    for (const id of ids) if (!known.has(id)) await this.store.delete(noteFileKey(id));
    return [];
  }
}
