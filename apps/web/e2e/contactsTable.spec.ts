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

async function fill(page: Page, home: string, url: string): Promise<{ api: Api; workspace: string; ids: string[] }> {
  const api = new Api(page.request, url);
  const workspace = home.replace(/^\/w\//, '/workspaces/');
  await api.send('post', `${workspace}/custom-fields`, { label: 'Seats', fieldName: 'seats', fieldType: 'number' });
  const ids: string[] = [];
  for (const data of people) ids.push((await api.send('post', `${workspace}/contacts`, data)).id);
  return { api, workspace, ids };
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });
const cell = (page: Page, name: string, at: number) => row(page, name).locator(`[data-cell-column="${at}"]`);

test('a quick look opens with Space, follows the arrows, takes a note, and is in the address', async ({ page, product }) => {
  const home = await createAccount(page);
  const { api, workspace, ids } = await fill(page, home, product.url);
  const list = await api.send('post', `${workspace}/lists`, { name: 'News' });
  await api.send('post', `${workspace}/lists/${list.id}/contacts`, { contactIds: [ids[1]] });
  await page.goto(`${home}/contacts?sort=name`);
  await row(page, 'Alan Turing').focus();
  await page.keyboard.press('Space');
  const look = page.getByRole('region', { name: 'Quick look' });
  await expect(look.getByRole('heading', { name: 'Alan Turing' })).toBeVisible();
  await expect(look.getByRole('link', { name: 'News' })).toBeVisible();
  await expect(look.getByText('You can email this contact')).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`peek=${ids[1]}`));
  expect(await findingsOf(page)).toEqual([]);

  await page.keyboard.press('ArrowDown');
  await expect(look.getByRole('heading', { name: 'Grace Hopper' })).toBeVisible();
  await look.getByRole('button', { name: 'Previous contact' }).click();
  await expect(look.getByRole('heading', { name: 'Alan Turing' })).toBeVisible();
  await expect(row(page, 'Alan Turing')).toHaveAttribute('data-peeked', 'true');

  await look.getByRole('textbox', { name: 'Quick note' }).fill('Asked about machines');
  await look.getByRole('button', { name: 'Add note' }).click();
  await expect(look.getByRole('paragraph').filter({ hasText: 'Asked about machines' })).toBeVisible();

  await page.reload();
  await expect(look.getByRole('paragraph').filter({ hasText: 'Asked about machines' })).toBeVisible();
  await look.getByRole('textbox', { name: 'Quick note' }).press('Escape');
  await expect(look).toBeHidden();
  await expect(page).not.toHaveURL(/peek=/);
  await row(page, 'Alan Turing').hover();
  await page.getByRole('button', { name: 'Quick look at Alan Turing' }).click();
  await expect(look).toBeVisible();
  await look.getByRole('button', { name: 'Open the page' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Alan Turing' })).toBeVisible();
});

