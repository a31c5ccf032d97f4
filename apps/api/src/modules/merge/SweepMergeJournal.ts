import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { execute, sql } from '../../platform/database/sql.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock } from '../../platform/time/Clock.js';
import { KEPT_DAYS } from './mergeTime.js';

const DAY_MS = 86_400_000;
/** One may hold what ten thousand entries were moved from. */
const AT_A_TIME = 50;

/** What undoing a merge needs goes when it is too late for that. */
@Recurring({
  name: 'merge.sweepJournal',
  cron: '23 */6 * * *',
  repeatable: 'It deletes entries that are too old; a second run finds what the first has left.',
})
export class SweepMergeJournal implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  async run(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - KEPT_DAYS * DAY_MS).toISOString();
    const statement = sql`DELETE FROM merge_journal WHERE id IN (SELECT id FROM merge_journal WHERE merged_at <= ${before} LIMIT ${AT_A_TIME})`;
    while ((await execute(this.dataSource.manager, statement)) === AT_A_TIME);
  }
}
