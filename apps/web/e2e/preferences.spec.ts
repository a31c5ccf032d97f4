import { findingsOf } from './support/accessibility.js';
import type { Page } from '@playwright/test';
import { Api } from './support/api.js';
import { createAccount } from './support/account.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

test('a reader leaves a topic, pauses and stops all email on the preference page, without a script', async ({ page, browser }) => {
  const product = await startProduct();
  const reader = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 780 }, colorScheme: 'dark' });
  try {
    const home = await createAccount(page, product.url);
    await page.goto(`${product.url}${home}/settings/topics`);
    for (const [name, description] of [
      ['Product news', 'New features, once a month'],
      ['Offers', ''],
    ] as const) {
      await page.getByRole('button', { name: 'Add topic' }).click();
      await page.getByRole('textbox', { name: 'Name' }).fill(name);
      await page.getByRole('textbox', { name: 'Description' }).fill(description);
      await page.getByRole('dialog').getByRole('button', { name: 'Add topic' }).click();
      await expect(page.getByText(`${name} added`)).toBeVisible();
      await expect(page.getByRole('dialog')).toBeHidden();
    }
    await page.getByRole('button', { name: 'Actions for Offers' }).click();
    await page.getByRole('menuitem', { name: 'Move up' }).click();
    await expect(page.getByRole('list', { name: 'Topics' }).getByRole('listitem').first()).toContainText('Offers');
    expect(await findingsOf(page)).toEqual([]);

    const link = await sendAbout(
      page,
      new Api(page.request, product.url),
      `/workspaces/${home.split('/').at(-1) ?? ''}`,
      product.url + home,
    );
    const letter = await reader.newPage();
    await letter.goto(link);
    await expect(letter.getByRole('button', { name: 'Unsubscribe from Product news' })).toBeVisible();
    await letter.getByRole('link', { name: 'Choose what you get' }).click();
    await expect(letter.getByRole('checkbox', { name: /Product news/ })).toBeChecked();
    await letter.getByRole('checkbox', { name: /Product news/ }).uncheck();
    await letter.getByRole('button', { name: 'Save' }).click();
    await expect(letter.getByRole('status')).toContainText('You no longer get Product news.');
    await expect(letter.getByRole('checkbox', { name: /Product news/ })).not.toBeChecked();
    await letter.getByRole('button', { name: 'Pause everything for 30 days' }).click();
    await expect(letter.getByRole('status')).toContainText('Everything is paused until');
    await letter.getByRole('button', { name: 'Stop all email' }).click();
    await expect(letter.getByRole('status')).toContainText('sends you no email campaigns');
    await letter.getByRole('button', { name: 'Subscribe again' }).click();
    await expect(letter.getByRole('status')).toContainText('may email you again');
    await letter.goto(`${link}/preferences`);
    const wide = await letter.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    expect(wide).toBe(false);
  } finally {
    await reader.close();
    await product.stop();
  }
});

/** A campaign about Product news, sent to one person; answers the unsubscribe link of their message. */
async function sendAbout(page: Page, api: Api, workspace: string, home: string): Promise<string> {
  await api.send('patch', workspace, {
    postalAddress: '12 Harbour Street, Hamburg',
    defaultFromName: 'Ana from Northwind',
    defaultFromEmail: 'ana@northwind.example.com',
  });
  const list = await api.send('post', `${workspace}/lists`, { name: 'Customers' });
  await api.send('post', `${workspace}/contacts`, { firstName: 'Ada', primaryEmail: 'ada@example.org', listIds: [list.id] });
  const template = await api.send('post', `${workspace}/templates`, { name: 'Hello', subject: 'Hello', bodyHtml: '<p>Hello.</p>' });
  const audience = { listIds: [list.id], excludeListIds: [] };
  const campaign = await api.send('post', `${workspace}/campaigns`, { name: 'Spring', templateId: template.id, audience });
  await page.goto(`${home}/campaigns/${campaign.id}/edit`);
  const topic = page.getByRole('combobox', { name: 'Topic' });
  await topic.click();
  await page.getByRole('option', { name: 'Product news' }).click();
  await expect(topic).toHaveValue('Product news');
  await expect
    .poll(async () => ((await api.read(`${workspace}/campaigns/${campaign.id}`)).audience as { topicId: string | null }).topicId)
    .not.toBeNull();
  await api.send('post', `${workspace}/campaigns/${campaign.id}/request-approval`);
  await api.send('post', `${workspace}/campaigns/${campaign.id}/approve`);
  await api.send('post', `${workspace}/campaigns/${campaign.id}/send`);
  await expect.poll(async () => (await api.read(`${workspace}/campaigns/${campaign.id}`)).status, { timeout: 30_000 }).toBe('sent');
  const { items } = (await api.read(`${workspace}/mail-lab/messages`)) as unknown as { items: { id: string }[] };
  const { html } = await api.read(`${workspace}/mail-lab/messages/${items[0]?.id ?? ''}`);
  const footer = /href="([^"]+\/u\/[^"]+)\/preferences"/.exec(String(html));
  return footer?.[1] ?? '';
}
