import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { Context, WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { SystemMailer } from '../../platform/mail/SystemMailer.js';
import { systemMailOf } from '../../platform/mail/systemMailOf.js';
import type { StepLimits } from '../../platform/database/removeInSteps.js';
import { Removals } from '../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceDeleted, WorkspacePurged } from './WorkspaceEvents.js';
import { alreadyDeleted, notRestorable, wrongNameTyped } from './workspaceErrors.js';
import { WORKSPACE_REMOVAL, workspaceRemoval } from './workspaceRemoval.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';
import type { WorkspaceDto } from './WorkspaceDtos.js';
import { WorkspaceService } from './WorkspaceService.js';

const GRACE_DAYS = 30;
const DAY_MS = 86_400_000;

/** Deleting a workspace: thirty days in which nothing is sent and everything can be restored, then for good. */
@Injectable()
export class WorkspaceDeletionService implements OnModuleInit {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly rows: WorkspaceRepository,
    private readonly users: UserService,
    private readonly mailer: SystemMailer,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly removals: Removals,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.removals.register(WORKSPACE_REMOVAL, (ctx, { targetId }, limits) => this.remove(ctx, targetId, limits));
  }

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

  /** With everything as it was; campaigns stay paused until a member resumes them. */
  restore(ctx: WorkspaceContext): Promise<WorkspaceDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.rows.unmarkDeleted(ctx, nowIso(this.clock)))) throw notRestorable();
      await this.audit.record(ctx, { action: 'workspace.restored', entity: ['workspace', ctx.workspaceId] });
      return this.workspaces.get(ctx);
    });
  }

  /** Begins to remove for good what is due; answers how many. Each has a job of its own, so one that fails does not keep the others. */
  async purgeDue(ctx: Context): Promise<number> {
    const due = await this.rows.listDueForPurge(ctx, nowIso(this.clock));
    for (const { id, name } of due) await this.unitOfWork.run(ctx, (ctx) => this.beginPurge(ctx, id, name));
    return due.length;
  }

  private async beginPurge(ctx: Context, id: string, name: string): Promise<void> {
    // Its name was freed when its removal began, and that it was purged was recorded then.
    if (name !== id) {
      await this.rows.markRemoved(ctx, id, nowIso(this.clock));
      // The workspace's own chain goes with it: this entry stays, in the chain of the installation.
      await this.audit.record(ctx, { action: 'workspace.purged', entity: ['workspace', id], details: { name } });
    }
    await this.removals.begin(ctx, workspaceRemoval(id));
  }

  /** In steps, so that a big workspace holds up nobody. */
  private async remove(ctx: Context, id: string, limits: StepLimits): Promise<boolean> {
    if (!(await this.rows.empty(ctx, id, limits))) return false;
    await this.unitOfWork.run(ctx, async (ctx) => {
      const ownerId = (await this.rows.findById(ctx, id))?.userId;
      if (!(await this.rows.delete(ctx, id))) return;
      await this.events.publish(ctx, WorkspacePurged, { workspaceId: id });
      // An account that was deleted meanwhile waited for the last of its workspaces.
      if (ownerId && !(await this.rows.ownsAnyInGrace(ctx, ownerId))) await this.users.beginRemoval(ctx, ownerId);
    });
    return true;
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
          `The workspace “${name}” was deleted. Nothing more is sent from it, and its members and API keys are locked out.`,
          `Until ${purgeAt.slice(0, 10)} you can restore it with everything in it. After that it is removed for good.`,
        ],
        button: { label: 'Open the workspace', url: `${publicUrl}/w/${ctx.workspaceId}` },
        publicUrl,
        kind: 'notice',
      }),
    );
  }
}
