import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { JobOrigin } from '../../platform/jobs/jobOrigin.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock } from '../../platform/time/Clock.js';

export const SEND_DIRECT_JOB = 'directMessages.send';

export interface SendDirect {
  readonly messageId: string;
}

/** The one job of a message: it sends it, looks after it when nobody answered, and asks what became of it. */
@Injectable()
export class DirectQueue {
  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Takes the place of the one that waits. What is due already starts at once, whatever the clock of the database server says. */
  enqueue(origin: JobOrigin, messageId: string, dueAt: Date): Promise<void> {
    const later = dueAt > this.clock.now() ? { runAt: dueAt } : {};
    return this.jobs.enqueue(origin, { name: SEND_DIRECT_JOB, payload: { messageId }, key: keyOf(messageId), ...later });
  }

  cancel(manager: EntityManager, messageId: string): Promise<void> {
    return this.jobs.cancel(manager, keyOf(messageId));
  }
}

function keyOf(messageId: string): string {
  return `${SEND_DIRECT_JOB}:${messageId}`;
}
