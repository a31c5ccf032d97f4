import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

/** PNG images of one pixel each. */
const RED = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
const GREEN = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const file = (name: string, content: string): { name: string; mimeType: string; buffer: Buffer } => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(content, 'base64'),
});

test('an image is uploaded, described and placed in a template, which its panel names; deleting it asks and can be undone', async ({
  page,
  product,
}) => {
  const home = await createAccount(page, product.url);
  await page.goto(`${home}/templates/images`);
  await page.getByLabel('Image files').setInputFiles([file('beds.png', RED), file('page.png', Buffer.from('<html>').toString('base64'))]);
  await expect(page.getByRole('alert')).toContainText('This is not a PNG, JPEG, WebP, GIF or SVG image');
  await expect(page.getByRole('button', { name: 'Details of beds.png' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await page.goto(`${home}/templates/new`);
  await page.getByLabel('Name').fill('Spring news');
  await page.getByRole('textbox', { name: 'Subject' }).fill('Spring');
  await page.getByRole('button', { name: 'Insert image into message' }).click();
  await page.getByRole('button', { name: 'Insert beds.png' }).click();
  await page.getByRole('button', { name: 'Insert image', exact: true }).click();
  await expect(page.getByText('Write what the image shows, or say that it only decorates')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.getByLabel('Alt text').fill('Raised beds in spring');
  await page.getByRole('button', { name: 'Insert image', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Message' }).getByAltText('Raised beds in spring')).toBeVisible();
  await expect(page.frameLocator('iframe[title="Preview of the message"]').getByAltText('Raised beds in spring')).toBeVisible();
  await page.getByRole('button', { name: 'Create template' }).first().click();
  await expect(page.getByText('Template created')).toBeVisible();

  await page.goto(`${home}/templates/images`);
  await page.getByRole('button', { name: 'Details of beds.png' }).click();
  const panel = page.getByRole('dialog', { name: 'Image' });
  await expect(panel.getByLabel('Alt text')).toHaveValue('Raised beds in spring');
  await expect(panel.getByRole('link', { name: 'Spring news' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await panel.locator('input[type=file]').setInputFiles(file('green.png', GREEN));
  await expect(panel.getByText('Earlier picture')).toBeVisible();
  await panel.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete image' }).click();
  await expect(page.getByText('No images yet')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Details of beds.png' })).toBeVisible();
});
