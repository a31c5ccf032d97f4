import { readTimelineContent, type TimelineType } from '@rapport/common';
import { SmtpSink } from '@rapport/providers/testing';
import { DataSource } from 'typeorm';
import { newId } from '../src/platform/database/ids.js';
import { JobQueue } from '../src/platform/jobs/JobQueue.js';
import { CampaignHistoryService } from '../src/modules/campaigns/CampaignHistoryService.js';
import { FillSampleJob } from '../src/modules/samples/FillSampleJob.js';
import { SamplePeople } from '../src/modules/samples/SamplePeople.js';
import { jobContext, systemContext } from '../src/platform/context/contexts.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { loadSample, type SampleWorkspace } from './support/samples.js';
import { waitFor } from './support/waitFor.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const stateOf = async (id: string): Promise<string | null> =>
  (await dataOf<SampleWorkspace>(test.owner.get(`/api/v1/workspaces/${id}`))).sampleState;

const DAY_MS = 86_400_000;

interface Campaign {
  id: string;
  name: string;
  status: string;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  counts: Record<
    | 'recipients'
    | 'accepted'
    | 'delivered'
    | 'failed'
    | 'skipped'
    | 'opened'
    | 'clicked'
    | 'replied'
    | 'bounced'
    | 'complained'
    | 'unsubscribed',
    number
  >;
}

it('answers before the past is written, and says when it is', async () => {
  const { id, sampleState } = await dataOf<SampleWorkspace>(test.owner.post('/api/v1/sample-workspace'));
  expect(sampleState).toBe('filling');
  expect(await dataOf(test.owner.get(''))).toMatchObject({ isSample: false, sampleState: null });
  await waitFor('the sample', async () => (await stateOf(id)) === 'ready', 20_000);
  await dataOf(test.owner.delete('/api/v1/sample-workspace'));
});

it('leaves nothing behind when it is removed while it is filled', async () => {
  const people = test.app.get(SamplePeople, { strict: false });
  const makeLists = people.makeLists.bind(people);
  let id = '';
  const reached = new Promise<void>((resolve) => {
    people.makeLists = async (ctx) => {
      people.makeLists = makeLists;
      await makeLists(ctx);
      id = ctx.workspaceId;
      resolve();
      // Until it is gone for everyone else; on SQLite the removal waits for this transaction, and comes right after it.
      await new Promise((go) => setTimeout(go, 300));
    };
  });
  await dataOf(test.owner.post('/api/v1/sample-workspace'));
  await reached;
  await dataOf(test.owner.delete('/api/v1/sample-workspace'));
  await waitFor('nothing of it to be left', async () => (await countOf(test, 'workspaces', sql`id = ${id}`)) === 0, 20_000);
  for (const table of ['base_contacts', 'campaigns', 'contact_lists', 'communication_logs'])
    expect(await countOf(test, table, sql`workspace_id = ${id}`)).toBe(0);
});

it('is filled step by step, once, however its job is stopped, delivered twice or fails', async () => {
  // Delivered by this test alone.
  const queue = test.app.get(JobQueue, { strict: false });
  const enqueue = queue.enqueue.bind(queue);
  queue.enqueue = async (ctx, job) => {
    if (job.name !== 'samples.fill') await enqueue(ctx, job);
  };
  const job = test.app.get(FillSampleJob, { strict: false });
  const ctx = systemContext(test.services.dataSource.manager);
  const { id } = await dataOf<SampleWorkspace>(test.owner.post('/api/v1/sample-workspace'));
  const here = sql`workspace_id = ${id}`;
  const payload = { workspaceId: id, userId: test.owner.userId };
  const deliver = (signal: AbortSignal) => job.handle(payload, { ctx, jobId: newId(), attempt: 1, requestId: undefined, signal });
  const steps = async (): Promise<number> => {
    const [row] = await queryRows<{ steps: number }>(
      test.services.dataSource.manager,
      sql`SELECT sample_steps AS steps FROM workspaces WHERE id = ${id}`,
    );
    return row?.steps ?? 0;
  };

  await deliver(AbortSignal.abort());
  expect(await steps()).toBe(1);
  expect(await countOf(test, 'base_contacts', here)).toBe(0);
  const stop = new AbortController();
  const stopped = deliver(stop.signal);
  await waitFor('some of its people', async () => (await countOf(test, 'base_contacts', here)) > 0);
  stop.abort();
  await stopped;
  expect(await stateOf(id)).toBe('filling');
  const goOn = new AbortController().signal;
  await Promise.all([deliver(goOn), deliver(goOn), deliver(goOn)]);
  // One of them wrote each step; whoever came too late left it to the others.
  await deliver(goOn);
  queue.enqueue = enqueue;
  expect(await stateOf(id)).toBe('ready');
  expect(await countOf(test, 'base_contacts', here)).toBe(120);
  expect(await countOf(test, 'contact_lists', here)).toBe(4);
  expect(await countOf(test, 'campaigns', here)).toBe(5);
  expect(await countOf(test, 'templates', here)).toBe(5);
  await dataOf(test.owner.delete('/api/v1/sample-workspace'));
});

