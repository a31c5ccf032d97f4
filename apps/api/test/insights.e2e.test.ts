import { CheckInsightsNightly } from '../src/modules/insights/CheckInsightsJob.js';
import { JobQueue } from '../src/platform/jobs/JobQueue.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { answerFrom, conversationsOf } from './support/inbox.js';
import { checkNow, type Insight, insightsOf, seedCampaign } from './support/insights.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { countOf } from './support/seedMany.js';
import { loadSample } from './support/samples.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

const DAY = 86_400_000;

let test: TestApp;
let owner: Person;
/** By hand alone: the clock is set forward here, and a check would find what is to be found old. */
let nightly: () => Promise<void>;
beforeAll(async () => {
  test = await TestApp.start();
  ({ owner } = test);
  const job = test.app.get(CheckInsightsNightly, { strict: false });
  const run = job.run.bind(job);
  job.run = () => Promise.resolve();
  const ctx = systemContext(test.services.dataSource.manager);
  nightly = () => run({ ctx, jobId: newId(), attempt: 1, requestId: newId(), signal: new AbortController().signal });
});
afterAll(() => test.stop());

const inDays = (days: number): string => new Date(test.clock.now().getTime() + days * DAY).toISOString();
const check = (person = owner): Promise<void> => checkNow(test, person.workspaceId);
const one = async (person: Person, view: string, type: string): Promise<Insight> => {
  const [insight] = await insightsOf(person, view, type);
  if (!insight) throw new Error(`No ${type} in ${view}.`);
  return insight;
};
const decide = (person: Person, id: string, body: object): Promise<Insight> => dataOf(person.patch(`insights/${id}`, body));

const ofContact = (person: Person, contactId: string): Promise<{ id: string; type: string; title: string; detail: string }[]> =>
  dataOf(person.get(`contacts/${contactId}/insights`));

/** Contacts who wrote some days ago. Answers their ids. */
async function wrote(person: Person, count: number, days: number): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { id } = await dataOf<{ id: string }>(person.post('contacts', { firstName: `Ida ${n}` }));
    await answerFrom(test, person.workspaceId, id, { at: inDays(-days) });
    ids.push(id);
  }
  return ids;
}

describe('an insight', () => {
  it('is found, opened to its rows, and is gone when it stops being true', async () => {
    const [first] = await wrote(owner, 3, 5);
    const [late] = await wrote(owner, 1, 1);
    expect(await insightsOf(owner)).toEqual([]);
    expect(await dataOf(owner.get('insights/state'))).toMatchObject({ open: 0, snoozed: 0, accepted: 0 });
    expect((await owner.post('insights/check')).status).toBe(202);
    // The first night of an installation begins with it: that check may come before this one, and finds nothing.
    await waitFor('the check', async () => {
      const { open, checkedAt } = await dataOf<{ open: number; checkedAt: string | null }>(owner.get('insights/state'));
      return open === 1 && checkedAt !== null;
    });
    const [found, ...others] = await insightsOf(owner);
    expect(others).toEqual([]);
    expect(found).toMatchObject({
      ...{ type: 'unansweredReplies', state: 'open', affected: 3, sample: 4, low: null, confidence: 1 },
      ...{ title: '3 replies have had no answer for more than 2 days', action: { page: 'inbox', id: null } },
    });
    const id = found?.id ?? '';
    expect(await dataOf(owner.get(`insights/${id}`))).toMatchObject({ ...found, query: expect.any(String) as string });
    const rows = await dataOf<{ contactId: string; contactName: string }[]>(owner.get(`insights/${id}/rows`));
    expect(rows).toHaveLength(3);
    expect(rows.map(({ contactId }) => contactId)).toContain(first);
    expect(await ofContact(owner, first ?? '')).toMatchObject([{ id, title: found?.title, detail: 'Last email without an answer' }]);
    expect(await ofContact(owner, late ?? '')).toEqual([]);
    expect(await dataOf(owner.get('insights/state'))).toMatchObject({ open: 1, checkedAt: expect.any(String) as string });

    for (const { id } of await conversationsOf(owner)) await dataOf(owner.patch(`conversations/${id}`, { status: 'done' }));
    await check();
    expect(await insightsOf(owner)).toEqual([]);
    expect(await insightsOf(owner, 'expired')).toMatchObject([{ id, state: 'expired' }]);
    expect(await errorOf(owner.patch(`insights/${id}`, { state: 'dismissed' }))).toMatchObject({ status: 409, code: 'insight.expired' });

    // True again, it is the same one.
    await wrote(owner, 3, 4);
    await check();
    expect(await insightsOf(owner)).toMatchObject([{ id, state: 'open' }]);
    expect(await insightsOf(owner, 'expired')).toEqual([]);
  });

  it('is not shown as true when nobody has confirmed it for days, also without a check', async () => {
    const nora = await test.stranger('Nora');
    await wrote(nora, 3, 5);
    await check(nora);
    test.clock.advance(4 * DAY);
    try {
      expect(await insightsOf(nora)).toEqual([]);
      expect(await dataOf(nora.get('insights/state'))).toMatchObject({ open: 0 });
    } finally {
      test.clock.advance(-4 * DAY);
    }
  });
});

