import { readFile } from 'node:fs/promises';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

const people = [
  { firstName: '=1+1', lastName: 'Hopper', primaryEmail: 'grace@example.com', company: 'Navy' },
  { firstName: 'Alan', lastName: 'Turing', primaryEmail: 'alan@example.com', company: 'Bletchley' },
];

test('contacts leave as a file, one person as everything that is known of them; both are in the history', async ({ page }) => {
  const home = await createAccount(page);
  const url = `/api/v1/workspaces/${home.split('/').at(-1)}/contacts`;
  for (const data of people) expect((await page.request.post(url, { data, headers: { 'x-rapport-client': 'test' } })).status()).toBe(201);

  await page.goto(`${home}/contacts`);
  await page.getByRole('button', { name: /^More actions/ }).click();
  await page.getByRole('menuitem', { name: 'Export contacts' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export 2 contacts' });
  await dialog.getByRole('button', { name: 'Clear selection' }).click();
  await expect(dialog.getByRole('button', { name: 'Export', exact: true })).toBeDisabled();
  await dialog.getByLabel('First name').check();
  await dialog.getByLabel('Email', { exact: true }).check();
  expect(await findingsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: 'Show exports' }).click();

  await expect(page.getByRole('heading', { level: 1, name: 'Exports' })).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'All contacts' });
  await expect(row.getByText('Ready')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await row.getByRole('link').first().click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text).toBe("\ufeffFirst name,Email\r\n'=1+1,grace@example.com\r\nAlan,alan@example.com\r\n");

  await page.goto(`${home}/contacts`);
  await page.getByRole('link', { name: 'Alan Turing' }).click();
  await expect(page.getByRole('heading', { name: 'Alan Turing' })).toBeVisible();
  await expect(page.getByText('Contact added')).toBeVisible();
  await page.getByRole('button', { name: /^More actions/ }).click();
  await page.getByRole('menuitem', { name: 'Export everything about this person' }).click();
  await page.getByRole('button', { name: 'Show exports' }).click();
  const person = page.getByRole('row').filter({ hasText: 'Everything about one person' });
  await expect(person.getByText('Ready')).toBeVisible();
  await person.hover();
  await person.getByRole('button', { name: 'Delete person-' }).click();
  await page.getByRole('button', { name: 'Delete export' }).click();
  await expect(person).toHaveCount(0);
});
