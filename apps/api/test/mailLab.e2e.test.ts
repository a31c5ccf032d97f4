import { emailKey } from '@rapport/common';
import type { OutgoingEmail } from '@rapport/providers';
import { ConsentService } from '../src/modules/consent/ConsentService.js';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { type DeliveryReport, DeliveryReported } from '../src/modules/providers/DeliveryEvents.js';
import { SenderPoolService } from '../src/modules/providers/SenderPoolService.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { DomainEvents } from '../src/platform/events/DomainEvents.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface LabMessage {
  id: string;
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  raw: string;
  headers: { name: string; value: string }[];
  links: { text: string; url: string }[];
  events: { type: string; at: string; detail: string | null }[];
  campaignId: string | null;
  canUnsubscribe: boolean;
}

interface Summary {
  id: string;
  subject: string;
  preview: string;
  isRead: boolean;
  lastEvent: string | null;
}

let test: TestApp;
let ctx: WorkspaceContext;
const heard: DeliveryReport[] = [];
beforeAll(async () => {
  test = await TestApp.start();
  ctx = jobContext(test.services.dataSource.manager, test.owner.workspaceId, 'test');
  // What is published, beside what the listeners do with it: a worker on PostgreSQL knows only listeners that were there when it started.
  const events = test.app.get(DomainEvents);
  const publish = events.publish.bind(events);
  events.publish = async (ctx, event, payload) => {
    if ((event as object) === DeliveryReported) heard.push(payload as object as DeliveryReport);
    await publish(ctx, event, payload);
  };
});
afterAll(() => test.stop());

const campaignId = newId();

async function deliver(to: string, changes: Partial<OutgoingEmail> = {}): Promise<LabMessage> {
  const email: OutgoingEmail = {
    from: { name: 'Sam “S” Field', address: 'sam@example.org' },
    to: { name: 'Ann', address: to },
    replyTo: null,
    subject: 'Grüße 🎉 an Dich',
    html: '<p>Hi <a href="https://example.com/a?x=1&amp;y=2">see <b>this</b></a> <a href="https://example.com/a?x=1&amp;y=2">again</a><a href="javascript:alert(1)">no</a><script>alert(1)</script></p>',
    text: 'Hi Ann,\n\nsee this',
    headers: [{ name: 'X-Rapport-Campaign', value: campaignId }, ...unsubscribeHeaders(to)],
    messageId: `<${newId()}@rapport.example.com>`,
    date: new Date(),
    ...changes,
  };
  const { sender } = await test.app.get(SenderPoolService).open(ctx);
  await sender.send(email);
  await sender.send(email);
  const { items } = await dataOf<{ items: Summary[] }>(
    test.owner.get(`mail-lab/messages?limit=1&search=${encodeURIComponent(to.split('@')[0] ?? '')}`),
  );
  return dataOf<LabMessage>(test.owner.get(`mail-lab/messages/${items[0]?.id ?? ''}`));
}

function unsubscribeHeaders(address: string): { name: string; value: string }[] {
  const links = test.app.get(UnsubscribeService);
  return links.headersFor(links.urlFor({ workspaceId: test.owner.workspaceId, contactId: null, recipientId: null, addressKey: address }));
}

const play = (id: string, body: object): ReturnType<typeof test.owner.post> => test.owner.post(`mail-lab/messages/${id}/play`, body);
const unread = async (): Promise<number> => (await dataOf<{ count: number }>(test.owner.get('mail-lab/unread'))).count;

