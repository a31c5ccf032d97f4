import { IMAGE_TRASH_DAYS } from '@rapport/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import { FileStore } from '../../platform/files/FileStore.js';
import type { JobRun } from '../../platform/jobs/JobHandler.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock } from '../../platform/time/Clock.js';
import { ImageRepository } from './ImageRepository.js';
import { fileIdOf } from './imageTasks.js';
import { ImageUploads } from './ImageUploads.js';

const BATCH = 200;
const DAY_MS = 86_400_000;

/** Empties the trash of what no message shows, and removes files that no library has: of removed images and workspaces, and of uploads that broke off. */
@Recurring({
  name: 'images.sweep',
  cron: '19 */6 * * *',
  repeatable: 'It removes what is out of use; a second run finds what the first has left.',
})
export class SweepImages implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly images: ImageRepository,
    private readonly uploads: ImageUploads,
    private readonly store: FileStore,
    private readonly clock: Clock,
  ) {}

  async run({ signal }: JobRun): Promise<void> {
    const ctx = systemContext(this.dataSource.manager);
    const deletedBefore = new Date(this.clock.now().getTime() - IMAGE_TRASH_DAYS * DAY_MS).toISOString();
    for (let removed = BATCH; removed === BATCH && !signal.aborted;) removed = await this.images.removeDeleted(ctx, deletedBefore, BATCH);
    const before = new Date(this.clock.now().getTime() - DAY_MS);
    await this.store.removeUnfinished('images', before);
    let some = new Set<string>();
    for await (const { key, changedAt } of this.store.list('images')) {
      if (signal.aborted) return;
      // The row of an upload follows its bytes.
      if (changedAt < before) some.add(fileIdOf(key));
      if (some.size === BATCH) some = await this.removeUnknown(some);
    }
    await this.removeUnknown(some);
  }

  private async removeUnknown(ids: ReadonlySet<string>): Promise<Set<string>> {
    if (ids.size === 0) return new Set();
    const known = await this.images.knownFiles(systemContext(this.dataSource.manager), [...ids]);
    for (const id of ids) if (!known.has(id)) await this.uploads.discard(id);
    return new Set();
  }
}
