import { EXPORT_FILE_DAYS } from '@rapport/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import { firstIdAt } from '../../platform/database/ids.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ExportFiles } from './ExportFiles.js';
import { ExportRepository } from './ExportRepository.js';
import { EXPORT_FORMATS } from './exportTypes.js';

const BATCH = 200;
const DAY_MS = 86_400_000;
/** What it says of an export is in the audit log, too. */
const ROW_DAYS = 365;

/** Removes files whose time is over, and rows after a year. */
@Recurring({
  name: 'exports.sweep',
  cron: '23 * * * *',
  repeatable: 'It removes files and rows that are too old; a second run finds what the first has left.',
})
export class SweepExports implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly exports: ExportRepository,
    private readonly files: ExportFiles,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const ctx = systemContext(this.dataSource.manager);
    for (;;) {
      const ids = await this.exports.takeExpired(ctx, nowIso(this.clock), BATCH);
      for (const id of ids) for (const format of EXPORT_FORMATS) await this.files.remove(id, format);
      await this.exports.fileRemoved(ctx, ids);
      if (ids.length < BATCH) break;
    }
    await this.files.removeOld(new Date(this.clock.now().getTime() - (EXPORT_FILE_DAYS + 1) * DAY_MS));
    const before = firstIdAt(new Date(this.clock.now().getTime() - ROW_DAYS * DAY_MS));
    while ((await this.exports.deleteOld(ctx, before, BATCH)) === BATCH);
  }
}
