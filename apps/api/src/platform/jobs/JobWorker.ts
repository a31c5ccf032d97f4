import type { JobHandler, JobRun } from './JobHandler.js';

export interface JobWorkerOptions {
  /** How many jobs run at the same time in this process. */
  readonly concurrency: number;
  /** How often, in milliseconds, it looks for delayed and retried jobs; new ones wake it. */
  readonly pollMs?: number;
  /** Tests only: every handler runs twice, to prove that it may. */
  readonly deliverTwice?: boolean;
}

/** Takes jobs from the queue and runs their handlers. One per process. */
export abstract class JobWorker {
  abstract start(): Promise<void>;

  /** Claims nothing more, tells the handlers in flight by their signal, and waits for them. False when some still ran at the deadline. */
  abstract stop(deadlineMs: number): Promise<boolean>;
}

export async function runHandler(handler: JobHandler, payload: object, run: JobRun, deliverTwice: boolean): Promise<void> {
  await handler.handle(payload, run);
  if (deliverTwice) await handler.handle(payload, run);
}

/** True when `work` ended in time. */
export async function endedWithin(work: Promise<unknown>, deadlineMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), deadlineMs);
  });
  try {
    return await Promise.race([
      work.then(
        () => true,
        () => true,
      ),
      deadline,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
