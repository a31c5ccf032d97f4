import { Injectable, SetMetadata } from '@nestjs/common';
import { Cron } from '@nestjs/schedule';
import type { JobRun } from '../jobs/JobHandler.js';

export const RECURRING = 'rapport:recurring';

export interface Recurrence {
  /** Of the work and of the job that runs it; no two handlers and no job share one. */
  readonly name: string;
  /** In UTC: five fields, or six with seconds in front. */
  readonly cron: string;
  /** One sentence that says why running it twice is harmless. Checked at boot. */
  readonly repeatable: string;
}

/** Work that comes back. A run that fails throws; one whose signal aborts returns early, and is taken up again. */
export interface RecurringHandler {
  run(run: JobRun): Promise<void>;
}

/**
 * Marks a provider whose `run` is due at the times of `cron`. @nestjs/schedule reads and keeps the times, and refuses a wrong pattern and
 * a second handler of the same name at boot. It starts no timer for them: `RecurringTimer` follows the application's clock.
 */
export function Recurring(recurrence: Recurrence) {
  return (target: new (...args: never[]) => RecurringHandler): void => {
    Injectable()(target);
    SetMetadata(RECURRING, recurrence)(target);
    const { prototype } = target as { prototype: RecurringHandler };
    const run = Object.getOwnPropertyDescriptor(prototype, 'run');
    if (!run) throw new Error(`${target.name} has no method "run" of its own.`);
    Cron(recurrence.cron, { name: recurrence.name, timeZone: 'UTC', disabled: true })(prototype, 'run', run);
  };
}
