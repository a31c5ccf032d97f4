import type { Page } from '@playwright/test';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

/** Through the API, as the signed-in person: the pages are what is tested here. */
async function send(page: Page, home: string, path: string, data: object): Promise<{ id: string }> {
  const url = `/api/v1/workspaces/${home.split('/').at(-1)}/${path}`;
  const answer = await page.request.post(url, { data, headers: { 'x-rapport-client': 'test' } });
  expect(answer.status()).toBe(201);
  return ((await answer.json()) as { data: { id: string } }).data;
}

const labels = (page: Page) => page.getByRole('button', { name: /^Move / });

test('fields have types, sections and an order, are edited where they are read, and change their type after a look', async ({ page }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/settings/fields`);
  await page.getByRole('button', { name: 'Add field' }).click();
  await page.getByLabel('Name').fill('Plan');
  await page.getByLabel('Type', { exact: true }).click();
  await page.getByRole('option', { name: 'Choice', exact: true }).click();
  await page.getByLabel('Option 1').fill('Gold');
  await page.getByLabel('Option 1').press('Enter');
  await page.getByLabel('Option 2').fill('Tin');
  await page.getByLabel('Colour of Gold: none').click();
  await page.getByRole('menuitem', { name: 'Yellow' }).click();
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Add field' }).click();
  await expect(page.getByText('{{ custom.plan }}')).toBeVisible();
  const work = { section: 'Work', description: 'What they pay each month' };
  await send(page, home, 'custom-fields', { label: 'Price', fieldType: 'money', currency: 'EUR', ...work });
  await send(page, home, 'custom-fields', { label: 'Tags', fieldType: 'multiSelect', options: ['VIP', 'Press'] });
  await send(page, home, 'custom-fields', { label: 'Next call', fieldType: 'dateTime', section: 'Work' });
  await send(page, home, 'custom-fields', { label: 'Shoe size', fieldType: 'text' });
  const ann = await send(page, home, 'contacts', { firstName: 'Ann', lastName: 'Lee', customFields: { shoe_size: 'about 40' } });
  await send(page, home, 'contacts', { firstName: 'Bea', lastName: 'Lim', customFields: { shoe_size: '38' } });

  // In order by keyboard, into the next section and back.
  await page.reload();
  await expect(labels(page)).toHaveText(['', '', '', '', '']);
  await page.getByRole('button', { name: 'Move Shoe size' }).press('ArrowUp');
  await expect(page.getByRole('status').filter({ hasText: 'Shoe size: place 2 of 5' })).toBeAttached();
  await expect(page.getByRole('list').first().getByRole('listitem')).toContainText(['Plan', 'Shoe size', 'Tags']);
  await page.getByRole('button', { name: 'Move Tags' }).press('ArrowDown');
  await expect(page.getByRole('region', { name: 'Work' }).getByRole('listitem')).toContainText(['Tags', 'Price', 'Next call']);
  expect(await findingsOf(page)).toEqual([]);

  // Edited where they are read: each with its own editor, and a refusal below it.
  await page.goto(`${home}/contacts/${ann.id}`);
  const section = page.getByRole('region', { name: 'Work' });
  await section.getByRole('button', { name: /^Price/ }).click();
  await page.getByRole('textbox', { name: 'Price' }).fill('$ 5');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Price: “$ 5” is not an amount in EUR, in which this field is.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Price' }).fill('1.234,5');
  await page.keyboard.press('Enter');
  await expect(section.getByRole('button', { name: /^Price/ })).toHaveText(/1,234\.50/);
  await section.getByRole('button', { name: /^Tags/ }).click();
  await page.getByRole('option', { name: 'VIP' }).click();
  await page.getByRole('option', { name: 'Press' }).click();
  await page.getByRole('heading', { level: 1 }).click();
  await expect(section.getByRole('button', { name: /^Tags/ })).toHaveText('VIPPress');
  await page.getByRole('button', { name: /^Plan/ }).click();
  await page.getByRole('option', { name: 'Gold' }).click();
  await expect(page.getByRole('button', { name: /^Plan/ })).toHaveText('Gold');
  await page.getByRole('button', { name: /^Shoe size/ }).click();
  await page.keyboard.type('never mind');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Shoe size/ })).toHaveText('about 40');
  expect(await findingsOf(page)).toEqual([]);

  // The type changes after it was told what would be lost, and back.
  await page.goto(`${home}/settings/fields`);
  await page.getByRole('button', { name: 'Actions for Shoe size' }).click();
  await page.getByRole('menuitem', { name: 'Change type' }).click();
  await page.getByLabel('New type').click();
  await page.getByRole('option', { name: 'Number', exact: true }).click();
  await page.getByRole('button', { name: 'Check the values' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('1 of 2 values can be read as the new type.')).toBeVisible();
  await expect(dialog.getByText('“about 40” is not a number. Write it as 12.5.')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Change the type without 1 value' }).click();
  await expect(dialog.getByText('The type is changed.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Undo' }).click();
  await expect(dialog.getByLabel('New type')).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Shoe size' })).toContainText('Text');
  await page.getByRole('button', { name: 'Actions for Shoe size' }).click();
  await page.getByRole('menuitem', { name: 'Archive' }).click();
  await expect(page.getByRole('region', { name: 'Archived' }).getByRole('listitem')).toContainText('Shoe size');
});
