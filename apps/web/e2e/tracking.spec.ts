import type { APIRequestContext } from '@playwright/test';
import { expect, test } from './support/test.js';

const BODY =
  '<p>The beans have landed. <a href="https://shop.example.com/beans">See them</a></p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>';

/** A campaign to one person that was sent to the mail lab with tracking on. */
async function send(request: APIRequestContext): Promise<{ workspaceId: string; campaignId: string; html: string }> {
  const headers = { 'x-rapport-client': 'browser test' };
  const call = async <T>(method: 'get' | 'post' | 'patch', path: string, data?: object): Promise<T> => {
    const answer = await request[method](`/api/v1${path}`, { headers, ...(data ? { data } : {}) });
    const body = (await answer.json()) as { data: T | null; error: unknown };
    if (body.data === null) throw new Error(JSON.stringify(body.error));
    return body.data;
  };
  const account = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password', workspaceName: 'Northwind' };
  const session = await call<{ workspaces: { id: string }[] }>('post', '/auth/register', account);
  const workspaceId = session.workspaces[0]?.id ?? '';
  const workspace = `/workspaces/${workspaceId}`;
  await call('patch', workspace, { postalAddress: '12 Harbour Street, Hamburg', defaultFromEmail: 'ana@northwind.example.com' });
  await call('patch', `${workspace}/settings`, { values: { trackOpens: 'on', trackClicks: 'on' } });
  const list = await call<{ id: string }>('post', `${workspace}/lists`, { name: 'Customers' });
  await call('post', `${workspace}/contacts`, { firstName: 'Ada', lastName: 'Berg', primaryEmail: 'ada@example.org', listIds: [list.id] });
  const template = await call<{ id: string }>('post', `${workspace}/templates`, { name: 'Beans', subject: 'Beans', bodyHtml: BODY });
  const audience = { listIds: [list.id], excludeListIds: [] };
  const { id: campaignId } = await call<{ id: string }>('post', `${workspace}/campaigns`, {
    name: 'Beans',
    templateId: template.id,
    audience,
  });
  const campaign = `${workspace}/campaigns/${campaignId}`;
  await call('post', `${campaign}/request-approval`, {});
  await expect
    .poll(async () => (await request.post(`/api/v1${campaign}/approve`, { headers, data: {} })).status(), { timeout: 30_000 })
    .toBe(200);
  await call('post', `${campaign}/send`, {});
  await expect.poll(async () => (await call<{ status: string }>('get', campaign)).status, { timeout: 30_000 }).toBe('sent');
  const { items } = await call<{ items: { id: string }[] }>('get', `${workspace}/mail-lab/messages`);
  const { html } = await call<{ html: string }>('get', `${workspace}/mail-lab/messages/${items[0]?.id ?? ''}`);
  return { workspaceId, campaignId, html };
}

test('an open and a click of a message are in the report, with who it was', async ({ page, product, playwright }) => {
  const { workspaceId, campaignId, html } = await send(page.request);
  const image = /src="([^"]+\/t\/o\/[^"]+)"/.exec(html)?.[1] ?? '';
  const link = /href="([^"]+\/t\/c\/[^"]+)"/.exec(html)?.[1] ?? '';
  // The reader: another browser, without a session.
  const reader = await playwright.request.newContext({
    baseURL: product.url,
    userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  });
  expect((await reader.get(new URL(image).pathname)).status()).toBe(200);
  await expect
    .poll(
      async () => {
        const followed = await reader.get(new URL(link).pathname, { maxRedirects: 0 });
        expect(followed.headers()['location']).toContain('https://shop.example.com/beans');
        // A click in the first moments is taken for that of a scanner, so the reader comes back.
        const report = await page.request.get(`/api/v1/workspaces/${workspaceId}/campaigns/${campaignId}`);
        const { data } = (await report.json()) as { data: { counts: { opened: number; clicked: number } } };
        return data.counts;
      },
      { timeout: 30_000 },
    )
    .toMatchObject({ opened: 1, clicked: 1 });
  await reader.dispose();
  await page.goto(`/w/${workspaceId}/campaigns/${campaignId}`);
  await expect(page.getByRole('link', { name: /^Opened 1 100% of 1 sent/ })).toBeVisible();
  await page.getByRole('link', { name: /^Clicked 1 100% of 1 sent/ }).click();
  await expect(page).toHaveURL(/recipients\?did=clicked$/);
  await expect(page.getByRole('grid', { name: 'Recipients of Beans' }).getByRole('gridcell', { name: 'Ada Berg' })).toBeVisible();
});
