import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import { systemContext } from '../../../platform/context/contexts.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { BulkActionRepository } from './BulkActionRepository.js';
import { bulkJob } from './bulkJob.js';

/** What a dead process has left behind goes on at the start of the next, whatever became of its job. */
@Injectable()
export class BulkRecovery implements OnApplicationBootstrap {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly rows: BulkActionRepository,
    private readonly queue: JobQueue,
    private readonly config: AppConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'api') return;
    const ctx = systemContext(this.dataSource.manager);
    for (const workspaceId of await this.rows.listActiveWorkspaces(ctx)) await this.queue.enqueue(ctx, bulkJob(workspaceId));
  }
}
