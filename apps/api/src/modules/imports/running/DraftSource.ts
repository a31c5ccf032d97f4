import { existsSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { describeError, reviveError, type TravellingError } from '../../../platform/threads/travellingErrors.js';
import type { Reject } from '../csv/RowReader.js';
import type { ContactDraft } from '../mapping/RowMapper.js';
import { readDrafts, type Checkpoint, type DraftBatch, type ReadingJob } from './readDrafts.js';

/** Contacts read from a file, some ahead of their being written. */
export interface DraftSource {
  /** Resolves when enough is read to write a step, or the file has ended. Throws what the reader threw. */
  fill(): Promise<void>;
  /** The next batch that is read already; null when there is none. Never waits, so it may be called inside a transaction. */
  next(): DraftBatch | null;
  readonly hasNext: boolean;
  close(): Promise<void>;
}

/**
 * Batches read ahead (about 300 rows each). The thread reads on while a step is written, so few are enough; what waits for long stays in
 * memory until a full collection of garbage.
 */
const BATCHES_AHEAD = 16;
const ENOUGH = 8;

/** A thread takes some 60 ms to start, which a small file is read in. */
const SMALL_FILE_BYTES = 512 * 1024;
/**
 * Bytes read at a time. On the thread: a batch stays below the 128 kB from which V8 keeps a string among the large objects, which
 * only a full collection frees (measured: 80 MB more at the peak). On the event loop: it is held for some 5 ms.
 */
const CHUNK_BYTES = 16 * 1024;

/** Enough for the longest look-ahead; without a limit the thread takes 130 MB instead of 55, and is no faster. */
const THREAD_MEMORY = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 64 };

/** This file: the thread starts with it, too (below). */
const threadEntry = fileURLToPath(new URL('./DraftSource.js', import.meta.url));
/** By which the thread knows that it is one. */
const THREAD = 'drafts';

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

interface ThreadData {
  readonly thread: typeof THREAD;
  readonly job: ReadingJob;
}

type ThreadMessage =
  | { readonly kind: 'batch'; readonly json: string }
  | { readonly kind: 'end' }
  | { readonly kind: 'failed'; readonly error: TravellingError };

class ThreadDraftSource implements DraftSource {
  private readonly ready: string[] = [];
  private readonly thread: Worker;
  private isEnded = false;
  private failure: { readonly error: unknown } | null = null;
  private wake: () => void = () => undefined;

  constructor(job: ReadingJob) {
    this.thread = new Worker(threadEntry, {
      workerData: { thread: THREAD, job } satisfies ThreadData,
      name: 'import',
      resourceLimits: THREAD_MEMORY,
    });
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
        this.fail(reviveError(message.error));
        break;
    }
    this.wake();
  }

  private fail(error: unknown): void {
    this.failure ??= { error };
    this.wake();
  }
}

/**
 * On the thread: sends batches as JSON (measured: half the time of a structured clone on the receiving side), never more than
 * BATCHES_AHEAD that the writer has not taken.
 */
async function sendDrafts(job: ReadingJob, send: (message: ThreadMessage) => void, taken: (listener: () => void) => void): Promise<void> {
  let credit = BATCHES_AHEAD;
  let resume: () => void = () => undefined;
  taken(() => {
    credit += 1;
    resume();
  });
  for await (const batch of readDrafts(job)) {
    while (credit === 0) {
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    }
    credit -= 1;
    send({ kind: 'batch', json: JSON.stringify(batch) });
  }
  send({ kind: 'end' });
}

const { thread, job } = (workerData ?? {}) as Partial<ThreadData>;
const port = thread === THREAD ? parentPort : null;
if (port && job)
  sendDrafts(
    job,
    (message) => port.postMessage(message),
    (listener) => port.on('message', listener),
  )
    .catch((error: unknown) => {
      port.postMessage({ kind: 'failed', error: describeError(error) } satisfies ThreadMessage);
    })
    .finally(() => port.unref());

/** Rows that follow one another; everything up to `lastRow` is done when they are written. */
export interface Slice {
  readonly drafts: readonly ContactDraft[];
  readonly rejects: readonly Reject[];
  /** How many of the rows hold nothing but blanks. */
  readonly blank: number;
  readonly lastRow: number;
  /** Reading again from here gives every row behind `lastRow`, and perhaps some before it. */
  readonly start: Checkpoint;
  readonly bytesRead: number;
}

/** Cuts what is read into slices of a bounded number of contacts, over the borders of batches. */
export class SliceQueue {
  private batch: DraftBatch | null = null;
  private draftsDone = 0;
  private rejectsDone = 0;
  private blankDone = 0;

  constructor(
    private readonly source: DraftSource,
    private readonly size: number,
  ) {}

  get hasNext(): boolean {
    return this.batch !== null || this.source.hasNext;
  }

  /** Null when nothing is read yet. Never waits. */
  next(): Slice | null {
    let slice: Slice | null = null;
    while (slice === null || slice.drafts.length < this.size) {
      const batch = (this.batch ??= this.source.next());
      if (!batch) break;
      slice = join(slice, this.takeFrom(batch, this.size - (slice?.drafts.length ?? 0)));
    }
    return slice;
  }

  private takeFrom(batch: DraftBatch, most: number): Slice {
    const drafts = batch.drafts.slice(this.draftsDone, this.draftsDone + most);
    const isWhole = this.draftsDone + drafts.length >= batch.drafts.length;
    const lastRow = isWhole ? batch.lastRow : (drafts.at(-1)?.rowNumber ?? batch.lastRow);
    const rejects = this.rejectsUpTo(batch, lastRow);
    this.draftsDone += drafts.length;
    this.rejectsDone += rejects.length;
    const blank = batch.blankRows.filter((row) => row <= lastRow).length - this.blankDone;
    this.blankDone += blank;
    if (isWhole) {
      this.batch = null;
      this.draftsDone = this.rejectsDone = this.blankDone = 0;
    }
    return { drafts, rejects, blank, lastRow, start: batch.start, bytesRead: batch.bytesRead };
  }

  private rejectsUpTo(batch: DraftBatch, row: number): Reject[] {
    let end = this.rejectsDone;
    while ((batch.rejects[end]?.rowNumber ?? Infinity) <= row) end += 1;
    return batch.rejects.slice(this.rejectsDone, end);
  }
}

function join(first: Slice | null, second: Slice): Slice {
  if (first === null) return second;
  return {
    ...second,
    drafts: [...first.drafts, ...second.drafts],
    rejects: [...first.rejects, ...second.rejects],
    blank: first.blank + second.blank,
  };
}
