import { queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf } from './support/Person.js';
import { loadSample } from './support/samples.js';
import { TestApp } from './support/startTestApp.js';

const DAY_MS = 86_400_000;

let test: TestApp;
let path: string;
beforeAll(async () => {
  test = await TestApp.start();
  path = `/api/v1/workspaces/${(await loadSample(test.owner)).id}`;
});
afterAll(() => test.stop());

it('has an answer on a timeline for each reply that was counted, the newest of them open in the inbox', async () => {
  const { items } = await dataOf<{ items: { counts: { replied: number } }[] }>(test.owner.get(`${path}/campaigns?status=sent`));
  const replied = items.reduce((all, { counts }) => all + counts.replied, 0);
  const workspaceId = path.split('/').at(-1) ?? '';
  const incoming = await queryRows<{ content: string; timestamp: string }>(
    test.services.dataSource.manager,
    sql`SELECT content, timestamp FROM communication_logs WHERE workspace_id = ${workspaceId} AND type = 'email' AND content LIKE '%"direction":"incoming"%'`,
  );
  expect(incoming).toHaveLength(replied);
  const conversations = async (view: string): Promise<{ lastReceivedAt: string }[]> =>
    (await dataOf<{ items: { lastReceivedAt: string }[] }>(test.owner.get(`${path}/conversations?view=${view}&limit=100`))).items;
  const week = Date.now() - 7 * DAY_MS - 60_000;
  const [open, done] = [await conversations('open'), await conversations('done')];
  expect(open.length).toBeGreaterThan(0);
  expect(open.every(({ lastReceivedAt }) => Date.parse(lastReceivedAt) > week)).toBe(true);
  expect(done.every(({ lastReceivedAt }) => Date.parse(lastReceivedAt) < week + 120_000)).toBe(true);
  expect(open.length + done.length).toBeLessThanOrEqual(replied);
});
