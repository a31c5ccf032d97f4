import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

test('the sample has a past: a sent campaign reads as one story, with a curve that is also a table', async ({ page }) => {
  await createAccount(page);
  await page.request.post('/api/v1/sample-workspace', { data: {}, headers: { 'x-rapport-client': 'test' } });
  await page.goto('/');
  await page.getByRole('button', { name: /Northwind Studio/ }).click();
  await page.getByRole('menuitem', { name: /Sample workspace/ }).click();
  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Campaigns/ })
    .click();
  await page.getByRole('link', { name: 'Autumn product news' }).click();

  await expect(page.getByRole('link', { name: /^Sent \d+ 9\d % of \d+ people$/ })).toBeVisible();
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
    await expect(page).toHaveURL(/recipients\?state=failed/);
  });
});
