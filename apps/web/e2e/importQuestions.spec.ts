import type { Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { createAccount } from './support/account.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

/** A report as an old program writes it: a title above the header, dates of two readings, a status nobody knows, words for “nothing”. */
const report = [
  'Members of the roastery;;;;;',
  'Name;Email;Phone;Member since;Status;Company',
  'Ilse Varga;ilse@example.com;040 23125210;03/04/2024;active;Varga KG',
  'Tom Varga;tom@example.com;040 23125210;05/06/2024;inactive;n/a',
  'Uma Weiss;uma@example.com;040 23125211;07/08/2024;active;NULL',
].join('\r\n');

const ROWS = 30_000;
const manyRows = `First name,Last name,Email\n${Array.from({ length: ROWS }, (_, i) => `Ann,Row ${i},p${i}@example.com`).join('\n')}\n`;

const upload = (page: Page, name: string, content: string): Promise<void> =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
/** The cell of the preview below the name of a field. */
const firstCells = async (page: Page, field: string): Promise<string[]> => {
  const table = page.getByRole('group', { name: 'First rows' });
  const heads = await table.getByRole('columnheader').allTextContents();
  const rows = await table
    .getByRole('row')
    .filter({ has: page.locator('td') })
    .all();
  return Promise.all(rows.map(async (row) => (await row.locator('td').nth(heads.indexOf(field)).textContent()) ?? ''));
};

test('an import asks what a file leaves open, tells what it changed, and goes on after a failure', async ({ page, product }) => {
  const home = await createAccount(page);
  const api = new Api(page.request, product.url);
  const workspace = home.replace('/w/', '/workspaces/');
  const start = page.getByRole('button', { name: 'Start import' });

  await test.step('the header row is found below the title, and can be another one or none', async () => {
    await page.goto(`${home}/imports/new`);
    await upload(page, 'members.csv', report);
    const header = page.getByRole('combobox', { name: 'Header row' });
    await expect(header).toHaveValue(/^Line 2: Name · Email/);
    await header.click();
    await page.getByRole('option', { name: 'No header' }).click();
    await expect(page.getByText('Column 2', { exact: true })).toBeVisible();
    await header.click();
    await page.getByRole('option', { name: /^Line 2/ }).click();
    await expect(page.getByText('Member since', { exact: true }).first()).toBeVisible();
  });

  await test.step('dates of two readings are asked about, with one of them', async () => {
    await page.getByRole('listitem').filter({ hasText: 'Member since' }).locator('input').first().click();
    await page.getByRole('option', { name: 'Added on' }).click();
    const dates = page.getByRole('group', { name: 'How the dates in “Member since” are written' });
    await expect(dates.getByText('What does 03/04/2024 mean?')).toBeVisible();
    await expect(page.getByText('Choose how the dates in “Member since” are written.')).toBeVisible();
    await expect(start).toBeDisabled();
    expect(await findingsOf(page)).toEqual([]);
    await dates.getByText('3 Apr 2024').click();
    await expect(dates.getByText('03/04/2024 is read as')).toBeVisible();
    await expect
      .poll(() => firstCells(page, 'Added on'))
      .toEqual([/3 Apr 2024/, /5 Jun 2024/, /7 Aug 2024/].map((day) => expect.stringMatching(day) as unknown as string));
  });

  await test.step('an unclear status is asked about before anyone can be emailed', async () => {
    await expect(page.getByText('“Status” has values that may mean “no”: inactive.')).toBeVisible();
    await expect(page.getByText('Choose who may be emailed.')).toBeVisible();
    await expect(start).toBeDisabled();
    await page
      .getByRole('radio', { name: 'Everyone except those marked' })
      .or(page.getByRole('radio', { name: 'Everyone in this file' }))
      .click();
    await expect(page.getByText('Choose who may be emailed.')).toBeHidden();
  });

  await test.step('words for “no value” are left out, unless they are values', async () => {
    await expect.poll(() => firstCells(page, 'Company')).toEqual(['Varga KG', '–', '–']);
    const words = page.getByRole('switch', { name: 'Leave out words for “no value”' });
    await words.click();
    await expect.poll(() => firstCells(page, 'Company')).toEqual(['Varga KG', 'n/a', 'NULL']);
    await words.click();
    await expect.poll(() => firstCells(page, 'Company')).toEqual(['Varga KG', '–', '–']);
    await page.getByRole('combobox', { name: 'Phone number country' }).click();
    await page.getByRole('combobox', { name: 'Phone number country' }).fill('Germany');
    await page.getByRole('option', { name: /Germany/ }).click();
    await expect(start).toBeEnabled();
  });

  await test.step('the result lists what was imported differently', async () => {
    await start.click();
    await expect(page.getByRole('heading', { name: '1 note' })).toBeVisible();
    const note = page.getByRole('grid', { name: 'Notes' }).getByRole('row').nth(1);
    await expect(note).toContainText('Ilse Varga has this phone number too');
    await expect(note).toContainText('040 23125210');
    await expect(page.getByRole('link', { name: 'Download report' })).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'View imported contacts' }).click();
    await page.getByRole('link', { name: 'Tom Varga' }).click();
    await expect(page.getByText('Unsubscribed').first()).toBeVisible();
  });

  await test.step('what stopped is continued where it was', async () => {
    const list = await api.send('post', `${workspace}/lists`, { name: 'Fleeting' });
    await page.goto(`${home}/imports/new`);
    await upload(page, 'many.csv', manyRows);
    await page.getByRole('combobox', { name: 'Add contacts to a list' }).click();
    await page.getByRole('option', { name: 'Fleeting' }).click();
    await start.click();
    const runId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
    await expect
      .poll(async () => Number((await api.read(`${workspace}/imports/${runId}`)).processedRows), { intervals: [20] })
      .toBeGreaterThan(0);
    await api.send('delete', `${workspace}/lists/${list.id}`);
    await expect(page.getByText(/^Stopped after [\d,]+ rows$/)).toBeVisible();
    await expect(page.getByText('contacts added')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Continue import' }).click();
    await expect(page.getByText('Completed')).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText('30,000 rows read')).toBeVisible();
    await expect(page.getByText('All rows imported.')).toBeVisible();
  });
});
