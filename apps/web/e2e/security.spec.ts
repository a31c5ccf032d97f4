import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { createAccount } from './support/account.js';
import { startProduct } from './support/product.js';
import { expect, test } from './support/test.js';
import { codeOf, roomForCodes } from './support/totp.js';

const ada = { email: 'ada@example.com', password: 'a quiet harbour at dawn' };

async function signIn(page: Page, password = ada.password): Promise<void> {
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Ada Okafor' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
}

test('two-step verification: turned on with an app, asked for at the sign-in, a recovery code helps out, turned off again', async ({
  page,
}) => {
  const home = await createAccount(page);
  await page.goto(`${home}/settings/security`);
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  const secret = ((await page.getByLabel('Key').textContent()) ?? '').replace(/\s/g, '');
  await page.getByLabel('Code').fill('000000');
  await page.getByRole('button', { name: 'Turn on' }).click();
  await expect(page.getByText('This code is wrong')).toBeVisible();
  // The code before this one, so that this one is left for signing in.
  await roomForCodes();
  await page.getByLabel('Code').fill(codeOf(secret, -1));
  await page.getByRole('button', { name: 'Turn on' }).click();

  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  expect(await findingsOf(page)).toEqual([]);
  const recoveryCode = (await codes.first().textContent()) ?? '';
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Download' }).click()]);
  expect(readFileSync(await download.path(), 'utf8')).toContain(recoveryCode);
  await page.getByRole('button', { name: 'I’ve saved them' }).click();
  await expect(page.getByText('10 codes left')).toBeVisible();
  await expect(page.getByRole('list', { name: 'Sign-in log' })).toContainText('Two-step verification turned on');

  await signOut(page);
  await signIn(page);
  await expect(page.getByRole('heading', { level: 1, name: 'Two-step verification' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.getByLabel('Code').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Sign in' }).click();
  // Whoever signs in after someone signed out does not land on the page that was left.
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();

  await signOut(page);
  await signIn(page);
  await page.getByLabel('Code').fill(recoveryCode);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await page.goto(`${home}/settings/security`);
  await expect(page.getByText('9 codes left')).toBeVisible();

  await page.getByRole('button', { name: 'Turn off' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('button', { name: 'Set up' })).toBeVisible();
});

test('a session is seen with its device and ended from elsewhere', async ({ page, browser, product }) => {
  const home = await createAccount(page);
  const phone = await browser.newContext({
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  });
  const there = await phone.newPage();
  await there.goto(`${product.url}/login`);
  await signIn(there);
  await expect(there.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();

  await page.goto(`${home}/settings/security`);
  const sessions = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: 'This session' })).toHaveCount(1);
  await page.getByRole('button', { name: 'End the session of Safari on iPhone' }).click();
  await expect(sessions).toHaveCount(1);
  // Without a reload: the next thing that is asked for is refused.
  await there.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Contacts' }).click();
  await expect(there.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();
  await phone.close();
});

test('a forgotten password is replaced with the link from the mail, once', async ({ page, product }) => {
  await createAccount(page);
  await signOut(page);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Forgot your password?' })).toBeVisible();
  await page.getByLabel('Email').fill(ada.email);
  await page.getByRole('button', { name: 'Send link' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Check your inbox' })).toBeVisible();

  const link = await linkInMail(product.dataDir, 'reset-password');
  await page.goto(link);
  await page.getByLabel('New password').fill('seven paper lanterns');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your password is changed' })).toBeVisible();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page);
  await expect(page.getByRole('alert')).toContainText('Wrong email address or password');
  await signIn(page, 'seven paper lanterns');
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();

  await page.goto(link);
  await page.getByLabel('New password').fill('another set of lanterns');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'This link no longer works' })).toBeVisible();
});

test('a new email address counts once it is confirmed', async ({ page, product }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/settings/profile`);
  await page.getByLabel('Email').fill('ada.okafor@example.com');
  await page.getByRole('button', { name: 'Change email' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'A link is on its way' })).toBeVisible();
  await page.goto(await linkInMail(product.dataDir, 'confirm-email'));
  await page.getByRole('button', { name: 'Confirm this address' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Your address is confirmed' })).toBeVisible();
  await page.goto(`${home}/settings/profile`);
  await expect(page.getByLabel('Email')).toHaveValue('ada.okafor@example.com');
});

test('what needs a fresh confirmation asks for it in a dialog, then goes on by itself', async ({ page }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/settings/security`);
  const refusals = await refuseFirst(page, '**/api/v1/me/two-factor');
  await page.getByRole('button', { name: 'Set up' }).click();
  const dialog = page.getByRole('dialog', { name: 'Confirm it’s you' });
  await expect(dialog.getByLabel('Password')).toBeFocused();
  expect(await findingsOf(page)).toEqual([]);
  await dialog.getByLabel('Password').fill('wrong');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog.getByText('This is not your current password')).toBeVisible();
  await dialog.getByLabel('Password').fill(ada.password);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible();
  expect(refusals()).toBe(1);
});

