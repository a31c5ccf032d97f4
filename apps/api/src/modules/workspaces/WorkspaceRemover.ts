import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import type { StepLimits } from '../../platform/database/removeInSteps.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { Removals } from '../../platform/removal/Removals.js';
import { UserService } from '../users/UserService.js';
import { WorkspacePurged } from './WorkspaceEvents.js';
import { WORKSPACE_REMOVAL } from './workspaceRemoval.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';

/** Empties a workspace that is being removed, and then it is gone. */
@Injectable()
export class WorkspaceRemover implements OnModuleInit {
  constructor(
    private readonly rows: WorkspaceRepository,
    private readonly users: UserService,
    private readonly events: DomainEvents,
    private readonly unitOfWork: UnitOfWork,
    private readonly removals: Removals,
  ) {}

  onModuleInit(): void {
    this.removals.register(WORKSPACE_REMOVAL, (ctx, { targetId }, limits) => this.remove(ctx, targetId, limits));
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
}
