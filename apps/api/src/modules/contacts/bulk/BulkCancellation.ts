import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { afterCommit, UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { LiveEvents } from '../../../platform/live/LiveEvents.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { bulkFinished } from '../contactErrors.js';
import { BulkActionRepository } from './BulkActionRepository.js';
import type { BulkActionDto } from './BulkDtos.js';
import { BulkReader } from './BulkReader.js';

/** Stops a bulk action, or its undo, between two steps. */
@Injectable()
export class BulkCancellation {
  constructor(
    private readonly rows: BulkActionRepository,
    private readonly reader: BulkReader,
    private readonly live: LiveEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** What has been changed stays changed, and can be undone. */
  async cancel(ctx: WorkspaceContext, id: string): Promise<BulkActionDto> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const record = await this.reader.require(ctx, id);
      const finished = nowIso(this.clock);
      const isCancelled =
        (await this.rows.move(ctx, id, ['running'], 'cancelled', { finished })) ||
        (await this.rows.move(ctx, id, ['undoing'], 'done', { finished }));
      if (!isCancelled) throw bulkFinished();
      const details = { bulkAction: record.action, affected: record.affected, isUndo: record.status === 'undoing' };
      await this.audit.record(ctx, { action: 'contact.bulkCancelled', entity: ['bulkAction', id], details });
      afterCommit(ctx.manager, () => this.live.publish(ctx.workspaceId, { type: 'contacts.bulk', id }));
    });
    return this.reader.get(ctx, id);
  }
}
