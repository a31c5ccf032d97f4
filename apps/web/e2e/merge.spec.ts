import type { Page } from '@playwright/test';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

const people = [
  { firstName: 'Jon', lastName: 'Smith', primaryEmail: 'jon@acme.example', company: 'Acme' },
  { firstName: 'John', lastName: 'Smith', primaryEmail: 'john@acme.example', company: 'Acme' },
  { firstName: 'Lee', lastName: 'Quist', company: 'Quist Works' },
  { firstName: 'lee', lastName: 'QUIST', company: 'quist works' },
];

async function addPeople(page: Page, home: string): Promise<void> {
  for (const data of people) {
    const answer = await page.request.post(`/api/v1/workspaces/${home.split('/').at(-1)}/contacts`, {
      data,
      headers: { 'x-rapport-client': 'test' },
    });
    expect(answer.status()).toBe(201);
  }
}

test('duplicates are found, compared field by field, merged, and the merge is undone from the timeline', async ({ page }) => {
  const home = await createAccount(page);
  await addPeople(page, home);
  await page.goto(`${home}/contacts`);
  await page.getByRole('button', { name: /More actions for Contacts/ }).click();
  await page.getByRole('menuitem', { name: 'Duplicates' }).click();
  await page.getByRole('button', { name: 'Search again' }).click();
  const pairs = page.getByRole('list', { name: 'Pairs' });
  await expect(pairs.getByRole('button')).toHaveCount(2);
  await expect(pairs.getByText('Same name')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  // By keys: the second pair, with what the other is called.
  await page.keyboard.press('j');
  await expect(page.getByRole('columnheader', { name: /John Smith/ })).toBeVisible();
  await page.getByRole('button', { name: 'First name: John' }).click();
  await expect(page.getByRole('button', { name: 'First name: John' })).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Another value for Email' }).click();
  await page.getByRole('textbox', { name: 'New value for Email' }).fill('js@acme.example');
  await page.keyboard.press('Enter');
  await expect(page.getByText('jon@acme.example, john@acme.example')).toBeVisible();
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(page.getByText('2 contacts merged into Jon Smith')).toBeVisible();
  await expect(pairs.getByRole('button')).toHaveCount(1);

  await page.keyboard.press('n');
  await expect(page.getByText('No duplicates')).toBeVisible();

  await page.goto(`${home}/contacts`);
  await page.getByRole('link', { name: 'John Smith' }).click();
  await expect(page.getByText('Merged with John Smith')).toBeVisible();
  await page.getByRole('button', { name: 'Undo merge' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Jon Smith' })).toBeVisible();
  // And the banner of the contact says again who may be the same person.
  const banner = page.getByRole('region', { name: 'Possible duplicate' });
  await expect(banner.getByRole('link', { name: 'John Smith' })).toBeVisible();
  await banner.getByRole('link', { name: 'Review' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Merge contacts' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
});

test('people are chosen to be merged from the table and from the menu of a contact', async ({ page }) => {
  const home = await createAccount(page);
  await addPeople(page, home);
  await page.goto(`${home}/contacts`);
  for (const name of ['Jon Smith', 'Lee Quist']) await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  await page.getByRole('link', { name: 'Merge', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: /Lee Quist/ })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('link', { name: 'Jon Smith' }).click();
  await page.getByRole('button', { name: /More actions for Jon Smith/ }).click();
  await page.getByRole('menuitem', { name: 'Merge with…' }).click();
  await page.getByRole('textbox', { name: 'Search contacts' }).fill('quist');
  await page.getByRole('button', { name: /QUIST/ }).click();
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Jon Smith' })).toBeVisible();
  await page.goto(`${home}/contacts/merges`);
  await page.getByRole('button', { name: 'Undo merge' }).click();
  await expect(page.getByText(/^Undone/)).toBeVisible();
});