test('on a phone the quick look is a sheet, and the panel a drawer', async ({ page, product }) => {
  const home = await createAccount(page);
  const { api, workspace } = await fill(page, home, product.url);
  await api.send('post', `${workspace}/lists`, { name: 'News' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${home}/contacts?sort=name`);
  await page.getByRole('button', { name: 'Quick look at Grace Hopper' }).click();
  const sheet = page.getByRole('dialog', { name: 'Quick look' });
  await expect(sheet.getByRole('heading', { name: 'Grace Hopper' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await sheet.getByRole('button', { name: 'Close' }).click();
  await expect(sheet).toBeHidden();
  await page.getByRole('button', { name: 'Views, segments and lists' }).click();
  const drawer = page.getByRole('dialog', { name: 'Contacts' });
  await expect(drawer.getByRole('link', { name: 'News 0' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await drawer.getByRole('link', { name: 'News 0' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'News' })).toBeVisible();
  await expect(drawer).toBeHidden();
});

test('the panel leads to views, segments and lists with one click, remembers that it is open, and is gone through by the keyboard', async ({
  page,
  product,
}) => {
  const home = await createAccount(page);
  const { api, workspace, ids } = await fill(page, home, product.url);
  const list = await api.send('post', `${workspace}/lists`, { name: 'News' });
  await api.send('post', `${workspace}/lists/${list.id}/contacts`, { contactIds: ids.slice(0, 2) });
  const tree = { rule: 'field', with: { field: 'company', operator: 'is', value: 'Bletchley' } };
  await api.send('post', `${workspace}/segments`, { name: 'Code breakers', tree });
  await api.send('post', `${workspace}/views`, { name: 'By name', sort: 'name' });

  await page.goto(`${home}/contacts`);
  await expect(row(page, 'Alan Turing')).toBeVisible();
  await page.keyboard.press(']');
  const panel = page.getByRole('navigation', { name: 'Views, segments and lists' });
  await expect(panel.getByRole('link', { name: 'Code breakers 2' })).toBeVisible();
  await expect(panel.getByText(/^Counts as of/)).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await panel.getByRole('link', { name: 'Code breakers 2' }).click();
  await expect(page).toHaveURL(/segmentId=/);
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts 2' })).toBeVisible();
  await expect(row(page, 'Grace Hopper')).toBeHidden();
  await expect(panel.getByRole('link', { name: 'Code breakers 2' })).toHaveAttribute('aria-current', 'page');

  await page.keyboard.press('ArrowDown');
  await expect(panel.getByRole('link', { name: 'News 2' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'News 2' })).toBeVisible();
  await page.goBack();
  await expect(row(page, 'Joan Clarke')).toBeVisible();
  await panel.getByRole('link', { name: 'By name' }).click();
  await expect(page.getByRole('button', { name: 'View: By name' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts 3' })).toBeVisible();
  await page.reload();
  await expect(panel.getByRole('link', { name: 'By name' })).toHaveAttribute('aria-current', 'page');
  await page.getByRole('button', { name: 'Views, segments and lists' }).click();
  await expect(panel).toBeHidden();
});

test('cells of a spreadsheet are pasted: what changes and what does not is shown first, and one undo takes all back', async ({
  page,
  product,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const home = await createAccount(page);
  await fill(page, home, product.url);
  await page.goto(`${home}/contacts?columns=name.company.field-seats&sort=name`);
  const paste = async (text: string) => {
    await page.evaluate((value) => navigator.clipboard.writeText(value), text);
    await cell(page, 'Alan Turing', 1).click();
    await page.keyboard.press('Control+v');
  };
  const dialog = page.getByRole('dialog', { name: 'Paste into cells' });
  await paste('Hut 8\t20\nNavy\tmany\n\t7\nNobody\t1\n');
  await expect(dialog.getByText('4 cells of 2 contacts would change. 1 cell already has its value.')).toBeVisible();
  await expect(
    dialog.getByRole('region', { name: '1 cell can’t be changed' }).getByRole('row', { name: /Grace Hopper Seats many/ }),
  ).toBeVisible();
  await expect(dialog.getByText(/^Left out: 1 row/)).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(cell(page, 'Alan Turing', 1)).toHaveText('Bletchley');

  await paste('Hut 8\t20\nNavy\t10\n\t7\n');
  await dialog.getByRole('button', { name: 'Change 5 cells' }).click();
  await expect(dialog).toBeHidden();
  await expect(cell(page, 'Alan Turing', 1)).toHaveText('Hut 8');
  await expect(cell(page, 'Grace Hopper', 2)).toHaveText('10');
  await expect(cell(page, 'Joan Clarke', 2)).toHaveText('7');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(cell(page, 'Alan Turing', 1)).toHaveText('Bletchley');
  await expect(cell(page, 'Alan Turing', 2)).toHaveText('12');
  await expect(cell(page, 'Grace Hopper', 2)).toHaveText('9');
  await expect(cell(page, 'Joan Clarke', 1)).toHaveText('Bletchley');

  await paste(Array.from({ length: 501 }, () => 'x').join('\n'));
  await expect(dialog.getByText(/^You pasted 501 cells\. At most 500/)).toBeVisible();
});
