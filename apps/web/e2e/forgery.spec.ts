import type { Page } from '@playwright/test';
import { createAccount } from './support/account.js';
import { startForeignSite } from './support/foreignSite.js';
import { expect, test } from './support/test.js';

const HEADERS = { 'x-rapport-client': 'test' };

async function api<T>(page: Page, path: string, data?: object): Promise<T> {
  const answer = data ? await page.request.post(path, { data, headers: HEADERS }) : await page.request.get(path, { headers: HEADERS });
  expect(answer.ok(), `${path} answered ${answer.status()}`).toBe(true);
  return ((await answer.json()) as { data: T }).data;
}

test("another site's page changes nothing, reads nothing and cannot embed the dashboard", async ({ page, product, context }) => {
  const home = await createAccount(page);
  const workspaceId = home.split('/').at(-1) ?? '';
  const base = `/api/v1/workspaces/${workspaceId}`;
  const contact = await api<{ id: string }>(page, `${base}/contacts`, { firstName: 'Grace', primaryEmail: 'grace@example.com' });
  await api(page, `${base}/lists`, { name: 'Pioneers' });
  const foreign = await startForeignSite(product.url, workspaceId, contact.id);
  try {
    for (const origin of Object.values(foreign.origins)) {
      const elsewhere = await context.newPage();
      await elsewhere.goto(`${origin}/`);
      await expect(elsewhere).toHaveTitle('done', { timeout: 30_000 });
      expect(await elsewhere.locator('body').getAttribute('data-read')).toBe('unreadable');
      // Chromium shows an error page of its own where frame-ancestors forbids the frame.
      const frame = await (await elsewhere.$('#embedded'))?.contentFrame();
      expect(frame?.url()).toMatch(/^chrome-error:/);
      await elsewhere.close();
    }
  } finally {
    await foreign.stop();
  }
  // The attacks arrived, with the session of the person, and were refused.
  expect(product.log().match(/"route":"\/api\/v1\/workspaces\/:workspaceId\/lists","status":403/g)?.length).toBeGreaterThanOrEqual(4);
  expect(product.log()).toMatch(/"route":"\/api\/v1\/auth\/logout","status":403/);
  expect((await api<{ name: string }[]>(page, `${base}/lists`)).map(({ name }) => name)).toEqual(['Pioneers']);
  expect((await api<{ items: { id: string }[] }>(page, `${base}/contacts`)).items.map(({ id }) => id)).toEqual([contact.id]);
  expect((await api<{ items: unknown[] }>(page, `${base}/imports`)).items).toEqual([]);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
});

/** The policy is the second wall; here the first stands alone. Each would call `hit` if anything took it for markup, a script or a link to one. */
const PAYLOADS = [
  `<img src=x onerror="hit('image')">`,
  `<script>hit('script')</script>`,
  `"><svg onload="hit('svg')">`,
  `{{constructor.constructor("hit('template')")()}}`,
  `javascript:hit('link')`,
];
const BODY = `<p>Hello</p>${PAYLOADS.slice(0, 3).join('')}<a href="javascript:hit('body link')">Link</a><iframe srcdoc="<script>parent.hit('frame')</script>"></iframe><form action="javascript:hit('form')"><button>Go</button></form><p style="background:url(javascript:hit('style'))">x</p>`;

test.describe('with the content security policy switched off', () => {
  test.use({ bypassCSP: true });

  test('no script of a contact, a file, a list, a template or a campaign runs in the dashboard', async ({ page }) => {
    const hits: string[] = [];
    await page.exposeFunction('hit', (what: string) => void hits.push(what));
    page.on('dialog', (dialog) => {
      hits.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });

    const home = await createAccount(page);
    const base = `/api/v1/workspaces/${home.split('/').at(-1)}`;
    const contacts: string[] = [];
    for (const [index, payload] of PAYLOADS.entries()) {
      const data = { firstName: payload, lastName: payload, company: payload, primaryEmail: `p${index}@example.com` };
      contacts.push((await api<{ id: string }>(page, `${base}/contacts`, data)).id);
    }
    await api(page, `${base}/contacts/${contacts[0]}/notes`, { text: PAYLOADS.join('\n') });
    const list = await api<{ id: string }>(page, `${base}/lists`, { name: PAYLOADS[0] });
    await api(page, `${base}/lists/${list.id}/contacts`, { contactIds: contacts });
    const template = await api<{ id: string }>(page, `${base}/templates`, { name: PAYLOADS[1], subject: PAYLOADS[2], bodyHtml: BODY });
    const campaign = await api<{ id: string }>(page, `${base}/campaigns`, {
      name: PAYLOADS[0],
      templateId: template.id,
      fromName: PAYLOADS[1],
      fromEmail: 'club@example.org',
      audience: { listIds: [list.id] },
    });
    await api(page, `${base}/sender/test`, { to: 'ada@example.com' });
    const imported = await importFile(page, base);

    const places = [
      '',
      '/contacts',
      `/contacts/${contacts[0]}`,
      `/contacts/${contacts[2]}`,
      '/lists',
      `/lists/${list.id}`,
      '/templates',
      `/templates/${template.id}`,
      '/campaigns',
      `/campaigns/${campaign.id}`,
      `/campaigns/${campaign.id}/review`,
      '/mail-lab',
      '/imports',
      `/imports/${imported}`,
    ];
    for (const place of places) {
      await page.goto(`${home}${place}`);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      await page.waitForLoadState('networkidle');
      expect(hits, `on ${place}`).toEqual([]);
    }
    // Proof that the trap works: a page that took such a text for markup would have been caught.
    await page.evaluate((payload) => (document.createElement('div').innerHTML = payload), PAYLOADS[0] ?? '');
    await expect.poll(() => hits).toEqual(['image']);
  });
});

async function importFile(page: Page, base: string): Promise<string> {
  const quoted = PAYLOADS.map((payload) => `"${payload.replaceAll('"', '""')}"`);
  const rows = quoted.map((payload, index) => `${payload},${payload},csv${index}@example.com`);
  const buffer = Buffer.from(`First name,${quoted[0]},Email\n${rows.join('\n')}\n${quoted[0]},x,not an address\n`);
  const answer = await page.request.post(`${base}/imports`, {
    headers: HEADERS,
    multipart: { file: { name: `${PAYLOADS[0]}.csv`, mimeType: 'text/csv', buffer } },
  });
  const { id } = ((await answer.json()) as { data: { id: string } }).data;
  await api(page, `${base}/imports/${id}/start`, { mode: 'createAndUpdate', newListName: PAYLOADS[2] });
  return id;
}
