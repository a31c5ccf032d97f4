import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';

/** Fewer frames than this (4 MiB) are not worth a checkpoint. */
const LEAST_FRAMES = 1_000;
const EVERY_MS = 200;
/**
 * With writers that never pause, SQLite never gets to begin the log anew: it grew to its bound, where one unlucky COMMIT then
 * copied 256 MiB. From so many frames (64 MiB) on we ask for the new beginning ourselves.
 */
const LONG_LOG_FRAMES = 16_000;

/**
 * Copies the write-ahead log back into the database on a thread of its own. SQLite would do that inside some unlucky COMMIT,
 * on the event loop: an import, which touches every index at random, spent most of its time there. A passive checkpoint
 * waits for nobody and nobody waits for it; what it cannot copy yet it leaves for the next time.
 */
export class BackgroundCheckpoints {
  private readonly ended: Promise<unknown>;

  private constructor(private readonly worker: Worker) {
    this.ended = new Promise((resolve) => worker.once('exit', resolve));
    // Without it the database still checkpoints by itself, in COMMIT; losing the thread is no reason to lose the process.
    worker.on('error', () => undefined);
    worker.unref();
  }

  static start(databaseFile: string): BackgroundCheckpoints {
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
    return new BackgroundCheckpoints(worker);
  }

  async stop(): Promise<void> {
    // While it is waited for it counts: with nothing else left to do the process would end in the middle of closing.
    this.worker.ref();
    this.worker.postMessage('stop');
    await this.ended;
  }
}

/** A text and not a file: it must run alike from the sources, under the tests, and from the build. */
const PROGRAM = `
const { parentPort, workerData } = require('node:worker_threads');
const Database = require(workerData.module);
const database = new Database(workerData.databaseFile, { timeout: 0, fileMustExist: true });
database.pragma('wal_autocheckpoint = 0');
database.pragma('cache_size = -1024');
const look = () => {
  try {
    const [state] = database.pragma('wal_checkpoint(NOOP)');
    if (state.log - state.checkpointed >= workerData.leastFrames) database.pragma('wal_checkpoint(PASSIVE)');
    // Copies the few frames that came since, with writers waiting for some milliseconds; a writer under way makes it try again later.
    if (state.log >= workerData.longLogFrames) database.pragma('wal_checkpoint(RESTART)');
  } catch (error) {
    if (!String(error.code).startsWith('SQLITE_BUSY')) throw error;
  }
};
const timer = setInterval(look, workerData.everyMs);
parentPort.once('message', () => {
  clearInterval(timer);
  database.close();
});
`;
