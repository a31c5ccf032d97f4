import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

/** Through the API, as the signed-in person: the log is what is tested here. */
async function call(page: Page, home: string, path: string, data: object, method = 'POST'): Promise<{ id: string; version: number }> {
  const answer = await page.request.fetch(`/api/v1/workspaces/${home.split('/').at(-1)}/${path}`, {
    method,
    data,
    headers: { 'x-rapport-client': 'test' },
  });
  expect(answer.status()).toBeLessThan(300);
  return ((await answer.json()) as { data: { id: string; version: number } }).data;
}

test('the audit log tells who changed what, is narrowed down in the address, verified and exported', async ({ page }) => {
  const home = await createAccount(page);
  const contact = await call(page, home, 'contacts', { firstName: 'Grace', lastName: 'Hopper', company: 'Acme' });
  await call(page, home, `contacts/${contact.id}`, { version: contact.version, company: 'Beta' }, 'PATCH');
  await call(page, home, 'lists', { name: 'Newsletter' });

  await page.goto(`${home}/settings`);
  await page.getByRole('link', { name: 'Audit log' }).click();
  await expect(page.getByText('Not verified yet')).toBeVisible();
  const changed = page.getByRole('row').filter({ hasText: 'changed company from Acme to Beta' });
  await expect(changed).toContainText('Ada Okafor');
  expect(await findingsOf(page)).toEqual([]);

  await changed.getByText('changed company').click();
  const drawer = page.getByRole('dialog', { name: 'Entry' });
  await expect(drawer.getByRole('row', { name: 'company Acme Beta' })).toBeVisible();
  await expect(drawer.getByText('contact.updated')).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Copy entry' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await drawer.getByRole('link', { name: 'All about this record' }).click();
  await expect(page).toHaveURL(new RegExp(`entityId=${contact.id}`));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row').filter({ hasText: 'created the list' })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole('row')).toHaveCount(3);
  await page.getByRole('button', { name: /Remove filter: Only/ }).click();

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'What' }).click();
  await page.getByRole('combobox', { name: 'What' }).click();
  await page.getByRole('option', { name: 'Lists' }).click();
  await expect(page).toHaveURL(/action=list\./);
  await expect(page.getByRole('row').filter({ hasText: 'created the list' })).toBeVisible();
  await expect(changed).toHaveCount(0);

  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText(/Unbroken, \d+ entries/)).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export CSV' }).click();
  const file = await (await download).path();
  const text = await readFile(file, 'utf8');
  expect(text).toContain('created the list');
  expect(text).not.toContain('contact.updated');
});

test('the history of a record opens on its own page', async ({ page }) => {
  const home = await createAccount(page);
  const contact = await call(page, home, 'contacts', { firstName: 'Grace', lastName: 'Hopper', company: 'Acme' });
  const list = await call(page, home, 'lists', { name: 'Newsletter' });
  const template = await call(page, home, 'templates', { name: 'Letter', subject: 'Hello', bodyHtml: '<p>Hello</p>' });
  const campaign = await call(page, home, 'campaigns', { name: 'October news' });
  await call(page, home, `lists/${list.id}/contacts`, { contactIds: [contact.id] });

  await page.goto(`${home}/contacts/${contact.id}`);
  await page.getByRole('button', { name: 'More actions for Grace Hopper' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  const history = page.getByRole('dialog', { name: 'History of Grace Hopper' });
  await expect(history.getByText('Ada Okafor added the contact')).toBeVisible();
  await history.getByRole('button', { name: /added the contact/ }).click();
  await expect(history.getByRole('row', { name: 'company empty Acme' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');

  await page.goto(`${home}/templates/${template.id}`);
  await page.getByRole('button', { name: 'More actions for Letter' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await expect(page.getByRole('dialog').getByText('Ada Okafor created the template')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(`${home}/campaigns/${campaign.id}/edit`);
  await page.getByRole('button', { name: 'More actions for October news' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await expect(page.getByRole('dialog').getByText('Ada Okafor created the campaign')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(`${home}/lists`);
  await page.getByRole('row').filter({ hasText: 'Newsletter' }).hover();
  await page.getByRole('button', { name: 'Actions for Newsletter' }).click();
  await page.getByRole('menuitem', { name: 'History' }).click();
  await expect(page.getByRole('dialog').getByText('Ada Okafor added contacts to the list (1 person)')).toBeVisible();
  await page.keyboard.press('Escape');

  await page.goto(`${home}/settings/sender`);
  await page.getByRole('button', { name: 'Sender history' }).click();
  await expect(page.getByRole('dialog').getByText('Nothing recorded yet')).toBeVisible();
});
