import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** Fewer frames than this (4 MiB) are not worth a checkpoint. */
const LEAST_FRAMES = 1_000;
const EVERY_MS = 200;
/**
 * With writers that never pause, SQLite never gets to begin the log anew: it grew to its bound, where one unlucky COMMIT then
 * copied 256 MiB. From so many frames (64 MiB) on writers are asked to wait while the last few frames are copied.
 */
const LONG_LOG_FRAMES = 16_000;
/** Writers do not wait longer than this for it, however slow the disk is. */
const PAUSE_LIMIT_MS = 2_000;

/** Holds writers back, without blocking anything else, until `work` has ended. */
export type PauseWriters = (work: () => Promise<void>) => Promise<void>;

/**
 * Copies the write-ahead log back into the database on a thread of its own. SQLite would do that inside some unlucky COMMIT,
 * on the event loop: an import, which touches every index at random, spent most of its time there. A passive checkpoint
 * waits for nobody and nobody waits for it; what it cannot copy yet it leaves for the next time. It never asks SQLite for the
 * writers' lock: the event loop would stand still for as long as the disk takes to flush.
 */
export class BackgroundCheckpoints {
  private readonly ended: Promise<unknown>;
  private isFinishing = false;

  private constructor(
    private readonly worker: Worker,
    private readonly pauseWriters: PauseWriters,
  ) {
    this.ended = new Promise((resolve) => worker.once('exit', resolve));
    // Without it the database still checkpoints by itself, in COMMIT; losing the thread is no reason to lose the process.
    worker.on('error', () => undefined);
    worker.on('message', (message) => {
      if (message === 'long') void this.finish();
    });
    worker.unref();
  }

  static start(databaseFile: string, pauseWriters: PauseWriters): BackgroundCheckpoints {
    const worker = new Worker(PROGRAM, {
      eval: true,
      // It holds a few numbers; the pages it copies are outside the heap.
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
      workerData: {
        module: createRequire(import.meta.url).resolve('better-sqlite3'),
        databaseFile,
        leastFrames: LEAST_FRAMES,
        longLogFrames: LONG_LOG_FRAMES,
        everyMs: EVERY_MS,
      },
    });
    return new BackgroundCheckpoints(worker, pauseWriters);
  }

  async stop(): Promise<void> {
    // While it is waited for it counts: with nothing else left to do the process would end in the middle of closing.
    this.worker.ref();
    this.worker.postMessage('stop');
    await this.ended;
  }

  /** When everything is copied and nobody writes, the next writer begins the log anew. */
  private async finish(): Promise<void> {
    if (this.isFinishing) return;
    this.isFinishing = true;
    try {
      await this.pauseWriters(() => this.copyAll());
    } catch {
      // The database is being closed, or a transaction takes very long; the thread asks again.
    } finally {
      this.isFinishing = false;
    }
  }

  private copyAll(): Promise<void> {
    return new Promise((resolve) => {
      const finish = (): void => {
        clearTimeout(timer);
        this.worker.off('message', onMessage);
        resolve();
      };
      const onMessage = (message: unknown): void => {
        if (message === 'copied') finish();
      };
      const timer = setTimeout(finish, PAUSE_LIMIT_MS);
      this.worker.on('message', onMessage);
      void this.ended.then(finish);
      this.worker.postMessage('copy');
    });
  }
}

/** A text and not a file: it must run alike from the sources, under the tests, and from the build. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.module);
const database = new Database(workerData.databaseFile, { timeout: 0, fileMustExist: true });
database.pragma('wal_autocheckpoint = 0');
database.pragma('cache_size = -1024');
const copy = () => {
  try {
    return database.pragma('wal_checkpoint(PASSIVE)')[0];
  } catch (error) {
    if (!String(error.code).startsWith('SQLITE_BUSY')) throw error;
    return null;
  }
};
// Nobody has written since: asking again would change nothing.
let askedAt = 0;
const look = () => {
  const [state] = database.pragma('wal_checkpoint(NOOP)');
  if (state.log - state.checkpointed < workerData.leastFrames && state.log < workerData.longLogFrames) return;
  copy();
  if (state.log < workerData.longLogFrames || state.log === askedAt) return;
  askedAt = state.log;
  parentPort.postMessage('long');
};
const timer = setInterval(look, workerData.everyMs);
parentPort.on('message', (message) => {
  if (message === 'copy') {
    copy();
    parentPort.postMessage('copied');
    return;
  }
  clearInterval(timer);
  parentPort.close();
  database.close();
});
`;
