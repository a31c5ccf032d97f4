import type { OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { jobContext, systemContext } from '../../platform/context/contexts.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { Clock } from '../../platform/time/Clock.js';
import { ContactRepository } from './ContactRepository.js';
import { DAYS_IN_TRASH, latestToPurge } from './trashTime.js';

const PURGE_TRASH = 'contacts.purgeTrash';
const EVERY_MS = 6 * 3_600_000;
/** Claiming one writes every index of the contact: more at once would hold up other writers. */
const AT_A_TIME = 50;

/** Contacts that have been in the trash for thirty days are removed for good, in steps. */
@JobHandlerProvider()
export class PurgeTrashJob implements JobHandler, OnApplicationBootstrap {
  readonly name = PURGE_TRASH;
  readonly repeatable =
    'It removes contacts that are still there and have been in the trash for too long; a second run finds what the first has left.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly contacts: ContactRepository,
    private readonly audit: AuditTrail,
    private readonly queue: JobQueue,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
  ) {}

  /** At every start too: a server that is off at night is not late by a day. */
  async onApplicationBootstrap(): Promise<void> {
    await this.enqueue(0);
  }

  async handle(_payload: object, { requestId, signal }: JobRun): Promise<void> {
    let isDone = false;
    try {
      isDone = await this.purge(requestId, signal);
    } finally {
      await this.enqueue(isDone || !signal.aborted ? EVERY_MS : 0);
    }
  }

  private async purge(requestId: string | undefined, signal: AbortSignal): Promise<boolean> {
    const ctx = systemContext(this.dataSource.manager, requestId);
    const before = latestToPurge(this.clock.now());
    const counts = new Map<string, number>();
    try {
      for (;;) {
        const claimed = await this.contacts.claimForRemoval(ctx, before, AT_A_TIME);
        if (!claimed) return true;
        if (!(await this.contacts.remove(ctx, claimed.ids, { signal }))) return false;
        counts.set(claimed.workspaceId, (counts.get(claimed.workspaceId) ?? 0) + claimed.ids.length);
      }
    } finally {
      // One entry for each workspace and run, also for one that was stopped or failed.
      for (const [workspaceId, count] of counts) {
        const details = { count, daysInTrash: DAYS_IN_TRASH };
        await this.audit.record(jobContext(ctx.manager, workspaceId, this.name, requestId), { action: 'contact.purged', details });
        this.logger.info('contacts.purged', { workspaceId, count });
      }
    }
  }

  private enqueue(inMs: number): Promise<void> {
    const runAt = new Date(this.clock.now().getTime() + inMs);
    return this.queue.enqueue(this.dataSource, { name: PURGE_TRASH, payload: {}, key: PURGE_TRASH, runAt });
  }
}
