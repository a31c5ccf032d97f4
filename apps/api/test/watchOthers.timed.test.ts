import { readFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { expectUnnoticed, watchOthers } from './support/watchOthers.js';

const TOO_LONG_MS = 400;
const pause = (ms: number): Promise<unknown> => new Promise((resolve) => setTimeout(resolve, ms));

let test: TestApp;
let other: Person;
beforeAll(async () => {
  test = await TestApp.start();
  other = await test.stranger('Olga Other');
});
afterAll(() => test.stop());

const watch = (work: () => Promise<unknown>): ReturnType<typeof watchOthers> => watchOthers(test.database, other, work);

describe('what others notice', () => {
  it('is nothing while nothing happens', async () => {
    expectUnnoticed(await watch(() => pause(500)));
  });

  it('is an event loop that is held, by itself and by the writes that wait for it', async () => {
    const noticed = await watch(async () => {
      await pause(50);
      work(TOO_LONG_MS);
      await pause(50);
    });
    expect(noticed.loopHeldMs).toBeGreaterThan(300);
    expect(() => expectUnnoticed(noticed)).toThrow('loopHeldMs');
  });

  it('is a transaction for which writes have to wait, while the event loop is free', async () => {
    const noticed = await watch(async () => {
      await pause(50);
      await test.services.dataSource.transaction(async (manager) => {
        await manager.query(`UPDATE workspaces SET name = 'Held' WHERE id = '${other.workspaceId}'`);
        await pause(TOO_LONG_MS);
      });
      await pause(50);
    });
    expect(noticed.loopHeldMs).toBeLessThan(100);
    expect(() => expectUnnoticed(noticed)).toThrow('slowestWriteMs');
  });

  it('is not a machine that is busy with something else', async () => {
    const busy = Array.from({ length: 12 }, () => new Worker('for (;;);', { eval: true }));
    try {
      expectUnnoticed(await watch(() => pause(1_000)));
    } finally {
      await Promise.all(busy.map((worker) => worker.terminate()));
    }
  });

  it('is watched in a workspace of its own', async () => {
    expect((await errorOf(other.get(`/api/v1/workspaces/${test.owner.workspaceId}/contacts`))).status).toBe(404);
  });
});

/** Keeps this thread at work for so long, of its own time where Linux counts it: a busy machine makes a clock run on without it. */
function work(ms: number): void {
  const until = worked() + ms;
  while (worked() < until);
}

function worked(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}
