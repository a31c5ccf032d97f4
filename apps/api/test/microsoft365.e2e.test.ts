import { GraphServer } from '@rapport/providers/testing';
import { newId } from '../src/platform/database/ids.js';
import { execute, sql } from '../src/platform/database/sql.js';
import { approvedCampaign, askUntil, getCampaign, passTime, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Sender {
  type: string;
  state: string;
  config: Record<string, unknown>;
  reports: object | null;
}

let graph: GraphServer;
let test: TestApp;
beforeAll(async () => {
  graph = await GraphServer.start();
  test = await TestApp.start({ MICROSOFT_LOGIN_URL: graph.url, MICROSOFT_GRAPH_URL: graph.url });
});
afterAll(async () => {
  await test.stop();
  await graph.stop();
  expect(graph.problems).toEqual([]);
});
beforeEach(() => {
  graph.arrivals.splice(0);
  graph.onSent = null;
});

const connect = (owner: Person, over: object = {}): Promise<Sender> =>
  dataOf(owner.put('sender', { type: 'microsoft_365', config: { ...graph.settings, ...over } }));

async function begin(owner: Person, people: number): Promise<string> {
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, people, `g${newId()}`);
  const { id } = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${id}/send`));
  return id;
}

function expectEachOnce(people: number): void {
  const to = graph.arrivals.map(({ raw }) => /^To: ([^]+?)\r\n(?![ \t])/m.exec(raw.toString('latin1'))?.[1]);
  expect([to.length, new Set(to).size]).toEqual([people, people]);
}

it('is set up with a secret that is never shown again, and checked without sending', async () => {
  const owner = await test.stranger('Mic Rosoft');
  const bad = await errorOf(owner.put('sender', { type: 'microsoft_365', config: { mailbox: 'news@example.com' } }));
  expect(bad.fields.map(({ field }) => field)).toEqual(['config.tenantId', 'config.clientId', 'config.clientSecret']);
  const sender = await connect(owner);
  const { mailbox, tenantId } = graph.settings;
  expect(sender).toMatchObject({ type: 'microsoft_365', state: 'untested', config: { mailbox, tenantId, clientSecret: { isSet: true } } });
  expect(sender.reports).toBeNull();
  expect(JSON.stringify(sender)).not.toContain(graph.clientSecret);
  expect(await dataOf(owner.post('sender/verify', {}))).toMatchObject({ ok: true });
  const wrong = { type: 'microsoft_365', config: { ...graph.settings, clientSecret: 'wrong' } };
  expect(await dataOf(owner.post('sender/verify', wrong))).toMatchObject({ ok: false, hint: expect.stringContaining('secret') as string });
  expect((await dataOf<Sender>(owner.get('sender'))).state).toBe('ready');
  // The secret belongs to a tenant: it is not sent to another one unasked.
  const moved = await errorOf(
    owner.put('sender', { type: 'microsoft_365', config: { ...graph.settings, tenantId: 'other.example', clientSecret: undefined } }),
  );
  expect(moved.fields).toMatchObject([{ field: 'config.clientSecret', code: 'sender.secretNeededAgain' }]);
  expect([graph.arrivals.length, graph.drafts.length]).toEqual([0, 0]);
});

it('sends a campaign with one sign-in, besides that of the check before it', async () => {
  const owner = await test.stranger('Cam Paign');
  await connect(owner);
  graph.tokens.splice(0);
  const id = await begin(owner, 30);
  await untilStatus(owner, id, 'sent');
  expect((await getCampaign(owner, id)).counts).toMatchObject({ recipients: 30, accepted: 30, uncertain: 0 });
  expectEachOnce(30);
  expect([graph.tokens.length, graph.drafts.length]).toEqual([2, 0]);
});

it('asks what became of messages that broke off, and sends those again that were not sent', async () => {
  const owner = await test.stranger('Unc Ertain');
  await connect(owner);
  for (const kind of ['dropAfter', 'dropBefore', 'dropAfter', 'dropBefore'] as const) graph.faults.push({ at: 'send', kind });
  const id = await begin(owner, 12);
  await waitFor('all to have an end', async () => {
    const { counts } = await getCampaign(owner, id);
    return counts.accepted + counts.uncertain === 12 && graph.drafts.length === 2;
  });
  const { manager } = test.services.dataSource;
  const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
  await execute(manager, sql`UPDATE campaign_recipients SET handed_at = ${hourAgo} WHERE campaign_id = ${id} AND state = 'uncertain'`);
  await passTime(test, 7 * 3_600_000);
  await askUntil(test, 'all to be sent', async () => (await getCampaign(owner, id)).counts.accepted === 12);
  expectEachOnce(12);
  expect(graph.drafts).toHaveLength(0);
});

it('stops when the secret is withdrawn in the middle of a campaign, says so, and goes on with a new one', async () => {
  const owner = await test.stranger('Re Voked');
  await connect(owner);
  await dataOf(owner.post('sender/verify', {}));
  graph.onSent = (count) => {
    if (count !== 6) return;
    graph.clientSecret = 'the next secret';
    graph.revokeTokens();
  };
  const id = await begin(owner, 20);
  const paused = await untilStatus(owner, id, 'paused');
  expect(paused.statusReason).toContain('AADSTS7000215');
  expect((await dataOf<Sender>(owner.get('sender'))).state).toBe('paused');
  expect(paused.counts).toMatchObject({ failed: 0, uncertain: 0 });
  await connect(owner);
  await dataOf(owner.post(`campaigns/${id}/resume`));
  const sent = await untilStatus(owner, id, 'sent');
  expect(sent.counts).toMatchObject({ accepted: 20, failed: 0, uncertain: 0 });
  expectEachOnce(20);
});
