import request, { type Response } from 'supertest';
import { ConsentService } from '../src/modules/consent/ConsentService.js';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { TopicService } from '../src/modules/consent/TopicService.js';
import { PreferencePages } from '../src/modules/consent/preferences/PreferencePages.js';
import { WorkspaceService } from '../src/modules/workspaces/WorkspaceService.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { SweepOldRows } from '../src/platform/database/SweepOldRows.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { passTime } from './support/campaigns.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

let test: TestApp;
let ctx: WorkspaceContext;
let news: string;
let offers: string;
beforeAll(async () => {
  test = await TestApp.start();
  ctx = jobContext(test.services.dataSource.manager, test.owner.workspaceId, 'test');
  news = (await dataOf<{ id: string }>(test.owner.post('topics', { name: 'Product <news>', description: 'Once a month' }))).id;
  offers = (await dataOf<{ id: string }>(test.owner.post('topics', { name: 'Offers' }))).id;
});
afterAll(() => test.stop());

interface Of {
  contactId?: string | null;
  topicId?: string;
  workspaceId?: string;
}

function linkFor(addressKey: string, { contactId = null, topicId, workspaceId = test.owner.workspaceId }: Of = {}): string {
  const link = { workspaceId, contactId, recipientId: null, addressKey, ...(topicId ? { topicId } : {}) };
  return new URL(test.app.get(UnsubscribeService).urlFor(link)).pathname;
}

const server = (): ReturnType<typeof request> => request(test.app.getHttpServer());
const open = (path: string): Promise<Response> => Promise.resolve(server().get(`${path}/preferences`));
const send = (path: string, form: Record<string, string>): Promise<Response> =>
  Promise.resolve(server().post(`${path}/preferences`).type('form').send(form));
/** As the browser sends the form with these boxes checked. */
const save = (path: string, checked: readonly string[], shown = [news, offers]): Promise<Response> =>
  send(path, { action: 'save', shown: shown.join(' '), ...Object.fromEntries(checked.map((id) => [`topic-${id}`, 'on'])) });
const eventsOf = async (key: string): Promise<string[]> =>
  (await test.app.get(ConsentService).listFor(ctx, 'email', key)).events.map(({ event }) => event);
const reasonOf = async (key: string): Promise<string | null> =>
  (await test.app.get(ConsentService).listFor(ctx, 'email', key)).suppression?.reason ?? null;
const leftBy = async (key: string): Promise<string[]> =>
  (
    await queryRows<{ id: string }>(
      ctx.manager,
      sql`SELECT topic_id AS id FROM topic_opt_outs WHERE workspace_id = ${ctx.workspaceId} AND address_key = ${key} ORDER BY topic_id`,
    )
  ).map(({ id }) => id);

