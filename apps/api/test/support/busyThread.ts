import { serveThread } from '../../src/platform/threads/threadServer.js';

/** What a job does for so many milliseconds: `works` keeps a processor busy, `waits` does nothing, as on a machine that gives it no turn. */
export interface BusyTask {
  readonly does: 'works' | 'waits';
  readonly forMs: number;
}

serveThread((question) => {
  const { does, forMs } = question as BusyTask;
  const endAt = performance.now() + forMs;
  if (does === 'waits') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, forMs);
  else while (performance.now() < endAt);
  return 'done';
});
