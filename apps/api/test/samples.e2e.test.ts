import { SmtpSink } from '@rapport/providers/testing';
import { newId } from '../src/platform/database/ids.js';
import { execute, sql } from '../src/platform/database/sql.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

interface Workspace {
  id: string;
  isSample: boolean;
}

it('fills a workspace with two hundred people in one step, and removes it in one', async () => {
  const sample = await dataOf<Workspace>(test.owner.post('/api/v1/sample-workspace'));
  const path = `/api/v1/workspaces/${sample.id}`;
  expect(sample.isSample).toBe(true);
  expect((await dataOf<{ count: number }>(test.owner.get(`${path}/contacts/count`))).count).toBe(200);
  const lists = await dataOf<{ name: string; isPrimary: boolean; count: number }[]>(test.owner.get(`${path}/lists`));
  expect(lists.map((list) => list.name).toSorted()).toEqual(['Customers', 'Leads', 'Newsletter', 'Prospects']);
  expect(lists.filter((list) => list.isPrimary).reduce((sum, list) => sum + list.count, 0)).toBe(200);
  const dashboard = await dataOf<{ contacts: { total: number; addedLast30Days: number }; recentActivity: unknown[] }>(
    test.owner.get(`${path}/dashboard`),
  );
  expect(dashboard.contacts.total).toBe(200);
  expect(dashboard.contacts.addedLast30Days).toBeGreaterThan(20);
  expect(dashboard.recentActivity.length).toBeGreaterThan(5);
  expect((await errorOf(test.owner.post('/api/v1/sample-workspace'))).code).toBe('sample.exists');

  await dataOf(test.owner.delete('/api/v1/sample-workspace'));
  expect((await errorOf(test.owner.get(path))).status).toBe(404);
  await dataOf(test.owner.get(''));
});

it('sends to the mail lab only, whatever is stored', async () => {
  const sample = await dataOf<Workspace>(test.owner.post('/api/v1/sample-workspace'));
  const path = `/api/v1/workspaces/${sample.id}`;
  const sink = await SmtpSink.start();
  const smtp = { type: 'smtp', config: { ...sink.address, security: 'none' } };
  for (const call of [
    test.owner.put(`${path}/sender`, smtp),
    test.owner.post(`${path}/sender/verify`, smtp),
    test.owner.post(`${path}/sender/test`, { ...smtp, to: 'ann@example.com' }),
  ])
    expect(await errorOf(call)).toMatchObject({ status: 409, code: 'sender.sampleSendsToLab' });
  // One that was set up before samples were kept to the lab.
  await execute(
    test.services.dataSource.manager,
    sql`INSERT INTO workspace_email_providers (id, workspace_id, provider_type, config_json, state, created_at, updated_at)
        VALUES (${newId()}, ${sample.id}, 'smtp', ${JSON.stringify({ values: smtp.config })}, 'ready', ${'2026-01-01'}, ${'2026-01-01'})`,
  );
  expect(await dataOf(test.owner.get(`${path}/sender`))).toMatchObject({ type: 'mail_lab' });
  expect(await dataOf(test.owner.put(`${path}/sender`, { type: 'mail_lab', config: {} }))).toMatchObject({ type: 'mail_lab' });
  expect(sink.received).toHaveLength(0);
  await sink.stop();
  await dataOf(test.owner.delete('/api/v1/sample-workspace'));
});

it("never touches anybody else's sample", async () => {
  const sample = await dataOf<Workspace>(test.owner.post('/api/v1/sample-workspace'));
  const stranger = await test.stranger();
  expect((await errorOf(stranger.delete('/api/v1/sample-workspace'))).status).toBe(404);
  expect((await errorOf(stranger.get(`/api/v1/workspaces/${sample.id}/contacts`))).status).toBe(404);
  expect((await errorOf(new Person(test.app.getHttpServer()).post('/api/v1/sample-workspace'))).status).toBe(401);
});
