import { DnsServer } from '@rapport/providers/testing';
import request from 'supertest';
import { CheckLinkDomains } from '../src/modules/linkDomains/CheckLinkDomains.js';
import { LinkChallenge } from '../src/modules/linkDomains/LinkChallenge.js';
import { LinkHostsService } from '../src/modules/linkDomains/LinkHostsService.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { approve, createCampaign, createTemplate, recipientsOf, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Domain {
  host: string;
  state: string;
  problem: string | null;
  records: { type: string; name: string; value: string }[];
  wasUsable: boolean;
}
interface Choice {
  domain: Domain | null;
  ownHost: string;
}

const BODY = '<p><a href="https://garden.example/shop">Shop</a> <a href="{{ unsubscribe_url }}">Unsubscribe</a></p>';

let dns: DnsServer;
let test: TestApp;
beforeAll(async () => {
  dns = await DnsServer.start();
  test = await TestApp.start({ DNS_SERVERS: dns.address, PUBLIC_URL: 'http://rapport.example.com' });
  // What a reverse proxy with a certificate does: it passes the request on with the host that was asked for.
  test.app.get(LinkChallenge).fetch = async (url) => {
    const { hostname, pathname } = new URL(url);
    if (!reachable.has(hostname)) throw new Error('Nothing answers.');
    const { status, text } = await at(hostname, pathname);
    return { status, body: Buffer.from(text) };
  };
});
afterAll(async () => {
  await test.stop();
  await dns.stop();
});
const reachable = new Set<string>();
beforeEach(() => {
  dns.zone = {};
  reachable.clear();
});

const at = (host: string, path: string, method: 'get' | 'post' = 'get'): request.Test =>
  request(test.app.getHttpServer())[method](path).set('host', host);
const get = (owner: Person): Promise<Choice> => dataOf<Choice>(owner.get('link-domain'));
const set = async (owner: Person, host: string): Promise<Domain> => {
  const { domain } = await dataOf<Choice>(owner.put('link-domain', { host }));
  if (!domain) throw new Error('There is no tracking domain.');
  return domain;
};
const check = async (owner: Person): Promise<Domain | null> => (await dataOf<Choice>(owner.post('link-domain/check'))).domain;

/** Its records are published, and the proxy passes it on. */
function publish({ host, records }: Domain): void {
  const proof = records.find(({ type }) => type === 'TXT');
  dns.zone = { ...dns.zone, [host]: { A: ['192.0.2.1'] }, [proof?.name ?? '']: { TXT: [proof?.value ?? ''] } };
  reachable.add(host);
}

async function ready(owner: Person, host: string): Promise<void> {
  publish(await set(owner, host));
  expect(await check(owner)).toMatchObject({ host, state: 'ready', problem: null });
}

async function approved(owner: Person, prefix: string): Promise<string> {
  await dataOf(owner.patch('settings', { values: { trackClicks: 'on', trackOpens: 'on' } }));
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, 1, prefix);
  const template = await createTemplate(owner, { bodyHtml: BODY });
  const { id } = await createCampaign(owner, [listId], { name: `Spring ${prefix}`, templateId: template.id });
  await approve(owner, id);
  return id;
}

async function sent(owner: Person, id: string): Promise<{ link: string; image: string; unsubscribe: string }> {
  await dataOf(owner.post(`campaigns/${id}/send`));
  await untilStatus(owner, id, 'sent');
  const [recipient] = await recipientsOf(owner, id);
  const { html } = await dataOf<{ html: string }>(owner.get(`messages/${recipient?.sentMessageId}`));
  const find = (pattern: RegExp): string => pattern.exec(html)?.[1] ?? '';
  return {
    link: find(/"(https?:[^"]+\/t\/c\/[^"]+)"/),
    image: find(/"(https?:[^"]+\/t\/o\/[^"]+)"/),
    unsubscribe: find(/"(https?:[^"]+\/u\/[^"]+)"/),
  };
}

const hostOf = (url: string): string => new URL(url).host;
const pathOf = (url: string): string => new URL(url).pathname;

