import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { JobOrigin } from '../../../platform/jobs/jobOrigin.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { Clock } from '../../../platform/time/Clock.js';

export const EXPAND_JOB = 'campaigns.expand';
export const SEND_JOB = 'campaigns.send';
export const START_JOB = 'campaigns.start';
export const CLOSE_JOB = 'campaigns.close';
export const SWEEP_JOB = 'campaigns.sweep';
export const DECIDE_JOB = 'campaigns.decide';

export interface SendBatch {
  readonly campaignId: string;
  readonly lane: number;
  /** How often in a row the sender as a whole has failed this lane. */
  readonly outages: number;
  /** The mail server has accepted something from this lane since it was started or resumed. */
  readonly hasAccepted?: boolean;
}

/**
 * The jobs of sending, by name and key. A campaign is sent by lanes: jobs of one lane run one after the other, different lanes
 * side by side, on PostgreSQL also in different processes. SQLite has one process, so one lane keeps its connections busy.
 */
@Injectable()
export class SendQueue {
  readonly lanes: number;

  constructor(
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    this.lanes = config.database.kind === 'postgres' ? 2 : 1;
  }

  async enqueueLanes(origin: JobOrigin, campaignId: string): Promise<void> {
    for (let lane = 0; lane < this.lanes; lane += 1) await this.enqueueLane(origin, { campaignId, lane, outages: 0 });
  }

  /** What is due already starts at once, whatever the clock of the database server says. */
  enqueueLane(origin: JobOrigin, batch: SendBatch, dueAt?: Date): Promise<void> {
    const name = `${SEND_JOB}:${batch.campaignId}:${batch.lane}`;
    const later = dueAt && dueAt > this.clock.now() ? { runAt: dueAt } : {};
    return this.jobs.enqueue(origin, { name: SEND_JOB, payload: batch, key: name, queue: name, ...later });
  }

  enqueueExpansion(origin: JobOrigin, campaignId: string): Promise<void> {
    const name = `${EXPAND_JOB}:${campaignId}`;
    return this.jobs.enqueue(origin, { name: EXPAND_JOB, payload: { campaignId }, key: name, queue: name });
  }

  /** Without a moment: at once. */
  enqueueStart(origin: JobOrigin, campaignId: string, runAt?: Date): Promise<void> {
    return this.jobs.enqueue(origin, {
      name: START_JOB,
      payload: { campaignId },
      key: `${START_JOB}:${campaignId}`,
      ...(runAt ? { runAt } : {}),
    });
  }

  cancelStart(manager: EntityManager, campaignId: string): Promise<void> {
    return this.jobs.cancel(manager, `${START_JOB}:${campaignId}`);
  }

  enqueueClose(origin: JobOrigin, campaignId: string): Promise<void> {
    const name = `${CLOSE_JOB}:${campaignId}`;
    return this.jobs.enqueue(origin, { name: CLOSE_JOB, payload: { campaignId }, key: name, queue: name });
  }

  /** Without a moment: at once. */
  enqueueDecision(origin: JobOrigin, campaignId: string, runAt?: Date): Promise<void> {
    const name = `${DECIDE_JOB}:${campaignId}`;
    const later = runAt && runAt > this.clock.now() ? { runAt } : {};
    return this.jobs.enqueue(origin, { name: DECIDE_JOB, payload: { campaignId }, key: name, queue: name, ...later });
  }

  enqueueSweep(origin: JobOrigin, inMs: number): Promise<void> {
    const runAt = new Date(this.clock.now().getTime() + inMs);
    return this.jobs.enqueue(origin, { name: SWEEP_JOB, payload: {}, key: SWEEP_JOB, runAt });
  }
}
