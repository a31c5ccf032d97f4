import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { systemContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import type { JobRun } from '../../platform/jobs/JobHandler.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock } from '../../platform/time/Clock.js';
import { MailboxRepository } from './MailboxRepository.js';
import { laneOf, READ_MAILBOX_JOB, type ReadMailbox } from './ReadMailboxJob.js';

/** How long a mailbox is left to its job, should that end without a word. */
const LEASE_MS = 10 * 60_000;
const AT_ONCE = 200;

/** Has every mailbox read whose time has come. */
@Recurring({
  name: 'mailboxes.readDue',
  cron: '* * * * *',
  repeatable: 'Each mailbox is put off in the transaction that enqueues its job; a second run finds none that are due.',
})
export class ReadDueMailboxes implements RecurringHandler {
  constructor(
    private readonly mailboxes: MailboxRepository,
    private readonly jobs: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async run({ requestId, signal }: JobRun): Promise<void> {
    const claimed = (): Promise<number> =>
      this.unitOfWork.run(systemContext(this.dataSource.manager, requestId), async (ctx) => {
        const now = this.clock.now();
        const ids = await this.mailboxes.claimDue(ctx, now.toISOString(), new Date(now.getTime() + LEASE_MS).toISOString(), AT_ONCE);
        for (const mailboxId of ids)
          await this.jobs.enqueue<ReadMailbox>(ctx, {
            ...{ name: READ_MAILBOX_JOB, payload: { mailboxId }, key: `${READ_MAILBOX_JOB}:${mailboxId}` },
            ...{ queue: laneOf(mailboxId), maxAttempts: 3 },
          });
        return ids.length;
      });
    while (!signal.aborted && (await claimed()) === AT_ONCE);
  }
}
