import { RetainLabMessagesJob } from '../src/modules/mailLab/RetainLabMessagesJob.js';
import { PurgeWorkspacesJob } from '../src/modules/workspaces/PurgeWorkspacesJob.js';
import { AppConfig } from '../src/platform/config/AppConfig.js';
import { execute, queryOne, queryRows, sql } from '../src/platform/database/sql.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { JobQueue } from '../src/platform/jobs/JobQueue.js';
import { JobWorker } from '../src/platform/jobs/JobWorker.js';
import { RecurringHandlers } from '../src/platform/recurring/RecurringHandlers.js';
import { RecurringRepository, type RecurringState } from '../src/platform/recurring/RecurringRepository.js';
import { RecurringTimer } from '../src/platform/recurring/RecurringTimer.js';
import { Clock } from '../src/platform/time/Clock.js';
import { RecordingLogger } from './support/RecordingLogger.js';
import { passTime } from './support/campaigns.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

const TOKEN = 'a-token-of-enough-characters';
const DAY_MS = 86_400_000;
const DAILY = 'workspaces.purge';
/** Work that is due is looked for every second. */
const LOOKED_MS = 2_500;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

let test: TestApp;
let runs: number;
let failWith: Error | null;

beforeEach(async () => {
  test = await TestApp.start({ METRICS_TOKEN: TOKEN });
  const names = test.app.get(RecurringHandlers, { strict: false }).names();
  expect(names.length).toBeGreaterThan(4);
  const ended = async (): Promise<number> => (await states()).filter(({ lastRunAt }) => lastRunAt !== null).length;
  await waitFor('the first runs', async () => (await ended()) === names.length, 20_000);
  [runs, failWith] = [0, null];
  test.app.get(PurgeWorkspacesJob, { strict: false }).run = () => {
    runs += 1;
    return failWith ? Promise.reject(failWith) : Promise.resolve();
  };
});
afterEach(() => test.stop());

const states = (): Promise<RecurringState[]> => test.app.get(RecurringHandlers, { strict: false }).list();
const stateOf = async (name: string): Promise<RecurringState | undefined> => (await states()).find((state) => state.name === name);
const metrics = async (): Promise<string> => (await test.owner.get('/metrics').set('Authorization', `Bearer ${TOKEN}`)).text;

/** Of another process: it has a memory of its own. */
function timerOf(clock: Clock): RecurringTimer {
  const get = <T>(type: abstract new (...args: never[]) => T): T => test.app.get<T>(type as never, { strict: false });
  return new RecurringTimer(
    get(RecurringHandlers),
    get(RecurringRepository),
    get(UnitOfWork),
    clock,
    get(AppConfig),
    new RecordingLogger(),
  );
}

it('looks no more once its process stops, whose database may be closed by the next second', async () => {
  let looks = 0;
  const clock = new (class extends Clock {
    override now(): Date {
      looks += 1;
      return test.clock.now();
    }
  })();
  const timer = timerOf(clock);
  await timer.tick();
  expect(looks).toBe(1);
  await timer.beforeApplicationShutdown();
  await timer.tick();
  expect(looks).toBe(1);
});

it('runs once at the first start, and is not run again before its time', async () => {
  for (const { name, dueAt, failures } of await states()) {
    expect({ name, failures, isAhead: Date.parse(dueAt) > Date.now() - 1_000 }).toEqual({ name, failures: 0, isAhead: true });
  }
  await pause(LOOKED_MS);
  expect(runs).toBe(0);
});

it('makes up by one run for all the times that have passed, and only once among several processes', async () => {
  const others = Array.from({ length: 4 }, () => timerOf(test.clock));
  const tickAll = async (): Promise<void> => {
    await Promise.all(others.map((timer) => timer.tick()));
  };
  await tickAll();
  const back = await passTime(test, 5 * DAY_MS);
  try {
    await tickAll();
    await waitFor('the run', () => Promise.resolve(runs > 0), 10_000);
    await tickAll();
    await pause(LOOKED_MS);
    expect(runs).toBe(1);
    expect(Date.parse((await stateOf(DAILY))?.dueAt ?? '')).toBeGreaterThan(test.clock.now().getTime());
  } finally {
    back();
  }
});

/** When the jobs of the days that have passed are done: until then the queue is behind. */
const checks = async (): Promise<object> => {
  await waitFor('the queue to be up', async () => (await test.owner.get('/health/ready')).status === 200, 10_000);
  return (await dataOf<{ checks: object }>(test.owner.get('/health/ready'))).checks;
};

