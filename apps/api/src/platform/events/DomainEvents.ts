import { Injectable } from '@nestjs/common';

import type { Context } from '../context/Context.js';
import type { JobRun } from '../jobs/JobHandler.js';
import { JobQueue } from '../jobs/JobQueue.js';
import { JobRegistry } from '../jobs/JobRegistry.js';

/** A kind of event, named in the past tense (`contacts.trashed`), with the type of what it tells. */
export class DomainEvent<P extends object> {
  /** Only for the type checker. */
  declare readonly payload: P;

  constructor(readonly name: string) {}
}

export interface DomainListener<P extends object> {
  /** Unique among the listeners of one event: `lists`, `timeline`. */
  readonly name: string;
  /** One sentence that says why hearing it twice is harmless. Checked at boot. */
  readonly repeatable: string;
  handle(payload: P, run: JobRun): Promise<void>;
}

/** Tells later modules what happened: in the caller's transaction, with one durable job per listener. */
@Injectable()
export class DomainEvents {
  private readonly jobNames = new Map<string, string[]>();

  constructor(
    private readonly queue: JobQueue,
    private readonly registry: JobRegistry,
  ) {}

  /** Call it in `onModuleInit`. */
  listen<P extends object>(event: DomainEvent<P>, listener: DomainListener<P>): void {
    const name = `${event.name}>${listener.name}`;
    this.registry.register({ name, repeatable: listener.repeatable, handle: (payload, run) => listener.handle(payload as P, run) });
    this.jobNames.set(event.name, [...(this.jobNames.get(event.name) ?? []), name]);
  }

  async publish<P extends object>(ctx: Context, event: DomainEvent<P>, payload: P): Promise<void> {
    for (const name of this.jobNames.get(event.name) ?? []) await this.queue.enqueue(ctx, { name, payload });
  }
}