it('says when filling it failed, and can be removed and loaded again', async () => {
  const people = test.app.get(SamplePeople, { strict: false });
  const makeLists = people.makeLists.bind(people);
  people.makeLists = () => Promise.reject(new Error('no more lists'));
  const { id } = await dataOf<SampleWorkspace>(test.owner.post('/api/v1/sample-workspace'));
  const job = test.app.get(FillSampleJob, { strict: false });
  const ctx = systemContext(test.services.dataSource.manager);
  const last = { ctx, jobId: newId(), attempt: 3, requestId: undefined, signal: new AbortController().signal };
  await expect(job.handle({ workspaceId: id, userId: test.owner.userId }, last)).rejects.toThrow('no more lists');
  expect(await stateOf(id)).toBe('failed');
  people.makeLists = makeLists;
  // A later delivery does not fill what was given up.
  await job.handle({ workspaceId: id, userId: test.owner.userId }, { ...last, attempt: 1 });
  expect(await stateOf(id)).toBe('failed');
  expect(await countOf(test, 'contact_lists', sql`workspace_id = ${id}`)).toBe(0);
  await dataOf(test.owner.delete('/api/v1/sample-workspace'));
  await loadSample(test.owner);
  await dataOf(test.owner.delete('/api/v1/sample-workspace'));
});

it('fills a workspace with its people in one step, and removes it in one', async () => {
  const sample = await loadSample(test.owner);
  const path = `/api/v1/workspaces/${sample.id}`;
  expect(sample.isSample).toBe(true);
  expect((await dataOf<{ count: number }>(test.owner.get(`${path}/contacts/count`))).count).toBe(120);
  const lists = await dataOf<{ name: string; isPrimary: boolean; count: number }[]>(test.owner.get(`${path}/lists`));
  expect(lists.map((list) => list.name).toSorted()).toEqual(['Customers', 'Leads', 'Newsletter', 'Prospects']);
  expect(lists.filter((list) => list.isPrimary).reduce((sum, list) => sum + list.count, 0)).toBe(120);
  const dashboard = await dataOf<{ contacts: { total: number; added: number }; recentActivity: unknown[] }>(
    test.owner.get(`${path}/dashboard`),
  );
  expect(dashboard.contacts.total).toBe(120);
  expect(dashboard.contacts.added).toBeGreaterThan(20);
  expect(dashboard.recentActivity.length).toBeGreaterThan(5);
  expect((await errorOf(test.owner.post('/api/v1/sample-workspace'))).code).toBe('sample.exists');

  await dataOf(test.owner.delete('/api/v1/sample-workspace'));
  expect((await errorOf(test.owner.get(path))).status).toBe(404);
  await dataOf(test.owner.get(''));
});

