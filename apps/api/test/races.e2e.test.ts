import path from 'node:path';
import request from 'supertest';
import { createApp } from '../src/createApp.js';
import { closePlatform, openPlatform } from '../src/openPlatform.js';
import { readConfig } from '../src/platform/config/AppConfig.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf } from './support/Person.js';
import { TestLogger } from './support/TestLogger.js';
import { TestApp } from './support/startTestApp.js';
import { createTestDatabase } from './support/testDatabase.js';

const TOGETHER = 20;

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const together = <T>(act: (n: number) => PromiseLike<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: TOGETHER }, (_, n) => Promise.resolve(act(n))));

const make = async (path: string, body: object): Promise<string> => (await dataOf<{ id: string }>(test.owner.post(path, body))).id;

/** How many stages each contact stands on, the highest first. */
async function mostStages(contactIds: readonly string[]): Promise<number> {
  const rows = await queryRows<{ n: number }>(
    test.services.dataSource.manager,
    sql`SELECT COUNT(*) AS n FROM contact_list_assignments a JOIN contact_lists l ON l.id = a.list_id AND l.is_primary = ${true}
        WHERE a.contact_id IN (${sql.list(contactIds)}) GROUP BY a.contact_id`,
  );
  return Math.max(0, ...rows.map(({ n }) => Number(n)));
}

it('has one first account, however many ask for it at the same moment', async () => {
  const database = await createTestDatabase({ isMigrated: true });
  const config = readConfig({ PORT: '0', ...database.environment }, path.join(database.dataDir, '.env'));
  const services = await openPlatform(config, { logger: new TestLogger() });
  const app = await createApp(services);
  await app.listen(0, '127.0.0.1');
  try {
    const answers = await together((n) =>
      request(app.getHttpServer())
        .post('/api/v1/auth/register')
        .set('X-Rapport-Client', 'test')
        .send({ name: `First ${n}`, email: `first-${n}@example.com`, password: 'correct horse battery', workspaceName: `Workspace ${n}` }),
    );
    expect(answers.filter(({ status }) => status < 400)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toHaveLength(0);
  } finally {
    await services.liveEvents.close();
    await app.close();
    await closePlatform(services);
    await database.remove();
  }
});

it('keeps to a hundred live keys', async () => {
  const key = (n: number) => ({ description: `Key ${n}`, scopes: ['contacts:read'] });
  for (let n = 0; n < 90; n += 1) await dataOf(test.owner.post('api-keys', key(n)));
  const answers = await together((n) => test.owner.post('api-keys', key(100 + n)));
  expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(10).fill(201), ...Array<number>(10).fill(409)]);
});

it('leaves a contact on one stage, however many it is put on at the same moment', async () => {
  const stages = await Promise.all(Array.from({ length: TOGETHER }, (_, n) => make('lists', { name: `Stage ${n}`, isPrimary: true })));
  const contact = await make('contacts', { firstName: 'Rae' });
  const answers = await together((n) => test.owner.post(`lists/${stages[n] ?? ''}/contacts`, { contactIds: [contact] }));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(await mostStages([contact])).toBe(1);
});

it('leaves a contact on one stage when its lists become stages at the same moment', async () => {
  const contact = await make('contacts', { firstName: 'Sol' });
  const lists = await Promise.all(Array.from({ length: TOGETHER }, (_, n) => make('lists', { name: `Later a stage ${n}` })));
  for (const list of lists) await dataOf(test.owner.post(`lists/${list}/contacts`, { contactIds: [contact] }));
  const answers = await together((n) => test.owner.patch(`lists/${lists[n] ?? ''}`, { isPrimary: true }));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true);
  expect(await mostStages([contact])).toBe(1);
});

it('leaves a contact on one stage when it is put on lists that become stages meanwhile', async () => {
  const contact = await make('contacts', { firstName: 'Tam' });
  const lists = await Promise.all(Array.from({ length: TOGETHER }, (_, n) => make('lists', { name: `Becoming ${n}` })));
  await together(async (n) => {
    const list = lists[n] ?? '';
    await Promise.all([
      test.owner.post(`lists/${list}/contacts`, { contactIds: [contact] }),
      test.owner.patch(`lists/${list}`, { isPrimary: true }),
    ]);
  });
  expect(await mostStages([contact])).toBeLessThanOrEqual(1);
});

it('shows none of it to a stranger', async () => {
  const list = await make('lists', { name: 'Mine' });
  expect((await (await test.stranger()).get(`/api/v1/workspaces/${test.owner.workspaceId}/lists/${list}`)).status).toBe(404);
});
