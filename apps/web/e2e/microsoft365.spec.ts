import { GraphServer } from '@rapport/providers/testing';
import { findingsOf } from './support/accessibility.js';
import { createAccount } from './support/account.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

test('Microsoft 365 is connected as an app, checked, sends a test message, reads its mailbox, and signs in itself', async ({ page }) => {
  const graph = await GraphServer.start();
  const product = await startProduct({ MICROSOFT_LOGIN_URL: graph.url, MICROSOFT_GRAPH_URL: graph.url });
  try {
    const home = await createAccount(page, product.url);
    const workspace = `${product.url}/api/v1/workspaces/${home.split('/').at(-1) ?? ''}`;
    const headers = { 'x-rapport-client': 'browser test' };
    expect((await page.request.patch(workspace, { data: { defaultFromEmail: graph.mailbox }, headers })).status()).toBe(200);
    await page.goto(`${product.url}${home}/settings/sender`);
    await page.getByRole('radio', { name: 'Microsoft 365' }).click();
    await page.getByLabel('Mailbox').fill(graph.mailbox);
    await page.getByRole('textbox', { name: 'Tenant ID' }).fill(graph.tenantId);
    await page.getByRole('textbox', { name: 'Client ID' }).fill(graph.clientId);
    await page.getByRole('textbox', { name: 'Client secret' }).fill('a wrong secret');
    await page.getByRole('button', { name: 'Check connection' }).click();
    await expect(page.getByText(/AADSTS7000215/).first()).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);

    await page.getByRole('textbox', { name: 'Client secret' }).fill(graph.clientSecret);
    await page.getByRole('button', { name: 'Save sender' }).click();
    await expect(page.getByText('Saved. Check the connection next')).toBeVisible();
    await page.getByRole('button', { name: 'Check connection' }).click();
    await expect(page.getByText(`The app can use ${graph.mailbox}.`)).toBeVisible();
    await page.getByRole('button', { name: 'Send test' }).click();
    await expect.poll(() => graph.arrivals.length).toBe(1);

    const section = page.locator('section', { has: page.getByRole('heading', { name: 'Bounces and replies' }) });
    const reading = section.getByRole('switch', { name: 'Read this mailbox' });
    graph.mayRead = false;
    await reading.click({ force: true });
    await expect(section.getByRole('alert')).toContainText('Mail.Read');
    await expect(reading).not.toBeChecked();
    graph.mayRead = true;
    await reading.click({ force: true });
    await expect(reading).toBeChecked();
    expect(await findingsOf(page)).toEqual([]);

    // In place of the app's own right the mailbox signs in itself.
    await page.getByRole('combobox', { name: 'Access' }).click();
    await page.getByRole('option', { name: 'Sign in with Microsoft' }).click();
    await page.getByRole('textbox', { name: 'Client ID' }).fill(graph.consent.clientId);
    await page.getByRole('textbox', { name: 'Client secret' }).fill(graph.consent.clientSecret);
    await page.getByRole('button', { name: 'Save sender' }).click();
    await page.getByRole('button', { name: 'Sign in with Microsoft' }).click();
    await expect(page.getByText('Signed in. The sender is ready')).toBeVisible();
    await expect(page.getByRole('group', { name: 'Sign-in' }).getByText('Signed in', { exact: true })).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    expect(graph.problems).toEqual([]);
  } finally {
    await product.stop();
    await graph.stop();
  }
});
