import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { Context } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Removals } from '../../platform/removal/Removals.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { workspaceRemoval } from './workspaceRemoval.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';

/** Begins to remove workspaces for good whose grace is over. */
@Injectable()
export class WorkspacePurge {
  constructor(
    private readonly rows: WorkspaceRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly removals: Removals,
    private readonly clock: Clock,
  ) {}

  /** Answers how many. Each has a job of its own, so one that fails does not keep the others. */
  async purgeDue(ctx: Context): Promise<number> {
    const due = await this.rows.listDueForPurge(ctx, nowIso(this.clock));
    for (const { id, name } of due) await this.unitOfWork.run(ctx, (ctx) => this.begin(ctx, id, name));
    return due.length;
  }

  private async begin(ctx: Context, id: string, name: string): Promise<void> {
    // Its name was freed when its removal began, and that it was purged was recorded then.
    if (name !== id) {
      await this.rows.markRemoved(ctx, id, nowIso(this.clock));
      // The workspace's own chain goes with it: this entry stays, in the chain of the installation.
      await this.audit.record(ctx, { action: 'workspace.purged', entity: ['workspace', id], details: { name } });
    }
    await this.removals.begin(ctx, workspaceRemoval(id));
  }
}
