import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';
import type { Context } from '../context/Context.js';
import type { JobRun } from '../jobs/JobHandler.js';
import { JobQueue } from '../jobs/JobQueue.js';
import { JobRegistry } from '../jobs/JobRegistry.js';
import { redactText } from '../logging/redactText.js';
import { Clock, nowIso } from '../time/Clock.js';
import { RECURRING, type Recurrence, type RecurringHandler } from './Recurring.js';
import { RecurringRepository, type RecurringState } from './RecurringRepository.js';

const LONGEST_ERROR = 300;
/** A mail server or a database that is away for a night is no reason to wake anybody. */
const LONG_MS = 86_400_000;

/** Finds the recurring work at boot, makes a job of each, and writes down how its runs end. */
@Injectable()
export class RecurringHandlers implements OnModuleInit {
  private readonly found: string[] = [];
  private readonly schedulesByName = new Map<string, ReturnType<SchedulerRegistry['getCronJob']>['cronTime']>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly schedules: SchedulerRegistry,
    private readonly jobs: JobRegistry,
    private readonly queue: JobQueue,
    private readonly states: RecurringRepository,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    for (const { instance, metatype } of this.discovery.getProviders()) {
      const recurrence = instance && metatype && (Reflect.getMetadata(RECURRING, metatype) as Recurrence | undefined);
      if (recurrence) this.register(recurrence, instance as RecurringHandler);
    }
  }

  /** Takes the schedules out of the registry, which a server that stops empties while the last look still asks. */
  names(): readonly string[] {
    for (const name of this.found)
      if (!this.schedulesByName.has(name)) this.schedulesByName.set(name, this.schedules.getCronJob(name).cronTime);
    return this.found;
  }

  /** The first time of the schedule after `at`; after `names()` only. */
  nextAfter(name: string, at: Date): Date {
    const schedule = this.schedulesByName.get(name);
    if (!schedule) throw new Error(`There is no recurring work ${name}.`);
    return schedule.getNextDateFrom(at, 'UTC').toJSDate();
  }

  /** Without what an older version left in the table. */
  async list(): Promise<RecurringState[]> {
    return (await this.states.list()).filter(({ name }) => this.found.includes(name));
  }

  /** Names of what has failed for a day, whatever was tried. */
  async listFailingForLong(): Promise<string[]> {
    const before = new Date(this.clock.now().getTime() - LONG_MS).toISOString();
    return (await this.list()).filter(({ failingSince }) => failingSince !== null && failingSince <= before).map(({ name }) => name);
  }

  /** A run that waits or is tried again is replaced; one that still runs is waited for. */
  enqueue(ctx: Context, name: string): Promise<void> {
    return this.queue.enqueue(ctx, { name, payload: {}, key: name, queue: name });
  }

  private register({ name, repeatable }: Recurrence, handler: RecurringHandler): void {
    this.jobs.register({ name, repeatable, handle: (_payload, run) => this.run(name, handler, run) });
    this.found.push(name);
  }

  private async run(name: string, handler: RecurringHandler, run: JobRun): Promise<void> {
    const { ctx } = run;
    const from = performance.now();
    const ended = () => ({ at: nowIso(this.clock), ms: Math.round(performance.now() - from) });
    try {
      await handler.run(run);
    } catch (error) {
      const reason = redactText(error instanceof Error ? error.message : String(error)).slice(0, LONGEST_ERROR);
      if (!run.signal.aborted) await this.states.fail(ctx, name, ended(), reason);
      throw error;
    }
    // What a stopping worker leaves undone waits for the next one, and is neither done nor a failure.
    if (run.signal.aborted) return this.enqueue(ctx, name);
    await this.states.succeed(ctx, name, ended());
  }
}
