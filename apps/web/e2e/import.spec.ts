import { readFile } from 'node:fs/promises';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

/** As a German spreadsheet writes it: UTF-16 with a mark, semicolons, a line break inside quotes, and rows that cannot be taken. */
const spreadsheet = Buffer.from(
  `\ufeff${[
    'Vorname;Nachname;E-Mail;Firma;Schuhgröße;Zweitadresse',
    'Jürgen;Müller;juergen@example.com;"Blaue Möwe; GmbH";44;',
    'نور;الرشيد;noor@example.org;شركة النور;39;noor@example.net',
    'Zoë;"von und zu\nWolkenstein";zoe@example.net;;38;',
    'Nobody;Reachable;not-an-address;Acme;40;',
  ].join('\r\n')}\r\n`,
  'utf16le',
);
const file = { name: 'kontakte.csv', mimeType: 'text/csv', buffer: spreadsheet };

test('a CSV file is dropped, its columns are corrected, and its people arrive with nothing lost silently', async ({ page }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/imports/new`);
  expect(await findingsOf(page)).toEqual([]);
  await page.locator('input[type=file]').setInputFiles(file);

  await expect(page.getByRole('heading', { level: 1, name: 'kontakte.csv' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Encoding' }).or(page.getByRole('combobox', { name: 'Encoding' }))).toHaveValue(/UTF-16/);
  await expect(page.getByRole('textbox', { name: 'Delimiter' }).or(page.getByRole('combobox', { name: 'Delimiter' }))).toHaveValue(
    'Semicolon ;',
  );
  const target = (column: string) => page.getByRole('listitem').filter({ hasText: column }).locator('input').first();
  await expect(target('E-Mail')).toHaveValue('Email');
  await expect(target('Vorname')).toHaveValue('First name');
  await expect(target('Schuhgröße')).toHaveValue('Do not import');

  // A column takes a field of its own, made by the import.
  await target('Schuhgröße').click();
  await page.getByRole('option', { name: 'New field…' }).click();
  const dialog = page.getByRole('dialog', { name: 'New field' });
  await dialog.getByLabel('Name').fill('Shoe size');
  await dialog.getByRole('button', { name: 'Use new field' }).click();
  await expect(target('Schuhgröße')).toHaveValue('Shoe size (new)');

  // A second column for the same field takes it from the first, says so, and gives it back.
  await target('Zweitadresse').click();
  await page.getByRole('option', { name: 'Email', exact: true }).click();
  await expect(target('E-Mail')).toHaveValue('Do not import');
  await page.getByRole('alert').or(page.locator('.mantine-Notifications-root')).getByRole('button', { name: 'Undo' }).first().click();
  await expect(target('E-Mail')).toHaveValue('Email');
  await expect(target('Zweitadresse')).toHaveValue('Do not import');

  // Without an address nobody can be mailed: said before it is too late.
  await target('E-Mail').click();
  await page.getByRole('option', { name: 'Do not import' }).click();
  await expect(page.getByText('No column goes to Email.')).toBeVisible();
  await target('E-Mail').click();
  await page.getByRole('option', { name: 'Email', exact: true }).click();
  await expect(page.getByText('No column goes to Email.')).toBeHidden();
  expect(await findingsOf(page)).toEqual([]);

  await page
    .getByRole('textbox', { name: 'Add contacts to a list' })
    .or(page.getByRole('combobox', { name: 'Add contacts to a list' }))
    .click();
  await page.getByRole('option', { name: 'New list…' }).click();
  await page.getByLabel('New list name').fill('Autumn');
  await page.getByRole('button', { name: 'Start import' }).click();

  await expect(page.getByText('Completed')).toBeVisible();
  await expect(page.getByText('3 contacts')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: '1 rejected row' })).toBeVisible();
  const rejected = page.getByRole('grid', { name: 'Rejected rows' }).getByRole('row').nth(1);
  await expect(rejected).toContainText('6');
  await expect(rejected).toContainText('E-Mail');
  await expect(rejected).toContainText('not-an-address');
  expect(await findingsOf(page)).toEqual([]);

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download as CSV' }).click();
  expect(await readFile(await (await download).path(), 'utf8')).toContain('not-an-address');

  // The result survives a reload, and leads to the people.
  await page.reload();
  await page.getByRole('link', { name: 'View contacts on Autumn' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Autumn 3' })).toBeVisible();
  await page.getByRole('link', { name: 'Jürgen Müller' }).click();
  await expect(page.getByRole('button', { name: 'Company Blaue Möwe; GmbH' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Shoe size 44' })).toBeVisible();
  await expect(page.getByText('Imported from kontakte.csv')).toBeVisible();
});

test('what cannot be imported is refused with a sentence that says what to do', async ({ page }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/imports/new`);
  const choose = (name: string, content: string | Buffer) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
  await choose('empty.csv', '');
  await expect(page.getByRole('alert')).toContainText('The file is empty (0 bytes)');
  await choose('people.csv', '%PDF-1.7');
  await expect(page.getByRole('alert')).toContainText('This is a PDF document, not a CSV, Excel or vCard file');
  await choose('people.xlsx', Buffer.from('504b0304140000000800786c2f776f726b626f6f6b2e786d6c', 'hex'));
  await expect(page.getByRole('alert')).toContainText('This workbook is damaged');
  await choose('people.ods', 'x');
  await expect(page.getByRole('alert')).toContainText('save it as Excel (.xlsx) or CSV');
  expect(await findingsOf(page)).toEqual([]);

  await page.goto(`${home}/imports`);
  await expect(page.getByText('No imports yet')).toBeVisible();
});
