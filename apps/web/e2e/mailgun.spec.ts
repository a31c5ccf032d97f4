import { MailgunServer } from '@rapport/providers/testing';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

test('Mailgun is connected, checked, sends a test message and reports what became of it', async ({ page }) => {
  const mailgun = await MailgunServer.start('mail.example.com');
  const product = await startProduct({ MAILGUN_URL: mailgun.url });
  try {
    const home = await createAccount(page, product.url);
    const workspace = `${product.url}/api/v1/workspaces/${home.split('/').at(-1) ?? ''}`;
    const headers = { 'x-rapport-client': 'browser test' };
    const named = await page.request.patch(workspace, { data: { defaultFromEmail: 'news@mail.example.com' }, headers });
    expect(named.status()).toBe(200);
    await page.goto(`${product.url}${home}/settings/sender`);
    await page.getByRole('radio', { name: 'Mailgun' }).click();
    await page.getByLabel('Sending domain').fill('mail.example.com');
    await page.getByRole('textbox', { name: 'API key' }).fill('a wrong key');
    await page.getByRole('button', { name: 'Check connection' }).click();
    await expect(page.getByText('Copy the key from Mailgun again')).toBeVisible();

    await page.getByRole('textbox', { name: 'API key' }).fill(mailgun.apiKey);
    await page.getByRole('button', { name: 'Save sender' }).click();
    await expect(page.getByText('Saved. Check the connection next')).toBeVisible();
    const reports = page.locator('section', { has: page.getByRole('heading', { name: 'Delivery reports' }) });
    await expect(reports.getByText('No report is accepted yet')).toBeVisible();
    await page.getByRole('textbox', { name: 'Webhook signing key' }).fill(mailgun.signingKey);
    await page.getByRole('button', { name: 'Save sender' }).click();
    await expect(reports.getByText('None yet')).toBeVisible();
    await page.getByRole('button', { name: 'Check connection' }).click();
    await expect(page.getByText('The domain is active, and the key belongs to it.')).toBeVisible();

    await reports.getByRole('button', { name: 'Connect reports' }).click();
    await expect(page.getByText('Mailgun now reports to Rapport')).toBeVisible();
    const [address] = mailgun.webhooks.get('permanent_fail') ?? [];
    await expect(reports.getByText(address ?? 'no address')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);

    await page.getByRole('button', { name: 'Send test' }).click();
    await expect.poll(() => mailgun.arrivals.length).toBe(1);
    const [arrival] = mailgun.arrivals;
    if (!arrival || !address) throw new Error('Nothing arrived.');
    const answer = await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(mailgun.report('delivered', arrival)),
    });
    expect(answer.status).toBe(200);
    await page.reload();
    await expect(reports.getByText('Arriving')).toBeVisible();
  } finally {
    await product.stop();
    await mailgun.stop();
  }
});
