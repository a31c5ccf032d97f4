import type { Page } from '@playwright/test';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const people = [
  { firstName: 'Grace', lastName: 'Hopper', primaryEmail: 'grace@example.com', company: 'Navy', customFields: { seats: 9 } },
  { firstName: 'Alan', lastName: 'Turing', primaryEmail: 'alan@example.com', company: 'Bletchley', customFields: { seats: 12 } },
  { firstName: 'Joan', lastName: 'Clarke', primaryEmail: 'joan@example.com', company: 'Bletchley' },
];

async function fill(page: Page, home: string, url: string): Promise<Api> {
  const api = new Api(page.request, url);
  await api.send('post', `${home.replace(/^\/w\//, '/workspaces/')}/custom-fields`, {
    label: 'Seats',
    fieldName: 'seats',
    fieldType: 'number',
  });
  for (const data of people) await api.send('post', `${home.replace(/^\/w\//, '/workspaces/')}/contacts`, data);
  return api;
}

const cell = (page: Page, name: string, at: number) =>
  page.getByRole('row').filter({ hasText: name }).locator(`[data-cell-column="${at}"]`);

test('a view with columns of one’s own is saved, shared with a colleague, and stays theirs to read', async ({ page, product, browser }) => {
  const home = await createAccount(page);
  const api = await fill(page, home, product.url);
  await page.goto(`${home}/contacts?company=Bletchley`);
  await page.getByRole('button', { name: 'Choose columns of contacts' }).click();
  await page.getByRole('checkbox', { name: 'Seats' }).click();
  await page.getByRole('checkbox', { name: 'Phone' }).click();
  await page.getByRole('button', { name: 'Pin Name' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Pin Name' })).toBeHidden();
  await page.getByRole('button', { name: 'Seats', exact: true }).click();
  await expect(page).toHaveURL(/sort=-field%3Aseats/);
  await expect(page.getByRole('row').nth(1)).toContainText('Alan Turing');

  await page.getByRole('button', { name: 'View: All contacts' }).click();
  await page.getByRole('menuitem', { name: 'Save as new view…' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Code breakers');
  await page.getByLabel('Share with the workspace').click();
  await page.getByRole('button', { name: 'Save view' }).click();
  await expect(page.getByRole('button', { name: 'View: Code breakers' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  // Changed: it says so, and goes back.
  await page.getByRole('button', { name: 'Remove filter: Company is Bletchley' }).click();
  await expect(page.getByText('Changed', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts 2' })).toBeVisible();
  await expect(page.getByText('Changed', { exact: true })).toBeHidden();

  const workspace = home.replace(/^\/w\//, '/workspaces/');
  const invitation = await api.send('post', `${workspace}/invitations`, { email: 'bo@example.com', role: 'author' });
  const colleague = await (await browser.newContext()).newPage();
  await colleague.goto(product.url + new URL(String(invitation['url'])).pathname);
  await colleague.getByLabel('Your name').fill('Bo Lind');
  await colleague.getByLabel('Password').fill('another quiet harbour');
  await colleague.getByRole('button', { name: 'Join workspace' }).click();
  await expect(colleague.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await colleague.goto(`${product.url}${home}/contacts`);
  await colleague.getByRole('button', { name: 'View: All contacts' }).click();
  await colleague.getByRole('menuitem', { name: 'Code breakers' }).click();
  await expect(colleague.getByRole('heading', { level: 1, name: 'Contacts 2' })).toBeVisible();
  await expect(colleague.getByRole('columnheader', { name: 'Seats' })).toBeVisible();
  await expect(colleague.getByRole('columnheader', { name: 'Phone' })).toBeHidden();
  await colleague.getByRole('button', { name: 'View: Code breakers' }).click();
  await expect(colleague.getByRole('menuitem', { name: 'Delete view' })).toBeHidden();
  await colleague.getByRole('menuitem', { name: 'Open by default' }).click();
  await colleague.goto(`${product.url}${home}/contacts`);
  await expect(colleague.getByRole('button', { name: 'View: Code breakers' })).toBeVisible();
  await expect(colleague.getByRole('heading', { level: 1, name: 'Contacts 2' })).toBeVisible();
  await colleague.context().close();

  await page.getByRole('button', { name: 'View: Code breakers' }).click();
  await page.getByRole('menuitem', { name: 'Delete view' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts 3' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'View: Code breakers' })).toBeVisible();
});

test('cells are edited by the keyboard, undone from the toast and with Ctrl+Z, and copied', async ({ page, product, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const home = await createAccount(page);
  await fill(page, home, product.url);
  await page.goto(`${home}/contacts?columns=name.company.field-seats&sort=name`);
  await page.getByRole('row').filter({ hasText: 'Alan Turing' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(cell(page, 'Alan Turing', 1)).toBeFocused();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Company of Alan Turing' }).fill('Hut 8');
  await page.keyboard.press('Enter');
  await expect(cell(page, 'Alan Turing', 1)).toHaveText('Hut 8');
  await expect(cell(page, 'Grace Hopper', 1)).toBeFocused();

  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Seats of Grace Hopper' }).fill('many');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Seats of Grace Hopper' })).toHaveAttribute('aria-invalid', 'true');
  expect(await findingsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(cell(page, 'Grace Hopper', 2)).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Seats of Grace Hopper' }).fill('20');
  await page.keyboard.press('Tab');
  await expect(cell(page, 'Grace Hopper', 2)).toHaveText('20');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(cell(page, 'Grace Hopper', 2)).toHaveText('9');
  await page.keyboard.press('Control+z');
  await expect(cell(page, 'Alan Turing', 1)).toHaveText('Bletchley');

  await cell(page, 'Alan Turing', 1).click();
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Control+c');
  await expect(page.getByText('4 cells copied')).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('Bletchley\t12\nNavy\t9');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Space');
  await expect(page.getByRole('region', { name: 'Selected rows' })).toContainText('1 selected');
  await page.reload();
  await expect(cell(page, 'Alan Turing', 1)).toHaveText('Bletchley');
});

test('the address of a contact that was merged leads to the one it is part of', async ({ page, product }) => {
  const home = await createAccount(page);
  const api = new Api(page.request, product.url);
  const workspace = home.replace(/^\/w\//, '/workspaces/');
  const kept = await api.send('post', `${workspace}/contacts`, { firstName: 'Kept' });
  const gone = await api.send('post', `${workspace}/contacts`, { firstName: 'Gone' });
  await api.send('post', `${workspace}/merges`, { primaryId: kept.id, secondaryIds: [gone.id] });
  await page.goto(`${home}/contacts/${gone.id}`);
  await expect(page).toHaveURL(new RegExp(`/contacts/${kept.id}$`));
  await expect(page.getByText('It is part of this contact now.')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Kept' })).toBeVisible();
});

/** A hundred thousand rows, made up as they are asked for: the table is what is tested. */
async function manyRows(page: Page): Promise<void> {
  const name = (n: number) => `Person ${String(n).padStart(6, '0')}`;
  await page.route(/api\/v1\/.*\/contacts\?/, async (route) => {
    const from = Number(new URL(route.request().url()).searchParams.get('cursor') ?? 0);
    const items = Array.from({ length: 100 }, (_, index) => ({
      id: `00000000-0000-7000-8000-${String(from + index).padStart(12, '0')}`,
      firstName: 'Person',
      lastName: String(from + index),
      displayName: name(from + index),
      primaryEmail: `person.${from + index}@example.com`,
      primaryPhone: '+49 30 901820',
      company: 'Acme',
      emailStatus: 'subscribed',
      lists: [],
      listCount: 0,
      createdAt: '2026-01-31T09:00:00.000Z',
      updatedAt: '2026-01-31T09:00:00.000Z',
      deletedAt: null,
      purgeAt: null,
      version: 1,
      fields: { seats: String(index) },
    }));
    const nextCursor = from + 100 < 100_000 ? String(from + 100) : null;
    await route.fulfill({ json: { data: { items, nextCursor }, error: null } });
  });
}

test('a long table with many columns draws what is near the screen, and no more', async ({ page, product }) => {
  const home = await createAccount(page);
  await fill(page, home, product.url);
  await manyRows(page);
  const columns = '*name.email.phone.company.lists.status.created.firstName.lastName.updated.field-seats';
  await page.goto(`${home}/contacts?columns=${columns}&sort=name`);
  await expect(page.getByRole('row').filter({ hasText: 'Person 000001' })).toBeVisible();
  const elements = () => page.evaluate(() => document.querySelectorAll('*').length);
  const counts = [await elements()];
  await page.getByRole('grid').hover();
  for (let turn = 0; turn < 40; turn += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(40);
    counts.push(await elements());
  }
  expect(Math.max(...counts)).toBeLessThanOrEqual(2_000);
  const before = Number(await page.locator('[data-row-index]').first().getAttribute('data-row-index'));
  expect(before).toBeGreaterThan(300);
});
