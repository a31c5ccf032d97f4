import { Worker } from 'node:worker_threads';
import { FairQueue } from './FairQueue.js';
import { ThreadJobError } from './threadErrors.js';
import { threadFile, threadRuntime } from './threadFile.js';
import { processorTimeOf } from './threadTime.js';
import { reviveError } from './travellingErrors.js';
import type { ThreadAnswer, ThreadQuestion } from './threadServer.js';

export interface ThreadPoolOptions {
  readonly name: string;
  /** The entry of the thread, beside `base`. It calls `serveThread`. */
  readonly entry: string;
  readonly base: string;
  readonly size: number;
  /** Of the processor's time. */
  readonly deadlineMs: number;
  readonly memoryMb: number;
  /** How many deadlines of wall clock a job may take on a machine that is busy with other things. */
  readonly patience: number;
  /** Jobs that may wait, of one key and altogether; more are refused. */
  readonly mostWaiting: { readonly ofOne: number; readonly altogether: number };
  /** Threads without a job for so long end, and give their memory back. Left out, they stay. */
  readonly restMs?: number;
}

interface Job {
  readonly key: string;
  readonly task: unknown;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Slot {
  readonly worker: Worker;
  isReady: boolean;
  /** In the kernel, if that is known. */
  thread: number | null;
  job: Job | null;
  timer: NodeJS.Timeout | undefined;
  /** A job ended it; what its `exit` says is known already. */
  isOver: boolean;
}

/**
 * Threads for work that other people's input decides the length of. Each runs one job at a time under a deadline and a memory
 * limit; one that exceeds either is ended and replaced, and the event loop has not waited for it. Threads start with the first
 * job and stay warm. One key never holds all threads.
 */
export class ThreadPool {
  private readonly slots = new Set<Slot>();
  private readonly queue: FairQueue<Job>;
  private isStopped = false;

  constructor(private readonly options: ThreadPoolOptions) {
    this.queue = new FairQueue(options.mostWaiting.ofOne, options.mostWaiting.altogether);
  }

  /** @throws ThreadJobError, or what the thread threw. */
  run(key: string, task: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.isStopped) reject(new ThreadJobError('ended', 'The server stops.'));
      else if (!this.queue.add(key, { key, task, resolve, reject })) reject(new ThreadJobError('busy', 'Too many jobs wait already.'));
      else this.fill();
    });
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    for (const job of this.queue.drain()) job.reject(new ThreadJobError('ended', 'The server stops.'));
    await Promise.all([...this.slots].map((slot) => this.end(slot, new ThreadJobError('ended', 'The server stops.'))));
  }

  private fill(): void {
    for (const slot of this.slots) {
      if (!slot.isReady || slot.job) continue;
      const job = this.queue.take((key) => this.mayRun(key));
      if (!job) break;
      this.begin(slot, job);
    }
    const idle = [...this.slots].filter(({ job }) => !job).length;
    if (!this.isStopped && this.queue.size > idle && this.slots.size < this.options.size) this.start();
  }

  private mayRun(key: string): boolean {
    const held = [...this.slots].filter(({ job }) => job?.key === key).length;
    return held < Math.max(1, this.options.size - 1);
  }

  private start(): void {
    const { name, entry, base, memoryMb } = this.options;
    const worker = new Worker(threadFile(entry, base), {
      name,
      execArgv: threadRuntime.execArgv,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    });
    const slot: Slot = { worker, isReady: false, thread: null, job: null, timer: undefined, isOver: false };
    this.slots.add(slot);
    worker.on('message', (answer: ThreadAnswer) => this.receive(slot, answer));
    worker.on('error', (error: Error & { code?: string }) => {
      const isMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      this.lose(slot, new ThreadJobError(isMemory ? 'memory' : 'ended', error.message, error));
    });
    worker.on('exit', () => this.lose(slot, new ThreadJobError('ended', 'The thread ended.')));
  }

  private begin(slot: Slot, job: Job): void {
    clearTimeout(slot.timer);
    slot.job = job;
    // While someone waits it counts: the process must not end before the answer.
    slot.worker.ref();
    slot.worker.postMessage(job.task satisfies ThreadQuestion);
    this.watch(slot, { at: performance.now(), processor: processorTimeOf(slot.thread) });
  }

  /** The deadline is for the job's own time: on a machine that is busy elsewhere it may go on, until the patience ends. */
  private watch(slot: Slot, since: { at: number; processor: number }): void {
    const { deadlineMs, patience } = this.options;
    const own = deadlineMs - (processorTimeOf(slot.thread) - since.processor);
    const wall = deadlineMs * patience - (performance.now() - since.at);
    if (own <= 1) void this.end(slot, new ThreadJobError('late', `The job took longer than ${deadlineMs} ms.`));
    else if (wall <= 1)
      void this.end(slot, new ThreadJobError('starved', `The job had no ${deadlineMs} ms in ${deadlineMs * patience} ms.`));
    else slot.timer = setTimeout(() => this.watch(slot, since), Math.max(Math.min(own, wall), 1));
  }

  private receive(slot: Slot, answer: ThreadAnswer): void {
    if (slot.isOver) return;
    if (answer.kind === 'ready') {
      slot.isReady = true;
      slot.thread = answer.thread;
    } else {
      const { job } = slot;
      clearTimeout(slot.timer);
      slot.job = null;
      if (answer.kind === 'result') job?.resolve(answer.result);
      else job?.reject(reviveError(answer.error));
    }
    this.fill();
    if (slot.job) return;
    slot.worker.unref();
    this.letRest(slot);
  }

  private letRest(slot: Slot): void {
    const { restMs } = this.options;
    if (restMs === undefined) return;
    slot.timer = setTimeout(() => {
      slot.isOver = true;
      this.slots.delete(slot);
      void slot.worker.terminate();
    }, restMs);
    slot.timer.unref();
  }

  /** Ends the thread and refuses its job; the next one gets a fresh thread, which is warm again when it is asked. */
  private async end(slot: Slot, error: ThreadJobError): Promise<void> {
    this.lose(slot, error);
    await slot.worker.terminate();
  }

  private lose(slot: Slot, error: ThreadJobError): void {
    if (slot.isOver) return;
    slot.isOver = true;
    clearTimeout(slot.timer);
    this.slots.delete(slot);
    slot.job?.reject(error);
    if (this.isStopped) return;
    // A thread that dies while it starts would die again at once: its jobs are told instead of waiting for ever.
    if (!slot.isReady) for (const job of this.queue.drain()) job.reject(error);
    else if (this.slots.size === 0) this.start();
    this.fill();
  }
}
