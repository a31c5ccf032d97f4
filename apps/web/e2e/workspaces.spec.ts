import type { Browser, Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { createAccount } from './support/account.js';
import { expect, test } from './support/test.js';

const li = { name: 'Li Chen', email: 'li@example.com', password: 'a lantern in the fog' };

async function openSettings(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).first().click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name }).click();
}

/** Li joins by the copied link, in a browser of their own. */
async function joinAsLi(page: Page, browser: Browser, url: string): Promise<Page> {
  await openSettings(page, 'Members');
  await page.getByLabel('Email').fill(li.email);
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const link = await page.getByText('/invite/').textContent();
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(url + new URL(link ?? '').pathname);
  await guest.getByLabel('Your name').fill(li.name);
  await guest.getByLabel('Password').fill(li.password);
  await guest.getByRole('button', { name: 'Join workspace' }).click();
  await expect(guest.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  return guest;
}

test('an invitation comes by mail and is accepted with one click; only its addressee sees the mail', async ({ page, browser, product }) => {
  await createAccount(page);
  const guest = await joinAsLi(page, browser, product.url);
  await guest.goto(`${product.url}/workspaces/new`);
  await guest.getByLabel('Name').fill('Harbour Books');
  await guest.getByRole('button', { name: 'Create workspace' }).click();
  await guest.getByRole('button', { name: 'Skip for now' }).click();
  // Joined by a link that Ada saw: until the address is confirmed, nobody is invited in its name, and its mail is not shown.
  await openSettings(guest, 'Members');
  await expect(guest.getByText('Confirm your email address to invite others')).toBeVisible();
  await guest.getByRole('link', { name: 'Open your profile' }).click();
  await expect(guest.getByText('Ask the person who runs it to confirm your address')).toBeVisible();
  expect(await findingsOf(guest)).toEqual([]);
  await page.reload();
  await page.getByRole('button', { name: 'Confirm address' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm address' }).click();
  await expect(page.getByText('Address of Li Chen confirmed')).toBeVisible();
  await expect(page.getByText('not confirmed')).toHaveCount(0);
  await guest.reload();
  await openSettings(guest, 'Members');
  await guest.getByLabel('Email').fill('ada@example.com');
  await guest.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(guest.getByText('Emailed to ada@example.com')).toBeVisible();

  await page.getByRole('link', { name: 'Mail lab' }).click();
  await page.getByRole('link', { name: 'System mail' }).click();
  await page.getByRole('link', { name: /Li Chen invites you to/ }).click();
  await expect(page.frameLocator('iframe').getByText('Join the workspace')).toBeVisible();
  await page.getByRole('link', { name: 'Open the link in it' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Join Harbour Books' })).toBeVisible();
  await page.getByRole('button', { name: 'Join workspace' }).click();
  await expect(page.getByRole('button', { name: /Harbour Books/ })).toBeVisible();

  await guest.getByRole('link', { name: 'Mail lab' }).click();
  await guest.getByRole('link', { name: 'System mail' }).click();
  await expect(guest.getByText(/invites you to “Northwind Studio”/)).toBeVisible();
  await expect(guest.getByText(/Harbour Books”/)).toHaveCount(0);
  await guest.context().close();
});

test('the owner hands the workspace over and leaves it', async ({ page, browser, product }) => {
  const home = await createAccount(page);
  const guest = await joinAsLi(page, browser, product.url);
  await openSettings(page, 'Leave or delete');
  await page.getByRole('combobox', { name: 'New owner' }).click();
  await page.getByRole('option', { name: /Li Chen/ }).click();
  await page.getByRole('button', { name: 'Transfer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Transfer' }).click();
  await expect(page.getByText('Li Chen is the owner now')).toBeVisible();
  await page.getByRole('button', { name: 'Leave workspace' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Leave workspace' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Create a workspace' })).toBeVisible();
  await page.goto(home);
  await expect(page.getByText('There is no page here')).toBeVisible();
  await guest.reload();
  await openSettings(guest, 'Leave or delete');
  await expect(guest.getByRole('button', { name: 'Delete workspace' })).toBeVisible();
  await guest.context().close();
});

test('a workspace is deleted by typing its name, and restored as it was', async ({ page }) => {
  const home = await createAccount(page);
  await openSettings(page, 'Leave or delete');
  await page.getByRole('button', { name: 'Delete workspace' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Workspace name').fill('Northwind');
  await dialog.getByRole('button', { name: 'Delete workspace' }).click();
  await expect(dialog.getByText('Type the name exactly as it is shown')).toBeVisible();
  await dialog.getByLabel('Workspace name').fill('Northwind Studio');
  await dialog.getByRole('button', { name: 'Delete workspace' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Northwind Studio is deleted' })).toBeVisible();
  await expect(page.getByText(/for 30 more days/)).toBeVisible();
  await page.goto('/');
  await page.getByRole('button', { name: 'Restore workspace' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
  await page.goto(`${home}/contacts`);
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible();
});

test('preferences follow a person to another browser, and can be reset to what is inherited', async ({ page, browser, product }) => {
  const home = await createAccount(page);
  await openSettings(page, 'Preferences');
  await page.getByRole('combobox', { name: 'Dates', exact: true }).click();
  await page.getByRole('option', { name: '2026-11-23' }).click();
  await expect(page.getByText(/Now reads as \d{4}-\d{2}-\d{2} /)).toBeVisible();
  await page.getByRole('combobox', { name: 'Time zone' }).click();
  await page.getByRole('combobox', { name: 'Time zone' }).fill('Auckland');
  await page.getByRole('option', { name: /Pacific\/Auckland/ }).click();
  await expect(page.getByText(/in Pacific\/Auckland/)).toBeVisible();
  await page.getByRole('combobox', { name: 'Colour scheme' }).click();
  await page.getByRole('option', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');

  const other = await (await browser.newContext()).newPage();
  await other.goto(product.url + home);
  await other.getByLabel('Email').fill('ada@example.com');
  await other.getByLabel('Password').fill('a quiet harbour at dawn');
  await other.getByRole('button', { name: 'Sign in' }).click();
  await expect(other.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await expect(other.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await openSettings(other, 'Preferences');
  await expect(other.getByText(/Now reads as \d{4}-\d{2}-\d{2} .* in Pacific\/Auckland/)).toBeVisible();
  await other.getByRole('button', { name: /Reset to Language default/ }).click();
  await expect(other.getByText(/Now reads as \d{4}-/)).toHaveCount(0);
  await other.context().close();
});

test('a brand has a logo, and a colour that is left out where it could not be read', async ({ page }) => {
  await createAccount(page);
  await openSettings(page, 'Branding');
  const preview = page.frameLocator('iframe');
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
  await page.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(pixel, 'base64') });
  await expect(page.getByRole('img', { name: 'Logo of Northwind Studio' })).toBeVisible();
  await expect(preview.getByRole('img', { name: 'Northwind Studio' })).toBeAttached();
  await page.getByLabel('Brand colour').fill('#0f6070');
  await expect(preview.getByText('See what grows this month')).toHaveCSS('color', 'rgb(15, 96, 112)');
  await page.getByLabel('Brand colour').fill('#ffe066');
  await expect(page.getByText(/too pale/)).toBeVisible();
  await expect(preview.getByText('See what grows this month')).toHaveCSS('color', 'rgb(47, 95, 208)');
  await page.getByRole('button', { name: 'Save colour' }).click();
  await expect(page.getByText('Colour saved')).toBeVisible();
});
