import { CheckInsightsNightly } from '../src/modules/insights/CheckInsightsJob.js';
import { InsightDigests } from '../src/modules/insights/InsightDigests.js';
import { SendDigestsJob } from '../src/modules/insights/SendDigestsJob.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, sql } from '../src/platform/database/sql.js';
import { SystemMailer } from '../src/platform/mail/SystemMailer.js';
import { dataOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let test: TestApp;
/** Addresses and subjects, in the order in which they were queued. */
const sent: { to: string; subject: string; text: string }[] = [];
beforeAll(async () => {
  test = await TestApp.start();
  // By hand alone: the clock is set here.
  for (const job of [CheckInsightsNightly, SendDigestsJob]) test.app.get(job, { strict: false }).run = () => Promise.resolve();
  const mailer = test.app.get(SystemMailer, { strict: false });
  const send = mailer.send.bind(mailer);
  mailer.send = async (ctx, mail) => {
    await send(ctx, mail);
    sent.push(mail);
  };
});
afterAll(() => test.stop());

const run = (statement: ReturnType<typeof sql>): Promise<unknown> => execute(test.services.dataSource.manager, statement);
const digest = ({ workspaceId }: Person): Promise<void> =>
  test.app.get(InsightDigests, { strict: false }).send(jobContext(test.services.dataSource.manager, workspaceId, 'test'));
const choose = (person: Person, mailInsights: 'off' | 'weekly'): Promise<unknown> =>
  dataOf(person.patch('/api/v1/me/settings', { values: { mailInsights } }));

async function found(person: Person, title: string, daysAgo = 1): Promise<string> {
  const id = newId();
  const now = test.clock.now().getTime();
  const [created, expires] = [now - daysAgo * DAY, now + 40 * DAY].map((at) => new Date(at).toISOString());
  const evidence = JSON.stringify({
    query: '',
    from: created,
    until: created,
    about: {},
    bars: [],
    action: { page: 'inbox', label: '', id: null, rules: null },
  });
  await run(
    sql`INSERT INTO ai_insights (id, user_id, workspace_id, type, dedupe_key, content, confidence, affected, sample, method, evidence, effect, state, created_at, seen_at, expires_at)
        VALUES (${id}, ${person.userId}, ${person.workspaceId}, 'unansweredReplies', ${id}, ${title}, 1, 1, 1, '', ${evidence}, 1, 'open', ${created}, ${created}, ${expires})`,
  );
  return id;
}

/** Does something at a moment of the week that begins in the future with a Monday, UTC. */
async function at<T>(daysAfterMonday: number, hour: number, act: () => Promise<T>): Promise<T> {
  const now = test.clock.now();
  const monday = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + ((8 - now.getUTCDay()) % 7 || 7));
  const ahead = monday + daysAfterMonday * DAY + hour * HOUR - now.getTime();
  test.clock.advance(ahead);
  return act().finally(() => test.clock.advance(-ahead));
}
const during = async (act: () => Promise<unknown>): Promise<{ to: string; subject: string; text: string }[]> => {
  const before = sent.length;
  await act();
  return sent.slice(before);
};

it('is off until someone chooses it, and comes once a week to whoever did, also with two workers at once', async () => {
  const ada = await test.stranger('Ada');
  await at(0, 9, async () => {
    await found(ada, '3 replies have had no answer');
    await found(ada, 'An old one', 20);
    expect(await during(() => digest(ada))).toEqual([]);
    await choose(ada, 'weekly');
  });
  expect(await at(0, 7, () => during(() => digest(ada)))).toEqual([]);
  await at(0, 9, async () => {
    const mails = await during(() => Promise.all([digest(ada), digest(ada), digest(ada)]));
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toMatch(/^1 new insight in “/);
    expect(mails[0]?.text).toContain('• 3 replies have had no answer');
    expect(mails[0]?.text).toContain('1 insight from before is still open.');
    expect(mails[0]?.text).not.toContain('An old one');
    expect(mails[0]?.text).toContain(`/w/${ada.workspaceId}/insights`);
    expect(mails[0]?.text).toContain('/settings/preferences');
    expect(await during(() => digest(ada))).toEqual([]);
  });
  // Nothing new a week later.
  expect(await at(7, 9, () => during(() => digest(ada)))).toEqual([]);
  await at(7, 9, async () => {
    await found(ada, 'Another one');
    expect(await during(() => digest(ada))).toHaveLength(1);
  });
  // The clock is set back, and the zone changes: those weeks have been told of.
  await at(0, 9, async () => expect(await during(() => digest(ada))).toEqual([]));
  await run(sql`UPDATE workspaces SET time_zone = 'Pacific/Honolulu' WHERE id = ${ada.workspaceId}`);
  await at(7, 20, async () => expect(await during(() => digest(ada))).toEqual([]));
});

it('what fails to be queued is not noted as sent, and comes with the next run', async () => {
  const ben = await test.stranger('Ben');
  await choose(ben, 'weekly');
  const mailer = test.app.get(SystemMailer, { strict: false });
  const send = mailer.send;
  await at(0, 9, async () => {
    await found(ben, 'One');
    mailer.send = () => Promise.reject(new Error('killed'));
    await expect(digest(ben)).rejects.toThrow('killed');
    mailer.send = send;
    expect(await during(() => digest(ben))).toHaveLength(1);
  });
});

it('begins with the week of the workspace, and is made up for on the second day but no later', async () => {
  const cleo = await test.stranger('Cleo');
  await choose(cleo, 'weekly');
  await dataOf(cleo.patch('settings', { values: { weekStart: 'sunday' } }));
  await at(6, 9, () => found(cleo, 'One'));
  expect(await at(1, 9, () => during(() => digest(cleo)))).toEqual([]);
  expect(await at(8, 9, () => during(() => digest(cleo)))).toEqual([]);
  expect(await at(7, 9, () => during(() => digest(cleo)))).toHaveLength(1);
});

it('goes to nobody who has left the workspace or changed their mind in between, and tells nothing of a sample', async () => {
  const dan = await test.stranger('Dan');
  await choose(dan, 'weekly');
  await at(0, 9, async () => {
    await found(dan, 'One');
    await choose(dan, 'off');
    expect(await during(() => digest(dan))).toEqual([]);
    await choose(dan, 'weekly');
    await run(sql`UPDATE workspaces SET is_sample = ${true} WHERE id = ${dan.workspaceId}`);
    expect(await during(() => digest(dan))).toEqual([]);
    await run(sql`UPDATE workspaces SET is_sample = ${false} WHERE id = ${dan.workspaceId}`);
    await run(sql`DELETE FROM workspace_members WHERE workspace_id = ${dan.workspaceId}`);
    expect(await during(() => digest(dan))).toEqual([]);
  });
});

it('is shown before it is chosen, and says when nothing would be sent', async () => {
  const eve = await test.stranger('Eve');
  expect(await dataOf(eve.get('insights/digest'))).toEqual({ found: 0, subject: '', text: '', html: '' });
  for (let n = 0; n < 9; n += 1) await found(eve, `<b>Number ${n}</b>`);
  const preview = await dataOf<{ found: number; subject: string; text: string; html: string }>(eve.get('insights/digest'));
  expect(preview).toMatchObject({ found: 9, text: expect.stringContaining('And 2 others.') as string });
  expect(preview.html).toContain('&#60;b&#62;Number');
  expect(preview.html).not.toContain('<b>');
});
