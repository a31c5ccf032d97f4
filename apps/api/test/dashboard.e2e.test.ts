import { CountDomainsJob } from '../src/modules/campaigns/domains/CountDomainsJob.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { execute, sql } from '../src/platform/database/sql.js';
import { approvedCampaign, createCampaign, passTime, seedList, untilStatus } from './support/campaigns.js';
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
  for (const days of ['0', '366', 'year']) expect((await errorOf(person.get(`dashboard?days=${days}`))).status).toBe(422);
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
      expect(error).toMatchObject({ status: 422, fields: [expect.objectContaining({ field: 'left' })] });
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

describe('how contacts went through the stages', () => {
  interface Flow {
    days: number;
    stages: { name: string; count: number; joined: number; left: number }[];
    moves: { fromId: string; toId: string | null; count: number }[];
  }
  let owner: Person;
  let leads: { id: string };
  let clients: { id: string };
  beforeEach(async () => {
    owner = await test.stranger(`Lena ${Math.random()}`);
    leads = await dataOf(owner.post('lists', { name: 'Leads', isPrimary: true }));
    clients = await dataOf(owner.post('lists', { name: 'Clients', isPrimary: true }));
  });
  const flow = (days = 30): Promise<Flow> => dataOf<Flow>(owner.get(`stages/flow?days=${days}`));
  const makeContact = async (firstName: string): Promise<string> =>
    (await dataOf<{ id: string }>(owner.post('contacts', { firstName }))).id;
  const move = (contactId: string, stageId: string | null): Promise<unknown> =>
    dataOf(owner.post(`contacts/${contactId}/stage`, { stageId }));

  it('counts who came, who left, and from where to where', async () => {
    const contacts = await Promise.all(['Ann', 'Ben', 'Cai', 'Dee'].map((name) => makeContact(name)));
    for (const id of contacts) await move(id, leads.id);
    const [ann = '', ben = '', cai = ''] = contacts;
    await move(ann, clients.id);
    await move(ben, clients.id);
    await move(ben, null);
    await move(cai, null);
    const found = await flow();
    expect(found.stages).toEqual([
      expect.objectContaining({ name: 'Leads', count: 1, joined: 4, left: 3 }),
      expect.objectContaining({ name: 'Clients', count: 1, joined: 2, left: 1 }),
    ]);
    expect(found.moves).toEqual([
      { fromId: leads.id, toId: clients.id, count: 2 },
      ...[leads.id, clients.id].sort().map((fromId) => ({ fromId, toId: null, count: 1 })),
    ]);
  });

  it('leaves out what was before the days that are asked for', async () => {
    const ann = await makeContact('Ann');
    await move(ann, leads.id);
    await passTime(test, 3 * 86_400_000);
    await move(ann, clients.id);
    const found = await flow(2);
    expect(found.days).toBe(2);
    expect(found.stages.map(({ name, joined, left }) => [name, joined, left])).toEqual([
      ['Leads', 0, 1],
      ['Clients', 1, 0],
    ]);
    expect((await flow(10)).stages[0]?.joined).toBe(1);
  });

  it('is empty without stages, and refuses days that are none', async () => {
    const other = await test.stranger('Nobody');
    expect(await dataOf<Flow>(other.get('stages/flow'))).toMatchObject({ stages: [], moves: [] });
    for (const days of ['0', '366', 'all', '1.5']) expect((await errorOf(owner.get(`stages/flow?days=${days}`))).status).toBe(422);
  });
});

it('tells where emails went, by domains that got enough of them', async () => {
  const person = await test.stranger('Domains');
  const { dataSource } = test.services;
  const { listId } = await seedList(dataSource.manager, person.workspaceId, 12, 'domains');
  const campaign = await approvedCampaign(person, [listId]);
  await dataOf(person.post(`campaigns/${campaign.id}/send`));
  await untilStatus(person, campaign.id, 'sent');
  const job = test.app.get(CountDomainsJob, { strict: false });
  const run = job.run.bind(job);
  job.run = () => Promise.resolve();
  const count = (): Promise<void> =>
    run({ ctx: jobContext(dataSource.manager, person.workspaceId, 'test'), signal: new AbortController().signal });
  interface Domains {
    domains: { domain: string; sent: number; bounced: number; opened: number }[];
    countedAt: string | null;
  }
  const domains = (): Promise<Domains> => dataOf<Domains>(person.get('dashboard/domains?days=7'));
  const turned = (domain: string, ids: number): Promise<number> =>
    execute(
      dataSource.manager,
      sql`UPDATE campaign_recipients SET address_key = id || '@' || ${domain}, bounced_at = accepted_at WHERE id IN
          (SELECT id FROM campaign_recipients WHERE campaign_id = ${campaign.id} AND bounced_at IS NULL ORDER BY id LIMIT ${ids})`,
    );
  await turned('few.example', 4);
  await turned('bounces.example', 6);
  await execute(dataSource.manager, sql`DELETE FROM campaign_domains WHERE campaign_id = ${campaign.id}`);
  expect(await domains()).toEqual({ domains: [], countedAt: null });
  await count();
  const first = await domains();
  expect(first.domains).toEqual([expect.objectContaining({ domain: 'bounces.example', sent: 6, bounced: 6, opened: 0 })]);
  expect(first.countedAt).not.toBeNull();
  await turned('bounces.example', 2);
  await count();
  expect(await domains()).toEqual(first);
  await passTime(test, 11 * 60_000);
  await count();
  expect((await domains()).domains[0]).toMatchObject({ domain: 'bounces.example', sent: 8 });
  job.run = run;
});
