import { Injectable } from '@nestjs/common';
import { EXPORT_FILE_DAYS } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { AppError } from '../../platform/http/AppError.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { ExportRepository } from './ExportRepository.js';
import type { ExportRecord } from './exportTypes.js';

/** How an export ends: done, failed or cancelled. */
@Injectable()
export class ExportEnding {
  constructor(
    private readonly exports: ExportRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
  ) {}

  /** False when it was cancelled, or someone else has finished it. */
  complete(ctx: WorkspaceContext, { id, kind, format }: ExportRecord, rowCount: number, fileSize: number): Promise<boolean> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + EXPORT_FILE_DAYS * 86_400_000).toISOString();
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.exports.finish(ctx, id, { rowCount, fileSize, now: now.toISOString(), expiresAt }))) return false;
      await this.audit.record(ctx, { action: 'export.completed', entity: ['export', id], details: { kind, format, rows: rowCount } });
      return true;
    });
  }

  async fail(ctx: WorkspaceContext, id: string, cause: unknown): Promise<void> {
    this.logger.failure('exports.failed', cause, { exportId: id, requestId: ctx.requestId });
    const error = cause instanceof AppError ? cause.message : 'A server error stopped it. See the log for details.';
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (await this.exports.end(ctx, id, { status: 'failed', error, now: nowIso(this.clock) }))
        await this.audit.record(ctx, { action: 'export.failed', entity: ['export', id], details: { reason: error } });
    });
  }

  /** False when it has ended. */
  cancel(ctx: WorkspaceContext, id: string): Promise<boolean> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.exports.end(ctx, id, { status: 'cancelled', error: null, now: nowIso(this.clock) }))) return false;
      await this.audit.record(ctx, { action: 'export.cancelled', entity: ['export', id] });
      return true;
    });
  }
}
