import request from 'supertest';
import { jobContext } from '../src/platform/context/contexts.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { approve, createCampaign, createTemplate, getCampaign, recipientsOf, seedList, untilStatus } from './support/campaigns.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const BODY = `<p>Dear {{ first_name | default: "friend" }},</p>
<p><a href="https://garden.example/spring?a=1&amp;b=2#beds">Spring beds</a> <A HREF="HTTPS://garden.example/shop">The shop</A>
<a href="https://garden.example/hello?name={{ first_name }}&amp;email={{ email }}">Your page</a>
<a href="mailto:club@garden.example">Write</a> <a href="tel:+15550100">Call</a> <a href="#top">Top</a> <a href="https://{{ company | default: "other" }}.example/x">Yours</a>
<a href="{{ unsubscribe_url }}">Unsubscribe</a></p>`;

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148';

interface Message {
  id: string;
  html: string;
  text: string;
}

let test: TestApp;
let ctx: WorkspaceContext;
beforeAll(async () => {
  test = await TestApp.start();
  ctx = jobContext(test.services.dataSource.manager, test.owner.workspaceId, 'test');
});
afterAll(() => test.stop());

const settings = (values: Record<string, string | null>): Promise<unknown> => dataOf(test.owner.patch('settings', { values }));

async function send(prefix: string, count = 1, over: Record<string, unknown> = {}): Promise<string> {
  const { listId } = await seedList(ctx.manager, test.owner.workspaceId, count, prefix);
  const template = await createTemplate(test.owner, { bodyHtml: BODY });
  const campaign = await createCampaign(test.owner, [listId], { name: `Spring ${prefix}`, templateId: template.id, ...over });
  await approve(test.owner, campaign.id);
  await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
  await untilStatus(test.owner, campaign.id, 'sent');
  return campaign.id;
}

async function messagesOf(campaignId: string): Promise<Message[]> {
  const rows = await recipientsOf(test.owner, campaignId);
  return Promise.all(rows.map(({ sentMessageId }) => dataOf<Message>(test.owner.get(`messages/${sentMessageId}`))));
}

