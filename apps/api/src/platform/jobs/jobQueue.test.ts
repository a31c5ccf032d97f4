import { describeOnEachEngine, type TestDatabase } from '../../../test/support/testDatabases.js';
import { RecordingLogger } from '../../../test/support/RecordingLogger.js';
import { waitFor } from '../../../test/support/waitFor.js';
import { migrations } from '../database/migrations/index.js';
import type { RapportDataSource } from '../database/RapportDataSource.js';
import { execute, sql } from '../database/sql.js';
import { Clock } from '../time/Clock.js';
import type { JobHandler, JobRun } from './JobHandler.js';
import type { JobQueue } from './JobQueue.js';
import { JobRegistry } from './JobRegistry.js';
import type { JobWorker, JobWorkerOptions } from './JobWorker.js';
import { PostgresJobQueue } from './postgres/PostgresJobQueue.js';
import { PostgresJobWorker } from './postgres/PostgresJobWorker.js';
import { SqliteJobQueue } from './sqlite/SqliteJobQueue.js';
import { SqliteJobStore } from './sqlite/SqliteJobStore.js';
import { SqliteJobWorker } from './sqlite/SqliteJobWorker.js';

const repeatable = 'It only notes in memory that it ran, for this test.';
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Noted {
  readonly n: number;
}

