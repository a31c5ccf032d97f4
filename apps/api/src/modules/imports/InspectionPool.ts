import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { AppError } from '../../platform/http/AppError.js';
import { ThreadJobError } from '../../platform/threads/threadErrors.js';
import { ThreadPool } from '../../platform/threads/ThreadPool.js';
import { isArchive } from './csv/fileKind.js';
import { inspect, type InspectionResults, type InspectionTask } from './detectFile.js';
import { importFileMissing, importTooSlowToRead, importTooWide, inspectionInterrupted, tooManyInspections } from './importErrors.js';
import { ImportFiles } from './ImportFiles.js';

/** Of its own time. The values of columns are looked for during four seconds; the rest is bounded by bytes. */
const DEADLINE_MS = 60_000;
/** Texts that a workbook shares are outside of it (decision 96). */
const MEMORY_MB = 256;
/** A small text is read before a thread has begun. What is packed may be a thousand times as large as it looks. */
const SMALL_BYTES = 32 * 1024;

/** Where uploaded files are looked into, whatever their size: on a thread, so that requests are answered meanwhile. */
@Injectable()
export class InspectionPool implements OnApplicationShutdown {
  private readonly threads = new ThreadPool({
    name: 'inspect',
    entry: './inspectionThread.js',
    base: import.meta.url,
    size: 2,
    deadlineMs: DEADLINE_MS,
    memoryMb: MEMORY_MB,
    patience: 5,
    mostWaiting: { ofOne: 20, altogether: 200 },
    restMs: 5_000,
  });

  constructor(private readonly files: ImportFiles) {}

  async run<K extends InspectionTask['kind']>(
    ctx: WorkspaceContext,
    id: string,
    task: Extract<InspectionTask, { kind: K }> extends infer Task ? Omit<Task, 'upload'> : never,
  ): Promise<InspectionResults[K]> {
    const whole = { ...task, upload: this.files.uploadOf(id) } as unknown as InspectionTask;
    try {
      const { bytes, isWholeFile } = await this.files.sample(id);
      const isSmall = isWholeFile && bytes.length <= SMALL_BYTES && !isArchive(bytes);
      return (await (isSmall ? inspect(whole) : this.threads.run(ctx.workspaceId, whole))) as InspectionResults[K];
    } catch (error) {
      if (!(await this.files.exists(id))) throw importFileMissing();
      throw error instanceof ThreadJobError ? told(error) : error;
    }
  }

  onApplicationShutdown(): Promise<void> {
    return this.threads.stop();
  }
}

function told(error: ThreadJobError): AppError {
  switch (error.reason) {
    case 'late':
      return importTooSlowToRead(error);
    case 'memory':
      return importTooWide(error);
    case 'starved':
    case 'busy':
      return tooManyInspections(error);
    case 'ended':
      return inspectionInterrupted(error);
  }
}
