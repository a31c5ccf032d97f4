import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import type { AppError } from '../../platform/http/AppError.js';
import { FileStore } from '../../platform/files/FileStore.js';
import { ThreadJobError } from '../../platform/threads/threadErrors.js';
import { ThreadPool } from '../../platform/threads/ThreadPool.js';
import { imageInterrupted, imagesBusy, imageTooSlow } from './imageErrors.js';
import type { ImageFacts, ImageTask } from './imageTasks.js';

/** Of the thread's own time; what the decoder takes is limited where it is called. */
const DEADLINE_MS = 30_000;

/** Where uploaded images are decoded and drawn: on threads, few at a time, so that requests are answered meanwhile. */
@Injectable()
export class ImagePool implements OnApplicationShutdown {
  private readonly threads = new ThreadPool({
    name: 'images',
    entry: './imageThread.js',
    base: import.meta.url,
    size: 2,
    deadlineMs: DEADLINE_MS,
    memoryMb: 128,
    patience: 6,
    mostWaiting: { ofOne: 30, altogether: 200 },
    restMs: 5_000,
  });

  constructor(private readonly store: FileStore) {}

  /** Draws the upload that is kept under this id. */
  async draw(ctx: WorkspaceContext, fileId: string): Promise<ImageFacts> {
    try {
      return (await this.threads.run(ctx.workspaceId, { files: this.store.location, fileId } satisfies ImageTask)) as ImageFacts;
    } catch (error) {
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
    case 'memory':
      return imageTooSlow(error);
    case 'starved':
    case 'busy':
      return imagesBusy(error);
    case 'ended':
      return imageInterrupted(error);
  }
}
