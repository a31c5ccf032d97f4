import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { viewNotFound } from './viewErrors.js';
import { ViewRepository } from './ViewRepository.js';

/** Which view the contact table opens with, for each member apart. */
@Injectable()
export class ViewDefaults {
  constructor(
    private readonly views: ViewRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  choose(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const userId = actorUserId(ctx);
      const view = await this.views.findVisible(ctx, userId, id);
      if (!view || userId === null) throw viewNotFound();
      await this.views.setDefault(ctx, userId, id);
      await this.audit.record(ctx, { action: 'view.madeDefault', entity: ['view', id] });
    });
  }

  /** Nothing to do when it was not the default. */
  drop(ctx: WorkspaceContext, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const userId = actorUserId(ctx);
      const view = await this.views.findVisible(ctx, userId, id);
      if (!view || userId === null) throw viewNotFound();
      if (await this.views.dropDefault(ctx, userId, id))
        await this.audit.record(ctx, { action: 'view.droppedDefault', entity: ['view', id] });
    });
  }
}
