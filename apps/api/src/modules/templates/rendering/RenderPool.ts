import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { actorUserId, type WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { ThreadJobError } from '../../../platform/threads/threadErrors.js';
import { ThreadPool } from '../../../platform/threads/ThreadPool.js';
import { markupUnreadable, rendererBusy, templateTooLarge, templateTooSlow, tooManyPreviews } from './renderErrors.js';
import type { RenderResults, RenderTask } from './renderTasks.js';

/** More than a hundred times what a usual template takes. */
const DEADLINE_MS = 1_000;
/** A page of a megabyte takes some 150 MB while it is cleaned. */
const MEMORY_MB = 256;
const RENDERER = { entry: './renderThread.js', base: import.meta.url, deadlineMs: DEADLINE_MS, memoryMb: MEMORY_MB };

/**
 * Where foreign markup, style sheets and loops are worked on: never on the event loop, and never for more than a second of the processor's time.
 * Campaigns have a thread of their own, so that previews cannot hold them up.
 */
@Injectable()
export class RenderPool implements OnApplicationShutdown {
  private readonly forPeople = new ThreadPool({
    ...RENDERER,
    name: 'render',
    size: 2,
    patience: 10,
    mostWaiting: { ofOne: 30, altogether: 300 },
  });
  /** Nobody sits and waits here, and no message may fail because the machine was busy. */
  private readonly forJobs = new ThreadPool({
    ...RENDERER,
    name: 'render-send',
    size: 1,
    patience: 60,
    mostWaiting: { ofOne: Number.POSITIVE_INFINITY, altogether: Number.POSITIVE_INFINITY },
  });

  /** Only what is written in blocks comes here, when it is previewed and saved: nothing that sends waits for it. */
  private readonly forBlocks = new ThreadPool({
    ...RENDERER,
    entry: '../blocks/blockThread.js',
    name: 'blocks',
    size: 1,
    patience: 10,
    mostWaiting: { ofOne: 30, altogether: 300 },
    restMs: 5 * 60_000,
  });

  constructor(private readonly logger: AppLogger) {}

  /** People are served in turn, wherever they work; so one person's previews wait for each other. */
  async run<K extends RenderTask['kind']>(ctx: WorkspaceContext, task: Extract<RenderTask, { kind: K }>): Promise<RenderResults[K]> {
    const asker = actorUserId(ctx);
    try {
      if (task.kind === 'blocks' || task.kind === 'mjml')
        return (await this.forBlocks.run(asker ?? ctx.workspaceId, task)) as RenderResults[K];
      return (await (asker === null ? this.forJobs.run(ctx.workspaceId, task) : this.forPeople.run(asker, task))) as RenderResults[K];
    } catch (error) {
      throw this.explain(error);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.forPeople.stop(), this.forJobs.stop(), this.forBlocks.stop()]);
  }

  private explain(error: unknown): unknown {
    if (error instanceof AppError) return error;
    if (!(error instanceof ThreadJobError)) {
      this.logger.failure('template.rendererFailed', error);
      return markupUnreadable(error);
    }
    switch (error.reason) {
      case 'late':
        return templateTooSlow(error);
      case 'starved':
        return rendererBusy(error);
      case 'memory':
        return templateTooLarge(error);
      case 'busy':
        return tooManyPreviews(error);
      case 'ended':
        return new AppError('template.rendererStopped', 503, 'The preview was interrupted. Try again.', { cause: error });
    }
  }
}