it('is used once its records are published and it leads here, and says what is missing until then', async () => {
  const owner = await test.stranger('Gar Den');
  expect(await get(owner)).toEqual({ domain: null, ownHost: 'rapport.example.com' });
  const domain = await set(owner, 'https://Links.Garden.example/');
  expect(domain).toMatchObject({ host: 'links.garden.example', state: 'waiting', problem: null, wasUsable: false });
  expect(domain.records).toMatchObject([
    { type: 'CNAME', name: 'links.garden.example', value: 'rapport.example.com' },
    { type: 'TXT', name: '_rapport.links.garden.example' },
  ]);
  expect((await check(owner))?.problem).toContain('TXT record at _rapport.links.garden.example is missing');
  publish(domain);
  dns.zone = { ...dns.zone, [domain.host]: {} };
  expect((await check(owner))?.problem).toContain('has no address yet');
  publish(domain);
  reachable.clear();
  expect((await check(owner))?.problem).toContain('does not lead to this installation');
  publish(domain);
  expect(await check(owner)).toMatchObject({ state: 'ready', problem: null, wasUsable: true });
  reachable.clear();
  expect(await check(owner)).toMatchObject({ state: 'failing', wasUsable: true });
});

it('takes no host that is none, is this installation, or answers with something else', async () => {
  const owner = await test.stranger('No Host');
  for (const host of ['example.com', '127.0.0.1', 'links.example.com:8443', 'rapport.example.com', 'links.example.com/x', '[::1]'])
    expect((await errorOf(owner.put('link-domain', { host }))).fields).toMatchObject([{ field: 'host', code: 'linkDomain.badHost' }]);
  const domain = await set(owner, 'links.other.example');
  publish(domain);
  const original = test.app.get(LinkChallenge).fetch;
  test.app.get(LinkChallenge).fetch = () => Promise.resolve({ status: 200, body: Buffer.from('Welcome to nginx!') });
  expect(await check(owner)).toMatchObject({ state: 'waiting' });
  test.app.get(LinkChallenge).fetch = original;
});

it('leads links of campaigns that start then, and those that are out go on when it is replaced or removed', async () => {
  const owner = await test.stranger('Lin Ker');
  await ready(owner, 'links.one.example');
  const id = await approved(owner, 'one');
  const { preflight } = await dataOf<{ preflight: { code: string; message: string }[] }>(owner.get(`campaigns/${id}/review`));
  expect(preflight).toContainEqual(
    expect.objectContaining({ code: 'tracking.domain', message: 'Tracked links lead through links.one.example.' }),
  );
  const first = await sent(owner, id);
  expect([hostOf(first.link), hostOf(first.image)]).toEqual(['links.one.example', 'links.one.example']);
  expect(first.link).toMatch(/^https:/);
  expect((await at('links.one.example', pathOf(first.link))).headers['location']).toBe('https://garden.example/shop');

  await ready(owner, 'links.two.example');
  expect((await at('links.one.example', pathOf(first.link))).status).toBe(302);
  const second = await sent(owner, await approved(owner, 'two'));
  expect(hostOf(second.link)).toBe('links.two.example');

  await dataOf(owner.delete('link-domain'));
  expect((await get(owner)).domain).toBeNull();
  for (const [host, { link }] of [
    ['links.one.example', first],
    ['links.two.example', second],
  ] as const)
    expect((await at(host, pathOf(link))).status).toBe(302);
  expect(hostOf((await sent(owner, await approved(owner, 'three'))).link)).toBe('rapport.example.com');
});

it('is part of what was approved: a campaign does not start through another host', async () => {
  const owner = await test.stranger('App Rover');
  const id = await approved(owner, 'sealed');
  await ready(owner, 'links.sealed.example');
  expect((await owner.post(`campaigns/${id}/send`)).status).toBe(409);
});

it('serves links and nothing else, and only those of its workspace', async () => {
  const owner = await test.stranger('Ser Ver');
  const host = 'links.served.example';
  await ready(owner, host);
  const own = await sent(owner, await approved(owner, 'served'));
  for (const path of [
    '/',
    '/login',
    '/api/docs',
    '/api/openapi.json',
    '/health/live',
    '/assets/x.js',
    '/f/x',
    '/shared/report/x',
    '/index.html',
  ])
    expect([path, (await at(host, path)).status]).toEqual([path, 404]);
  expect((await at(host, `/api/v1/workspaces/${owner.workspaceId}`)).body).toMatchObject({
    error: { message: expect.stringContaining('page') as string },
  });
  expect((await at(host, pathOf(own.unsubscribe))).status).toBe(200);
  expect((await at(host, pathOf(own.image))).status).toBe(200);

  const stranger = await test.stranger('Fo Reign');
  const foreign = await sent(stranger, await approved(stranger, 'foreign'));
  for (const url of [foreign.link, foreign.image, foreign.unsubscribe]) expect((await at(host, pathOf(url))).status).toBe(404);
  expect((await at('rapport.example.com', pathOf(foreign.link))).status).toBe(302);
});

