import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { findDuplicatesJob } from './DuplicateSearch.js';

/** Someone wants duplicates to be looked for now. A search that waits already is the same. */
@Injectable()
export class SearchRequests {
  constructor(
    private readonly queue: JobQueue,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  request(ctx: WorkspaceContext): Promise<void> {
    return this.unitOfWork.run(ctx, (ctx) => this.queue.enqueue(ctx, findDuplicatesJob(ctx.workspaceId)));
  }
}
