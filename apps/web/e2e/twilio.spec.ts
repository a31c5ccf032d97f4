import { TwilioServer } from '@rapport/providers/testing';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

test('Twilio is connected, checked, sends a test text, and hears an answer', async ({ page }) => {
  const twilio = await TwilioServer.start();
  const product = await startProduct({ TWILIO_URL: twilio.url });
  try {
    const home = await createAccount(page, product.url);
    await page.goto(`${product.url}${home}/settings/sender`);
    await page.getByRole('button', { name: 'Add a sender of texts' }).click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Our number');
    await page.getByLabel('Account SID').fill('me@example.com');
    await page.getByRole('textbox', { name: 'Auth token' }).fill('a wrong token');
    await page.getByLabel('Number or messaging service').fill(twilio.number);
    await page.getByRole('button', { name: 'Add sender' }).click();
    await expect(page.getByText('Copy it from the Twilio console.')).toBeVisible();

    await page.getByLabel('Account SID').fill(twilio.accountSid);
    await page.getByRole('button', { name: 'Check connection' }).click();
    await expect(page.getByText('Copy the account SID and the auth token from the Twilio console again.')).toBeVisible();
    await page.getByRole('textbox', { name: 'Auth token' }).fill(twilio.authToken);
    await page.getByRole('button', { name: 'Add sender' }).click();
    await expect(page.getByText('Sender added. Check the connection next')).toBeVisible();
    await page.getByRole('button', { name: 'Check connection' }).click();
    await expect(page.getByText(`${twilio.number} belongs to the account and can send texts.`)).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);

    await page.getByLabel('Send a test text to').fill('030 123');
    await page.getByRole('button', { name: 'Send test' }).click();
    await expect(page.getByText(/country code/).last()).toBeVisible();
    await page.getByLabel('Send a test text to').fill('+1 415 555 0123');
    await page.getByRole('button', { name: 'Send test' }).click();
    await expect.poll(() => twilio.arrivals.map(({ to }) => to)).toEqual(['+14155550123']);

    const reports = page.locator('section', { has: page.getByRole('heading', { name: 'Answers and delivery reports' }) });
    const hook = (await reports.getByText(/\/hooks\//).textContent()) ?? '';
    const { url, body, headers } = twilio.inbound(hook.trim(), '+14155550123', 'Thank you!');
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect([answer.status, await answer.text()]).toEqual([200, '<?xml version="1.0" encoding="UTF-8"?><Response/>']);
    await page.reload();
    await expect(reports.getByText('Arriving')).toBeVisible();
  } finally {
    await product.stop();
    await twilio.stop();
  }
});
