import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
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
import { passTime } from './support/campaigns.js';
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
    expect(page.text).toContain('You are not subscribed');
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
      expect(page.text).toContain('This link no longer works');
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
    await waitFor('the timeline entry', async () => (await entries()).some((entry) => entry.title === 'Unsubscribed from your emails'));
    expect((await dataOf<{ canMail: boolean }>(test.owner.get(`contacts/${contact.id}/sendability`))).canMail).toBe(false);
    await consent.suppress(ctx, 'complained', { channel: 'email', addressKey: 'tina@example.com', source: 'delivery' });
    await waitFor('the complaint', async () => (await entries()).some((entry) => entry.title === 'Reported an email as spam'));
    expect((await entries()).filter((entry) => entry.title === 'Unsubscribed from your emails')).toHaveLength(1);
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

  it('works when the workspace is gone: nothing can be sent from it, and the page says so', async () => {
    const workspaces = test.app.get(WorkspaceService);
    const workspace = await workspaces.create(ctx, test.owner.userId, { name: 'Short-lived' });
    const path = linkFor('gone@example.com', workspace.id);
    expect((await server().get(path)).text).toContain('Unsubscribe?');
    await workspaces.deleteSample(ctx, workspace);
    for (const answer of [await server().get(path), await oneClick(path), await server().post(`${path}/undo`)]) {
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('You are unsubscribed');
      expect(answer.text).not.toContain('<form');
      expect(answer.text).not.toContain('Short-lived');
    }
    expect((await server().get(path.slice(0, -3))).status).toBe(404);
  });
});

describe('a link that arrives damaged', () => {
  /** The server's own HTTP client would refuse or mend some of these addresses. */
  const raw = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body = '',
  ): Promise<{ status: number; text: string; headers: IncomingHttpHeaders }> =>
    new Promise((resolve, reject) => {
      const { port } = test.app.getHttpServer().address() as AddressInfo;
      const asked = httpRequest({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
        let text = '';
        answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: answer.headers }));
      });
      asked.on('error', reject);
      asked.end(body);
    });

  it.each([
    '.',
    ')',
    '>',
    '&utm_source=x',
    '/',
    '//',
    '%20',
    '=',
    '%3D',
    '"',
    "'",
    ',',
    ';',
    '!',
    ':',
    '*',
    '|',
    '~',
    '%E2%80%A6',
    '?x',
    '?utm_medium=email&utm_source=a',
    '%',
    '%2',
    '%zz',
    '%00',
    '%22%3EUnsubscribe',
    ').',
    '">',
    '%0D%0A',
    '%C2%A0',
    '-',
    '_',
    '%C3',
    '/x/y',
    '#a',
    '%2F',
    '%3Futm_source%3Dx',
    '&amp;x=1',
  ])('opens and unsubscribes with %s at its end', async (tail) => {
    const key = `tail${Buffer.from(tail).toString('hex')}@example.com`;
    const path = linkFor(key);
    const page = await raw('GET', path + tail);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Unsubscribe?');
    expect((await raw('HEAD', path + tail)).status).toBe(200);
    expect(await reasonFor(key)).toBeNull();
    expect((await raw('POST', path + tail)).status).toBe(200);
    expect(await reasonFor(key)).toBe('unsubscribed');
    expect((await raw('POST', `${path}/undo${tail === '-' || tail === '_' ? '' : tail}`)).text).toContain('You are subscribed again');
  });

  it.each(['%20', '%3C', '<', '/', '%2F', '"'])('opens with %s before it', async (head) => {
    expect((await raw('GET', linkFor('head@example.com').replace('/u/', `/u/${head}`))).status).toBe(200);
  });

  it.each([
    ['application/json', ''],
    ['application/json', '{'],
    ['application/json', '[1]'],
    ['application/octet-stream', '\0\u0001'],
    ['application/xml', '<a/>'],
    ['text/xml', '<a/>'],
    ['multipart/form-data', 'x'],
    ['multipart/form-data; boundary=b', '--b\r\n'],
    ['text/plain', 'List-Unsubscribe=One-Click'],
    ['application/x-www-form-urlencoded', ''],
    ['application/x-www-form-urlencoded', 'a=%00&%zz'],
    ['application/x-www-form-urlencoded', 'a=b&'.repeat(2_000)],
    ['nonsense', 'x'],
    [null, ''],
    [null, 'List-Unsubscribe=One-Click'],
    ['application/json; charset=utf-16', '{}'],
  ])('is unsubscribed by a POST of %s (%#)', async (type, body) => {
    const key = `body${newId()}@example.com`;
    for (const tail of ['', '/']) {
      const answer = await raw(
        'POST',
        linkFor(key) + tail,
        type === null ? {} : { 'content-type': type, 'content-length': String(Buffer.byteLength(body)) },
        body,
      );
      expect([answer.status, answer.headers['set-cookie'], answer.headers['location']]).toEqual([200, undefined, undefined]);
    }
    expect(await eventsFor(key)).toEqual(['unsubscribed']);
  });

  it('is unsubscribed by a body that comes in pieces or compressed, and the connection serves the next request', async () => {
    const key = 'pieces@example.com';
    expect(
      (await raw('POST', linkFor(key), { 'transfer-encoding': 'chunked', 'content-type': 'application/json' }, 'x'.repeat(100_000))).status,
    ).toBe(200);
    expect((await raw('POST', linkFor('zip@example.com'), { 'content-encoding': 'br', 'content-length': '3' }, 'xyz')).status).toBe(200);
    expect([await reasonFor(key), await reasonFor('zip@example.com')]).toEqual(['unsubscribed', 'unsubscribed']);
  });
});

describe('taking turns', () => {
  it('costs nothing while nothing changes, and ends after a few turns a day; unsubscribing is never refused', async () => {
    const key = 'turns@example.com';
    const path = linkFor(key);
    let refused = 0;
    for (let turn = 0; turn < 12; turn += 1) {
      expect((await oneClick(path)).status).toBe(200);
      // Another message, another link, the same address.
      const undo = await server().post(`${linkFor(key)}/undo`);
      if (undo.status === 429) refused += 1;
    }
    expect(refused).toBe(7);
    expect(await reasonFor(key)).toBe('unsubscribed');
    const events = await eventsFor(key);
    expect(events).toHaveLength(11);
    for (let again = 0; again < 20; again += 1) await oneClick(path);
    expect(await eventsFor(key)).toEqual(events);
    const back = await passTime(test, 25 * 3_600_000);
    try {
      expect((await server().post(`${path}/undo`)).text).toContain('You are subscribed again');
    } finally {
      back();
    }
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
      account: ctx.workspaceId,
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