describe('a decision', () => {
  let max: Person;
  let id: string;
  beforeAll(async () => {
    max = await test.stranger('Max');
    await wrote(max, 4, 5);
    await check(max);
    ({ id } = await one(max, 'open', 'unansweredReplies'));
  });

  it('dismisses with a reason, and lasts until the effect has grown by half', async () => {
    expect(await decide(max, id, { state: 'dismissed', reason: '  On holiday ' })).toMatchObject({
      ...{ state: 'dismissed', reason: 'On holiday', decidedByName: expect.any(String) as string },
    });
    await wrote(max, 1, 4);
    await check(max);
    expect(await insightsOf(max)).toEqual([]);
    expect(await insightsOf(max, 'dismissed')).toMatchObject([{ id, affected: 5, reason: 'On holiday' }]);
    await wrote(max, 1, 4);
    await check(max);
    expect(await insightsOf(max)).toMatchObject([{ id, state: 'open', affected: 6, reason: null, decidedByName: null }]);
  });

  it('accepts, takes it back, and snoozes for a time', async () => {
    expect(await decide(max, id, { state: 'accepted' })).toMatchObject({ state: 'accepted' });
    expect(await dataOf(max.get('insights/state'))).toMatchObject({ open: 0, accepted: 1 });
    expect(await decide(max, id, { state: 'open' })).toMatchObject({ state: 'open' });
    const until = inDays(1);
    expect(await decide(max, id, { state: 'snoozed', snoozedUntil: until, reason: 'Tomorrow' })).toMatchObject({
      ...{ state: 'snoozed', snoozedUntil: until },
    });
    await check(max);
    expect(await insightsOf(max)).toEqual([]);
    expect(await insightsOf(max, 'snoozed')).toMatchObject([{ id, reason: 'Tomorrow' }]);
    test.clock.advance(1.5 * DAY);
    try {
      expect(await insightsOf(max)).toMatchObject([{ id, state: 'open', snoozedUntil: null }]);
    } finally {
      test.clock.advance(-1.5 * DAY);
    }
  });

  it('snoozed beyond the time for which it is true, it does not come back as news', async () => {
    await decide(max, id, { state: 'snoozed', snoozedUntil: inDays(2) });
    for (const { id } of await conversationsOf(max)) await dataOf(max.patch(`conversations/${id}`, { status: 'done' }));
    await check(max);
    expect(await insightsOf(max, 'snoozed')).toEqual([]);
    test.clock.advance(2.5 * DAY);
    try {
      expect(await insightsOf(max)).toEqual([]);
    } finally {
      test.clock.advance(-2.5 * DAY);
    }
    expect(await insightsOf(max, 'expired')).toMatchObject([{ id }]);
  });

  it('says what is wrong with it', async () => {
    const refusal = async (body: object): Promise<unknown> => {
      const { status, fields } = await errorOf(owner.patch(`insights/${(await one(owner, 'open', 'unansweredReplies')).id}`, body));
      return [status, fields.map(({ code }) => code)];
    };
    expect(await refusal({ state: 'snoozed' })).toEqual([422, ['insight.snoozeNeedsEnd']]);
    expect(await refusal({ state: 'snoozed', snoozedUntil: inDays(-1) })).toEqual([422, ['insight.snoozeIntoPast']]);
    expect(await refusal({ state: 'snoozed', snoozedUntil: inDays(400) })).toEqual([422, ['insight.snoozeTooLong']]);
    expect(await refusal({ state: 'accepted', snoozedUntil: inDays(1) })).toEqual([422, ['insight.onlySnoozedEnds']]);
    expect(await refusal({ state: 'expired' })).toEqual([422, ['field.isIn']]);
    expect(await refusal({ state: 'dismissed', reason: 'x'.repeat(301) })).toEqual([422, ['field.maxLength']]);
    expect((await owner.get('insights?cursor=WyJ4IiwieSJd')).status).toBe(400);
  });
});

