import { execute, sql } from '../src/platform/database/sql.js';
import { approvedCampaign, createCampaign, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
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

it('compares with as many days before, and tells of each sender', async () => {
  const person = await test.stranger('Compare');
  const { dataSource } = test.services;
  const { listId, contactIds } = await seedList(dataSource.manager, person.workspaceId, 4, 'compare');
  const earlier = new Date(Date.now() - 9 * 86_400_000).toISOString();
  const campaign = await approvedCampaign(person, [listId]);
  await dataOf(person.post(`campaigns/${campaign.id}/send`));
  await untilStatus(person, campaign.id, 'sent');
  interface Numbers {
    contacts: { total: number; added: number; addedBefore: number; daily: unknown[] };
    deliverability: {
      days: number;
      sent: number;
      before: { sent: number };
      bySender: { senderId: string | null; name: string; sent: number }[];
    };
  }
  const numbers = (days: number): Promise<Numbers> => dataOf<Numbers>(person.get(`dashboard?days=${days}`));
  expect(await numbers(7)).toMatchObject({
    contacts: { total: 4, added: 4, addedBefore: 0 },
    deliverability: { days: 7, sent: 4, before: { sent: 0 }, bySender: [{ senderId: null, name: 'Mail lab', sent: 4 }] },
  });
  await execute(dataSource.manager, sql`UPDATE campaigns SET started_at = ${earlier} WHERE id = ${campaign.id}`);
  const older = await numbers(7);
  expect(older.contacts.daily).toHaveLength(7);
  expect(older).toMatchObject({ contacts: { total: 4 }, deliverability: { sent: 0, before: { sent: 4 }, bySender: [] } });
  expect(await numbers(30)).toMatchObject({ deliverability: { sent: 4, before: { sent: 0 } } });
  expect(contactIds).toHaveLength(4);
  for (const days of ['0', '366', 'year']) expect((await errorOf(person.get(`dashboard?days=${days}`))).status).toBe(400);
});

describe('the arrangement of Home', () => {
  interface Layout {
    left: string[];
    right: string[];
    hidden: string[];
    isDefault: boolean;
  }
  const layoutOf = (person: Person): Promise<Layout> => dataOf<Layout>(person.get('dashboard/layout'));

  it('is each person’s own, the same wherever they sign in, and goes back to the first one', async () => {
    const viewer = await test.member('viewer');
    const first = await layoutOf(viewer);
    expect(first.isDefault).toBe(true);
    const arranged = {
      left: ['lists'],
      right: [...first.left, ...first.right.filter((name) => name !== 'lists' && name !== 'mail')],
      hidden: ['mail'],
    };
    expect(await dataOf(viewer.put('dashboard/layout', arranged))).toEqual({ ...arranged, isDefault: false });
    expect(await layoutOf(viewer)).toEqual({ ...arranged, isDefault: false });
    expect((await layoutOf(test.owner)).isDefault).toBe(true);
    expect(await dataOf(viewer.delete('dashboard/layout'))).toEqual(first);
    expect(await layoutOf(viewer)).toEqual(first);
  });

  it('says which part it can’t read', async () => {
    for (const left of [['weather'], 'lists', Array.from({ length: 50 }, () => 'lists'), [['lists']], null]) {
      const error = await errorOf(test.owner.put('dashboard/layout', { left, right: [], hidden: [] }));
      expect(error).toMatchObject({ status: 400, fields: [expect.objectContaining({ field: 'left' })] });
    }
  });
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