const linksIn = (text: string): string[] => [...text.matchAll(/https?:\/\/[^\s"<>]+\/t\/c\/[\w-]+/g)].map(([url]) => url);
const imageIn = (html: string): string => /<img src="([^"]+\/t\/o\/[\w-]+)"/.exec(html)?.[1] ?? '';
const pathOf = (url: string): string => new URL(url).pathname;
const fetchOf = (url: string, agent = BROWSER, method: 'get' | 'head' = 'get'): request.Test =>
  request(test.app.getHttpServer())[method](pathOf(url)).set('user-agent', agent);

describe('tracking', () => {
  it('is off until it is switched on: links lead where they lead', async () => {
    const [message] = await messagesOf(await send('off'));
    expect(message?.html).toContain('href="https://garden.example/spring?a=1&amp;b=2#beds"');
    expect(message?.html + (message?.text ?? '')).not.toMatch(/\/t\/[co]\//);
    expect(await queryRows(ctx.manager, sql`SELECT id FROM tracked_links`)).toEqual([]);
  });

  describe('switched on', () => {
    let campaignId: string;
    let message: Message;
    beforeAll(async () => {
      await settings({ trackClicks: 'on', trackOpens: 'on' });
      campaignId = await send('on');
      [message] = (await messagesOf(campaignId)) as [Message];
    });

    it('leads web links of HTML and text past us, and only those', () => {
      expect(linksIn(message.html)).toHaveLength(3);
      expect(new Set(linksIn(message.text))).toEqual(new Set(linksIn(message.html)));
      expect(message.html).toContain('href="mailto:club@garden.example"');
      expect(message.html).toContain('href="tel:+15550100"');
      expect(message.html).toContain('href="#top"');
      expect(message.html).toMatch(/href="[^"]*\/u\/[\w-]+"/);
      expect(message.html).not.toContain('garden.example/spring');
      expect(message.html).not.toMatch(/[\ufdd0-\ufdef]/);
      expect(message.text).not.toMatch(/[\ufdd0-\ufdef]/);
    });

    it('redirects to exactly what the author wrote, with the values of the person', async () => {
      const places = await Promise.all(linksIn(message.html).map(async (url) => (await fetchOf(url)).headers['location']));
      expect(places).toEqual([
        'https://garden.example/spring?a=1&b=2#beds',
        'https://garden.example/shop',
        'https://garden.example/hello?name=First0&email=on0@example.com',
      ]);
    });

    it('opens nothing with a forged or an unknown token', async () => {
      const [link] = linksIn(message.html) as [string];
      const token = link.slice(link.lastIndexOf('/') + 1);
      for (const forged of [`${token.slice(0, -6)}AAAAAA`, `A${token.slice(1)}`, 'x'.repeat(90), 'short', '%00']) {
        const answer = await request(test.app.getHttpServer()).get(`/t/c/${forged}`).set('user-agent', BROWSER);
        expect([forged, answer.status, answer.headers['location']]).toEqual([forged, 404, undefined]);
        expect(answer.text).toContain('This link no longer works');
      }
      const image = imageIn(message.html);
      expect((await request(test.app.getHttpServer()).get(pathOf(image).replace('/t/o/', '/t/c/'))).status).toBe(404);
    });

    it('forgives what mail programs add to a link', async () => {
      const [link] = linksIn(message.html) as [string];
      for (const added of ['.', ')', '?utm_source=x', '/', '%22'])
        expect((await request(test.app.getHttpServer()).get(pathOf(link) + added)).headers['location']).toBe(
          'https://garden.example/spring?a=1&b=2#beds',
        );
    });

    it('answers the image at once, never kept', async () => {
      const answer = await fetchOf(imageIn(message.html));
      expect(answer.status).toBe(200);
      expect(answer.headers).toMatchObject({
        'content-type': 'image/gif',
        'cache-control': expect.stringContaining('no-store'),
        'cross-origin-resource-policy': 'cross-origin',
      });
    });
  });

  describe('tells people and machines apart', () => {
    it('counts a person once however often they come, and every visit of the link', async () => {
      const id = await send('person', 2);
      const messages = await messagesOf(id);
      const back = later();
      for (const message of messages) await fetchOf(imageIn(message.html));
      const [link] = linksIn(messages[0]?.html ?? '') as [string];
      await fetchOf(link);
      await fetchOf(link);
      await waitFor('the visits', async () => (await getCampaign(test.owner, id)).counts.opened === 2);
      await waitFor('the clicks', async () => (await linksOf(id))[0]?.visits === 2);
      back();
      expect((await getCampaign(test.owner, id)).counts).toMatchObject({
        opened: 2,
        clicked: 1,
        machineOpened: 0,
        machineClicked: 0,
        delivered: 2,
      });
      expect((await linksOf(id))[0]).toMatchObject({
        people: 1,
        visits: 2,
        machineVisits: 0,
        url: 'https://garden.example/spring?a=1&b=2#beds',
        label: 'Spring beds',
      });
      const events = await eventsOf(id);
      expect(events.map(({ type }) => type).sort()).toEqual(['clicked', 'opened', 'opened']);
      const logs = await queryRows<{ status: string }>(
        ctx.manager,
        sql`SELECT status FROM communication_logs WHERE campaign_id = ${id} ORDER BY status`,
      );
      expect(logs.map(({ status }) => status)).toEqual(['clicked', 'opened']);
    });

    it('shows proxies, scanners and visits too soon apart, and takes a person for a person afterwards', async () => {
      const id = await send('machine', 4);
      const [proxied, scanned, soon, asked] = (await messagesOf(id)) as [Message, Message, Message, Message];
      await fetchOf(linksIn(soon.html)[0] ?? '');
      const back = later();
      await fetchOf(imageIn(proxied.html), 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)');
      for (const link of linksIn(scanned.html)) await fetchOf(link);
      await fetchOf(linksIn(asked.html)[0] ?? '', BROWSER, 'head');
      await waitFor('the machines', async () => {
        const { counts } = await getCampaign(test.owner, id);
        return (counts as unknown as { machineClicked: number }).machineClicked === 3;
      });
      expect((await getCampaign(test.owner, id)).counts).toMatchObject({ opened: 0, clicked: 0, machineOpened: 1, machineClicked: 3 });
      await fetchOf(imageIn(proxied.html));
      await waitFor('the person', async () => (await getCampaign(test.owner, id)).counts.opened === 1);
      expect((await getCampaign(test.owner, id)).counts).toMatchObject({ opened: 1, machineOpened: 0 });
      back();
    });
  });

  it('tells on what it was read, each person once, and keeps neither user agent nor address', async () => {
    const id = await send('device', 3);
    const [one, other, proxied] = (await messagesOf(id)) as [Message, Message, Message];
    const back = later();
    await fetchOf(imageIn(one.html), PHONE);
    await fetchOf(imageIn(one.html), BROWSER);
    await fetchOf(linksIn(one.html)[1] ?? '', BROWSER);
    await fetchOf(linksIn(one.html)[0] ?? '', PHONE);
    await fetchOf(imageIn(other.html), BROWSER);
    await fetchOf(imageIn(proxied.html), 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)');
    await fetchOf(linksIn(other.html)[0] ?? '', 'curl/8.5.0');
    await waitFor('the visits', async () => {
      const { counts } = await getCampaign(test.owner, id);
      return counts.opened === 2 && counts.clicked === 1 && (await devicesOf(id)).some(({ kind }) => kind === 'proxy');
    });
    back();
    const devices = await devicesOf(id);
    const phone = { kind: 'phone', system: 'ios', app: 'appleMail', opened: 1, clicked: 0, opens: 1, clicks: 1 };
    const computer = { kind: 'computer', system: 'linux', app: 'firefox', opened: 1, clicked: 1, opens: 2, clicks: 1 };
    const proxy = { kind: 'proxy', system: 'unknown', app: 'gmail', opened: 1, clicked: 0, opens: 1, clicks: 0 };
    expect(new Set(devices.map((device) => JSON.stringify(device)))).toEqual(
      new Set([phone, computer, proxy].map((device) => JSON.stringify(device))),
    );
    const events = await queryRows<{ detail: string }>(
      ctx.manager,
      sql`SELECT e.detail_json AS detail FROM delivery_events e JOIN campaign_recipients r ON r.id = e.recipient_id WHERE r.campaign_id = ${id}`,
    );
    expect(events.map(({ detail }) => detail).join()).not.toMatch(/Mozilla|iPhone|127\.0\.0\.1/);
  });

  it('keeps no name when it is anonymous, and counts all the same', async () => {
    await settings({ trackAnonymously: 'on' });
    const id = await send('nameless', 2);
    await settings({ trackAnonymously: null });
    const [one, other] = (await messagesOf(id)) as [Message, Message];
    expect(linksIn(one.html)[0]).toBe(linksIn(other.html)[0]);
    await fetchOf(linksIn(one.html)[0] ?? '');
    await fetchOf(imageIn(one.html));
    await waitFor('the visits', async () => (await devicesOf(id)).some(({ opens, clicks }) => opens === 1 && clicks === 1));
    expect((await linksOf(id))[0]?.visits).toBe(1);
    expect(await eventsOf(id)).toEqual([]);
    expect(await devicesOf(id)).toMatchObject([{ kind: 'computer', opened: 0, clicked: 0, opens: 1, clicks: 1 }]);
    expect((await getCampaign(test.owner, id)).counts).toMatchObject({ opened: 0, clicked: 0 });
  });

  it('adds UTM parameters where there are none, also where nothing is followed', async () => {
    await settings({ trackClicks: 'off', trackOpens: 'off', utmSource: 'news letter' });
    const [message] = await messagesOf(await send('utm'));
    await settings({ trackClicks: 'on', trackOpens: 'on', utmSource: null });
    const added = 'utm_source=news%20letter&amp;utm_medium=email&amp;utm_campaign=Spring%20utm';
    expect(message?.html).toContain(`href="https://garden.example/spring?a=1&amp;b=2&amp;${added}#beds"`);
    expect(message?.html).toContain(`href="HTTPS://garden.example/shop?${added}"`);
    expect(message?.html).not.toMatch(/\/u\/[^"]*utm_/);
    expect(message?.html).not.toMatch(/\/t\/[co]\//);
  });

  it('is sealed: a switch after the approval needs a new one', async () => {
    const { listId } = await seedList(ctx.manager, test.owner.workspaceId, 1, 'sealed');
    const campaign = await createCampaign(test.owner, [listId]);
    await approve(test.owner, campaign.id);
    await settings({ trackClicks: 'off' });
    expect((await getCampaign(test.owner, campaign.id)).approval?.changes).toEqual([
      { field: 'tracking', was: 'opens and clicks', is: 'opens' },
    ]);
    expect((await test.owner.post(`campaigns/${campaign.id}/send`)).status).toBe(409);
    await settings({ trackClicks: 'on' });
  });

  it('leads on after the person was erased, and counts nobody; after the workspace is gone it leads nowhere', async () => {
    const id = await send('gone');
    const [message] = (await messagesOf(id)) as [Message];
    await execute(ctx.manager, sql`UPDATE campaign_recipients SET address = NULL, address_key = NULL WHERE campaign_id = ${id}`);
    const other = await send('after');
    const [read] = (await messagesOf(other)) as [Message];
    const removed = await send('removed');
    const [lost] = (await messagesOf(removed)) as [Message];
    const back = later();
    expect((await fetchOf(linksIn(message.html)[0] ?? '')).status).toBe(302);
    await fetchOf(imageIn(read.html));
    await waitFor('the other visit', async () => (await getCampaign(test.owner, other)).counts.opened === 1);
    back();
    expect(await eventsOf(id)).toEqual([]);
    await execute(ctx.manager, sql`DELETE FROM tracked_links WHERE campaign_id = ${removed}`);
    expect((await fetchOf(linksIn(lost.html)[0] ?? '')).status).toBe(404);
  });
});

describe('a visit that has another place by now', () => {
  it('shows on the timeline of the contact who was merged with its reader', async () => {
    const id = await send('merged');
    const [message] = (await messagesOf(id)) as [Message];
    const [recipient] = await recipientsOf(test.owner, id);
    const kept = await dataOf<{ id: string }>(test.owner.post('contacts', { firstName: 'Kept' }));
    await dataOf(test.owner.post('merges', { primaryId: kept.id, secondaryIds: [recipient?.contactId] }));
    const back = later();
    expect((await fetchOf(linksIn(message.html)[0] ?? '')).headers['location']).toContain('garden.example/spring');
    await waitFor('the click', async () => (await getCampaign(test.owner, id)).counts.clicked === 1);
    back();
    const logs = await queryRows<{ contactId: string; status: string }>(
      ctx.manager,
      sql`SELECT contact_id AS "contactId", status FROM communication_logs WHERE campaign_id = ${id}`,
    );
    expect(logs).toEqual([{ contactId: kept.id, status: 'clicked' }]);
  });

  it('still counts for a campaign that was cancelled after the message had left', async () => {
    const id = await send('stopped');
    const [message] = (await messagesOf(id)) as [Message];
    await execute(ctx.manager, sql`UPDATE campaigns SET status = 'cancelled' WHERE id = ${id}`);
    const back = later();
    expect((await fetchOf(linksIn(message.html)[0] ?? '')).status).toBe(302);
    await waitFor('the click', async () => (await getCampaign(test.owner, id)).counts.clicked === 1);
    back();
  });

  it('is told to the workspace of the message alone, whoever asks', async () => {
    const id = await send('ours');
    const [message] = (await messagesOf(id)) as [Message];
    const stranger = await test.stranger();
    const back = later();
    await stranger.get(pathOf(imageIn(message.html))).set('user-agent', BROWSER);
    await waitFor('the open', async () => (await getCampaign(test.owner, id)).counts.opened === 1);
    back();
    expect((await stranger.get(`campaigns/${id}/report`)).status).toBe(404);
    const [other] = await queryRows<{ n: number | string }>(
      ctx.manager,
      sql`SELECT COUNT(*) AS n FROM delivery_events e JOIN campaign_recipients r ON r.id = e.recipient_id WHERE r.workspace_id = ${stranger.workspaceId}`,
    );
    expect(Number(other?.n)).toBe(0);
  });

  it('is answered and forgotten when the workspace goes before it is written', async () => {
    const workspace = await dataOf<{ id: string }>(test.owner.post('/api/v1/workspaces', { name: 'Short-lived' }));
    const before = test.owner.workspaceId;
    test.owner.workspaceId = workspace.id;
    let id: string;
    let message: Message;
    try {
      await dataOf(test.owner.patch('', { postalAddress: 'Lane 1, Ghent' }));
      await settings({ trackClicks: 'on', trackOpens: 'on' });
      id = await send('going');
      [message] = (await messagesOf(id)) as [Message];
    } finally {
      test.owner.workspaceId = before;
    }
    expect((await fetchOf(imageIn(message.html))).status).toBe(200);
    await execute(ctx.manager, sql`DELETE FROM workspaces WHERE id = ${workspace.id}`);
    const [next] = (await messagesOf(await send('staying'))) as [Message];
    const back = later();
    await fetchOf(imageIn(next.html));
    // One that cannot be written holds up no other.
    await waitFor('the next visit', async () => (await eventsOf(await latest())).length === 1);
    back();
    expect(await eventsOf(id)).toEqual([]);
    expect((await fetchOf(imageIn(message.html))).status).toBe(200);
  });
});

interface DeviceRow {
  kind: string;
  system: string;
  app: string;
  opened: number;
  clicked: number;
  opens: number;
  clicks: number;
}

const devicesOf = async (id: string): Promise<DeviceRow[]> =>
  (await dataOf<{ devices: DeviceRow[] }>(test.owner.get(`campaigns/${id}/report`))).devices;

/** The campaign that was begun last. */
async function latest(): Promise<string> {
  const [row] = await queryRows<{ id: string }>(
    ctx.manager,
    sql`SELECT id FROM campaigns WHERE workspace_id = ${ctx.workspaceId} ORDER BY created_at DESC, id DESC LIMIT 1`,
  );
  return row?.id ?? '';
}

/** Long after the message had left; answers how to go back. */
function later(): () => void {
  test.clock.advance(600_000);
  return () => test.clock.advance(-600_000);
}

interface LinkRow {
  url: string;
  label: string;
  people: number;
  visits: number;
  machineVisits: number;
}

function linksOf(campaignId: string): Promise<LinkRow[]> {
  return queryRows<LinkRow>(
    ctx.manager,
    sql`SELECT url, label, people, visits, machine_visits AS "machineVisits" FROM tracked_links WHERE campaign_id = ${campaignId} AND link_key <> 'open' ORDER BY position`,
  );
}

function eventsOf(campaignId: string): Promise<{ type: string; detail: string }[]> {
  return queryRows(
    ctx.manager,
    sql`SELECT e.type, e.detail_json AS detail FROM delivery_events e JOIN campaign_recipients r ON r.id = e.recipient_id WHERE r.campaign_id = ${campaignId}`,
  );
}