describe('bounces by domain', () => {
  it('are compared, shown as people and campaigns, and go with their campaign', async () => {
    const zoe = await test.stranger('Zoe');
    const { id: contactId } = await dataOf<{ id: string }>(zoe.post('contacts', { firstName: 'Zed', primaryEmail: 'p0@gone.example' }));
    const to = [
      { domain: 'gone.example', sent: 80, bounced: 24 },
      { domain: 'fine.example', sent: 400, bounced: 4 },
    ];
    const id = await seedCampaign(test, zoe.workspaceId, { name: 'Spring', at: inDays(-5), to, contactId });
    await check(zoe);
    const found = await one(zoe, 'open', 'bouncesByDomain');
    expect(found).toMatchObject({ affected: 24, sample: 80, title: '30% of emails to gone.example bounce, 1% everywhere else' });
    expect(found.low).toBeGreaterThan(0.2);
    expect(found.high).toBeLessThan(0.41);
    expect(found.action.rules).not.toBeNull();
    const rows = await dataOf<{ contactId: string | null; campaignId: string; detail: string }[]>(zoe.get(`insights/${found.id}/rows`));
    expect(rows).toHaveLength(24);
    expect(rows.filter((row) => row.contactId !== null)).toMatchObject([
      { contactId, contactName: 'Zed', campaignId: id, campaignName: 'Spring' },
    ]);
    expect(rows[0]?.detail).toBe('550 5.1.1 No such user');
    // The rules lead to exactly these contacts: not to those of a domain that begins or ends like this one.
    for (const [firstName, primaryEmail] of [
      ['Ann', 'ann@gone.example.org'],
      ['Bob', 'bob@not-gone.example'],
      ['Cid', 'cid@GONE.example'],
    ])
      await dataOf(zoe.post('contacts', { firstName, primaryEmail }));
    const [ofDomain] = (found.action.rules as { and: object[] }).and;
    const listed = async (rules: unknown): Promise<string[]> =>
      (
        await dataOf<{ items: { displayName: string }[] }>(zoe.get(`contacts?sort=name&rules=${encodeURIComponent(JSON.stringify(rules))}`))
      ).items.map(({ displayName }) => displayName);
    expect(await listed(ofDomain)).toEqual(['Cid', 'Zed']);
    expect(await listed(found.action.rules)).toEqual(['Zed']);
    expect(await ofContact(zoe, contactId)).toMatchObject([{ id: found.id, type: 'bouncesByDomain', detail: '550 5.1.1 No such user' }]);

    await execute(test.services.dataSource.manager, sql`DELETE FROM campaigns WHERE id = ${id}`);
    expect(await ofContact(zoe, contactId)).toEqual([]);
    expect(await dataOf(zoe.get(`insights/${found.id}/rows`))).toEqual([]);
    await check(zoe);
    expect(await insightsOf(zoe)).toEqual([]);
  });

  it('say nothing of one domain alone, and nothing of three contacts', async () => {
    const sam = await test.stranger('Sam');
    await seedCampaign(test, sam.workspaceId, { name: 'All', at: inDays(-5), to: [{ domain: 'only.example', sent: 200, bounced: 90 }] });
    const tim = await test.stranger('Tim');
    await seedCampaign(test, tim.workspaceId, { name: 'Few', at: inDays(-5), to: [{ domain: 'few.example', sent: 3, bounced: 3 }] });
    for (const person of [sam, tim]) {
      await check(person);
      expect(await insightsOf(person)).toEqual([]);
    }
  });
});

