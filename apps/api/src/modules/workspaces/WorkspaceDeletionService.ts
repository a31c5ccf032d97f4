import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { SystemMailer } from '../../platform/mail/SystemMailer.js';
import { systemMailOf } from '../../platform/mail/systemMailOf.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceDeleted, WorkspacePurged } from './WorkspaceEvents.js';
import { alreadyDeleted, notRestorable, wrongNameTyped } from './workspaceErrors.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';
import { WorkspaceService, type WorkspaceDto } from './WorkspaceService.js';

const GRACE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Deleting a workspace: thirty days in which nothing is sent and everything can be restored, then for good. */
@Injectable()
export class WorkspaceDeletionService {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly rows: WorkspaceRepository,
    private readonly users: UserService,
    private readonly mailer: SystemMailer,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** `typedName` has to be the name of the workspace: the last question before it closes for everybody. */
  delete(ctx: WorkspaceContext, typedName: string): Promise<WorkspaceDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { name, userId } = await this.workspaces.require(ctx);
      if (typedName !== name) throw wrongNameTyped();
      const deletedAt = nowIso(this.clock);
      const purgeAt = new Date(Date.parse(deletedAt) + GRACE_DAYS * DAY_MS).toISOString();
      if (!(await this.rows.markDeleted(ctx, deletedAt, purgeAt))) throw alreadyDeleted();
      await this.events.publish(ctx, WorkspaceDeleted, { workspaceId: ctx.workspaceId, deletedAt });
      await this.audit.record(ctx, { action: 'workspace.deleted', entity: ['workspace', ctx.workspaceId], details: { name, purgeAt } });
      await this.tellOwner(ctx, userId, name, purgeAt);
      return this.workspaces.get(ctx);
    });
  }

  /** With everything as it was; campaigns stay paused until somebody resumes them. */
  restore(ctx: WorkspaceContext): Promise<WorkspaceDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.rows.unmarkDeleted(ctx, nowIso(this.clock)))) throw notRestorable();
      await this.audit.record(ctx, { action: 'workspace.restored', entity: ['workspace', ctx.workspaceId] });
      return this.workspaces.get(ctx);
    });
  }

  /** Removes for good what is due; answers how many. In steps, so that a big workspace holds up nobody; what was begun is gone on with. */
  async purgeDue(ctx: Context, signal: AbortSignal): Promise<number> {
    let purged = 0;
    for (const { id, name } of await this.rows.listDueForPurge(ctx, nowIso(this.clock))) {
      if (!(await this.rows.empty(ctx, id, nowIso(this.clock), signal))) break;
      const isPurged = await this.unitOfWork.run(ctx, async (ctx) => {
        if (!(await this.rows.purge(ctx, id, nowIso(this.clock)))) return false;
        await this.events.publish(ctx, WorkspacePurged, { workspaceId: id });
        // The workspace's own chain went with it: this one stays, in the chain of the installation.
        await this.audit.record(ctx, { action: 'workspace.purged', entity: ['workspace', id], details: { name } });
        return true;
      });
      if (isPurged) purged += 1;
    }
    return purged;
  }

  private async tellOwner(ctx: WorkspaceContext, ownerId: string, name: string, purgeAt: string): Promise<void> {
    const owner = await this.users.requireUser(ctx, ownerId);
    const { publicUrl } = this.config;
    await this.mailer.send(
      ctx,
      systemMailOf({
        to: owner.email,
        subject: `The workspace “${name}” was deleted`,
        paragraphs: [
          `The workspace “${name}” was deleted. Nothing is sent from it any more, and its members and API keys are locked out.`,
          `Until ${purgeAt.slice(0, 10)} you can restore it with everything in it. After that it is removed for good.`,
        ],
        button: { label: 'Look at the workspace', url: `${publicUrl}/w/${ctx.workspaceId}` },
        publicUrl,
      }),
    );
  }
}
