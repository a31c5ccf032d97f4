import { expect, test } from './support/test.js';

test('a new product opens without an error', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
