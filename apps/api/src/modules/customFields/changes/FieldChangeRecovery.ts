import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import { systemContext } from '../../../platform/context/contexts.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { fieldChangeJob } from './fieldChangeJob.js';
import { FieldChangeRepository } from './FieldChangeRepository.js';

/** What a dead process has left behind goes on at the start of the next, whatever became of its job. */
@Injectable()
export class FieldChangeRecovery implements OnApplicationBootstrap {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly changes: FieldChangeRepository,
    private readonly queue: JobQueue,
    private readonly config: AppConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role === 'api') return;
    const ctx = systemContext(this.dataSource.manager);
    for (const { id, workspaceId } of await this.changes.listActive(ctx)) await this.queue.enqueue(ctx, fieldChangeJob(workspaceId, id));
  }
}
