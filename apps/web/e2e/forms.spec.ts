import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { createAccount } from './support/account.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

test('a form is made in settings; a visitor without a script signs up, confirms by mail, and is on the list', async ({ page, browser }) => {
  const product = await startProduct();
  const visitor = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 780 }, colorScheme: 'dark' });
  try {
    const home = await createAccount(page, product.url);
    const api = new Api(page.request, product.url);
    const workspace = `/workspaces/${home.split('/').at(-1) ?? ''}`;
    await api.send('patch', workspace, { defaultFromName: 'Ana from Northwind', defaultFromEmail: 'ana@northwind.example.com' });
    await api.send('post', `${workspace}/lists`, { name: 'Newsletter' });

    await page.goto(`${product.url}${home}/settings/forms`);
    await page.getByRole('button', { name: 'Add form' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Website');
    await page.getByRole('dialog').getByRole('button', { name: 'Add form' }).click();
    await expect(page.getByRole('heading', { name: 'Website' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Heading' }).fill('Get our newsletter');
    await page.getByRole('checkbox', { name: 'First name' }).check();
    await page.getByRole('combobox', { name: 'Add to lists' }).click();
    await page.getByRole('option', { name: 'Newsletter' }).click();
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Website saved')).toBeVisible();
    await page.getByRole('button', { name: 'Switch on' }).click();
    await expect(page.getByText('Website is on')).toBeVisible();
    await expect(page.frameLocator('iframe[title="Preview of the page"]').getByText('Get our newsletter')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);

    const form = await visitor.newPage();
    await form.goto((await page.getByRole('link', { name: 'Open the page' }).getAttribute('href')) ?? '');
    await form.getByRole('button', { name: 'Subscribe' }).click();
    await expect(form.getByText('Enter your email address.')).toBeVisible();
    await form.getByRole('textbox', { name: 'Email' }).fill('lea@example.org');
    await form.getByRole('textbox', { name: 'First name' }).fill('Lea');
    const wide = await form.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');
    expect(wide).toBe(false);
    await expect(async () => {
      if (await form.getByRole('button', { name: 'Subscribe' }).isVisible()) await form.getByRole('button', { name: 'Subscribe' }).click();
      await expect(form.getByRole('heading', { name: 'Check your inbox' })).toBeVisible({ timeout: 1_000 });
    }).toPass();

    const messages = async (): Promise<{ id: string }[]> =>
      ((await api.read(`${workspace}/mail-lab/messages`)) as unknown as { items: { id: string }[] }).items;
    await expect.poll(async () => (await messages()).length, { timeout: 30_000 }).toBe(1);
    const { text } = await api.read(`${workspace}/mail-lab/messages/${(await messages())[0]?.id ?? ''}`);
    await form.goto(/https?:\S+\/f\/confirm\/[\w-]+/.exec(String(text))?.[0] ?? '');
    await form.getByRole('button', { name: 'Confirm' }).click();
    await expect(form.getByRole('heading', { name: 'You are signed up' })).toBeVisible();

    await page.reload();
    await expect(page.getByText('1 confirmed of 1 submitted')).toBeVisible();
    await page.getByRole('list', { name: 'Confirmed sign-ups' }).getByRole('link', { name: 'Lea' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Lea' })).toBeVisible();
    await expect(page.getByText('Signed up with the form Website')).toBeVisible();
  } finally {
    await visitor.close();
    await product.stop();
  }
});
