import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { readDrafts, type DraftBatch, type ReadingJob } from './readDrafts.js';

/** Contacts read from a file, some ahead of their being written. */
export interface DraftSource {
  /** Resolves when enough is read to write a step, or the file has ended. Throws what the reader threw. */
  fill(): Promise<void>;
  /** The next batch that is read already; null when there is none. Never waits, so it may be called inside a transaction. */
  next(): DraftBatch | null;
  readonly hasNext: boolean;
  close(): Promise<void>;
}

/** Batches read ahead: enough for a step of writing, little enough for flat memory (about 300 rows each). */
export const BATCHES_AHEAD = 32;
const ENOUGH = 16;

/** A thread takes some 60 ms to start, which a small file is read in. */
const SMALL_FILE_BYTES = 512 * 1024;
/**
 * Bytes read at a time. On the thread: a batch stays below the 128 kB from which V8 keeps a string among the large objects, which
 * only a full collection frees (measured: 80 MB more at the peak). On the event loop: it is held for some 5 ms.
 */
const CHUNK_BYTES = 16 * 1024;

/** Enough for the longest look-ahead; without a limit the thread takes 130 MB instead of 55, and is no faster. */
const THREAD_MEMORY = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 };

const threadEntry = fileURLToPath(new URL('./draftThread.js', import.meta.url));

/** Reads large files on a thread of their own, so that requests are answered meanwhile. */
export function openDraftSource(job: Omit<ReadingJob, 'chunkBytes'>, fileSize: number): DraftSource {
  // Run from its TypeScript sources (tests) there is no compiled entry for a thread; reading in turns is the same code.
  const onThread = fileSize > SMALL_FILE_BYTES && existsSync(threadEntry);
  const chunked = { ...job, chunkBytes: CHUNK_BYTES };
  return onThread ? new ThreadDraftSource(chunked) : new InlineDraftSource(chunked);
}

class InlineDraftSource implements DraftSource {
  private readonly ready: DraftBatch[] = [];
  private readonly batches: AsyncGenerator<DraftBatch>;
  private isEnded = false;

  constructor(job: ReadingJob) {
    this.batches = readDrafts(job);
  }

  async fill(): Promise<void> {
    while (!this.isEnded && this.ready.length < BATCHES_AHEAD) {
      const { value, done } = await this.batches.next();
      if (done) this.isEnded = true;
      else this.ready.push(value);
      await nextTurn();
    }
  }

  next(): DraftBatch | null {
    return this.ready.shift() ?? null;
  }

  get hasNext(): boolean {
    return this.ready.length > 0;
  }

  async close(): Promise<void> {
    await this.batches.return(undefined);
  }
}

export type ThreadMessage =
  { readonly kind: 'batch'; readonly json: string } | { readonly kind: 'end' } | { readonly kind: 'failed'; readonly error: unknown };

class ThreadDraftSource implements DraftSource {
  private readonly ready: string[] = [];
  private readonly thread: Worker;
  private isEnded = false;
  private failure: { readonly error: unknown } | null = null;
  private wake: () => void = () => undefined;

  constructor(job: ReadingJob) {
    this.thread = new Worker(threadEntry, { workerData: job, name: 'import', resourceLimits: THREAD_MEMORY });
    this.thread.on('message', (message: ThreadMessage) => this.receive(message));
    this.thread.on('error', (error) => this.fail(error));
    this.thread.on('exit', () => {
      if (!this.isEnded) this.fail(new Error('The thread that reads the file ended before the file did.'));
    });
  }

  async fill(): Promise<void> {
    while (!this.isEnded && !this.failure && this.ready.length < ENOUGH) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    if (this.failure) throw this.failure.error;
  }

  next(): DraftBatch | null {
    const json = this.ready.shift();
    if (json === undefined) return null;
    this.thread.postMessage('taken');
    return JSON.parse(json) as DraftBatch;
  }

  get hasNext(): boolean {
    return this.ready.length > 0;
  }

  async close(): Promise<void> {
    this.isEnded = true;
    await this.thread.terminate();
  }

  private receive(message: ThreadMessage): void {
    switch (message.kind) {
      case 'batch':
        this.ready.push(message.json);
        break;
      case 'end':
        this.isEnded = true;
        break;
      case 'failed':
        this.fail(message.error);
        break;
    }
    this.wake();
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.wake();
  }
}
