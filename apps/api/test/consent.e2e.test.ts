import request, { type Response } from 'supertest';
import { ConsentService } from '../src/modules/consent/ConsentService.js';
import { listUnsubscribeHeaders, UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { type DeliveryReport, DeliveryReported } from '../src/modules/providers/DeliveryEvents.js';
import { WorkspaceService } from '../src/modules/workspaces/WorkspaceService.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { DomainEvents } from '../src/platform/events/DomainEvents.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

let test: TestApp;
let ctx: WorkspaceContext;
let consent: ConsentService;
beforeAll(async () => {
  test = await TestApp.start();
  ctx = jobContext(test.services.dataSource.manager, test.owner.workspaceId, 'test');
  consent = test.app.get(ConsentService);
});
afterAll(() => test.stop());

function linkFor(addressKey: string, workspaceId = test.owner.workspaceId): string {
  const url = test.app.get(UnsubscribeService).urlFor({ workspaceId, contactId: newId(), recipientId: newId(), addressKey });
  expect(url.startsWith(test.url)).toBe(true);
  return new URL(url).pathname;
}

const server = (): ReturnType<typeof request> => request(test.app.getHttpServer());
const oneClick = (path: string): Promise<Response> => Promise.resolve(server().post(path).type('form').send('List-Unsubscribe=One-Click'));
const reasonFor = async (key: string): Promise<string | null> => (await consent.listFor(ctx, 'email', key)).suppression?.reason ?? null;
const eventsFor = async (key: string): Promise<string[]> => (await consent.listFor(ctx, 'email', key)).events.map((row) => row.event);

describe('unsubscribing', () => {
  it('takes the one-click POST of RFC 8058 without cookie, question or redirect, any number of times', async () => {
    const path = linkFor('ann@example.com');
    for (let time = 0; time < 3; time += 1) {
      const answer = await oneClick(path);
      expect(answer.status).toBe(200);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['location']).toBeUndefined();
    }
    expect(await reasonFor('ann@example.com')).toBe('unsubscribed');
    const { events } = await consent.listFor(ctx, 'email', 'ann@example.com');
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      event: 'unsubscribed',
      source: 'unsubscribeLink',
      proof: { via: 'oneClick', ip: expect.any(String), recipientId: expect.any(String) },
    });
    expect(events[0]?.contactId).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('takes it as multipart/form-data and from another site too', async () => {
    const path = linkFor('multi@example.com');
    const answer = await server()
      .post(path)
      .field('List-Unsubscribe', 'One-Click')
      .set('Origin', 'https://mail.example.net')
      .set('Sec-Fetch-Site', 'cross-site');
    expect(answer.status).toBe(200);
    expect(await reasonFor('multi@example.com')).toBe('unsubscribed');
  });

  it('takes twenty at once as one', async () => {
    const path = linkFor('many@example.com');
    const answers = await Promise.all(Array.from({ length: 20 }, () => oneClick(path)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200));
    expect(await eventsFor('many@example.com')).toEqual(['unsubscribed']);
  });

  it('changes nothing when a scanner only looks', async () => {
    const path = linkFor('scan@example.com');
    const page = await server().get(path);
    expect(page.status).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.text).toContain('Workspace of Olivia Owner');
    expect(page.text).toContain('s•••@example.com');
    expect(page.text).toMatch(/<form method="post"/);
    expect((await server().head(path)).status).toBe(200);
    expect((await server().get(`${path}?List-Unsubscribe=One-Click`)).status).toBe(200);
    expect((await server().options(path)).status).toBeGreaterThanOrEqual(400);
    expect((await server().get(`${path}/undo`)).status).toBe(200);
    expect(await reasonFor('scan@example.com')).toBeNull();
  });

  it('answers with a page that may load and run nothing', async () => {
    const { headers, text } = await server().get(linkFor('csp@example.com'));
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(text).not.toMatch(/<script|src=|@import|https?:/);
  });

  it('can be taken back on the page, and done again', async () => {
    const path = linkFor('back@example.com');
    const done = await server().post(path).type('form').send('from=page');
    expect(done.text).toContain('You are unsubscribed');
    expect(done.text).toContain(`action="${path}/undo"`);
    const undone = await server().post(`${path}/undo`).type('form').send('from=page');
    expect(undone.text).toContain('You are subscribed again');
    expect(await reasonFor('back@example.com')).toBeNull();
    expect((await server().post(`${path}/undo`)).status).toBe(200);
    await oneClick(path);
    expect(await eventsFor('back@example.com')).toEqual(['unsubscribed', 'resubscribed', 'unsubscribed']);
  });

  it('undoes only what the recipient did: the strictest reason stays', async () => {
    const path = linkFor('strict@example.com');
    await consent.suppress(ctx, 'bounced', { channel: 'email', addressKey: 'strict@example.com', source: 'delivery' });
    await oneClick(path);
    expect(await reasonFor('strict@example.com')).toBe('unsubscribed');
    await server().post(`${path}/undo`);
    expect(await reasonFor('strict@example.com')).toBe('bounced');
    await consent.suppress(ctx, 'complained', { channel: 'email', addressKey: 'strict@example.com', source: 'delivery' });
    const page = await server().post(`${path}/undo`);
    expect(page.text).toContain('You receive no mail');
    expect(await reasonFor('strict@example.com')).toBe('complained');
  });

  it.each(['x', 'a'.repeat(122), 'a'.repeat(700), '%3Cscript%3E', '..%2f..%2fetc'])(
    'answers a link that is not ours with a friendly page (%#)',
    async (token) => {
      for (const answer of [await server().get(`/u/${token}`), await oneClick(`/u/${token}`), await server().post(`/u/${token}/undo`)]) {
        expect(answer.status).toBe(404);
        expect(answer.text).not.toContain('<script>');
      }
      const page = await server().get('/u/unknown');
      expect(page.text).toContain('This link does not work any more');
    },
  );

  it('shows on the timeline of the contact, whose page then says that they cannot be mailed', async () => {
    const contact = await dataOf<{ id: string }>(test.owner.post('contacts', { firstName: 'Tina', primaryEmail: 'Tina@Example.com' }));
    const url = test.app
      .get(UnsubscribeService)
      .urlFor({ workspaceId: test.owner.workspaceId, contactId: contact.id, recipientId: null, addressKey: 'tina@example.com' });
    const path = new URL(url).pathname;
    await oneClick(path);
    await oneClick(path);
    const entries = async (): Promise<{ type: string; title: string }[]> =>
      (await dataOf<{ items: { type: string; title: string }[] }>(test.owner.get(`contacts/${contact.id}/timeline`))).items;
    await waitFor('the timeline entry', async () => (await entries()).some((entry) => entry.title === 'Unsubscribed from your e-mails'));
    expect((await dataOf<{ canMail: boolean }>(test.owner.get(`contacts/${contact.id}/sendability`))).canMail).toBe(false);
    await consent.suppress(ctx, 'complained', { channel: 'email', addressKey: 'tina@example.com', source: 'delivery' });
    await waitFor('the complaint', async () => (await entries()).some((entry) => entry.title === 'Reported an e-mail as spam'));
    expect((await entries()).filter((entry) => entry.title === 'Unsubscribed from your e-mails')).toHaveLength(1);
  });

  it('survives that the contact is deleted and comes back', async () => {
    const create = (): Promise<{ id: string; emailStatus: string }> =>
      dataOf(test.owner.post('contacts', { primaryEmail: 'phoenix@example.com' }));
    const contact = await create();
    await oneClick(linkFor('phoenix@example.com'));
    await dataOf(test.owner.delete(`contacts/${contact.id}`));
    expect((await create()).emailStatus).toBe('unsubscribed');
  });

  it('is known to its own workspace only', async () => {
    const stranger = await test.stranger();
    await oneClick(linkFor('shared@example.com', stranger.workspaceId));
    expect(await reasonFor('shared@example.com')).toBeNull();
    const theirs = jobContext(test.services.dataSource.manager, stranger.workspaceId, 'test');
    expect(await consent.isSuppressed(theirs, 'email', 'shared@example.com')).toBe(true);
    expect((await errorOf(stranger.get(`/api/v1/workspaces/${test.owner.workspaceId}`))).status).toBe(404);
  });

  it('stops working when the workspace is gone', async () => {
    const workspaces = test.app.get(WorkspaceService);
    const workspace = await workspaces.create(ctx, test.owner.userId, { name: 'Short-lived' });
    const path = linkFor('gone@example.com', workspace.id);
    expect((await server().get(path)).status).toBe(200);
    await workspaces.deleteSample(ctx, workspace);
    expect((await server().get(path)).status).toBe(404);
    expect((await oneClick(path)).status).toBe(404);
  });
});

