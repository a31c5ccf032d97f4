import { execute, sql } from '../src/platform/database/sql.js';
import { approvedCampaign, createCampaign, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Dashboard {
  contacts: { total: number; daily: { date: string; count: number }[] };
  lists: { name: string; count: number }[];
  needsYou: { kind: string; title: string; link: { page: string; id: string | null } }[];
  recentActivity: { type: string; name: string; title: string; contactId: string | null; campaignId: string | null }[];
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

it('is all zeros, and thirty days long, for a new workspace', async () => {
  const dashboard = await dataOf<Dashboard>(test.owner.get('dashboard'));
  expect(dashboard.contacts.total).toBe(0);
  expect(dashboard.contacts.daily).toHaveLength(30);
  expect(dashboard.contacts.daily.at(-1)?.date).toBe(new Date().toISOString().slice(0, 10));
  expect(dashboard.needsYou).toEqual([]);
});

it('counts the living on each list, and names a campaign once, however many got it', async () => {
  const { listId, contactIds } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 30, 'home');
  await dataOf(test.owner.post(`contacts/${contactIds[0]}/notes`, { text: 'Called back' }));
  const campaign = await approvedCampaign(test.owner, [listId]);
  await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
  await untilStatus(test.owner, campaign.id, 'sent');
  await dataOf(test.owner.delete(`contacts/${contactIds[1]}`));
  const dashboard = await dataOf<Dashboard>(test.owner.get('dashboard'));
  expect(dashboard.contacts.total).toBe(29);
  expect(dashboard.lists.map(({ count }) => count)).toEqual([29]);
  expect(dashboard.recentActivity).toEqual([
    expect.objectContaining({ type: 'campaign', title: 'was sent to 30 people', campaignId: campaign.id, contactId: null }),
    expect.objectContaining({ type: 'note', title: 'Called back', contactId: contactIds[0], campaignId: null }),
  ]);
});

it('names what waits for a person, in the order of its weight, and an approval only to those who may give it', async () => {
  const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 2, 'waits');
  const change = (statement: ReturnType<typeof sql>) => execute(test.services.dataSource.manager, statement);
  const now = new Date().toISOString();
  const named = async (name: string, status: string, reason: string | null): Promise<string> => {
    const { id } = await createCampaign(test.owner, [listId]);
    await change(
      sql`UPDATE campaigns SET name = ${name}, status = ${status}, status_reason = ${reason}, started_at = ${now} WHERE id = ${id}`,
    );
    return id;
  };
  const inReview = await named('Autumn', 'inReview', null);
  const paused = await named('Winter', 'paused', 'the server is full');
  await dataOf(test.owner.put('sender', { type: 'mail_lab', config: {} }));
  await change(sql`UPDATE sender_accounts SET state = 'paused', state_reason = 'bad login' WHERE workspace_id = ${test.owner.workspaceId}`);
  const file = Buffer.from('First name\nAnn\n');
  const upload = await dataOf<{ id: string }>(test.owner.post('imports').attach('file', file, 'people.csv'));
  await change(sql`UPDATE import_jobs SET status = 'failed' WHERE id = ${upload.id}`);
  const expected = [
    { kind: 'sender', title: 'Sending is paused: bad login', link: { page: 'senderSettings', id: null } },
    { kind: 'campaign', title: 'Winter is paused: the server is full', link: { page: 'campaign', id: paused } },
    { kind: 'approval', title: 'Autumn waits for approval', link: { page: 'campaign', id: inReview } },
    { kind: 'failedImport', title: 'The import of people.csv failed', link: { page: 'import', id: upload.id } },
  ];
  expect((await dataOf<Dashboard>(test.owner.get('dashboard'))).needsYou).toEqual(expected);
  const viewer = await test.member('viewer');
  const { needsYou } = await dataOf<Dashboard>(viewer.get('dashboard'));
  expect(needsYou).toEqual(expected.filter(({ kind }) => kind !== 'approval'));
});

it('is not for strangers', async () => {
  const stranger = await test.stranger();
  stranger.workspaceId = test.owner.workspaceId;
  expect((await errorOf(stranger.get('dashboard'))).status).toBe(404);
});

it('leaves connections to others, however many dashboards are asked for at once', async () => {
  const { dataSource } = test.services;
  const dashboards = Promise.all(Array.from({ length: 20 }, () => dataOf<Dashboard>(test.owner.get('dashboard'))));
  let isOver = false;
  void dashboards.then(() => (isOver = true));
  let mostWaiting = 0;
  while (!isOver) {
    // PostgreSQL's pool says who waits for a connection; SQLite has none, and answers the reads all the same.
    const pool = (dataSource.driver as { master?: { waitingCount?: number } }).master;
    mostWaiting = Math.max(mostWaiting, pool?.waitingCount ?? 0);
    await dataOf(test.owner.get('contacts?limit=1'));
  }
  expect(await dashboards).toHaveLength(20);
  expect(mostWaiting).toBeLessThan(20);
});
