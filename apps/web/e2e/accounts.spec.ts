import type { Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

const ada = { name: 'Ada Okafor', email: 'ada@example.com', password: 'a quiet harbour at dawn' };
const li = { name: 'Li Wei', email: 'li.wei@example.com', password: 'seven paper lanterns' };

async function setUp(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Your name').fill(ada.name);
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill(ada.password);
  await page.getByLabel('Workspace').fill('Northwind Studio');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Hello Ada' })).toBeVisible();
}

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('Email').fill(ada.email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('the first account gets a workspace; afterwards one signs in, and comes back to where one was', async ({ page }) => {
  await setUp(page);
  await page.getByRole('button', { name: 'Skip for now' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await expect(page.getByText('Import your contacts')).toBeVisible();

  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toBeVisible();
  const settings = page.url();
  await page.getByRole('button', { name: ada.name }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible();

  await page.goto(settings);
  await signIn(page, 'not my password');
  await expect(page.getByRole('alert')).toBeVisible();
  await signIn(page, ada.password);
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toBeVisible();
  expect(page.url()).toBe(settings);
});

test('settings are kept, and what the server refuses is said under its field', async ({ page }) => {
  await setUp(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Identity' }).click();
  await page.getByLabel('Postal address').fill('4 Harbour Lane, Bristol');
  await page.getByLabel('From address').fill('no address');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('it has no @')).toBeVisible();
  await expect(page.getByLabel('From address')).toBeFocused();

  await page.getByRole('link', { name: 'Home' }).click();
  await page.getByRole('button', { name: 'Stay' }).click();
  await page.getByLabel('From address').fill('hello@northwind.example.com');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Identity saved')).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Postal address')).toHaveValue('4 Harbour Lane, Bristol');
});

test('an invited colleague joins with the link and sees what the role allows', async ({ page, browser, product }) => {
  await setUp(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Members' }).click();
  await page.getByLabel('Email').fill(li.email);
  await page.getByRole('button', { name: 'Invite' }).click();
  const link = await page.getByText('/invite/').textContent();
  const token = new URL(link ?? '').pathname;

  const guest = await (await browser.newContext()).newPage();
  await guest.goto(product.url + token);
  await expect(guest.getByRole('heading', { level: 1, name: 'Join Northwind Studio' })).toBeVisible();
  await guest.getByLabel('Your name').fill(li.name);
  await guest.getByLabel('Password').fill(li.password);
  await guest.getByRole('button', { name: 'Join workspace' }).click();
  await expect(guest.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await guest.getByRole('link', { name: 'Settings' }).click();
  await guest.getByRole('link', { name: 'Members' }).click();
  await expect(guest.getByText('ada@example.com')).toBeVisible();
  await expect(guest.getByRole('button', { name: 'Invite' })).toHaveCount(0);
  await guest.context().close();

  await page.reload();
  await expect(
    page
      .getByRole('textbox', { name: `Role of ${li.name}` })
      .or(page.getByLabel(`Role of ${li.name}`))
      .first(),
  ).toBeVisible();
});

test('sample data comes with one click, is never loaded twice, and goes with one click', async ({ page }) => {
  await setUp(page);
  const start = page.url();
  await page.getByText('Load sample data').click();
  await expect(page.getByText('All contacts here are invented')).toBeVisible();
  const sample = page.url();
  await page.goto(start);
  await page.getByText('Open sample workspace').click();
  await expect(page).toHaveURL(sample);
  await page.getByRole('button', { name: 'Remove sample data' }).click();
  await page.getByRole('button', { name: 'Remove sample workspace' }).click();
  await expect(page.getByRole('button', { name: /Northwind Studio/ })).toBeVisible();
  await expect(page.getByText('All contacts here are invented')).toHaveCount(0);
});

test('the keyboard reaches pages, commands and help', async ({ page }) => {
  await setUp(page);
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  await page.keyboard.press('Control+k');
  const search = page.getByPlaceholder('Search pages, actions and contacts');
  await search.fill('hom');
  await page.keyboard.press('Enter');
  // Keys belong to the page again once the palette has closed.
  await expect(search).toBeHidden();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('[');
  await expect(page.getByRole('button', { name: 'Unfold navigation' })).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`nothing serious stands in anybody's way, wide and narrow (${scheme})`, async ({ page }) => {
    // Fourteen full inspections: a busy machine needs its time.
    test.slow();
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
    await page.goto('/');
    await expect(page.getByLabel('Your name')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await setUp(page);
    expect(await findingsOf(page)).toEqual([]);
    const home = new URL(page.url()).pathname.replace('/start', '');
    for (const path of [
      '',
      '/settings',
      '/settings/members',
      '/settings/profile',
      '/settings/security',
      '/settings/preferences',
      '/no-such-page',
    ]) {
      await page.goto(home + path);
      for (const width of [1440, 390]) {
        await page.setViewportSize({ width, height: 844 });
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await findingsOf(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      }
    }
  });
}