describe('the mail lab', () => {
  it('keeps a message once, exactly as it was sent', async () => {
    const message = await deliver('keep@example.com');
    expect(message).toMatchObject({
      from: expect.stringContaining('<sam@example.org>'),
      to: 'keep@example.com',
      subject: 'Grüße 🎉 an Dich',
      campaignId,
      canUnsubscribe: true,
      events: [],
    });
    expect(message.html).toContain('<script>alert(1)</script>');
    expect(message.text.trim()).toBe('Hi Ann,\n\nsee this');
    expect(message.links).toEqual([{ text: 'see this', url: 'https://example.com/a?x=1&y=2' }]);
    expect(message.headers).toEqual(expect.arrayContaining([{ name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' }]));
    expect(message.raw).toMatch(/(^|\r\n)From: [\s\S]+\r\n\r\n/);
    expect((await dataOf<{ items: Summary[] }>(test.owner.get('mail-lab/messages?search=keep%40'))).items).toHaveLength(1);
  });

  it('counts what nobody has opened yet', async () => {
    const before = await unread();
    const { sender } = await test.app.get(SenderPoolService).open(ctx);
    const mail = {
      replyTo: null,
      from: { name: null, address: 'sam@example.org' },
      to: { name: null, address: 'unread@example.com' },
      subject: 'S',
      html: '<p>x</p>',
      text: 'first words\nof the text',
      headers: [],
      date: new Date(),
    };
    await sender.send({ ...mail, messageId: `<${newId()}@example.org>` });
    expect(await unread()).toBe(before + 1);
    const [summary] = (await dataOf<{ items: Summary[] }>(test.owner.get('mail-lab/messages?limit=1'))).items;
    expect(summary).toMatchObject({ isRead: false, preview: 'first words of the text', lastEvent: null });
    await dataOf(test.owner.get(`mail-lab/messages/${summary?.id ?? ''}`));
    expect(await unread()).toBe(before);
  });

  it('pages from the newest to the oldest', async () => {
    for (let number = 0; number < 5; number += 1) await deliver(`page${number}@example.com`, { subject: `Page ${number}` });
    const found: string[] = [];
    let cursor = '';
    do {
      const page: { items: Summary[]; nextCursor: string | null } = await dataOf(
        test.owner.get(`mail-lab/messages?limit=2&search=page${cursor}`),
      );
      found.push(...page.items.map((item) => item.subject));
      cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
    } while (cursor);
    expect(found).toEqual(['Page 4', 'Page 3', 'Page 2', 'Page 1', 'Page 0']);
  });

  it('plays the recipient and reports it as a provider would', async () => {
    const message = await deliver('play@example.com');
    await dataOf(play(message.id, { action: 'open' }));
    await dataOf(play(message.id, { action: 'click', url: 'https://example.com/a?x=1&y=2' }));
    const played = await dataOf<LabMessage>(play(message.id, { action: 'reply', text: 'Thank you!' }));
    expect(played.events.map(({ type, detail }) => [type, detail])).toEqual([
      ['opened', null],
      ['clicked', 'https://example.com/a?x=1&y=2'],
      ['replied', 'Thank you!'],
    ]);
    const mine = (): DeliveryReport[] => heard.filter((report) => report.address === 'play@example.com');
    // An answer to what this workspace sent to no contact is told to nobody.
    await waitFor('two reports', () => mine().length === 2);
    const messageId = message.headers.find((header) => header.name === 'Message-ID')?.value;
    for (const report of mine())
      expect(report).toMatchObject({
        workspaceId: test.owner.workspaceId,
        provider: 'mail_lab',
        messageId,
        occurredAt: expect.stringMatching(/Z$/),
      });
    expect(new Set(mine().map((report) => report.eventId)).size).toBe(2);
    expect((await dataOf<{ items: Summary[] }>(test.owner.get('mail-lab/messages?search=play%40'))).items[0]?.lastEvent).toBe('replied');
  });

  it('suppresses an address that bounces or complains', async () => {
    const consent = test.app.get(ConsentService);
    const reasonOf = async (key: string): Promise<string | undefined> => (await consent.listFor(ctx, 'email', key)).suppression?.reason;
    await dataOf(play((await deliver('bounce@example.com')).id, { action: 'bounce' }));
    await dataOf(play((await deliver('complain@example.com')).id, { action: 'complain' }));
    await dataOf(play((await deliver('idn@müller.example')).id, { action: 'bounce' }));
    await waitFor('the bounce at a domain with an umlaut', async () => (await reasonOf(emailKey('idn@müller.example'))) === 'bounced');
    await waitFor('the bounce', async () => (await reasonOf('bounce@example.com')) === 'bounced');
    await waitFor('the complaint', async () => (await reasonOf('complain@example.com')) === 'complained');
  });

  it('unsubscribes by the link in the message, as a mailbox provider does', async () => {
    const message = await deliver('leave@example.com');
    const played = await dataOf<LabMessage>(play(message.id, { action: 'unsubscribe' }));
    expect(played.events.map((event) => event.type)).toEqual(['unsubscribed']);
    const { suppression, events } = await test.app.get(ConsentService).listFor(ctx, 'email', 'leave@example.com');
    expect(suppression?.reason).toBe('unsubscribed');
    expect(events[0]).toMatchObject({ source: 'unsubscribeLink', proof: { via: 'oneClick', client: 'mail lab' } });
    expect(heard.filter((report) => report.address === 'leave@example.com')).toEqual([]);
  });

  it('refuses what this recipient cannot do, and records nothing', async () => {
    const plain = await deliver('plain@example.com', { headers: [] });
    expect((await errorOf(play(plain.id, { action: 'unsubscribe' }))).code).toBe('mailLab.noUnsubscribeLink');
    const foreign = await deliver('foreign@example.com', {
      headers: unsubscribeHeaders('x@example.com').map((header) => ({ ...header, value: header.value.replace(/\/u\/[\w-]+/, '/u/other') })),
    });
    expect((await errorOf(play(foreign.id, { action: 'unsubscribe' }))).code).toBe('mailLab.unsubscribeLinkDead');
    expect((await errorOf(play(plain.id, { action: 'click', url: 'https://evil.example.net/' }))).fields[0]?.field).toBe('url');
    expect((await errorOf(play(plain.id, { action: 'reply' }))).fields[0]?.field).toBe('text');
    expect((await errorOf(play(plain.id, { action: 'dance' }))).status).toBe(422);
    for (const { id } of [plain, foreign]) expect((await dataOf<LabMessage>(test.owner.get(`mail-lab/messages/${id}`))).events).toEqual([]);
  });

  it('is emptied by an administrator only', async () => {
    await deliver('clear@example.com');
    const author = await test.member('author');
    expect((await errorOf(author.delete('mail-lab/messages'))).status).toBe(403);
    expect((await dataOf<{ removed: number }>(test.owner.delete('mail-lab/messages'))).removed).toBeGreaterThan(0);
    expect((await dataOf<{ items: Summary[] }>(test.owner.get('mail-lab/messages'))).items).toEqual([]);
  });

  it('shows a stranger nothing', async () => {
    const message = await deliver('secret@example.com');
    const stranger = await test.stranger();
    for (const call of [
      stranger.get(`mail-lab/messages/${message.id}`),
      stranger.post(`mail-lab/messages/${message.id}/play`, { action: 'open' }),
      stranger.get(`/api/v1/workspaces/${test.owner.workspaceId}/mail-lab/messages`),
      stranger.get(`/api/v1/workspaces/${test.owner.workspaceId}/mail-lab/unread`),
      stranger.delete(`/api/v1/workspaces/${test.owner.workspaceId}/mail-lab/messages`),
    ]) {
      expect((await errorOf(call)).status).toBe(404);
    }
    await dataOf(stranger.delete('mail-lab/messages'));
    await dataOf(test.owner.get(`mail-lab/messages/${message.id}`));
  });
});
