import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Context } from '../../platform/context/Context.js';
import { systemContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock } from '../../platform/time/Clock.js';
import { AccountLog } from './AccountLog.js';
import { RefusedAttemptRepository, type RefusedAttemptRow } from './RefusedAttemptRepository.js';
import { REFUSED_ATTEMPTS, type RefusalAction } from './RefusedAttempts.js';

const BATCH = 200;

/** Tells the audit log of the refused attempts whose hour is over. */
@Recurring({
  name: 'auth.tellRefusedAttempts',
  cron: '*/5 * * * *',
  repeatable: 'Each counter is taken out of its table in the transaction that tells of it; a second run finds none to take.',
})
export class TellRefusedAttempts implements RecurringHandler {
  constructor(
    private readonly attempts: RefusedAttemptRepository,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  /** Two at once tell each counter once. */
  async run(): Promise<void> {
    const ctx = systemContext(this.dataSource.manager);
    const before = new Date(this.clock.now().getTime() - REFUSED_ATTEMPTS.windowMs).toISOString();
    for (;;) {
      const rows = await this.attempts.listBegunBefore(ctx, before, BATCH);
      for (const row of rows) await this.unitOfWork.run(ctx, (ctx) => this.tell(ctx, row));
      if (rows.length < BATCH) return;
    }
  }

  private async tell(ctx: Context, row: RefusedAttemptRow): Promise<void> {
    if (!(await this.attempts.take(ctx, row))) return;
    const attempts = row.attempts - row.told;
    if (attempts === 0) return;
    const { action, userId, device, network, beganAt: from, lastAt: until } = row;
    const details = { ...(device ? { device } : {}), attempts, network, from, until };
    await this.log.record({ ...ctx, ip: row.ipAddress }, action as RefusalAction, { userId, details, actor: { type: 'public' } });
  }
}
