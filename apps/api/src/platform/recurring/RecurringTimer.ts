import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { AppConfig } from '../config/AppConfig.js';
import { UnitOfWork } from '../database/UnitOfWork.js';
import { AppLogger } from '../logging/AppLogger.js';
import { Clock } from '../time/Clock.js';
import { RecurringHandlers } from './RecurringHandlers.js';
import { RecurringRepository } from './RecurringRepository.js';

const LOOK_MS = 1_000;

/**
 * Looks every second whether recurring work is due, and enqueues it: in one process, whichever comes first, because claiming the time and
 * enqueueing the job are one transaction. However many times have passed since (the server was off), they are made up by one run.
 */
@Injectable()
export class RecurringTimer implements BeforeApplicationShutdown {
  /** When each is due next, in milliseconds; null: to be read. Looking costs no query until then. */
  private dues: Map<string, number> | null = null;
  private lookedAt = -Infinity;
  private looking: Promise<void> | null = null;
  private isFailing = false;
  private isStopping = false;

  constructor(
    private readonly handlers: RecurringHandlers,
    private readonly states: RecurringRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {}

  @Interval('recurring', LOOK_MS)
  tick(): Promise<void> {
    // The interval may come once more between the end of the last look and the end of the process.
    if (this.config.role === 'api' || this.isStopping) return Promise.resolve();
    return (this.looking ??= this.look().finally(() => (this.looking = null)));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.looking;
  }

  private async look(): Promise<void> {
    try {
      const now = this.clock.now();
      if (now.getTime() < this.lookedAt) this.dues = null;
      this.lookedAt = now.getTime();
      this.dues ??= await this.readDues(now);
      for (const [name, due] of this.dues) if (due <= now.getTime()) this.dues.set(name, await this.enqueue(name, now));
      this.isFailing = false;
    } catch (error) {
      // Once, and not every second for as long as the database is away.
      if (!this.isFailing) this.logger.failure('recurring.lookFailed', error);
      this.isFailing = true;
    }
  }

  /** What was never due before is due now. A time after the next but one is none of the schedule. */
  private async readDues(now: Date): Promise<Map<string, number>> {
    const { ctx } = this.states;
    for (const name of this.handlers.names()) await this.states.add(ctx, name, now.toISOString());
    const dues = new Map<string, number>();
    for (const { name, dueAt } of await this.handlers.list()) {
      const next = this.handlers.nextAfter(name, now);
      const isTooFar = new Date(dueAt) > this.handlers.nextAfter(name, next);
      if (isTooFar) await this.states.correct(ctx, name, dueAt, next.toISOString());
      dues.set(name, isTooFar ? next.getTime() : Date.parse(dueAt));
    }
    return dues;
  }

  /** Answers when it is due next. */
  private async enqueue(name: string, now: Date): Promise<number> {
    const next = this.handlers.nextAfter(name, now);
    await this.unitOfWork.run(this.states.ctx, async (ctx) => {
      if (!(await this.states.claim(ctx, name, now.toISOString(), next.toISOString()))) return;
      await this.handlers.enqueue(ctx, name);
    });
    return next.getTime();
  }
}