describe('consent records', () => {
  it('answer for thousands of addresses at once', async () => {
    const keys = Array.from({ length: 12_000 }, (_, index) => `bulk${index}@example.com`);
    await consent.suppress(ctx, 'manual', { channel: 'email', addressKey: 'bulk11999@example.com', source: 'person' });
    expect([...(await consent.listSuppressed(ctx, 'email', keys)).keys()]).toEqual(['bulk11999@example.com']);
    expect((await consent.listSuppressed(ctx, 'text', keys)).size).toBe(0);
    expect((await consent.listSuppressed(ctx, 'email', [])).size).toBe(0);
  });

  it('hear of bounces and complaints that a provider reports, once however often they come', async () => {
    const report = (type: DeliveryReport['type'], address: string): DeliveryReport => ({
      workspaceId: ctx.workspaceId,
      provider: 'mail_lab',
      eventId: newId(),
      type,
      messageId: '<m@example.com>',
      address,
      occurredAt: new Date().toISOString(),
      detail: { reason: '550 no such user' },
    });
    const events = test.app.get(DomainEvents);
    for (const type of ['delivered', 'opened', 'bounced', 'bounced', 'complained'] as const) {
      await test.app.get(UnitOfWork).run(ctx, (ctx) => events.publish(ctx, DeliveryReported, report(type, ' Bob@Example.com ')));
    }
    await waitFor('the complaint', async () => (await reasonFor('bob@example.com')) === 'complained');
    await waitFor('both events', async () => (await eventsFor('bob@example.com')).length === 2);
    expect((await eventsFor('bob@example.com')).sort()).toEqual(['bounced', 'complained']);
  });

  it('make the two headers of RFC 8058', () => {
    expect(listUnsubscribeHeaders('https://example.org/u/abc')).toEqual([
      { name: 'List-Unsubscribe', value: '<https://example.org/u/abc>' },
      { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
    ]);
  });
});
