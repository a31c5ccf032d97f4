import type { Page } from '@playwright/test';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

const people = [
  { firstName: 'Grace', lastName: 'Hopper', primaryEmail: 'grace@example.com', company: 'Navy' },
  { firstName: 'Alan', lastName: 'Turing', primaryEmail: 'alan@example.com', company: 'Bletchley' },
  { firstName: 'نور', lastName: 'الرشيد', primaryEmail: 'noor@example.org', company: 'Bletchley' },
];

/** Through the API, as the signed-in person: the page is what is tested here. */
async function addPeople(page: Page, home: string): Promise<void> {
  const url = `/api/v1/workspaces/${home.split('/').at(-1)}/contacts`;
  for (const data of people) {
    const answer = await page.request.post(url, { data, headers: { 'x-rapport-client': 'test' } });
    expect(answer.status()).toBe(201);
  }
}

const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name });

test('people are added by hand, found again by search and filter, and the address keeps what was asked', async ({ page }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/contacts`);
  await expect(page.getByText('No contacts yet')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Add by hand' }).click();
  await page.getByLabel('First name').fill('Ada');
  await page.getByLabel('Last name').fill('Lovelace');
  await page.getByLabel('Email', { exact: true }).fill('ada@example.com');
  await page.getByRole('dialog').getByRole('button', { name: 'Add contact' }).click();
  await expect(page.getByRole('link', { name: 'Ada Lovelace' })).toBeVisible();
  await addPeople(page, home);

  // The same address twice: the field says so, and leads to whoever has it.
  await page.reload();
  await page.getByRole('button', { name: 'Add contact' }).click();
  await page.getByLabel('Email', { exact: true }).fill('ADA@example.com');
  await page.getByRole('dialog').getByRole('button', { name: 'Add contact' }).click();
  await page.getByRole('link', { name: 'Open that contact' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeVisible();

  await page.goto(`${home}/contacts`);
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts 4' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('hopp');
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts 1' })).toBeVisible();
  await expect(row(page, 'Grace Hopper').locator('mark').first()).toHaveText('Hopp');
  await page.getByRole('button', { name: 'Clear search' }).click();

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Company' }).click();
  await page.getByRole('textbox', { name: 'Company' }).fill('Bletchley');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('button', { name: 'Company is Bletchley', exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts 2' })).toBeVisible();
  await page.getByRole('button', { name: 'Name', exact: true }).click();
  await expect(page).toHaveURL(/company=Bletchley&sort=name/);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts 2' })).toBeVisible();
  await expect(row(page, 'Alan Turing')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
});

test('many are put on a list at once, taken to the trash and brought back', async ({ page }) => {
  const home = await createAccount(page);
  await addPeople(page, home);
  await page.goto(`${home}/contacts`);
  await page.getByRole('checkbox', { name: 'Select Grace Hopper' }).click();
  await page.getByRole('checkbox', { name: 'Select Alan Turing' }).click();
  await expect(page.getByRole('region', { name: 'Selected rows' })).toContainText('2 selected');
  await page.getByRole('button', { name: 'Add to list' }).click();
  await expect(page.getByPlaceholder('Find or create a list')).toBeFocused();
  await page.keyboard.type('Pioneers');
  await page.keyboard.press('Enter');
  await expect(page.getByText('2 contacts added to Pioneers')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await page.getByRole('link', { name: 'Lists' }).click();
  await page.getByRole('link', { name: 'Pioneers' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pioneers 2' })).toBeVisible();
  await page.getByRole('button', { name: 'Add people' }).click();
  await page.getByRole('checkbox', { name: /الرشيد/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add to list' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Pioneers 3' })).toBeVisible();

  // By the keyboard: down, select, and the bar's button; then back from the toast.
  await page.goto(`${home}/contacts?sort=name`);
  await row(page, 'Alan Turing').focus();
  await page.keyboard.press('x');
  await page.getByRole('button', { name: 'Move to trash', exact: true }).press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts 2' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts 3' })).toBeVisible();

  // The heading counts; the rows come by themselves.
  await expect(row(page, 'Alan Turing')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Select all loaded contacts' }).click();
  await expect(page.getByRole('region', { name: 'Selected rows' })).toContainText('3 selected');
  await page.getByRole('button', { name: 'Move to trash', exact: true }).click();
  await expect(page.getByText('No contacts yet')).toBeVisible();
  await page.goto(`${home}/contacts?trashed=true`);
  await expect(page.getByRole('heading', { level: 1, name: 'Trash 3' })).toBeVisible();
  await row(page, 'Grace Hopper').hover();
  await page.getByRole('button', { name: 'Restore Grace Hopper' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Trash 2' })).toBeVisible();
});

test('a contact is edited in place, noted, and told whether it may be mailed', async ({ page, context }) => {
  const home = await createAccount(page);
  await addPeople(page, home);
  await page.goto(`${home}/contacts`);
  await row(page, 'Grace Hopper').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Grace Hopper' })).toBeVisible();
  await page.getByRole('button', { name: 'You can email this contact' }).click();
  await expect(page.getByText('There is an email address.')).toBeVisible();

  await page.getByRole('button', { name: 'Company Navy' }).click();
  await page.getByRole('textbox', { name: 'Company' }).fill('Remington Rand');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Company Remington Rand' })).toBeFocused();

  await page.getByRole('button', { name: 'Email grace@example.com' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill('alan@example.com');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: 'Open that contact' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Email grace@example.com' })).toBeVisible();

  // Someone else changes the contact meanwhile: nothing is overwritten, and the way on is said.
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole('button', { name: 'Last name Hopper' }).click();
  await other.getByRole('textbox', { name: 'Last name' }).fill('Murray Hopper');
  await other.keyboard.press('Enter');
  await expect(other.getByRole('heading', { level: 1, name: 'Grace Murray Hopper' })).toBeVisible();
  await other.close();
  await page.getByRole('button', { name: 'First name Grace' }).click();
  await page.getByRole('textbox', { name: 'First name' }).fill('Rear Admiral Grace');
  await page.keyboard.press('Enter');
  await page
    .getByRole('dialog', { name: 'Grace Murray Hopper was changed while you edited' })
    .getByRole('button', { name: 'Save' })
    .click();
  await expect(page.getByRole('heading', { level: 1, name: 'Rear Admiral Grace Murray Hopper' })).toBeVisible();

  await page.getByLabel('Write a note').fill('Prefers a call in the afternoon.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('listitem').filter({ hasText: 'Prefers a call in the afternoon.' })).toBeVisible();
  await page.getByText('Emails', { exact: true }).click();
  await expect(page.getByText('No email has been sent to this person yet')).toBeVisible();
  await expect(page).toHaveURL(/type=email/);
  expect(await findingsOf(page)).toEqual([]);
});

test('fields of one’s own are added, and every contact has them', async ({ page }) => {
  const home = await createAccount(page);
  await addPeople(page, home);
  await page.goto(`${home}/settings/fields`);
  await page.getByRole('button', { name: 'Add field' }).click();
  await page.getByLabel('Name').fill('Birthday');
  await page
    .getByRole('dialog')
    .getByRole('textbox', { name: 'Type' })
    .or(page.getByRole('dialog').getByRole('combobox', { name: 'Type' }))
    .click();
  await page.getByRole('option', { name: /^Date(?! and time)/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add field' }).click();
  await expect(page.getByRole('button', { name: '{{ custom.birthday }}' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await page.goto(`${home}/contacts`);
  await page.getByRole('link', { name: 'Grace Hopper' }).click();
  await page.getByRole('button', { name: 'Birthday Empty' }).click();
  await page.getByLabel('Birthday').fill('1906-12-09');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Birthday 9 Dec 1906' })).toBeVisible();
});
