import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

test('a key is made, shown once, used, rotated and revoked', async ({ page, product, request }) => {
  const base = await createAccount(page);
  const workspaceId = base.split('/').at(-1) ?? '';
  await page.goto(`${base}/settings/api-keys`);
  await expect(page.getByText('No API keys yet')).toBeVisible();
  await expect(page.getByLabel('Example with curl')).toContainText(workspaceId);
  expect(await findingsOf(page)).toEqual([]);

  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByRole('button', { name: 'Create key' }).click();
  await expect(page.getByText('Say what uses the key')).toBeVisible();
  await page.getByLabel('What uses it').fill('Shop import');
  await page.getByRole('button', { name: 'Read and write' }).click();
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByLabel('See contacts and their timelines').check();
  await page.getByLabel('Add, change and delete contacts and notes').check();
  await expect(page.getByText('2 scopes chosen')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create key' }).click();

  await expect(page.getByRole('heading', { name: 'Copy your key now' })).toBeVisible();
  const secret = (await page.getByTestId('secret').textContent()) ?? '';
  expect(secret).toMatch(/^rk_[a-z0-9]{12}_[A-Za-z0-9_-]{43}$/);
  await page.getByRole('dialog', { name: 'Copy your key now' }).getByRole('button', { name: 'Close', exact: true }).click();
  await expect(page.getByText('You have not copied it yet')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Close without copying' }).click();
  await expect(page.getByText(secret)).toBeHidden();

  const contacts = `${product.url}/api/v1/workspaces/${workspaceId}/contacts`;
  const asProgram = (key: string) => request.get(contacts, { headers: { authorization: `Bearer ${key}`, cookie: '' } });
  expect((await asProgram(secret)).status()).toBe(200);
  await page.reload();
  const row = page.getByRole('row', { name: /Shop import/ });
  await expect(row).toContainText('Contacts: read, write');
  await expect(row).toContainText('GET /contacts');
  await expect(row).toContainText('just now');

  await row.getByRole('button', { name: 'Actions for Shop import' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByLabel('Add, change and delete contacts and notes').uncheck();
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(row).toContainText('Contacts: read');
  await expect(row).not.toContainText('write');

  await row.getByRole('button', { name: 'Actions for Shop import' }).click();
  await page.getByRole('menuitem', { name: 'Rotate' }).click();
  await page.getByRole('button', { name: 'Rotate key' }).click();
  const fresh = (await page.getByTestId('secret').textContent()) ?? '';
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy key' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByRole('row', { name: /Replaced/ })).toContainText('Works until');
  expect((await asProgram(secret)).status()).toBe(200);
  expect((await asProgram(fresh)).status()).toBe(200);

  const current = page.getByRole('row', { name: /Active/ });
  await current.getByRole('button', { name: 'Actions for Shop import' }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await page.getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByRole('row', { name: /Revoked/ })).toBeVisible();
  expect((await asProgram(fresh)).status()).toBe(401);
});