it('belongs to the workspace that proved it, and can be proven by another one once it is given up', async () => {
  const [owner, rival] = [await test.stranger('Own Er'), await test.stranger('Ri Val')];
  const host = 'links.claimed.example';
  // Whoever only enters it keeps nobody from proving it.
  const squatted = await set(rival, host);
  await ready(owner, host);
  expect(await errorOf(rival.put('link-domain', { host: 'links.claimed.example' }))).toMatchObject({ code: 'linkDomain.taken' });
  // The record of one workspace proves nothing for another.
  expect((await check(rival))?.state).toBe('waiting');
  publish(squatted);
  expect(await errorOf(rival.post('link-domain/check'))).toMatchObject({ code: 'linkDomain.taken' });
  await dataOf(owner.delete('link-domain'));
  expect(await check(rival)).toMatchObject({ state: 'ready' });
  test.app.get(LinkHostsService).forget(host);
  expect(await test.app.get(LinkHostsService).ownerOf(host)).toBe(rival.workspaceId);
});

describe('is looked at by itself', () => {
  const lookAgain = async (minutes: number): Promise<void> => {
    test.clock.advance(minutes * 60_000);
    await test.app.get(CheckLinkDomains).run({
      ctx: systemContext(test.services.dataSource.manager),
      jobId: 'look',
      attempt: 1,
      requestId: undefined,
      signal: new AbortController().signal,
    });
  };
  const stateOf = async (owner: Person): Promise<string | undefined> => (await get(owner)).domain?.state;
  const told = async (owner: Person): Promise<number> => {
    const { items } = await dataOf<{ items: { action: string }[] }>(owner.get('audit?limit=50'));
    return items.filter(({ action }) => action === 'linkDomain.checked').length;
  };

  it('until it works, while it does, and once it does not, and the log tells of changes alone', async () => {
    const owner = await test.stranger('By Itself');
    const domain = await set(owner, 'links.itself.example');
    await lookAgain(1);
    expect((await get(owner)).domain?.problem).toContain('TXT record');
    publish(domain);
    await lookAgain(5);
    expect(await stateOf(owner)).toBe('waiting');
    await lookAgain(5);
    expect(await stateOf(owner)).toBe('ready');
    await lookAgain(7 * 60);
    reachable.clear();
    await lookAgain(60);
    expect(await stateOf(owner)).toBe('ready');
    await lookAgain(6 * 60);
    expect(await stateOf(owner)).toBe('failing');
    reachable.add(domain.host);
    await lookAgain(10);
    expect(await stateOf(owner)).toBe('ready');
    expect(await told(owner)).toBe(3);
  });

  it('and stays as it is while the name servers are silent, or another workspace has proven it meanwhile', async () => {
    const [owner, rival] = [await test.stranger('Sil Ent'), await test.stranger('Fast Er')];
    const squatted = await set(rival, 'links.silent.example');
    await ready(owner, 'links.silent.example');
    publish(squatted);
    await lookAgain(10);
    expect(await stateOf(rival)).toBe('waiting');
    dns.faults.set('_rapport.links.silent.example', 'fail');
    await lookAgain(7 * 60);
    dns.faults.clear();
    expect(await stateOf(owner)).toBe('ready');
  });

  it('no longer when nobody published its records for a week, or it was removed', async () => {
    const [owner, leaver] = [await test.stranger('For Got'), await test.stranger('Lea Ver')];
    const domain = await set(owner, 'links.forgotten.example');
    await ready(leaver, 'links.left.example');
    await dataOf(leaver.delete('link-domain'));
    publish(domain);
    await lookAgain(8 * 24 * 60);
    expect(await stateOf(owner)).toBe('waiting');
    expect(await stateOf(leaver)).toBeUndefined();
  });
});

it('is nothing that a stranger can read or change', async () => {
  const owner = await test.stranger('Pri Vate');
  await set(owner, 'links.private.example');
  const stranger = await test.stranger('Stran Ger');
  const path = `/api/v1/workspaces/${owner.workspaceId}/link-domain`;
  expect((await stranger.get(path)).status).toBe(404);
});
