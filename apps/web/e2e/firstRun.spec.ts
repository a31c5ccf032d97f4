import { expect, test } from './support/test.js';

test.use({ shipped: true });

test('a new product opens without an error', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