it('tells in /metrics and in the table how runs ended, tries again, and is degraded only after a day of failing', async () => {
  failWith = new Error('The mail server said no to sam@example.com.');
  const backs = [await passTime(test, DAY_MS)];
  try {
    await waitFor('the failure', async () => ((await stateOf(DAILY))?.failures ?? 0) > 0, 10_000);
    const row = await queryOne<{ error: string }>(
      test.services.dataSource.manager,
      sql`SELECT last_error AS error FROM recurring_work WHERE name = ${DAILY}`,
    );
    expect(row?.error).toMatch(/^The mail server said no/);
    expect(row?.error).not.toContain('sam@example.com');
    expect(await metrics()).toMatch(/^rapport_recurring_failures\{name="workspaces\.purge"\} [1-9]\d*$/m);
    expect(await checks()).toMatchObject({ recurring: 'up' });
    const failed = (await stateOf(DAILY))?.failures ?? 0;
    backs.push(await passTime(test, DAY_MS));
    await waitFor('another try', async () => ((await stateOf(DAILY))?.failures ?? 0) > failed, 10_000);
    expect(await checks()).toMatchObject({ recurring: 'degraded' });
    failWith = null;
    backs.push(await passTime(test, DAY_MS));
    await waitFor('the end of it', async () => (await stateOf(DAILY))?.failures === 0, 10_000);
    expect(await checks()).toMatchObject({ recurring: 'up' });
    const text = await metrics();
    expect(text).toMatch(/^rapport_recurring_failures\{name="workspaces\.purge"\} 0$/m);
    expect(text).toMatch(/^rapport_recurring_duration_seconds\{name="workspaces\.purge"\} [\d.]+$/m);
    const at = Number(/^rapport_recurring_last_run_seconds\{name="workspaces\.purge"\} (\S+)$/m.exec(text)?.[1]);
    expect(Math.abs(at * 1000 - test.clock.now().getTime())).toBeLessThan(60_000);
  } finally {
    backs.forEach((back) => back());
  }
});

it('is not lost for years when the clock was wrong', async () => {
  const { manager } = test.services.dataSource;
  await execute(manager, sql`UPDATE recurring_work SET due_at = '2099-01-01T00:00:00.000Z' WHERE name = ${DAILY}`);
  // The clock goes back: the times are read anew.
  test.clock.advance(1_000);
  await pause(LOOKED_MS);
  test.clock.advance(-5_000);
  await waitFor('a time of the schedule', async () => Date.parse((await stateOf(DAILY))?.dueAt ?? '') < Date.now() + DAY_MS, 10_000);
  expect(runs).toBe(0);
});

it('waits for the next worker when a stopping one leaves it undone, which is no failure', async () => {
  const purge = test.app.get(PurgeWorkspacesJob, { strict: false });
  const worker = test.app.get(JobWorker, { strict: false });
  purge.run = ({ signal }) => {
    runs += 1;
    return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  };
  const before = (await stateOf(DAILY))?.lastRunAt;
  const back = await passTime(test, DAY_MS);
  try {
    await waitFor('the run', () => runs === 1);
    expect(await worker.stop(5_000)).toBe(true);
    expect(await stateOf(DAILY)).toMatchObject({ lastRunAt: before, failures: 0 });
    const { due } = await test.app.get(JobQueue, { strict: false }).load(test.services.dataSource.manager);
    expect(due).toBeGreaterThan(0);
    purge.run = () => Promise.resolve();
    if (!test.database.isPostgres) {
      await worker.start();
      await waitFor('the end of it', async () => (await stateOf(DAILY))?.lastRunAt !== before);
    }
  } finally {
    back();
  }
});

it('takes the place of a job that an older version left waiting', async () => {
  const { manager } = test.services.dataSource;
  const queue = test.app.get(JobQueue, { strict: false });
  const name = 'mailLab.retain';
  let retained = 0;
  test.app.get(RetainLabMessagesJob, { strict: false }).run = () => {
    retained += 1;
    return Promise.resolve();
  };
  await queue.enqueue(test.services.dataSource, { name, payload: {}, key: name, runAt: new Date(Date.now() + 2 * DAY_MS) });
  test.clock.advance(DAY_MS);
  try {
    await waitFor('the run', () => Promise.resolve(retained > 0), 10_000);
    const waiting = test.database.isPostgres
      ? await queryRows(manager, sql`SELECT 1 FROM graphile_worker.jobs WHERE key = ${name} AND run_at > now()`)
      : await queryRows(manager, sql`SELECT 1 FROM jobs WHERE job_key = ${name} AND state = 'ready'`);
    expect({ retained, waiting }).toEqual({ retained: 1, waiting: [] });
  } finally {
    test.clock.advance(-DAY_MS);
  }
});
