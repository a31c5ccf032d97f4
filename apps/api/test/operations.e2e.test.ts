import request from 'supertest';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { JobQueue } from '../src/platform/jobs/JobQueue.js';
import { JobWorker } from '../src/platform/jobs/JobWorker.js';
import { execute, isPostgres, sql } from '../src/platform/database/sql.js';
import { approvedCampaign, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { type RawAnswer, sendRaw } from './support/fuzz/sendRaw.js';
import { TestApp } from './support/startTestApp.js';

const TOKEN = 'a-token-of-enough-characters';
let test: TestApp;
afterEach(() => test.stop());

const get = (path: string, headers: Record<string, string> = {}): Promise<RawAnswer> => sendRaw(test.url, { method: 'GET', path, headers });
const ready = (): Promise<RawAnswer> => get('/health/ready');

function checksOf(answer: RawAnswer): unknown {
  const body = JSON.parse(answer.text) as { data: { checks: object } | null; error: { details: { checks: object } } | null };
  return body.data?.checks ?? body.error?.details.checks;
}

describe('health', () => {
  it('lives, and is ready with database, migrations, queue and disk', async () => {
    test = await TestApp.start();
    expect((await get('/health/live')).status).toBe(200);
    const answer = await ready();
    expect(answer.status).toBe(200);
    expect(checksOf(answer)).toEqual({ database: 'up', migrations: 'up', queue: 'up', removals: 'up', recurring: 'up', disk: 'up' });
  });

  it('is not ready without its database, still lives, and gives nothing away', async () => {
    test = await TestApp.start();
    await test.services.dataSource.destroy();
    const answer = await ready();
    expect(answer.status).toBe(503);
    expect(answer.headers['retry-after']).toBe('5');
    expect(checksOf(answer)).toMatchObject({ database: 'down', migrations: 'down', disk: 'up' });
    expect(answer.text).toContain('"code":"health.notReady"');
    expect(answer.text).not.toMatch(/postgres|sqlite|127\.0\.0\.1|\/tmp|connection|\bat /i);
    expect((await get('/health/live')).status).toBe(200);
    await test.services.dataSource.initialize();
  });

  it('is not ready while the database lacks a migration', async () => {
    test = await TestApp.start();
    const { manager } = test.services.dataSource;
    await execute(manager, sql`DELETE FROM migrations WHERE name LIKE ${'PeopleAndSafety%'}`);
    expect(checksOf(await ready())).toEqual({
      database: 'up',
      migrations: 'down',
      queue: 'up',
      removals: 'up',
      recurring: 'up',
      disk: 'up',
    });
  });

  it('is not ready when less space is left than it was told to keep', async () => {
    test = await TestApp.start({ MIN_FREE_DISK_MB: '1000000000' });
    const answer = await ready();
    expect(answer.status).toBe(503);
    expect(checksOf(answer)).toEqual({ database: 'up', migrations: 'up', queue: 'up', removals: 'up', recurring: 'up', disk: 'down' });
  });

  it('is not ready when jobs have waited for a quarter of an hour', async () => {
    test = await TestApp.start();
    await test.app.get(JobWorker).stop(5_000);
    await enqueueDue(20 * 60_000);
    const answer = await ready();
    expect(answer.status).toBe(503);
    expect(checksOf(answer)).toMatchObject({ database: 'up', queue: 'down' });
  });
});

describe('metrics', () => {
  const read = async (headers: Record<string, string> = { authorization: `Bearer ${TOKEN}` }): Promise<string> => {
    const answer = await get('/metrics', headers);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    return answer.text;
  };

  it('are off until someone asks for them', async () => {
    test = await TestApp.start();
    expect((await get('/metrics')).status).toBe(404);
  });

  it('open to the token alone', async () => {
    test = await TestApp.start({ METRICS_TOKEN: TOKEN });
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: TOKEN }]) {
      expect((await get('/metrics', headers as Record<string, string>)).status).toBe(401);
    }
    await read();
  });

  it('open on the loopback alone, and not through a proxy that stands there', async () => {
    test = await TestApp.start({ METRICS: 'loopback' });
    await read({});
    expect((await get('/metrics', { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
  });

  it('count requests by pattern, never by address, and hold no tenant', async () => {
    test = await TestApp.start({ METRICS_TOKEN: TOKEN });
    const list = await dataOf<{ id: string }>(test.owner.post('lists', { name: 'Friends' }));
    await test.owner.get(`lists/${list.id}`);
    await get('/u/a-token-of-someone');
    await get(`/api/v1/nothing/${list.id}`);
    const text = await read();
    const labels = 'method="GET",route="/api/v1/workspaces/:workspaceId/lists/:id",status="200"';
    expect(text).toContain(`http_request_duration_seconds_count{${labels}} 1`);
    expect(text).toContain(`http_request_duration_seconds_bucket{${labels},le="0.005"}`);
    expect(text).not.toContain(list.id);
    expect(text).not.toContain(test.owner.workspaceId);
    expect(text).not.toContain('a-token-of-someone');
  });

  it('tell of memory, event loop, jobs, messages and waiting for the database', async () => {
    test = await TestApp.start({ METRICS_TOKEN: TOKEN });
    await test.app.get(JobWorker).stop(5_000);
    await enqueueDue(90_000);
    await dataOf(test.owner.post('lists', { name: 'Friends' }));
    const text = await read();
    expect(text).toMatch(/^process_memory_bytes\{kind="rss"\} \d{7,}/m);
    expect(text).toMatch(/^nodejs_eventloop_delay_seconds\{quantile="0.99"\} [\d.e-]+$/m);
    expect(text).toMatch(/^rapport_jobs\{state="due"\} [1-9]\d*$/m);
    expect(Number(/^rapport_jobs_lag_seconds (\S+)$/m.exec(text)?.[1])).toBeGreaterThanOrEqual(85);
    expect(text).toMatch(/^rapport_database_wait_seconds_count [1-9]\d*$/m);
  });
});

it('counts messages by outcome', async () => {
  test = await TestApp.start({ METRICS_TOKEN: TOKEN });
  const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 3);
  const { id } = await approvedCampaign(test.owner, [listId]);
  await dataOf(test.owner.post(`campaigns/${id}/send`));
  await untilStatus(test.owner, id, 'sent');
  const { text } = await get('/metrics', { authorization: `Bearer ${TOKEN}` });
  expect(text).toMatch(/^rapport_messages_total\{outcome="accepted"\} 3$/m);
});

describe('the id of a request', () => {
  it('comes from the proxy, and is in the header of the answer and in the error', async () => {
    test = await TestApp.start();
    const answer = await request(test.app.getHttpServer()).get('/api/v1/nothing').set('X-Request-Id', 'from-the-proxy-1');
    expect(answer.headers['x-request-id']).toBe('from-the-proxy-1');
    expect((answer.body as { error: { requestId: string } }).error.requestId).toBe('from-the-proxy-1');
  });

  it('is made here when the one that came could be anything', async () => {
    test = await TestApp.start();
    const answer = await request(test.app.getHttpServer()).get('/api/v1/nothing').set('X-Request-Id', 'short');
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('goes along with the jobs that the request enqueues', async () => {
    test = await TestApp.start();
    await test.app.get(JobWorker).stop(5_000);
    const link = { workspaceId: test.owner.workspaceId, contactId: null, recipientId: null, addressKey: 'ann@example.com' };
    const url = new URL(test.app.get(UnsubscribeService, { strict: false }).urlFor(link));
    await request(test.app.getHttpServer()).post(url.pathname).set('X-Request-Id', 'ann-says-no').expect(200);
    const { manager } = test.services.dataSource;
    const rows = isPostgres(manager)
      ? await manager.query<{ payload: unknown }[]>('SELECT payload FROM graphile_worker._private_jobs')
      : await manager.query<{ payload: unknown }[]>('SELECT payload FROM jobs');
    expect(JSON.stringify(rows)).toContain('ann-says-no');
  });

  it('refuses nothing of what it does not know', async () => {
    test = await TestApp.start();
    expect((await errorOf(test.owner.get('contacts/00000000-0000-7000-8000-000000000000'))).status).toBe(404);
    const stranger = await test.stranger();
    stranger.workspaceId = test.owner.workspaceId;
    expect((await errorOf(stranger.get('contacts'))).status).toBe(404);
  });
});

/** A real job that has been due for so long. */
async function enqueueDue(forMs: number): Promise<void> {
  const { dataSource } = test.services;
  const name = 'contacts.index';
  await dataSource.transaction((manager) =>
    test.app.get(JobQueue).enqueue({ manager }, { name, payload: {}, runAt: new Date(Date.now() - forMs) }),
  );
}
