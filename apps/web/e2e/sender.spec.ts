import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

test('once mail leaves the house, an admin sees whether its links lead back', async ({ page, product }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/settings/sender`);
  await expect(page.getByRole('heading', { name: 'How mail leaves' })).toBeVisible();
  // The mail lab sends nothing anywhere, so there is nothing to ask.
  await expect(page.getByRole('heading', { name: 'Links in messages' })).toHaveCount(0);

  await page.getByRole('radio', { name: 'SMTP server' }).click();
  await page.getByLabel('Host').fill('127.0.0.1');
  await page.getByRole('button', { name: 'Save sender' }).click();
  const section = page.locator('section', { has: page.getByRole('heading', { name: 'Links in messages' }) });
  await expect(section.getByText(product.url)).toBeVisible();
  await expect(section.getByText('Only from inside')).toBeVisible();
  await expect(section.getByText('set PUBLIC_URL')).toBeVisible();
  await section.getByRole('button', { name: 'Check address' }).click();
  await expect(section.getByText('Only from inside')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
});