describe('complaints by sender', () => {
  it('are shown with the people who reported, and lead to the sender', async () => {
    const { manager } = test.services.dataSource;
    const mona = await test.stranger('Mona');
    const id = await seedCampaign(test, mona.workspaceId, { name: 'Spam', at: inDays(-5), to: [{ domain: 'a.example', sent: 600 }] });
    const senderId = newId();
    await execute(
      manager,
      sql`INSERT INTO sender_accounts (id, workspace_id, kind, channel, name, settings_json, created_at, updated_at)
          VALUES (${senderId}, ${mona.workspaceId}, 'smtp', 'email', 'News', '{}', ${inDays(-9)}, ${inDays(-9)})`,
    );
    await execute(manager, sql`UPDATE campaigns SET sender_account_id = ${senderId} WHERE id = ${id}`);
    await execute(
      manager,
      sql`UPDATE campaign_recipients SET complained_at = ${inDays(-4)} WHERE id IN (SELECT id FROM campaign_recipients WHERE campaign_id = ${id} LIMIT 9)`,
    );
    await check(mona);
    const found = await one(mona, 'open', 'complaintsBySender');
    expect(found).toMatchObject({ affected: 9, sample: 600, action: { page: 'sender', id: senderId } });
    expect(await dataOf<unknown[]>(mona.get(`insights/${found.id}/rows`))).toHaveLength(9);
  });
});

describe('an unusual campaign', () => {
  it('is found among those before it, and its insight goes with it', async () => {
    const lea = await test.stranger('Lea');
    for (let n = 0; n < 12; n += 1)
      await seedCampaign(test, lea.workspaceId, {
        name: `Old ${n}`,
        at: inDays(-40 - n),
        to: [{ domain: 'a.example', sent: 300, bounced: 3 + (n % 3) }],
      });
    const id = await seedCampaign(test, lea.workspaceId, {
      name: 'Strange',
      at: inDays(-4),
      to: [{ domain: 'a.example', sent: 300, bounced: 60 }],
    });
    await check(lea);
    const found = await one(lea, 'open', 'unusualCampaign');
    expect(found).toMatchObject({ affected: 60, action: { page: 'campaign', id } });
    expect(found.bars[0]).toMatchObject({ label: 'Strange', count: 60, isIt: true });
    expect(await dataOf<unknown[]>(lea.get(`insights/${found.id}/rows`))).toHaveLength(60);
    await execute(test.services.dataSource.manager, sql`DELETE FROM campaigns WHERE id = ${id}`);
    expect((await lea.get(`insights/${found.id}`)).status).toBe(404);
  });
});

