import type { OutgoingEmail } from '@rapport/providers';
import { SmtpSink } from '@rapport/providers/testing';
import { SenderPoolService } from '../src/modules/providers/SenderPoolService.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { SenderAccounts1765600000000 } from '../src/platform/database/migrations/1765600000000-SenderAccounts.js';
import { ProviderReports1767720000000 } from '../src/platform/database/migrations/1767720000000-ProviderReports.js';
import { Mailboxes1767800000000 } from '../src/platform/database/migrations/1767800000000-Mailboxes.js';
import { SigningKeys1767840000000 } from '../src/platform/database/migrations/1767840000000-SigningKeys.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import {
  approvedCampaign,
  type Campaign,
  expectNobodyTwice,
  getCampaign,
  passTime,
  seedList,
  untilAtRest,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Account {
  id: string;
  name: string;
  type: string;
  isActive: boolean;
  state: string;
  stateReason: string | null;
  ratePerMinute: number | null;
  quotaPerDay: number | null;
  usedToday: number;
  campaigns: number;
}
interface Sender {
  type: string;
  config: Record<string, unknown>;
  state: string;
  account: Account | null;
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const settings = (sink: SmtpSink, over: object = {}): object => ({
  type: 'smtp',
  config: { ...sink.address, security: 'none', user: null, password: null, ...over },
});
const listOf = (person: Person): Promise<Account[]> => dataOf(person.get('sender-accounts'));
const add = (person: Person, sink: SmtpSink, over: object = {}): Promise<Sender> =>
  dataOf(person.post('sender-accounts', { name: 'Second', ...settings(sink), ...over }));
const idOf = ({ account }: Sender): string => account?.id ?? '';
const activate = (person: Person, id: string): Promise<Sender> => dataOf(person.post(`sender-accounts/${id}/activate`));

async function begin(person: Person, people: number, prefix: string): Promise<Campaign> {
  const { listId } = await seedList(test.services.dataSource.manager, person.workspaceId, people, prefix);
  const campaign = await approvedCampaign(person, [listId]);
  await dataOf(person.post(`campaigns/${campaign.id}/send`));
  return campaign;
}

describe('the accounts of a workspace', () => {
  let owner: Person;
  let sinks: SmtpSink[];
  beforeEach(async () => {
    owner = await test.stranger('Acc Ounts');
    sinks = [await SmtpSink.start({ user: 'ada', password: 'secret' }), await SmtpSink.start()];
  });
  afterEach(() => Promise.all(sinks.map((sink) => sink.stop())));
  const sink = (index: number): SmtpSink => sinks[index] as SmtpSink;

  it('are none at first: the mail lab sends', async () => {
    expect(await listOf(owner)).toEqual([]);
    expect(await dataOf<Sender>(owner.get('sender'))).toMatchObject({ type: 'mail_lab', account: null });
  });

  it('are added, renamed, limited, tried, chosen and deleted', async () => {
    await dataOf(owner.put('sender', settings(sink(0), { user: 'ada', password: 'secret' })));
    const second = await add(owner, sink(1), { ratePerMinute: 60, quotaPerDay: 500 });
    expect(second).toMatchObject({ state: 'untested', account: { name: 'Second', isActive: false, ratePerMinute: 60, quotaPerDay: 500 } });
    expect(await dataOf(owner.post(`sender-accounts/${idOf(second)}/verify`, {}))).toMatchObject({ ok: true });
    expect(await listOf(owner)).toMatchObject([
      { name: 'SMTP server', isActive: true, state: 'untested' },
      { name: 'Second', isActive: false, state: 'ready' },
    ]);
    const changed = await dataOf<Sender>(owner.patch(`sender-accounts/${idOf(second)}`, { name: 'Newsletters', quotaPerDay: null }));
    expect(changed).toMatchObject({ state: 'ready', account: { name: 'Newsletters', ratePerMinute: 60, quotaPerDay: null } });
    expect(await activate(owner, idOf(second))).toMatchObject({ account: { isActive: true } });
    expect(await dataOf<Sender>(owner.get('sender'))).toMatchObject({ config: { port: sink(1).address.port } });

    const first = (await listOf(owner))[0] as Account;
    expect(await dataOf(owner.post(`sender-accounts/${first.id}/verify`, {}))).toMatchObject({ ok: true });
    expect(await errorOf(owner.delete(`sender-accounts/${idOf(second)}`))).toMatchObject({ status: 409, code: 'sender.isActive' });
    await dataOf(owner.delete(`sender-accounts/${first.id}`));
    expect(await listOf(owner)).toMatchObject([{ name: 'Newsletters' }]);
    const { manager } = test.services.dataSource;
    expect(await queryRows(manager, sql`SELECT id FROM workspace_secrets WHERE subject = ${first.id}`)).toEqual([]);
    const { items } = await dataOf<{ items: { action: string }[] }>(owner.get('audit?limit=50'));
    const acts = items.map(({ action }) => action).filter((action) => action.startsWith('sender.'));
    expect(acts.sort()).toEqual([
      'sender.activated',
      'sender.added',
      'sender.deleted',
      'sender.updated',
      'sender.updated',
      'sender.verified',
      'sender.verified',
    ]);
  });

  it('are nobody else’s, and written by admins', async () => {
    const id = idOf(await add(owner, sink(1)));
    const stranger = await test.stranger('Eve Elsewhere');
    const viewer = await test.member('viewer', owner);
    for (const ask of [
      () => stranger.get(`sender-accounts/${id}`),
      () => stranger.patch(`sender-accounts/${id}`, { name: 'Mine' }),
      () => stranger.post(`sender-accounts/${id}/activate`),
      () => stranger.post(`sender-accounts/${id}/verify`, {}),
      () => stranger.post(`sender-accounts/${id}/test`, { to: 'ann@example.com' }),
      () => stranger.delete(`sender-accounts/${id}`),
    ])
      expect((await errorOf(ask())).status).toBe(404);
    expect(await listOf(viewer)).toMatchObject([{ id }]);
    expect((await errorOf(viewer.patch(`sender-accounts/${id}`, { name: 'Mine' }))).code).toBe('auth.roleTooLow');
  });

  it('keep their secrets apart', async () => {
    const withPassword = settings(sink(0), { user: 'ada', password: 'secret' });
    const first = idOf(await dataOf<Sender>(owner.post('sender-accounts', { name: 'First', ...withPassword })));
    const second = idOf(await dataOf<Sender>(owner.post('sender-accounts', { name: 'Second', ...withPassword })));
    const wrong = settings(sink(0), { user: 'ada', password: 'wrong' });
    await dataOf(owner.patch(`sender-accounts/${first}`, { ...wrong }));
    expect(await dataOf(owner.post(`sender-accounts/${first}/verify`, {}))).toMatchObject({ ok: false });
    expect(await dataOf(owner.post(`sender-accounts/${second}/verify`, {}))).toMatchObject({ ok: true });
    expect(await listOf(owner)).toMatchObject([{ state: 'paused' }, { state: 'ready' }]);
  });

  it('keep their connections until their settings are saved', async () => {
    await useSink(owner, sink(1));
    const pool = test.app.get(SenderPoolService, { strict: false });
    const ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
    const deliver = async (): Promise<number> => {
      const before = sink(1).connections;
      await (await pool.open(ctx)).sender.send(message());
      return sink(1).connections - before;
    };
    expect(await deliver()).toBe(1);
    const { id } = (await listOf(owner))[0] as Account;
    await dataOf(owner.patch(`sender-accounts/${id}`, { name: 'Renamed', ratePerMinute: 6_000, quotaPerDay: 100 }));
    expect(await dataOf(owner.post('sender/verify', {}))).toMatchObject({ ok: true });
    await dataOf(
      owner.post('sender/test', { to: (await dataOf<{ user: { email: string } }>(owner.get('/api/v1/auth/session'))).user.email }),
    );
    expect(await deliver()).toBe(0);
    await useSink(owner, sink(1), { connections: 3 });
    expect(await deliver()).toBe(1);
  });

  it('are found where an older version kept its one sender, and open its secrets', async () => {
    await dataOf(owner.put('sender', settings(sink(0), { user: 'ada', password: 'secret' })));
    const [before] = await listOf(owner);
    const runner = test.services.dataSource.createQueryRunner();
    // What came later refers to the accounts.
    const migrations = [
      new SenderAccounts1765600000000(),
      new ProviderReports1767720000000(),
      new Mailboxes1767800000000(),
      new SigningKeys1767840000000(),
    ];
    for (const migration of migrations.toReversed()) await migration.down(runner);
    const [old] = await queryRows<{ id: string; config_json: string; state: string }>(
      test.services.dataSource.manager,
      sql`SELECT * FROM workspace_email_providers WHERE workspace_id = ${owner.workspaceId}`,
    );
    expect(old).toMatchObject({ id: before?.id, state: 'untested', config_json: expect.stringContaining('127.0.0.1') });
    for (const migration of migrations) await migration.up(runner);
    await runner.release();
    expect(await listOf(owner)).toMatchObject([{ id: before?.id, name: 'SMTP server', isActive: true, state: 'untested' }]);
    expect(await dataOf(owner.post('sender/verify', {}))).toMatchObject({ ok: true });
  });
});

describe('campaigns and their accounts', () => {
  let owner: Person;
  let sinks: SmtpSink[];
  beforeEach(async () => {
    owner = await test.stranger('Cam Paigns');
    sinks = [await SmtpSink.start(), await SmtpSink.start()];
  });
  afterEach(() => Promise.all(sinks.map((sink) => sink.stop())));
  const sink = (index: number): SmtpSink => sinks[index] as SmtpSink;

  it('go on through the account they were begun with; a refused one stops with its campaigns and no others', async () => {
    await useSink(owner, sink(0));
    const first = ((await listOf(owner))[0] as Account).id;
    await dataOf(owner.patch(`sender-accounts/${first}`, { ratePerMinute: 300 }));
    const one = await begin(owner, 60, 'one');
    await waitFor('the first messages', () => Promise.resolve(sink(0).received.length > 3));
    const second = idOf(await add(owner, sink(1), { ratePerMinute: 300 }));
    await activate(owner, second);
    expect(await listOf(owner)).toMatchObject([{ campaigns: 1 }, { campaigns: 0 }]);
    expect(await errorOf(owner.delete(`sender-accounts/${first}`))).toMatchObject({ status: 409, code: 'sender.isUsed' });
    const two = await begin(owner, 20, 'two');
    await waitFor('messages over both', () => Promise.resolve(sink(1).received.length > 3));
    const sent = sink(0).received.length;
    await waitFor('more over the first one', () => Promise.resolve(sink(0).received.length > sent));

    sink(0).setFaults({ at: 'mail', action: { kind: 'reply', code: 530, text: '5.7.0 Authentication required' } });
    const paused = await untilAtRest(owner, one.id, 'paused');
    expect(paused.counts).toMatchObject({ failed: 0 });
    expect(await listOf(owner)).toMatchObject([{ state: 'paused', stateReason: expect.stringContaining('5.7.0') }, { state: 'ready' }]);
    expect((await untilAtRest(owner, two.id, 'sent')).counts).toMatchObject({ accepted: 20, failed: 0 });
    expect(sink(1).received.every(({ recipients }) => recipients[0]?.startsWith('two'))).toBe(true);

    sink(0).setFaults();
    await dataOf(owner.patch(`sender-accounts/${first}`, { ratePerMinute: null }));
    await dataOf(owner.post(`campaigns/${one.id}/resume`));
    expect((await untilAtRest(owner, one.id, 'sent')).counts).toMatchObject({ accepted: 60, failed: 0 });
    expect((await listOf(owner))[0]).toMatchObject({ state: 'ready', campaigns: 0 });
    sinks.forEach(expectNobodyTwice);
  }, 60_000);

  it('stop when the workspace goes back to the mail lab', async () => {
    await useSink(owner, sink(0));
    const first = ((await listOf(owner))[0] as Account).id;
    await dataOf(owner.patch(`sender-accounts/${first}`, { ratePerMinute: 120 }));
    const campaign = await begin(owner, 200, 'lab');
    await waitFor('the first messages', () => Promise.resolve(sink(0).received.length > 0));
    const lab = await dataOf<Sender>(owner.post('sender-accounts', { name: 'Lab', type: 'mail_lab', config: {} }));
    await activate(owner, idOf(lab));
    expect((await untilAtRest(owner, campaign.id, 'paused', 45_000)).counts.planned).toBeGreaterThan(50);
  }, 60_000);

  it('share the rate of their account, in every process', async () => {
    await useSink(owner, sink(0));
    const { id } = (await listOf(owner))[0] as Account;
    await dataOf(owner.patch(`sender-accounts/${id}`, { ratePerMinute: 600 }));
    // On SQLite there is one process; on PostgreSQL a second one takes lanes of both campaigns.
    const other = test.database.isPostgres ? await TestApp.start({}, test.database) : null;
    const counts: { at: number; received: number }[] = [];
    const watch = setInterval(() => counts.push({ at: performance.now(), received: sink(0).received.length }), 50);
    try {
      const campaigns = [await begin(owner, 60, 'left'), await begin(owner, 60, 'right')];
      for (const { id } of campaigns) await untilAtRest(owner, id, 'sent', 40_000);
    } finally {
      clearInterval(watch);
      await other?.close();
    }
    expectNobodyTwice(sink(0));
    // Ten a second, and no more than a slice beyond that in any three seconds.
    const within = counts.map(({ at, received }) => received - (counts.findLast((earlier) => earlier.at < at - 3_000)?.received ?? 0));
    expect(Math.max(...within)).toBeLessThanOrEqual(30 + 10);
    const busy = counts.filter(({ received }) => received > 0 && received < 120);
    expect(((busy.at(-1)?.at ?? 0) - (busy[0]?.at ?? 0)) / 1_000).toBeGreaterThan(9);
  }, 90_000);

  it('wait for the next day when the account has sent what it may, and lose nobody', async () => {
    await useSink(owner, sink(0));
    const { id } = (await listOf(owner))[0] as Account;
    await dataOf(owner.patch(`sender-accounts/${id}`, { quotaPerDay: 15 }));
    const campaigns = [await begin(owner, 20, 'early'), await begin(owner, 20, 'late')];
    const waiting = async (sent: number): Promise<void> => {
      await waitFor(`${sent} sent`, () => Promise.resolve(sink(0).received.length === sent));
      await waitFor('a reason', async () => {
        const all = await Promise.all(campaigns.map(({ id }) => getCampaign(owner, id)));
        return all.every(({ status, statusReason }) => status === 'sent' || (status === 'sending' && statusReason?.includes('in a day')));
      });
    };
    await waiting(15);
    expect((await listOf(owner))[0]).toMatchObject({ usedToday: 15, quotaPerDay: 15, campaigns: 2, state: 'ready' });
    const back = await passTime(test, 24 * 3_600_000);
    try {
      await waiting(30);
    } finally {
      back();
    }
    expectNobodyTwice(sink(0));
    // A higher limit counts at once.
    await dataOf(owner.patch(`sender-accounts/${id}`, { quotaPerDay: 1_000 }));
    for (const { id } of campaigns) {
      const { counts, statusReason } = await untilAtRest(owner, id, 'sent');
      expect({ counts, statusReason }).toMatchObject({ counts: { accepted: 20, failed: 0, uncertain: 0 }, statusReason: null });
    }
    expectNobodyTwice(sink(0));
    expect(sink(0).received).toHaveLength(40);
  }, 60_000);

  it('are approved for one account: another active one before the launch needs a new approval', async () => {
    await useSink(owner, sink(0));
    const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, 3, 'seal');
    const campaign = await approvedCampaign(owner, [listId]);
    await activate(owner, idOf(await add(owner, sink(1))));
    expect((await errorOf(owner.post(`campaigns/${campaign.id}/send`))).code).toBe('campaign.changedSinceApproval');
    await untilStatus(owner, campaign.id, 'draft');
    expect(sinks.flatMap(({ received }) => received)).toEqual([]);
  });
});

function message(): OutgoingEmail {
  return {
    from: { name: null, address: 'club@garden.example.org' },
    to: { name: null, address: 'ann@example.com' },
    replyTo: null,
    subject: 'Hello',
    text: 'Hello',
    html: '<p>Hello</p>',
    headers: [],
    messageId: `<${newId()}@garden.example.org>`,
    date: new Date(),
  };
}
