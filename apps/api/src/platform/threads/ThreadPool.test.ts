import { ThreadPool } from './ThreadPool.js';
import type { BusyTask } from '../../../test/support/busyThread.js';

const DEADLINE_MS = 300;

let pool: ThreadPool;
beforeEach(async () => {
  pool = new ThreadPool({
    name: 'test',
    entry: './busyThread.js',
    base: new URL('../../../test/support/ThreadPool.ts', import.meta.url).href,
    size: 1,
    deadlineMs: DEADLINE_MS,
    memoryMb: 64,
    patience: 10,
    mostWaiting: { ofOne: 10, altogether: 10 },
  });
  // The thread is warm: what follows is measured.
  await run({ does: 'waits', forMs: 1 });
});
afterEach(() => pool.stop());

const run = (task: BusyTask): Promise<unknown> => pool.run('someone', task);

/** This thread keeps a processor busy, as requests do. */
function work(forMs: number): void {
  const endAt = performance.now() + forMs;
  while (performance.now() < endAt);
}

it('ends a job that has used its time, and serves the next one', async () => {
  await expect(run({ does: 'works', forMs: 60_000 })).rejects.toMatchObject({ reason: 'late' });
  await expect(run({ does: 'works', forMs: 1 })).resolves.toBe('done');
});

it('does not count what others did meanwhile', async () => {
  const job = run({ does: 'waits', forMs: 4 * DEADLINE_MS });
  await new Promise((resolve) => setTimeout(resolve, 20));
  // Where the kernel does not tell the time of a thread, all that the process did counts as the job's.
  work(process.platform === 'linux' ? 2 * DEADLINE_MS : 0);
  await expect(job).resolves.toBe('done');
});

it('ends a job that has had no turn for ten times its time, and does not call it slow', async () => {
  await expect(run({ does: 'waits', forMs: 60_000 })).rejects.toMatchObject({ reason: 'starved' });
});
