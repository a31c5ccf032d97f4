import { readFileSync } from 'node:fs';
import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

test('the sample has a past: a sent campaign reads as one story, with a curve that is also a table', async ({ page }) => {
  const path = await createAccount(page);
  await page.goto(`${path}/start`);
  await page.getByRole('button', { name: /Look around with sample data/ }).click();
  await expect(page.getByText('All contacts here are invented.')).toBeVisible({ timeout: 30_000 });
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Campaigns/ })
    .click();
  await page.getByRole('link', { name: 'Autumn product news' }).click();

  await expect(page.getByRole('link', { name: /^Sent \d+ 9\d% of \d+ people$/ })).toBeVisible();
  await expect(page.getByRole('img', { name: /opens and \d+ clicks in the first 48 hours; most opens at/ })).toBeVisible();
  await expect(page.frameLocator('iframe[title="Message as sent"]').getByText('New this autumn')).toBeVisible();
  const story = page.getByRole('region', { name: 'What happened' });
  await expect(story).toContainText('requested approval');
  await expect(story).toContainText('Checked with support: all three changes are live.');
  await expect(page.getByRole('region', { name: 'Not reached' })).toContainText('No email address');
  expect(await findingsOf(page)).toEqual([]);

  await test.step('with the keyboard alone it becomes a table', async () => {
    await page.getByRole('radio', { name: 'Chart' }).focus();
    await page.keyboard.press('ArrowRight');
    const table = page.getByRole('region', { name: 'Opens and clicks over time, as a table' });
    await expect(table.getByRole('row').nth(1)).toContainText(/\d/);
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('region', { name: 'Not reached' }).getByRole('link', { name: 'Bounced', exact: true }).click();
    await expect(page).toHaveURL(/recipients\?did=bounced/);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download CSV' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe('Autumn product news-recipients.csv');
    expect(
      readFileSync(await file.path(), 'utf8')
        .trimEnd()
        .split('\r\n'),
    ).toHaveLength(3);
  });

  await test.step('a draft follows it up for those who did not open it', async () => {
    await page.getByRole('link', { name: 'Overview' }).click();
    await expect(page.getByRole('table', { name: 'Compared with earlier campaigns' })).toContainText('The one before');
    await page.getByRole('button', { name: 'Follow up' }).click();
    await page.getByRole('menuitem', { name: /^Did not open it/ }).click();
    await expect(page.getByRole('textbox', { name: 'Campaign name' })).toHaveValue('Autumn product news – not opened');
    await expect(page.getByText('Autumn product news – not opened').first()).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('templates are shown by their looks, and a campaign begins with one of them', async () => {
    await page.getByRole('navigation').getByRole('link', { name: 'Templates' }).click();
    const cards = page.getByRole('list', { name: 'Templates' });
    await expect(cards.getByRole('listitem')).toHaveCount(5);
    await expect(cards.locator('iframe').first().contentFrame().getByText('Two months on us').first()).toBeVisible();
    await expect(cards.locator('iframe[sandbox=""][tabindex="-1"]')).toHaveCount(5);
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('radio', { name: 'Table' }).focus();
    await page.keyboard.press('Space');
    await expect(page.getByRole('row', { name: /Customer survey/ })).toBeVisible();

    await page.goto(`${page.url().split('/templates')[0] ?? ''}/campaigns/new`);
    await page.getByRole('radio', { name: 'Customer survey' }).click();
    await expect(page.getByRole('textbox', { name: 'Campaign name' })).toHaveValue('Customer survey');
    await page.getByRole('combobox', { name: 'Audience' }).click();
    await page.getByRole('option', { name: /^Customers/ }).click();
    await page.keyboard.press('Escape');
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Create draft' }).click();
    await expect(page.getByText('people get it')).toBeVisible();
    await expect(page.frameLocator('iframe[title="Preview of the message"]').getByText('How are we doing?')).toBeVisible();
  });
});