describe('the past of the sample', () => {
  let path: string;
  let started: number;
  let took: number;
  beforeAll(async () => {
    started = Date.now();
    const sample = await loadSample(test.owner);
    took = Date.now() - started;
    path = `/api/v1/workspaces/${sample.id}`;
    // Ledger and timeline are told of consent by jobs.
    const here = sql`workspace_id = ${sample.id}`;
    await waitFor('the ledger to know who unsubscribed, and timelines who said no', async () => {
      const left = await countOf(test, 'campaign_recipients', sql`${here} AND unsubscribed_at IS NOT NULL`);
      const told = await countOf(test, 'communication_logs', sql`${here} AND id IN (SELECT id FROM consent_events)`);
      return (
        left === (await countOf(test, 'consent_events', sql`${here} AND event = 'unsubscribed'`)) &&
        told === (await countOf(test, 'consent_events', here))
      );
    });
  });
  afterAll(() => dataOf(test.owner.delete('/api/v1/sample-workspace')));

  it('has entries of every kind on its timelines, each with the shape of its type', async () => {
    const rows = await queryRows<{ type: TimelineType; content: string }>(
      test.app.get(DataSource).manager,
      sql`SELECT type, content FROM communication_logs WHERE workspace_id = ${path.split('/').at(-1) ?? ''}`,
    );
    const wrong = rows.filter(({ type, content }) => 'problem' in readTimelineContent(type, JSON.parse(content)));
    expect(wrong).toEqual([]);
    expect([...new Set(rows.map(({ type }) => type))].sort()).toEqual(['call', 'email', 'note', 'stage_change', 'system']);
  });

  it('has three sent campaigns, one that waits for approval and a draft', async () => {
    const { items } = await dataOf<{ items: Campaign[] }>(test.owner.get(`${path}/campaigns`));
    expect(items.map(({ name, status }) => [name, status])).toEqual([
      ['Welcome, new leads', 'draft'],
      ['Team plan offer', 'inReview'],
      ['Customer survey', 'sent'],
      ['Autumn product news', 'sent'],
      ['Open studio evening', 'sent'],
    ]);
    expect(took).toBeLessThan(20_000);
    for (const { counts, startedAt, finishedAt, createdAt } of items.filter(({ status }) => status === 'sent')) {
      expect(Date.parse(startedAt ?? '')).toBeLessThan(started - DAY_MS);
      expect((finishedAt ?? '') >= (startedAt ?? '') && (startedAt ?? '') > createdAt).toBe(true);
      const reached = counts.accepted + counts.delivered;
      expect(counts.recipients).toBe(reached + counts.failed + counts.skipped);
      expect(reached).toBeGreaterThan(30);
      expect(counts.opened).toBeGreaterThan(counts.clicked);
      expect(counts.clicked).toBeGreaterThan(counts.replied);
      expect(counts.replied).toBeGreaterThan(0);
      expect(counts.failed).toBe(counts.bounced);
    }
    const sum = (mark: keyof Campaign['counts']): number => items.reduce((all, { counts }) => all + counts[mark], 0);
    expect(sum('bounced')).toBeGreaterThan(2);
    expect(sum('unsubscribed')).toBeGreaterThan(0);
    expect(sum('complained')).toBe(1);
    expect(sum('skipped')).toBeGreaterThan(0);
  });

  it('tells the same figures on Home, in the ledger, in the consent records and on timelines', async () => {
    const { manager } = test.services.dataSource;
    const { items } = await dataOf<{ items: Campaign[] }>(test.owner.get(`${path}/campaigns?status=sent`));
    const { deliverability, needsYou } = await dataOf<{ deliverability: Record<string, number>; needsYou: { kind: string }[] }>(
      test.owner.get(`${path}/dashboard`),
    );
    const sum = (mark: keyof Campaign['counts']): number => items.reduce((all, { counts }) => all + counts[mark], 0);
    for (const mark of ['failed', 'bounced', 'complained', 'unsubscribed'] as const) expect(deliverability[mark]).toBe(sum(mark));
    expect(deliverability['sent']).toBe(sum('accepted') + sum('delivered') + sum('bounced'));
    expect(deliverability['opened']).toBe(sum('opened'));
    expect(deliverability['clicked']).toBe(sum('clicked'));
    expect(needsYou.map(({ kind }) => kind)).toEqual(['approval', 'answer']);
    const ids = items.map(({ id }) => id);
    const suppressed = await queryRows<{ reason: string }>(
      manager,
      sql`SELECT s.reason FROM suppressions s WHERE s.workspace_id = ${path.split('/').at(-1) ?? ''}`,
    );
    expect(suppressed).toHaveLength(sum('bounced') + sum('unsubscribed') + sum('complained'));
    const [emails] = await queryRows<{ n: number; statuses: number }>(
      manager,
      sql`SELECT COUNT(*) AS n, COUNT(DISTINCT status) AS statuses FROM communication_logs WHERE type = 'email' AND campaign_id IN (${sql.list(ids)})`,
    );
    expect(Number(emails?.n)).toBe(deliverability['sent']);
    expect(Number(emails?.statuses)).toBeGreaterThan(4);
    const [opens] = await queryRows<{ n: number }>(
      manager,
      sql`SELECT COUNT(*) AS n FROM delivery_events e JOIN campaign_recipients r ON r.id = e.recipient_id WHERE e.type = 'opened' AND r.campaign_id IN (${sql.list(ids)})`,
    );
    expect(Number(opens?.n)).toBe(sum('opened'));
  });

  it('has an import from before a campaign: people who were new, known or not readable', async () => {
    interface PastImport {
      id: string;
      fileName: string;
      status: string;
      createdAt: string;
      finishedAt: string | null;
      counts: Record<string, number>;
    }
    const { items } = await dataOf<{ items: PastImport[] }>(test.owner.get(`${path}/imports`));
    expect(items).toMatchObject([{ fileName: 'harbour-fair.csv', status: 'completed' }]);
    const [past] = items;
    expect(past?.counts).toMatchObject({ created: 5, updated: 2, unchanged: 0, rejected: 1 });
    expect(Date.parse(past?.finishedAt ?? '')).toBeLessThan(started - 10 * DAY_MS);
    const { items: rejects } = await dataOf<{ items: { column: string; line: number }[] }>(
      test.owner.get(`${path}/imports/${past?.id ?? ''}/rejects`),
    );
    expect(rejects).toMatchObject([{ line: 9, column: 'Email' }]);
    const { items: found } = await dataOf<{ items: { id: string }[] }>(test.owner.get(`${path}/contacts?search=Tavares`));
    const contact = await dataOf<{ createdAt: string; lists: { name: string }[]; customFields: { fieldName: string; value: string }[] }>(
      test.owner.get(`${path}/contacts/${found[0]?.id ?? ''}`),
    );
    expect(Date.parse(contact.createdAt)).toBeLessThan(started - 10 * DAY_MS);
    const { items: entries } = await dataOf<{ items: { timestamp: string; content: { message?: string } }[] }>(
      test.owner.get(`${path}/contacts/${found[0]?.id ?? ''}/timeline`),
    );
    expect(entries.at(-1)).toMatchObject({ content: { message: 'Imported from harbour-fair.csv' } });
    expect(Date.parse(entries.at(-1)?.timestamp ?? '')).toBeLessThan(started - 10 * DAY_MS);
    expect(contact.lists.map(({ name }) => name)).toEqual(['Leads']);
    expect(Object.fromEntries(contact.customFields.map(({ fieldName, value }) => [fieldName, value]))).toEqual({
      plan: 'Business',
      city: 'Porto',
      seats: '42',
    });
  });

  it('spreads them over the days of the workspace, whatever its time zone', async () => {
    interface Mail {
      sent: number;
      opened: number;
      daily: { date: string; sent: number; opened: number }[];
    }
    const sentOn: string[][] = [];
    for (const timeZone of ['Asia/Kathmandu', 'Pacific/Kiritimati', 'UTC']) {
      await dataOf(test.owner.patch(path, { timeZone }));
      const { deliverability: mail } = await dataOf<{ deliverability: Mail }>(test.owner.get(`${path}/dashboard`));
      expect(mail.daily).toHaveLength(30);
      expect(mail.daily.reduce((all, day) => all + day.sent, 0)).toBe(mail.sent);
      expect(mail.daily.reduce((all, day) => all + day.opened, 0)).toBe(mail.opened);
      sentOn.push(mail.daily.filter(({ sent }) => sent > 0).map(({ date }) => date));
    }
    const days = await queryRows<{ day: string }>(
      test.services.dataSource.manager,
      sql`SELECT DISTINCT SUBSTR(accepted_at, 1, 10) AS day FROM campaign_recipients WHERE accepted_at IS NOT NULL ORDER BY day`,
    );
    expect(sentOn.at(-1)).toEqual(days.map(({ day }) => day));
    // Sent after nine in the morning UTC: in the afternoon in Nepal, and before midnight on the island where days begin first.
    expect(sentOn).toEqual([sentOn[2], sentOn[2], sentOn[2]]);
  });

  it('leaves nothing behind that could be sent, and no report from the future', async () => {
    const { manager } = test.services.dataSource;
    const [open] = await queryRows<{ n: number }>(
      manager,
      sql`SELECT COUNT(*) AS n FROM campaign_recipients WHERE state IN ('planned', 'claimed', 'handed', 'uncertain')`,
    );
    expect(Number(open?.n)).toBe(0);
    const addresses = await queryRows<{ address: string }>(
      manager,
      sql`SELECT DISTINCT address FROM campaign_recipients WHERE state <> 'skipped'`,
    );
    expect(addresses.filter(({ address }) => !address.endsWith('.example'))).toEqual([]);
    const now = new Date().toISOString();
    const [late] = await queryRows<{ n: number }>(manager, sql`SELECT COUNT(*) AS n FROM delivery_events WHERE occurred_at > ${now}`);
    expect(Number(late?.n)).toBe(0);
  });

  it('keeps messages as they looked then, and an audit log with the time at which it was written', async () => {
    const { items } = await dataOf<{ items: Campaign[] }>(test.owner.get(`${path}/campaigns?status=sent&search=autumn`));
    const campaign = items[0]?.id ?? '';
    const recipients = await dataOf<{ items: { sentMessageId: string | null; displayName: string }[] }>(
      test.owner.get(`${path}/campaigns/${campaign}/recipients?state=delivered`),
    );
    const message = await dataOf<{ html: string; sentAt: string }>(
      test.owner.get(`${path}/messages/${recipients.items[0]?.sentMessageId ?? ''}`),
    );
    expect(message.html).toContain('New this autumn');
    expect(Date.parse(message.sentAt)).toBeLessThan(started - 10 * DAY_MS);
    const audit = await dataOf<{ items: { timestamp: string }[] }>(test.owner.get(`${path}/audit`));
    expect(audit.items.length).toBeGreaterThan(10);
    expect(audit.items.filter(({ timestamp }) => Date.parse(timestamp) < started)).toEqual([]);
  });

  it('is refused in a workspace that is no sample', async () => {
    const owned = await dataOf<{ id: string; isSample: boolean }[]>(test.owner.get('/api/v1/workspaces'));
    const id = owned.find(({ isSample }) => !isSample)?.id ?? '';
    const ctx = jobContext(test.services.dataSource.manager, id, 'test');
    const history = test.app.get(CampaignHistoryService, { strict: false });
    await expect(history.draft(ctx, { name: 'Invented' }, new Date(0))).rejects.toThrow('Only a sample workspace');
  });
});

