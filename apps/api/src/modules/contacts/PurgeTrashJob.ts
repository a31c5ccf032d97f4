import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { CONTACT_TRASH_DAYS } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { jobContext, systemContext } from '../../platform/context/contexts.js';
import type { JobRun } from '../../platform/jobs/JobHandler.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { Recurring, type RecurringHandler } from '../../platform/recurring/Recurring.js';
import { Clock } from '../../platform/time/Clock.js';
import { ContactRepository } from './ContactRepository.js';
import { latestToPurge } from './trashTime.js';

const PURGE_TRASH = 'contacts.purgeTrash';
/** Claiming one writes every index of the contact: more at once would hold up other writers. */
const AT_A_TIME = 50;

/** Contacts that have been in the trash for thirty days are removed for good, in steps. */
@Recurring({
  name: PURGE_TRASH,
  cron: '7 */6 * * *',
  repeatable:
    'It removes contacts that are still there and have been in the trash for too long; a second run finds what the first has left.',
})
export class PurgeTrashJob implements RecurringHandler {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contacts: ContactRepository,
    private readonly audit: AuditTrail,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
  ) {}

  async run({ requestId, signal }: JobRun): Promise<void> {
    const ctx = systemContext(this.dataSource.manager, requestId);
    const before = latestToPurge(this.clock.now());
    const counts = new Map<string, number>();
    try {
      for (;;) {
        const claimed = await this.contacts.claimForRemoval(ctx, before, AT_A_TIME);
        if (!claimed) return;
        if (!(await this.contacts.remove(ctx, claimed.ids, { signal }))) return;
        counts.set(claimed.workspaceId, (counts.get(claimed.workspaceId) ?? 0) + claimed.ids.length);
      }
    } finally {
      // One entry for each workspace and run, also for one that was stopped or failed.
      for (const [workspaceId, count] of counts) {
        const details = { count, daysInTrash: CONTACT_TRASH_DAYS };
        await this.audit.record(jobContext(ctx.manager, workspaceId, PURGE_TRASH, requestId), { action: 'contact.purged', details });
        this.logger.info('contacts.purged', { workspaceId, count });
      }
    }
  }
}
