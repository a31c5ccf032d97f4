import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { ImportLauncher } from './ImportLauncher.js';
import { ImportReceiver } from './ImportReceiver.js';
import { ImportCompletion } from './running/ImportCompletion.js';
import { ImportRunner } from './running/ImportRunner.js';
import { importJobKey } from './running/runImport.js';

/** A small file that was imported, as it was read without anyone changing a column. */
export interface PastImport {
  readonly fileName: string;
  readonly text: string;
  readonly listId: string;
}

/**
 * The past of a sample workspace: a file that is uploaded, started and run by what does so in the present, at the time of the clock
 * (decision 77). In the caller's transaction, so no job has to run; refused in a workspace that is no sample.
 */
@Injectable()
export class ImportHistoryService {
  constructor(
    private readonly receiver: ImportReceiver,
    private readonly launcher: ImportLauncher,
    private readonly runner: ImportRunner,
    private readonly completion: ImportCompletion,
    private readonly workspaces: WorkspaceService,
    private readonly jobQueue: JobQueue,
  ) {}

  async replay(ctx: WorkspaceContext, { fileName, text, listId }: PastImport): Promise<void> {
    if (!(await this.workspaces.require(ctx)).isSample) throw new Error('Only a sample workspace is given a past.');
    const stream = (): Readable => Readable.from([Buffer.from(text)]);
    const id = await this.receiver.take(ctx, () =>
      Promise.resolve({ fileName, stream: stream(), announcedBytes: null, isCutOff: () => false }),
    );
    await this.launcher.start(ctx, id, { mode: 'createAndUpdate', listId });
    await this.jobQueue.cancel(ctx.manager, importJobKey(id));
    const work = await this.completion.findWork(ctx, id);
    if (!work) throw new Error('A sample import did not start.');
    const untold = { signal: new AbortController().signal, tell: () => undefined };
    const outcome = await this.runner.run(ctx, work.record, work.plan, untold);
    if (outcome !== 'ended') throw new Error('A sample import did not end.');
    await this.completion.complete(ctx, id);
  }
}