test('sending asks for a fresh confirmation, and the campaign goes out once it is given', async ({ page, product }) => {
  const home = await createAccount(page);
  const campaignId = await approvedCampaign(page, `${product.url}/api/v1/workspaces/${home.split('/').at(-1) ?? ''}`);
  await page.goto(`${home}/campaigns/${campaignId}/review`);
  await refuseFirst(page, '**/api/v1/workspaces/*/campaigns/*/send');
  await page.getByRole('button', { name: 'Send now' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Send to/ })
    .click();
  const dialog = page.getByRole('dialog', { name: 'Confirm it’s you' });
  await dialog.getByLabel('Password').fill(ada.password);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('main').getByText('Sent', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
});

test('where registration is open, a link in a mail leads to the account', async ({ page }) => {
  const open = await startProduct({ REGISTRATION: 'open' });
  try {
    await createAccount(page, open.url);
    await signOut(page);
    await page.getByRole('link', { name: 'Create one' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Create your account' })).toBeVisible();
    await page.getByLabel('Email').fill('li.wei@example.com');
    await page.getByRole('button', { name: 'Send link' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Check your inbox' })).toBeVisible();
    await page.goto(await linkInMail(open.dataDir, 'register'));
    await expect(page.getByLabel('Email')).toHaveValue('li.wei@example.com');
    await page.getByLabel('Your name').fill('Li Wei');
    await page.getByLabel('Password').fill('seven paper lanterns');
    await page.getByLabel('Workspace').fill('Lantern House');
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Hello Li' })).toBeVisible();
  } finally {
    await open.stop();
  }
});

test('deleting an account says first what is owned', async ({ page }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/settings/profile`);
  await page.getByRole('link', { name: 'Delete account…' }).click();
  await expect(page.getByText('You own a workspace')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Northwind Studio' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Delete account' })).toHaveCount(0);
  expect(await findingsOf(page)).toEqual([]);
});

/** As if ten minutes had passed: the first POST to a route is refused, in the server's own words. Answers how many were. */
async function refuseFirst(page: Page, url: string): Promise<() => number> {
  let refusals = 0;
  await page.route(url, async (route) => {
    if (route.request().method() !== 'POST' || refusals > 0) return route.continue();
    refusals += 1;
    const error = { code: 'auth.stepUpRequired', message: 'Please confirm that it is you.', requestId: 'test' };
    return route.fulfill({ status: 403, contentType: 'application/json', body: JSON.stringify({ data: null, error }) });
  });
  return () => refusals;
}

/** One contact on a list, a template and an approved campaign, made through the API with the session of the page. */
async function approvedCampaign(page: Page, base: string): Promise<string> {
  const post = async (path: string, data: object): Promise<{ id: string }> => {
    const answer = await page.request.post(`${base}/${path}`, { data, headers: { 'X-Rapport-Client': 'test' } });
    const body = (await answer.json()) as { data: { id: string } };
    expect(answer.ok(), JSON.stringify(body)).toBe(true);
    return body.data;
  };
  const list = await post('lists', { name: 'Readers' });
  const contact = await post('contacts', { firstName: 'Zoë', primaryEmail: 'zoe@example.net' });
  await post(`lists/${list.id}/contacts`, { contactIds: [contact.id] });
  const template = await post('templates', {
    name: 'Letter',
    subject: 'Hello',
    bodyHtml: '<p>Hello.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
  });
  const campaign = await post('campaigns', {
    name: 'Letter of the week',
    templateId: template.id,
    fromName: 'Ada',
    fromEmail: 'ada@northwind.example.com',
    audience: { listIds: [list.id], excludeListIds: [] },
    schedule: { kind: 'now' },
  });
  await post(`campaigns/${campaign.id}/request-approval`, {});
  await post(`campaigns/${campaign.id}/approve`, {});
  return campaign.id;
}

/** The newest link to a page in the system mail, which lies in the data folder while no SMTP server is set up for it. */
async function linkInMail(dataDir: string, page: string): Promise<string> {
  const pattern = new RegExp(`https?://[^\\s"<]+/${page}/[A-Za-z0-9_-]{43}`);
  const find = (): string | undefined => {
    const folder = join(dataDir, 'system-mail');
    const mails = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => name.endsWith('.eml'));
    // Long lines are folded in quoted-printable.
    const texts = mails.map(({ name }) =>
      readFileSync(join(folder, name), 'utf8')
        .replace(/=\r?\n/g, '')
        .replace(/=3D/g, '='),
    );
    return texts.map((text) => pattern.exec(text)?.[0]).findLast((link) => link !== undefined);
  };
  await expect.poll(() => safely(find)).toBeTruthy();
  return find() ?? '';
}

function safely(find: () => string | undefined): string | undefined {
  try {
    return find();
  } catch {
    // The folder is made with the first mail.
    return undefined;
  }
}