it('sends to the mail lab only, whatever is stored', async () => {
  const sample = await loadSample(test.owner);
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
  const account = newId();
  const { manager } = test.services.dataSource;
  await execute(
    manager,
    sql`INSERT INTO sender_accounts (id, workspace_id, kind, channel, name, settings_json, state)
        VALUES (${account}, ${sample.id}, 'smtp', 'email', 'Old', ${JSON.stringify({ values: smtp.config })}, 'ready')`,
  );
  await execute(
    manager,
    sql`INSERT INTO workspace_email_providers (id, workspace_id, provider_type, config_json, account_id)
        VALUES (${account}, ${sample.id}, 'smtp', '{}', ${account})`,
  );
  expect(await dataOf(test.owner.get(`${path}/sender-accounts`))).toEqual([]);
  expect((await errorOf(test.owner.post(`${path}/sender-accounts/${account}/test`, { to: 'ann@example.com' }))).status).toBe(404);
  expect(await errorOf(test.owner.post(`${path}/sender-accounts`, { name: 'New', ...smtp }))).toMatchObject({
    code: 'sender.sampleSendsToLab',
  });
  expect(await dataOf(test.owner.get(`${path}/sender`))).toMatchObject({ type: 'mail_lab' });
  expect(await dataOf(test.owner.put(`${path}/sender`, { type: 'mail_lab', config: {} }))).toMatchObject({ type: 'mail_lab' });
  expect(sink.received).toHaveLength(0);
  await sink.stop();
  await dataOf(test.owner.delete('/api/v1/sample-workspace'));
});

it("never touches anybody else's sample", async () => {
  const sample = await loadSample(test.owner);
  const stranger = await test.stranger();
  expect((await errorOf(stranger.delete('/api/v1/sample-workspace'))).status).toBe(404);
  expect((await errorOf(stranger.get(`/api/v1/workspaces/${sample.id}/contacts`))).status).toBe(404);
  expect((await errorOf(new Person(test.app.getHttpServer()).post('/api/v1/sample-workspace'))).status).toBe(401);
});
