import { Injectable } from '@nestjs/common';

import type { JobHandler } from './JobHandler.js';
import { duplicateJob, unknownJob, unrepeatableJob } from './jobErrors.js';

const LEAST_SENTENCE = 20;

/** Every job handler of the application, by name. A handler that breaks the rules stops the boot. */
@Injectable()
export class JobRegistry {
  private readonly handlers = new Map<string, JobHandler>();

  register(handler: JobHandler): void {
    if (this.handlers.has(handler.name)) throw duplicateJob(handler.name);
    if (typeof handler.repeatable !== 'string' || handler.repeatable.trim().length < LEAST_SENTENCE) throw unrepeatableJob(handler.name);
    this.handlers.set(handler.name, handler);
  }

  find(name: string): JobHandler | null {
    return this.handlers.get(name) ?? null;
  }

  require(name: string): JobHandler {
    const handler = this.find(name);
    if (!handler) throw unknownJob(name);
    return handler;
  }

  list(): JobHandler[] {
    return [...this.handlers.values()];
  }
}
