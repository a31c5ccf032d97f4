import type { OnApplicationBootstrap } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext, systemContext } from '../../platform/context/contexts.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock } from '../../platform/time/Clock.js';
import { MailLabService } from './MailLabService.js';

const RETAIN_LAB_MESSAGES = 'mailLab.retain';
const EVERY_MS = 6 * 3_600_000;

/** Keeps the mail labs from growing without end. */
@JobHandlerProvider()
export class RetainLabMessagesJob implements JobHandler, OnApplicationBootstrap {
  readonly name = RETAIN_LAB_MESSAGES;
  readonly repeatable = 'It marks messages beyond the limits as removed; a second run finds none that are not marked.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly jobs: JobQueue,
    private readonly mailLab: MailLabService,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.enqueue(0);
  }

  async handle(_payload: object, { requestId, signal }: JobRun): Promise<void> {
    try {
      const { manager } = this.dataSource;
      for (const workspaceId of await this.mailLab.listWorkspaceIds(systemContext(manager, requestId))) {
        if (signal.aborted) return;
        await this.mailLab.removeOld(jobContext(manager, workspaceId, this.name, requestId));
      }
    } finally {
      await this.enqueue(EVERY_MS);
    }
  }

  private enqueue(inMs: number): Promise<void> {
    const runAt = new Date(this.clock.now().getTime() + inMs);
    return this.jobs.enqueue(this.dataSource, { name: RETAIN_LAB_MESSAGES, payload: {}, key: RETAIN_LAB_MESSAGES, runAt });
  }
}
