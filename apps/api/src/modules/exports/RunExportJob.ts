import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../platform/context/contexts.js';
import { AppError } from '../../platform/http/AppError.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { LiveEvents } from '../../platform/live/LiveEvents.js';
import { ExportEnding } from './ExportEnding.js';
import { ExportRepository } from './ExportRepository.js';
import { ExportWriter } from './ExportWriter.js';
import { exportJob, RUN_EXPORT, RUN_EXPORT_ATTEMPTS, type RunExportPayload } from './runExport.js';

/** Makes the file of one export. */
@JobHandlerProvider()
export class RunExportJob implements JobHandler<RunExportPayload> {
  readonly name = RUN_EXPORT;
  readonly repeatable =
    'It writes the whole file anew under the same key, and only the run that finds the export unfinished marks it as done.';

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly exports: ExportRepository,
    private readonly writer: ExportWriter,
    private readonly queue: JobQueue,
    private readonly live: LiveEvents,
    private readonly ending: ExportEnding,
  ) {}

  async handle({ workspaceId, exportId }: RunExportPayload, run: JobRun): Promise<void> {
    const ctx = jobContext(this.dataSource.manager, workspaceId, this.name, run.requestId);
    const tell = (): void => this.live.publish(workspaceId, { type: 'exports.changed', id: exportId });
    try {
      const record = await this.exports.find(ctx, exportId);
      if (!record) return;
      const outcome = await this.writer.write(ctx, record, { signal: run.signal, tell });
      if (outcome === 'stopped') await this.queue.enqueue(ctx, exportJob(workspaceId, exportId));
    } catch (error) {
      if (!(error instanceof AppError) && run.attempt < RUN_EXPORT_ATTEMPTS) throw error;
      await this.ending.fail(ctx, exportId, error);
    }
    tell();
  }
}
