/** Why a job has no result. None of them tells anything about the next job. */
export class ThreadJobError extends Error {
  constructor(
    /** `late`: past its deadline. `starved`: other work left it too little of the processor to come to an end. `memory`: it needed too much. `busy`: too much waits already. `ended`: the thread ended, or the process stops. */
    readonly reason: 'late' | 'starved' | 'memory' | 'busy' | 'ended',
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'ThreadJobError';
  }
}
