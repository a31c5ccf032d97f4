import { GmailServer, ImapServer } from '@rapport/providers/testing';
import { findingsOf } from './support/accessibility.js';
import { createAccount } from './support/account.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';

test('a mailbox is connected over IMAP, checked, paused and removed', async ({ page }) => {
  const imap = await ImapServer.start();
  try {
    const home = await createAccount(page);
    await page.goto(`${home}/settings/sender`);
    await page.getByRole('radio', { name: 'SMTP server' }).click();
    await page.getByLabel('Host').fill('127.0.0.1');
    await page.getByRole('button', { name: 'Save sender' }).click();
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'Bounces and replies' }) });
    await section.getByRole('button', { name: 'Connect a mailbox' }).click();
    await section.getByLabel('Host').fill('127.0.0.1');
    await section.getByLabel('Port').fill(String(imap.address.port));
    await section.getByRole('combobox', { name: 'Encryption' }).click();
    await page.getByRole('option', { name: 'None' }).click();
    await section.getByLabel('User name').fill(imap.user);
    await section.getByRole('textbox', { name: 'Password' }).fill('wrong');
    await section.getByRole('button', { name: 'Connect mailbox' }).click();
    await expect(section.getByText('User name or password were refused')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);

    await section.getByRole('textbox', { name: 'Password' }).fill(imap.password);
    await section.getByRole('button', { name: 'Connect mailbox' }).click();
    await expect(page.getByText('Mailbox connected')).toBeVisible();
    const state = section.getByRole('status', { name: 'Mailbox' });
    await expect(state.getByText(imap.user)).toBeVisible();
    await section.getByRole('button', { name: 'Check mailbox' }).click();
    await expect(page.getByText('Signed in. The folder holds 0 messages')).toBeVisible();
    await section.getByRole('button', { name: 'Pause reading' }).click();
    await expect(state.getByText('Paused')).toBeVisible();
    await section.getByRole('button', { name: 'Resume reading' }).click();
    await expect(state.getByText('Connected')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await section.getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('button', { name: 'Remove mailbox' }).click();
    await expect(section.getByRole('button', { name: 'Connect a mailbox' })).toBeVisible();
  } finally {
    await imap.stop();
  }
});

test('a sender of Google Workspace reads its own mailbox by a switch, which says what is not allowed yet', async ({ page }) => {
  const google = await GmailServer.start();
  const product = await startProduct({ GMAIL_URL: google.url, GOOGLE_TOKEN_URL: google.tokenUrl, GOOGLE_AUTH_URL: google.authUrl });
  try {
    const home = await createAccount(page, product.url);
    await page.goto(`${product.url}${home}/settings/sender`);
    await page.getByRole('radio', { name: 'Google Workspace' }).click();
    await page.getByLabel('Mailbox').fill(google.mailbox);
    await page.getByRole('textbox', { name: 'Service account key' }).fill(google.keyFile());
    await page.getByRole('button', { name: 'Save sender' }).click();
    const section = page.locator('section', { has: page.getByRole('heading', { name: 'Bounces and replies' }) });
    const reading = section.getByRole('switch', { name: 'Read this mailbox' });
    google.delegated = ['compose'];
    await reading.click({ force: true });
    await expect(section.getByRole('alert').getByText('allow the client ID of the service account these scopes')).toBeVisible();
    await expect(reading).not.toBeChecked();
    expect(await findingsOf(page)).toEqual([]);

    google.delegated = ['compose', 'readonly'];
    await reading.click({ force: true });
    await expect(reading).toBeChecked();
    const state = section.getByRole('status', { name: 'Mailbox' });
    await expect(state.getByText(google.mailbox)).toBeVisible();
    await section.getByRole('button', { name: 'Check mailbox' }).click();
    await expect(page.getByText('Signed in. The mailbox holds 0 messages')).toBeVisible();
    await reading.click({ force: true });
    await expect(state.getByText('Paused')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);

    // In place of the service account the mailbox signs in itself.
    await page.getByRole('combobox', { name: 'Access' }).click();
    await page.getByRole('option', { name: 'Sign in with Google' }).click();
    await page.getByRole('textbox', { name: 'Client ID' }).fill(google.consent.clientId);
    await page.getByRole('textbox', { name: 'Client secret' }).fill(google.consent.clientSecret);
    await expect(page.getByText('Save the sender first')).toBeVisible();
    await page.getByRole('button', { name: 'Save sender' }).click();
    await page.getByRole('button', { name: 'Sign in with Google' }).click();
    await expect(page.getByText('Signed in. The sender is ready')).toBeVisible();
    await expect(page.getByRole('group', { name: 'Sign-in' }).getByText('Signed in', { exact: true })).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.goto(`${product.url}/sender-sign-in?error=access_denied&state=${home.split('/').at(-1) ?? ''}.x`);
    await expect(page.getByText('was not allowed')).toBeVisible();
    await page.getByRole('link', { name: 'Back to the sender' }).click();
    await expect(page.getByRole('button', { name: 'Sign in again' })).toBeVisible();
  } finally {
    await product.stop();
    await google.stop();
  }
});
