import type { Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { createAccount } from './support/account.js';
import { expect, test } from './support/test.js';

const HEADER = 'First name,Last name,Email,Phone,Company';
const first = [HEADER, 'Ilse,Varga,ilse@example.com,,Varga KG', 'Tom,Weiss,tom@example.com,,Weiss AG'].join('\n');
const second = [
  HEADER,
  'Ilse,Varga,ilse@example.com,,Varga & Söhne',
  'Tom,Weiss,tom@example.com,,',
  'Uma,Lund,uma@example.com,,Lund AB',
  'Noor,Haddad,noor(at)example.com,,Haddad',
].join('\n');

const upload = async (page: Page, home: string, name: string, content: string): Promise<void> => {
  await page.goto(`${home}/imports/new`);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
};
const rows = (page: Page) => page.getByRole('grid', { name: 'Rehearsed rows' });

test('an import is rehearsed before it writes anything, its rejected rows are fixed, and it is undone', async ({ page }) => {
  const home = await createAccount(page);
  await upload(page, home, 'spring.csv', first);
  await page.getByRole('button', { name: 'Start import' }).click();
  await expect(page.getByText('Completed')).toBeVisible();
  await upload(page, home, 'autumn.csv', second);

  await test.step('the rehearsal shows what would become of each row', async () => {
    await page.getByRole('button', { name: 'Rehearse import' }).click();
    await expect(page.getByText('4 rows read, nothing imported yet.')).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Created 1' })).toHaveAttribute('aria-selected', 'true');
    await expect(rows(page)).toContainText('Uma Lund');
    await page.getByRole('tab', { name: 'Updated 1' }).click();
    await expect(rows(page)).toContainText('Company Varga KG → Varga & Söhne');
    await page.getByRole('tab', { name: 'Same 1' }).click();
    await expect(rows(page)).toContainText('Tom Weiss');
    await page.getByRole('tab', { name: 'Conflicts 0' }).click();
    await expect(page.getByText('No conflicts')).toBeVisible();
    await page.getByRole('tab', { name: 'Rejected 1' }).click();
    await expect(rows(page)).toContainText('noor(at)example.com');
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('another choice makes it out of date', async () => {
    await page.getByRole('radio', { name: 'Only add new' }).click();
    await expect(page.getByText('Out of date')).toBeVisible();
    await page.getByRole('radio', { name: 'Add new and update existing' }).click();
    await expect(page.getByText('Out of date')).toBeHidden();
  });

  await test.step('a rejected row is fixed in the page', async () => {
    await page.getByRole('button', { name: 'Start import' }).click();
    await expect(page.getByText('Completed')).toBeVisible();
    await page.getByRole('grid', { name: 'Rejected rows' }).getByText('Noor,Haddad,noor(at)example.com').click();
    const dialog = page.getByRole('dialog', { name: 'Fix line 5' });
    const email = dialog.getByRole('textbox', { name: 'Email' });
    await expect(email).toHaveValue('noor(at)example.com');
    expect(await findingsOf(page)).toEqual([]);
    await email.fill('noor@example');
    await dialog.getByRole('button', { name: 'Import row' }).click();
    await expect(email).toHaveAttribute('aria-invalid', 'true');
    await email.fill('noor@example.com');
    await dialog.getByRole('button', { name: 'Import row' }).click();
    await expect(page.getByText('Contact added')).toBeVisible();
    await expect(page.getByRole('grid', { name: 'Rejected rows' })).toBeHidden();
  });

  await test.step('the undo asks first, gives values back, and says so on the page and in the list', async () => {
    await expect(page.getByText(/^Can be undone until/)).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Undo import' }).click();
    const dialog = page.getByRole('dialog', { name: 'Undo the import of autumn.csv?' });
    await expect(dialog.getByText(/2 created contacts will be moved to trash/)).toBeVisible();
    await dialog.getByRole('button', { name: 'Undo import' }).click();
    await expect(page.getByText('This import was undone')).toBeVisible();
    await expect(page.getByText(/^3 contacts moved to trash or given/)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Undo import' })).toBeHidden();
    expect(await findingsOf(page)).toEqual([]);
    await page.goto(`${home}/imports`);
    await expect(page.getByRole('row').filter({ hasText: 'autumn.csv' })).toContainText('Undone');
    await page.goto(`${home}/contacts`);
    await expect(page.getByRole('grid', { name: 'Contacts' })).toContainText('Varga KG');
    await expect(page.getByText('Uma Lund')).toBeHidden();
  });
});
