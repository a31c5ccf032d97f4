import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { approve, createCampaign, createTemplate, seedList } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Link {
  url: string;
  label: string | null;
  state: string;
  status: number | null;
  message: string | null;
  checkedAt: string | null;
}

interface Links {
  state: string;
  links: Link[];
  leftOut: number;
}

let test: TestApp;
let site: Server;
let base: string;
let listId: string;
/** Method and path of each request to the site. */
const asked: string[] = [];
beforeAll(async () => {
  site = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const status = Number(/^\/(\d{3})/.exec(request.url ?? '')?.[1] ?? 200);
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  test = await TestApp.start({ LINK_CHECKS: 'true' });
  await dataOf(test.owner.put('sender', { type: 'mail_lab', config: {} }));
  ({ listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 1, 'linked'));
});
afterAll(async () => {
  await test.stop();
  site.close().closeAllConnections();
});
beforeEach(() => (asked.length = 0));

async function campaignWith(bodyHtml: string, over: Record<string, unknown> = {}): Promise<string> {
  const { id: templateId } = await createTemplate(test.owner, { bodyHtml });
  return (await createCampaign(test.owner, [listId], { templateId, ...over })).id;
}

const look = (id: string): Promise<Links> => dataOf(test.owner.get(`campaigns/${id}/links`));
async function checked(id: string): Promise<Links> {
  await waitFor('the links to be checked', async () => (await look(id)).state !== 'checking');
  return look(id);
}

/** What the approver had before them. */
async function foundThen(id: string): Promise<unknown[]> {
  const { approval } = await dataOf<{ approval: { signatures: { findings: unknown[] | null }[] } }>(test.owner.get(`campaigns/${id}`));
  return approval.signatures[0]?.findings ?? [];
}

it('opens each link once, and tells which cannot be opened', async () => {
  const id = await campaignWith(
    `<p><a href="${base}/200/shop">The shop</a> <a href="${base}/200/shop">again</a> <a href="${base}/404/old"><img src="x" alt="Old picture"></a>
     <a href="${base}/403/members">Members</a></p>`,
  );
  expect(await checked(id)).toEqual({
    state: 'done',
    leftOut: 0,
    links: [
      expect.objectContaining({ url: `${base}/200/shop`, label: 'The shop', state: 'fine', status: 200 }),
      expect.objectContaining({
        url: `${base}/404/old`,
        label: 'Old picture',
        state: 'broken',
        status: 404,
        checkedAt: expect.any(String),
      }),
      expect.objectContaining({ url: `${base}/403/members`, label: 'Members', state: 'unchecked', status: 403 }),
    ],
  });
  expect(asked.filter((one) => one.includes('/200/shop'))).toEqual(['HEAD /200/shop']);
  await look(id);
  expect(asked.filter((one) => one.includes('/404/old'))).toEqual(['HEAD /404/old', 'GET /404/old']);
});

it('asks nothing that belongs to one recipient, and nothing of this installation', async () => {
  const id = await campaignWith(
    `<p><a href="{{ unsubscribe_url }}">Unsubscribe</a> <a href="${base}/200/?who={{ email }}">Yours</a> <a href="${test.url}/u/abc">Ours</a>
     <a href="https://ann:secret@127.0.0.1/">Secret</a> <a href="mailto:a@example.com">Mail</a></p>`,
  );
  const { links } = await checked(id);
  expect(links.map(({ label, state }) => [label, state])).toEqual([
    ['Yours', 'notAsked'],
    ['Ours', 'notAsked'],
  ]);
  expect(asked).toEqual([]);
});

it('looks into all variants, and no further than twenty links', async () => {
  const many = Array.from({ length: 21 }, (_, n) => `<a href="${base}/200/many/${n}">${n}</a>`).join(' ');
  const { id: other } = await createTemplate(test.owner, { bodyHtml: `<p><a href="${base}/404/variant">Variant</a></p>` });
  const few = await campaignWith(`<p><a href="${base}/200/first">First</a></p>`);
  await dataOf(
    test.owner.patch(`campaigns/${few}`, {
      version: 1,
      abTest: { variants: [{ name: 'A' }, { name: 'B', templateId: other }], sample: null },
    }),
  );
  expect((await checked(few)).links.map(({ label, state }) => [label, state])).toEqual([
    ['First', 'fine'],
    ['Variant', 'broken'],
  ]);
  expect(await checked(await campaignWith(`<p>${many}</p>`))).toMatchObject({ leftOut: 1, links: { length: 20 } });
});

it('reads the links of texts', async () => {
  const { id } = await dataOf<{ id: string }>(
    test.owner.post('campaigns', { name: 'Text', type: 'text', text: `Look: ${base}/404/text, or ${base}/{{ first_name }}` }),
  );
  expect((await checked(id)).links).toMatchObject([
    { url: `${base}/404/text`, label: null, state: 'broken' },
    { url: `${base}/{{ first_name }}`, state: 'notAsked' },
  ]);
});

it('stops nobody: an approved campaign with a dead link is sent, and the approval says that it was known', async () => {
  const id = await campaignWith(`<p><a href="${base}/404/dead">Dead</a></p>`);
  await checked(id);
  await approve(test.owner, id);
  const found = { code: 'links.broken', severity: 'warning', message: expect.stringContaining('404'), url: `${base}/404/dead` };
  expect(await foundThen(id)).toContainEqual(found);
  // What is found later is not what was approved.
  test.clock.advance(61_000);
  await checked(id);
  expect(await foundThen(id)).toContainEqual(found);
  await dataOf(test.owner.post(`campaigns/${id}/send`, {}));
});

it('has nothing to say of a campaign without a template, and nothing to strangers', async () => {
  const { id } = await dataOf<{ id: string }>(test.owner.post('campaigns', { name: 'Empty' }));
  expect(await look(id)).toEqual({ state: 'done', links: [], leftOut: 0 });
  const stranger = await test.stranger();
  expect((await errorOf(stranger.get(`campaigns/${id}/links`))).status).toBe(404);
});

/** Sets the clock forward: whoever sends afterwards has to confirm who they are. */
it('forgets a page that could not be opened after a minute, and one that could after ten', async () => {
  const id = await campaignWith(`<p><a href="${base}/200/a">a</a> <a href="${base}/410/b">b</a></p>`);
  await checked(id);
  asked.length = 0;
  test.clock.advance(61_000);
  await checked(id);
  expect(asked).toEqual(['HEAD /410/b', 'GET /410/b']);
  asked.length = 0;
  test.clock.advance(600_000);
  await checked(id);
  expect(asked).toContain('HEAD /200/a');
});

it('asks nothing where the operator has switched it off', async () => {
  const off = await TestApp.start({ LINK_CHECKS: 'false' });
  const { id: templateId } = await createTemplate(off.owner, { bodyHtml: `<p><a href="${base}/200/off">Off</a></p>` });
  const { id } = await createCampaign(off.owner, [], { templateId });
  expect(await dataOf(off.owner.get(`campaigns/${id}/links`))).toEqual({ state: 'off', links: [], leftOut: 0 });
  expect(asked).toEqual([]);
  await off.stop();
});
