import type { Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ANA = { name: 'Ana Souza', email: 'ana@example.com', password: 'a quiet harbour at dawn' };

test('a report is shared with someone without an account, until its link is revoked', async ({ page, browser, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ANA);
  const id = await send(api, workspace);
  await page.goto(`/w/${workspace.split('/').at(-1) ?? ''}/campaigns/${id}`);
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByText('7 days', { exact: true }).click();
  await page.getByRole('button', { name: 'Create link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  expect(await findingsOf(page)).toEqual([]);

  const visitor = await browser.newContext({ viewport: { width: 390, height: 780 }, colorScheme: 'dark' });
  try {
    const shared = await visitor.newPage();
    expect((await shared.goto(link))?.headers()['x-robots-tag']).toBe('noindex');
    await expect(shared.getByRole('heading', { level: 1, name: 'Spring news' })).toBeVisible();
    await expect(shared.getByText('Campaign report of Northwind Coffee')).toBeVisible();
    await expect(shared.getByText('Opens and clicks over time')).toBeVisible();
    await expect(shared.getByText('reader0@example.com')).toHaveCount(0);
    expect(await isTooWide(shared)).toBe(false);
    expect(await findingsOf(shared)).toEqual([]);

    await page.reload();
    await page.getByRole('button', { name: 'Share' }).click();
    await expect(page.getByText('opened 1 time')).toBeVisible();
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('button', { name: 'Revoke link' }).click();
    await expect(page.getByText('Link revoked')).toBeVisible();
    expect((await shared.goto(link))?.status()).toBe(404);
    await expect(shared.getByRole('heading', { level: 1, name: 'This report is not available' })).toBeVisible();
  } finally {
    await visitor.close();
  }
});

const isTooWide = (page: Page): Promise<unknown> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

async function send(api: Api, workspace: string): Promise<string> {
  const list = await api.send('post', `${workspace}/lists`, { name: 'Readers' });
  for (let n = 0; n < 2; n += 1)
    await api.send('post', `${workspace}/contacts`, {
      firstName: `Reader${n}`,
      primaryEmail: `reader${n}@example.com`,
      listIds: [list.id],
    });
  const template = await api.send('post', `${workspace}/templates`, {
    name: 'News',
    subject: 'News',
    bodyHtml: '<p>Hello</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
  });
  const { id } = await api.send('post', `${workspace}/campaigns`, {
    name: 'Spring news',
    templateId: template.id,
    audience: { listIds: [list.id], excludeListIds: [] },
    schedule: { kind: 'now' },
  });
  await api.send('post', `${workspace}/campaigns/${id}/request-approval`);
  await api.send('post', `${workspace}/campaigns/${id}/approve`);
  await api.send('post', `${workspace}/campaigns/${id}/send`);
  await expect.poll(async () => (await api.read(`${workspace}/campaigns/${id}`))['status'], { timeout: 30_000 }).toBe('sent');
  return id;
}
