import { Injectable } from '@nestjs/common';
import { WORKSPACE_RESTORE_DAYS } from '@rapport/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { WorkspaceDeletionNews } from './WorkspaceDeletionNews.js';
import { alreadyDeleted, notRestorable, wrongNameTyped } from './workspaceErrors.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';
import type { WorkspaceDto } from './WorkspaceDtos.js';
import { WorkspaceService } from './WorkspaceService.js';

const DAY_MS = 86_400_000;

/** Deleting a workspace: thirty days in which nothing is sent and everything can be restored. What comes then: WorkspacePurge. */
@Injectable()
export class WorkspaceDeletionService {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly rows: WorkspaceRepository,
    private readonly news: WorkspaceDeletionNews,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** `typedName` has to be the name of the workspace: the last question before it closes for everyone. */
  delete(ctx: WorkspaceContext, typedName: string): Promise<WorkspaceDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { name, userId: ownerId } = await this.workspaces.require(ctx);
      if (typedName !== name) throw wrongNameTyped();
      const deletedAt = nowIso(this.clock);
      const purgeAt = new Date(Date.parse(deletedAt) + WORKSPACE_RESTORE_DAYS * DAY_MS).toISOString();
      if (!(await this.rows.markDeleted(ctx, deletedAt, purgeAt))) throw alreadyDeleted();
      await this.news.tell(ctx, { name, ownerId, deletedAt, purgeAt });
      await this.audit.record(ctx, { action: 'workspace.deleted', entity: ['workspace', ctx.workspaceId], details: { name, purgeAt } });
      return this.workspaces.get(ctx);
    });
  }

  /** With everything as it was; campaigns stay paused until a member resumes them. */
  restore(ctx: WorkspaceContext): Promise<WorkspaceDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.rows.unmarkDeleted(ctx, nowIso(this.clock)))) throw notRestorable();
      await this.audit.record(ctx, { action: 'workspace.restored', entity: ['workspace', ctx.workspaceId] });
      return this.workspaces.get(ctx);
    });
  }
}
