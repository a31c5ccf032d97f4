import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type Context } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { WorkspaceDto } from '../workspaces/public.js';
import { fillSample } from './FillSampleJob.js';
import { sampleExists } from './sampleErrors.js';

const NAME = 'Sample workspace';

/**
 * A workspace of invented people to look around in. It is removed as a whole, so nothing of it can stay behind.
 */
@Injectable()
export class SampleService {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly users: UserService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly jobQueue: JobQueue,
  ) {}

  /** Its past is written by a job, in a few seconds: `sampleState` of the workspace says when it is there. */
  create(ctx: Context): Promise<WorkspaceDto> {
    const userId = actorUserId(ctx) ?? '';
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (await this.workspaces.findSample(ctx, userId)) throw sampleExists();
      const user = await this.users.requireUser(ctx, userId);
      const { id } = await this.workspaces.create(ctx, userId, { name: NAME, isSample: true });
      const inside = inWorkspace(ctx, id, 'owner');
      const workspace = await this.workspaces.update(inside, {
        postalAddress: 'Kite Studio, 12 Harbour Lane, 9000 Ghent',
        defaultFromName: user.name ?? 'Kite Studio',
        defaultFromEmail: 'hello@kitestudio.example',
      });
      await this.audit.record(inside, { action: 'sample.created', entity: ['workspace', id] });
      await this.jobQueue.enqueue(ctx, fillSample({ workspaceId: id, userId }));
      return workspace;
    });
  }

  /** Told in the log of accounts: the workspace's own goes with it. */
  async delete(ctx: Context): Promise<void> {
    const { id } = await this.unitOfWork.run(ctx, async (ctx) => {
      const sample = await this.workspaces.findSample(ctx, actorUserId(ctx) ?? '');
      if (!sample) throw notFound('workspace');
      await this.workspaces.deleteSample(ctx, sample);
      return sample;
    });
    await this.workspaces.hastenRemoval(ctx, id);
  }
}