describeOnEachEngine('JobQueue', (makeDatabase, kind) => {
  let database: TestDatabase;
  let dataSource: RapportDataSource;
  let registry: JobRegistry;
  let queue: JobQueue;
  let logger: RecordingLogger;
  let workers: JobWorker[];
  let noted: number[];

  const url = (): string => (database.options.kind === 'postgres' ? database.options.url : '');
  const makeWorker = async (options: Partial<JobWorkerOptions> = {}): Promise<JobWorker> => {
    const full = { concurrency: 4, ...options };
    const worker =
      kind === 'postgres'
        ? new PostgresJobWorker(url(), dataSource, registry, logger, full)
        : new SqliteJobWorker(dataSource, queue as SqliteJobQueue, new SqliteJobStore(new Clock()), registry, logger, {
            pollMs: 100,
            ...full,
          });
    workers.push(worker);
    await worker.start();
    return worker;
  };
  const handler = (name: string, handle: (payload: Noted, run: JobRun) => Promise<void>): void => {
    registry.register({ name, repeatable, handle: handle as JobHandler['handle'] });
  };
  const enqueue = (name: string, n: number, extra: object = {}): Promise<void> =>
    queue.enqueue(dataSource, { name, payload: { n }, ...extra });

  beforeAll(async () => {
    database = await makeDatabase();
    dataSource = await database.connect({ migrations });
    if (kind === 'sqlite') await dataSource.runMigrations();
    else await PostgresJobQueue.migrate(url(), new RecordingLogger());
  });
  beforeEach(async () => {
    await execute(dataSource.manager, kind === 'sqlite' ? sql`DELETE FROM jobs` : sql`DELETE FROM graphile_worker._private_jobs`);
    registry = new JobRegistry();
    logger = new RecordingLogger();
    queue = kind === 'postgres' ? new PostgresJobQueue(registry) : new SqliteJobQueue(registry, new SqliteJobStore(new Clock()));
    workers = [];
    noted = [];
    handler('note', async ({ n }) => void noted.push(n));
  });
  afterEach(async () => {
    await Promise.all(workers.map((worker) => worker.stop(2_000)));
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.remove();
  });

  it('runs a job soon after the transaction that enqueued it has committed', async () => {
    // A worker that only looked now and then would come an hour later.
    await makeWorker({ pollMs: 3_600_000 });
    await dataSource.transaction(async (manager) => queue.enqueue({ manager }, { name: 'note', payload: { n: 1 } }));
    await waitFor('the job', () => noted.length === 1);
  });

  it('leaves nothing behind when the transaction rolls back', async () => {
    await makeWorker();
    await dataSource
      .transaction(async (manager) => {
        await queue.enqueue({ manager }, { name: 'note', payload: { n: 1 } });
        throw new Error('no');
      })
      .catch(() => undefined);
    await enqueue('note', 2);
    await waitFor('the second job', () => noted.includes(2));
    await pause(200);
    expect(noted).toEqual([2]);
  });

  it('waits until a delayed job is due', async () => {
    let ranAt = 0;
    handler('delayed', async () => void (ranAt = Date.now()));
    await makeWorker();
    const dueAt = Date.now() + 700;
    await enqueue('delayed', 1, { runAt: new Date(dueAt) });
    await waitFor('the delayed job', () => ranAt > 0);
    expect(ranAt).toBeGreaterThanOrEqual(dueAt);
  });

  it('tries a failing job again, later, and logs the failure', async () => {
    const attempts: number[] = [];
    handler('flaky', async (_payload, run) => {
      attempts.push(run.attempt);
      if (run.attempt === 1) throw new Error('the first time fails');
    });
    await makeWorker();
    const started = Date.now();
    await enqueue('flaky', 1);
    await waitFor('the second attempt', () => attempts.length === 2);
    expect(attempts).toEqual([1, 2]);
    expect(Date.now() - started).toBeGreaterThan(2_000);
    expect(logger.has('jobs.failed')).toBe(true);
  });

  it('keeps a job that failed for the last time, with its error', async () => {
    handler('doomed', async () => {
      throw new Error('never works');
    });
    await makeWorker();
    await enqueue('doomed', 1, { maxAttempts: 1 });
    await waitFor('the dead job', async () => (await queue.listDead(dataSource.manager)).length === 1);
    const [dead] = await queue.listDead(dataSource.manager);
    expect(dead).toMatchObject({ name: 'doomed', attempts: 1, lastError: expect.stringContaining('never works') });
    await waitFor('the log entry', () => logger.has('jobs.dead'));
  });

  it('replaces a waiting job of the same key', async () => {
    await enqueue('note', 1, { key: 'k', runAt: new Date(Date.now() + 60_000) });
    await enqueue('note', 2, { key: 'k' });
    await makeWorker();
    await waitFor('the replacement', () => noted.length === 1);
    await pause(200);
    expect(noted).toEqual([2]);
  });

  it('lets a running job enqueue its own continuation under the same key', async () => {
    handler('chain', async ({ n }) => {
      noted.push(n);
      if (n < 3) await enqueue('chain', n + 1, { key: 'chain' });
    });
    await makeWorker();
    await enqueue('chain', 1, { key: 'chain' });
    await waitFor('three links', () => noted.length === 3);
    await pause(200);
    expect(noted).toEqual([1, 2, 3]);
  });

  it('removes a cancelled job', async () => {
    await enqueue('note', 1, { key: 'k' });
    await queue.cancel(dataSource.manager, 'k');
    await enqueue('note', 2);
    await makeWorker();
    await waitFor('the other job', () => noted.length === 1);
    await pause(200);
    expect(noted).toEqual([2]);
  });

  it('runs the jobs of one queue one after the other, beside other jobs', async () => {
    let active = 0;
    let most = 0;
    handler('serial', async ({ n }) => {
      most = Math.max(most, (active += 1));
      await pause(40);
      active -= 1;
      noted.push(n);
    });
    for (const n of [1, 2, 3, 4]) await enqueue('serial', n, { queue: 'one' });
    await makeWorker();
    await waitFor('all four', () => noted.length === 4);
    expect(most).toBe(1);
    expect([...noted].sort()).toEqual([1, 2, 3, 4]);
  });

  it('runs as many jobs at once as it was told', async () => {
    let active = 0;
    let most = 0;
    let areThree: () => void = () => undefined;
    const three = new Promise<void>((resolve) => (areThree = resolve));
    handler('wide', async ({ n }) => {
      most = Math.max(most, (active += 1));
      if (active === 3) areThree();
      await three;
      await pause(100);
      active -= 1;
      noted.push(n);
    });
    for (let n = 0; n < 9; n += 1) await enqueue('wide', n);
    await makeWorker({ concurrency: 3 });
    await waitFor('all nine', () => noted.length === 9);
    expect(most).toBe(3);
  });

  it('refuses a job that no handler serves', async () => {
    await expect(enqueue('nobody', 1)).rejects.toMatchObject({ code: 'jobs.unknownName' });
  });

  it('says loudly when stored jobs have no handler any more', async () => {
    handler('retired', async () => undefined);
    await enqueue('retired', 1);
    registry = new JobRegistry();
    handler('other', async () => undefined);
    await makeWorker();
    await waitFor('the complaint', () =>
      logger.records.some((record) => record.level === 'error' && JSON.stringify(record.fields).includes('retired')),
    );
  });

  it('stops: takes no new job, tells those in flight, and waits for them', async () => {
    let hasFinished = false;
    let isTold = false;
    let hasBegun = false;
    handler('long', async (_payload, run) => {
      hasBegun = true;
      await new Promise<void>((resolve) => run.signal.addEventListener('abort', () => resolve()));
      isTold = true;
      await pause(100);
      hasFinished = true;
    });
    const worker = await makeWorker({ concurrency: 1 });
    await enqueue('long', 1);
    await waitFor('the long job', () => hasBegun);
    await enqueue('note', 2);
    expect(await worker.stop(5_000)).toBe(true);
    workers = [];
    expect({ isTold, hasFinished, noted }).toEqual({ isTold: true, hasFinished: true, noted: [] });
    await makeWorker();
    await waitFor('the job that waited', () => noted.includes(2));
  });

  it('gives up waiting at the deadline', async () => {
    let hasBegun = false;
    let hasEnded = false;
    let end: () => void = () => undefined;
    const hold = new Promise<void>((resolve) => (end = resolve));
    handler('deaf', async () => {
      hasBegun = true;
      await hold;
      hasEnded = true;
    });
    const worker = await makeWorker();
    await enqueue('deaf', 1);
    await waitFor('the deaf job', () => hasBegun);
    // The job goes on for as long as this is waited for.
    expect(await worker.stop(200)).toBe(false);
    workers = [];
    expect(hasEnded).toBe(false);
    end();
    await waitFor('its end', () => hasEnded);
    await pause(200);
  });

  it('runs every handler twice when a test asks for it', async () => {
    await makeWorker({ deliverTwice: true });
    await enqueue('note', 5);
    await waitFor('both deliveries', () => noted.length === 2);
    expect(noted).toEqual([5, 5]);
  });

  it('gives a job to one of two workers only', async () => {
    for (let n = 0; n < 100; n += 1) await enqueue('note', n);
    await Promise.all([makeWorker(), makeWorker()]);
    await waitFor('all jobs', () => noted.length >= 100);
    await pause(200);
    expect([...noted].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  if (kind === 'sqlite') {
    it('frees one of several jobs of one key that ran when the process was killed', async () => {
      for (const n of [1, 2]) {
        await enqueue('note', n, { key: 'only' });
        await execute(
          dataSource.manager,
          sql`UPDATE jobs SET state = 'running', attempts = 1, max_attempts = 5, job_key = 'only', lease_token = ${`dead ${n}`}, lease_expires_at = '2999-01-01T00:00:00.000Z'`,
        );
      }
      await makeWorker();
      await waitFor('the freed job', () => noted.length === 1);
      await pause(50);
      expect(noted).toEqual([2]);
    });

    it('frees the jobs of a process that was killed', async () => {
      await enqueue('note', 1);
      await execute(
        dataSource.manager,
        sql`UPDATE jobs SET state = 'running', attempts = 1, lease_token = 'dead', lease_expires_at = '2999-01-01T00:00:00.000Z'`,
      );
      await makeWorker();
      await waitFor('the freed job', () => noted.length === 1);
    });
  } else {
    it('frees the jobs of a process that was killed, and leaves those of a live one', async () => {
      await enqueue('note', 1);
      await execute(
        dataSource.manager,
        sql`UPDATE graphile_worker._private_jobs SET attempts = 1, locked_by = 'pool-of-the-dead', locked_at = now() - interval '10 seconds'`,
      );
      let isDone = false;
      handler('slow', async () => {
        await pause(7_000);
        isDone = true;
      });
      await makeWorker();
      await makeWorker();
      await enqueue('slow', 2);
      await waitFor('the freed job', () => noted.length === 1, 9_000);
      await waitFor('the slow job', () => isDone, 9_000);
      expect(logger.records.filter((record) => record.event === 'jobs.released').map((record) => record.fields.poolId)).toEqual([
        'pool-of-the-dead',
      ]);
    });
  }
});

describe('JobRegistry', () => {
  it('refuses two handlers of one name', () => {
    const registry = new JobRegistry();
    registry.register({ name: 'a', repeatable, handle: async () => undefined });
    expect(() => registry.register({ name: 'a', repeatable, handle: async () => undefined })).toThrow('Two job handlers');
  });

  it('refuses a handler that does not say why it may run twice', () => {
    expect(() => new JobRegistry().register({ name: 'a', repeatable: 'because', handle: async () => undefined })).toThrow(
      'running it twice',
    );
  });
});
