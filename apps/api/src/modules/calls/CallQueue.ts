import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JobOrigin } from '../../platform/jobs/jobOrigin.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock } from '../../platform/time/Clock.js';

export const WATCH_CALL_JOB = 'calls.watch';

export interface WatchCall {
  readonly callId: string;
}

/** The one job of a call: it looks after it until it is over. */
@Injectable()
export class CallQueue {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Takes the place of the one that waits. `afterMs` 0: at once. */
  watch(origin: JobOrigin, callId: string, afterMs: number): Promise<void> {
    const later = afterMs > 0 ? { runAt: new Date(this.clock.now().getTime() + afterMs) } : {};
    return this.jobs.enqueue(origin, { name: WATCH_CALL_JOB, payload: { callId }, key: keyOf(callId), ...later });
  }

  cancel(manager: EntityManager, callId: string): Promise<void> {
    return this.jobs.cancel(manager, keyOf(callId));
  }
}

function keyOf(callId: string): string {
  return `${WATCH_CALL_JOB}:${callId}`;
}