describe('the preference page', () => {
  it('shows topics as checkboxes, changes nothing when it is read, and may load and run nothing', async () => {
    const path = linkFor('reads@example.com');
    const page = await open(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Product &#60;news&#62;');
    expect(page.text.match(/type="checkbox"[^>]* checked/g)).toHaveLength(2);
    expect(page.text).toContain('r•••@example.com');
    expect(page.text).not.toMatch(/<script|@import|https?:/);
    expect(page.headers['content-security-policy']).toContain("form-action 'self'");
    expect(page.headers['cache-control']).toBe('no-store');
    expect((await server().head(`${path}/preferences`)).status).toBe(200);
    expect(await eventsOf('reads@example.com')).toEqual([]);
  });

  it('leaves a topic, says so and how to take it back, and joins it again', async () => {
    const path = linkFor('leaves@example.com');
    const left = await save(path, [offers]);
    expect(left.text).toContain('You no longer get Product &#60;news&#62;. To take this back, check it and save.');
    expect(await leftBy('leaves@example.com')).toEqual([news]);
    expect((await open(path)).text.match(/type="checkbox"[^>]* checked/g)).toHaveLength(1);
    expect((await save(path, [offers])).text).toContain('Nothing changed.');
    expect((await save(path, [news, offers])).text).toContain('You get Product &#60;news&#62; again.');
    expect(await leftBy('leaves@example.com')).toEqual([]);
    const { events } = await test.app.get(ConsentService).listFor(ctx, 'email', 'leaves@example.com');
    expect(events).toMatchObject([
      { event: 'topicLeft', topicId: news, source: 'preferencePage', proof: { page: 'preferences', topic: 'Product <news>' } },
      { event: 'topicJoined', topicId: news },
    ]);
    expect(events[0]?.proof).not.toHaveProperty('ip');
  });

  it('decides only about topics that were on the page', async () => {
    await save(linkFor('older@example.com'), [offers], [offers]);
    expect(await leftBy('older@example.com')).toEqual([]);
    await save(linkFor('older@example.com'), [], [offers, '0190a0b0-0000-7000-8000-000000000000', 'x']);
    expect(await leftBy('older@example.com')).toEqual([offers]);
  });

  it('pauses everything for 30 days, which end without anyone, and are swept', async () => {
    const contact = await dataOf<{ id: string }>(test.owner.post('contacts', { primaryEmail: 'breaks@example.com' }));
    const path = linkFor('breaks@example.com', { contactId: contact.id });
    const paused = await send(path, { action: 'pause' });
    expect(paused.text).toMatch(/Everything is paused until \d+ \w+ \d{4}\./);
    await send(path, { action: 'pause' });
    expect(await eventsOf('breaks@example.com')).toEqual(['paused']);
    const sendability = (): Promise<{ canMail: boolean; reasons: { code: string; message: string }[] }> =>
      dataOf(test.owner.get(`contacts/${contact.id}/sendability`));
    expect(await sendability()).toMatchObject({ canMail: false });
    expect((await sendability()).reasons.find(({ code }) => code === 'paused')?.message).toMatch(/^Paused all email until/);
    const titles = async (): Promise<string[]> =>
      (await dataOf<{ items: { title: string }[] }>(test.owner.get(`contacts/${contact.id}/timeline`))).items.map(({ title }) => title);
    await waitFor('the timeline', async () => (await titles()).some((title) => title.startsWith('Paused all emails until')));
    const back = await passTime(test, 31 * 86_400_000);
    try {
      expect((await open(path)).text).toContain('Pause everything for 30 days');
      await test.app.get(SweepOldRows).run();
      expect(await queryRows(ctx.manager, sql`SELECT until FROM consent_pauses WHERE address_key = 'breaks@example.com'`)).toEqual([]);
    } finally {
      back();
    }
    expect(await eventsOf('breaks@example.com')).toEqual(['paused']);
  });

  it('resumes earlier when the reader says so', async () => {
    const path = linkFor('resumes@example.com');
    await send(path, { action: 'pause' });
    expect((await send(path, { action: 'resume' })).text).toContain('You get emails again.');
    await send(path, { action: 'resume' });
    expect(await eventsOf('resumes@example.com')).toEqual(['paused', 'resumed']);
  });

  it('stops all email, and starts it again', async () => {
    const path = linkFor('stops@example.com');
    const stopped = await send(path, { action: 'stop' });
    expect(stopped.text).toContain('sends you no email campaigns. To take this back, subscribe again.');
    expect(stopped.text).not.toContain('<input');
    expect(await reasonOf('stops@example.com')).toBe('unsubscribed');
    await save(path, []);
    expect(await leftBy('stops@example.com')).toEqual([]);
    expect((await send(path, { action: 'start' })).text).toContain('may email you again');
    expect(await reasonOf('stops@example.com')).toBeNull();
  });

  it('never lifts a complaint', async () => {
    await test.app
      .get(ConsentService)
      .suppress(ctx, 'complained', { channel: 'email', addressKey: 'spam@example.com', source: 'delivery' });
    const path = linkFor('spam@example.com');
    await send(path, { action: 'start' });
    expect((await open(path)).text).not.toContain('<form');
    expect(await reasonOf('spam@example.com')).toBe('complained');
  });

  it('takes any other form as a look, and no link but ours', async () => {
    const path = linkFor('odd@example.com');
    for (const form of [{}, { action: 'delete' }, { shown: news }] as Record<string, string>[])
      expect((await send(path, form)).status).toBe(200);
    expect((await server().post(`${path}/preferences`).send({ action: 'pause' })).status).toBe(200);
    expect((await server().post(`${path}/preferences`)).status).toBe(200);
    expect(await eventsOf('odd@example.com')).toEqual(['paused']);
    const token = path.slice(3);
    const forged = `/u/${token.startsWith('a') ? 'b' : 'a'}${token.slice(1)}`;
    for (const answer of [await open(forged), await send(forged, { action: 'stop' }), await open('/u/unknown')])
      expect(answer.status).toBe(404);
  });

  it('opens with what mail programs add to its address', async () => {
    const path = linkFor('tail@example.com');
    for (const tail of ['.', '>', '/', '?utm_source=x'])
      expect((await server().get(`${path}/preferences${tail}`)).text).toContain('Your email preferences');
  });

  it('is of its own workspace, whose topics it shows', async () => {
    const stranger = await test.stranger();
    const path = linkFor('both@example.com', { workspaceId: stranger.workspaceId });
    await save(path, []);
    expect(await leftBy('both@example.com')).toEqual([]);
    expect((await open(path)).text).not.toContain('Offers');
  });

  it('works when the contact is gone, and says so when the workspace is', async () => {
    const contact = await dataOf<{ id: string }>(test.owner.post('contacts', { primaryEmail: 'leaver@example.com' }));
    const path = linkFor('leaver@example.com', { contactId: contact.id });
    await dataOf(test.owner.delete(`contacts/${contact.id}`));
    expect((await save(path, [offers])).status).toBe(200);
    expect(await leftBy('leaver@example.com')).toEqual([news]);
    const workspaces = test.app.get(WorkspaceService);
    const workspace = await workspaces.create(ctx, test.owner.userId, { name: 'Short-lived' });
    const theirs = linkFor('leaver@example.com', { workspaceId: workspace.id });
    await workspaces.deleteSample(ctx, workspace);
    for (const answer of [await open(theirs), await send(theirs, { action: 'pause' })]) {
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('The sender has closed their account.');
      expect(answer.text).not.toContain('<form');
    }
  });

  it.each(['save', 'pause', 'resume', 'stop', 'start'])('answers when the workspace goes between reading and “%s”', async (action) => {
    const workspaces = test.app.get(WorkspaceService);
    const unsubscribing = test.app.get(UnsubscribeService);
    const workspace = await workspaces.create(ctx, test.owner.userId, { name: 'Short-lived' });
    const inside = jobContext(test.services.dataSource.manager, workspace.id, 'test');
    const { id } = await test.app.get(TopicService).create(inside, { name: 'Seeds' });
    const path = linkFor('late@example.com', { workspaceId: workspace.id });
    expect((await open(path)).text).toContain('Seeds');
    unsubscribing.readerOf = async (...asked) => {
      Reflect.deleteProperty(unsubscribing, 'readerOf');
      const reader = await unsubscribing.readerOf(...asked);
      await execute(ctx.manager, sql`DELETE FROM workspaces WHERE id = ${workspace.id}`);
      return reader;
    };
    const answer = await send(path, { action, shown: id });
    expect(answer.status).toBe(200);
    // What is already so needs nothing to be written; a pause does.
    if (action === 'pause') expect(answer.text).toContain('The sender has closed their account.');
    expect((await open(path)).text).toContain('The sender has closed their account.');
  });

  it('grows no history by a thousand changes of mind', async () => {
    const path = linkFor('toggles@example.com');
    const pages = test.app.get(PreferencePages);
    const shown = `${news} ${offers}`;
    const forms = [
      { action: 'save', shown, [`topic-${offers}`]: 'on' },
      { action: 'save', shown, [`topic-${news}`]: 'on', [`topic-${offers}`]: 'on' },
      { action: 'pause' },
      { action: 'resume' },
    ];
    // Past HTTP, which is not what this is about.
    for (let turn = 0; turn < 1_000; turn += 1) await pages.change(ctx, path.slice('/u/'.length), forms[turn % 4] ?? {});
    const events = await eventsOf('toggles@example.com');
    expect(events.filter((event) => event === 'topicJoined')).toHaveLength(30);
    expect(events.filter((event) => event === 'topicLeft')).toHaveLength(31);
    expect(events.filter((event) => event === 'resumed')).toHaveLength(5);
    expect(events.filter((event) => event === 'paused')).toHaveLength(6);
    expect(await leftBy('toggles@example.com')).toEqual([news]);
    expect((await save(path, [news, offers])).status).toBe(429);
  }, 120_000);
});

describe('the unsubscribe link of a message about a topic', () => {
  it('leaves that topic with one click, any number of times, and offers to stop everything', async () => {
    const path = linkFor('click@example.com', { topicId: offers });
    expect((await server().get(path)).text).toContain('Unsubscribe from Offers');
    for (let time = 0; time < 3; time += 1) {
      const answer = await server().post(path).type('form').send('List-Unsubscribe=One-Click');
      expect([answer.status, answer.headers['location'], answer.headers['set-cookie']]).toEqual([200, undefined, undefined]);
      expect(answer.text).toContain('You no longer get Offers');
      expect(answer.text).toContain(`action="${path}/all"`);
    }
    expect([await reasonOf('click@example.com'), await leftBy('click@example.com')]).toEqual([null, [offers]]);
    expect((await server().post(`${path}/undo`)).text).toContain('You get Offers again');
    await server().post(`${path}/all`);
    expect(await reasonOf('click@example.com')).toBe('unsubscribed');
    expect((await server().post(`${path}/undo`)).text).toContain('Unsubscribe');
    expect(await eventsOf('click@example.com')).toEqual(['topicLeft', 'topicJoined', 'unsubscribed', 'resubscribed']);
  });

  it('stops everything when the topic is no longer offered', async () => {
    const { id } = await dataOf<{ id: string }>(test.owner.post('topics', { name: 'Short season' }));
    const path = linkFor('season@example.com', { topicId: id });
    await dataOf(test.owner.post(`topics/${id}/archive`));
    await server().post(path).type('form').send('List-Unsubscribe=One-Click');
    expect(await reasonOf('season@example.com')).toBe('unsubscribed');
  });

  it('is not one of another workspace: its topics mean nothing here', async () => {
    const stranger = await test.stranger();
    const path = linkFor('other@example.com', { topicId: offers, workspaceId: stranger.workspaceId });
    await server().post(path);
    expect(await leftBy('other@example.com')).toEqual([]);
    const theirs = jobContext(ctx.manager, stranger.workspaceId, 'test');
    expect(await test.app.get(ConsentService).isSuppressed(theirs, 'email', 'other@example.com')).toBe(true);
  });
});
