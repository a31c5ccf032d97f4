import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AppLogger } from '../logging/AppLogger.js';
import { Recurring, type RecurringHandler } from '../recurring/Recurring.js';
import { IdempotencyKeys } from './IdempotencyKeys.js';

/** Removes what is older than 24 hours, every hour. */
@Recurring({
  name: 'idempotency.sweep',
  cron: '37 * * * *',
  repeatable: 'It deletes keys whose day is over; a second run finds what is over since.',
})
export class SweepIdempotencyKeys implements RecurringHandler {
  constructor(
    private readonly keys: IdempotencyKeys,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {}

  async run(): Promise<void> {
    const removed = await this.keys.deleteExpired(this.dataSource.manager);
    if (removed > 0) this.logger.info('idempotency.swept', { removed });
  }
}
