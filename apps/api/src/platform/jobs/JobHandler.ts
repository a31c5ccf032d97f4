import { applyDecorators, Injectable, SetMetadata } from '@nestjs/common';
import type { Context } from '../context/Context.js';

export const JOB_HANDLER = 'rapport:jobHandler';

/** One delivery of a job. */
export interface JobRun {
  /** Of no workspace yet: a handler that works inside one makes its own (jobContext). */
  readonly ctx: Context;
  readonly jobId: string;
  /** 1 for the first delivery. */
  readonly attempt: number;
  /** The request that wanted the job, if one did. Contexts and log lines take it along. */
  readonly requestId: string | undefined;
  /** Aborted when the worker stops or loses its lease: finish what is in flight, enqueue the rest, return. */
  readonly signal: AbortSignal;
}

/** Durable work. A job is delivered at least once, so every handler must be safe to run twice. */
export interface JobHandler<P extends object = object> {
  readonly name: string;
  /** One sentence that says why running it twice is harmless. Checked at boot. */
  readonly repeatable: string;
  handle(payload: P, run: JobRun): Promise<void>;
}

/** Marks a provider as a job handler; the registry finds it at boot. */
export function JobHandlerProvider(): ClassDecorator {
  return applyDecorators(Injectable(), SetMetadata(JOB_HANDLER, true));
}