describe('the nightly check', () => {
  it('is due once a day by the clock of each workspace, at night', async () => {
    const eve = await test.stranger('Eve');
    const { manager } = test.services.dataSource;
    const asked: string[] = [];
    const queue = test.app.get(JobQueue, { strict: false });
    const enqueue = queue.enqueue.bind(queue);
    queue.enqueue = async (_origin, { payload }) => void asked.push((payload as { workspaceId: string }).workspaceId);
    const isDue = async (at: string, timeZone: string, day: string | null): Promise<boolean> => {
      await execute(manager, sql`UPDATE workspaces SET time_zone = ${timeZone} WHERE id = ${eve.workspaceId}`);
      await execute(manager, sql`DELETE FROM insight_checks WHERE workspace_id = ${eve.workspaceId}`);
      if (day !== null)
        await execute(
          manager,
          sql`INSERT INTO insight_checks (workspace_id, day, checked_at, ms) VALUES (${eve.workspaceId}, ${day}, ${at}, 1)`,
        );
      asked.length = 0;
      const ahead = Date.parse(at) - test.clock.now().getTime();
      test.clock.advance(ahead);
      await nightly().finally(() => test.clock.advance(-ahead));
      return asked.includes(eve.workspaceId);
    };
    try {
      const [yesterday, today] = [inDays(1).slice(0, 10), inDays(2).slice(0, 10)];
      expect(await isDue(`${today}T02:30:00.000Z`, 'UTC', null)).toBe(false);
      expect(await isDue(`${today}T03:30:00.000Z`, 'UTC', null)).toBe(true);
      expect(await isDue(`${today}T23:30:00.000Z`, 'UTC', today)).toBe(false);
      expect(await isDue(`${today}T03:30:00.000Z`, 'UTC', yesterday)).toBe(true);
      // The next day already, at night; and late in the evening of the day before.
      expect(await isDue(`${today}T16:30:00.000Z`, 'Pacific/Auckland', today)).toBe(true);
      expect(await isDue(`${today}T12:30:00.000Z`, 'Pacific/Honolulu', yesterday)).toBe(false);
      expect(await isDue(`${today}T13:30:00.000Z`, 'Pacific/Honolulu', yesterday)).toBe(true);
    } finally {
      queue.enqueue = enqueue;
    }
  });

  it('run by two workers at once finds each thing once', async () => {
    const kim = await test.stranger('Kim');
    await wrote(kim, 3, 5);
    await Promise.all([check(kim), check(kim), check(kim)]);
    expect(await insightsOf(kim)).toHaveLength(1);
    expect(await countOf(test, 'ai_insights', sql`workspace_id = ${kim.workspaceId}`)).toBe(1);
  });

  it('removes what nobody has found for half a year', async () => {
    const { manager } = test.services.dataSource;
    const { id } = await one(owner, 'open', 'unansweredReplies');
    const old = newId();
    await execute(
      manager,
      sql`INSERT INTO ai_insights (id, user_id, workspace_id, type, dedupe_key, content, state, effect, seen_at, expires_at, created_at)
          VALUES (${old}, ${owner.userId}, ${owner.workspaceId}, 'bouncesByDomain', 'old', 'Old', 'dismissed', 1, ${inDays(-181)}, ${inDays(-178)}, ${inDays(-181)})`,
    );
    await nightly();
    const left = await queryRows<{ id: string }>(manager, sql`SELECT id FROM ai_insights WHERE id IN (${old}, ${id})`);
    expect(left).toEqual([{ id }]);
  });
});

it('is not there for a stranger', async () => {
  const { id } = await one(owner, 'open', 'unansweredReplies');
  const stranger = await test.stranger('Sten');
  for (const path of [`insights/${id}`, `insights/${id}/rows`]) expect((await stranger.get(path)).status).toBe(404);
  expect((await stranger.patch(`insights/${id}`, { state: 'dismissed' })).status).toBe(404);
  expect((await stranger.get(`/api/v1/workspaces/${owner.workspaceId}/insights`)).status).toBe(404);
  expect((await owner.get(`insights/${newId()}`)).status).toBe(404);
  expect((await owner.get(`contacts/${newId()}/insights`)).status).toBe(404);
});

it('has something to tell of a new sample workspace', async () => {
  const sample = await loadSample(owner);
  const found = (): Promise<{ items: { type: string }[] }> => dataOf(owner.get(`/api/v1/workspaces/${sample.id}/insights`));
  await waitFor('an insight of the sample', async () => (await found()).items.some(({ type }) => type === 'unansweredReplies'));
  await dataOf(owner.delete('/api/v1/sample-workspace'));
});
