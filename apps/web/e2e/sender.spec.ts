import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

test('once mail leaves the house, an admin sees whether its links lead back', async ({ page, product }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/settings/sender`);
  await expect(page.getByRole('heading', { name: 'Sending method' })).toBeVisible();
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

test('a changed server asks for the stored password again, and says why', async ({ page }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/settings/sender`);
  await page.getByRole('radio', { name: 'SMTP server' }).click();
  await page.getByLabel('Host').fill('smtp.example.com');
  await page.getByLabel('User name').fill('ann');
  const password = page.getByRole('textbox', { name: 'Password' });
  await password.fill('a secret of the server');
  await page.getByRole('button', { name: 'Save sender' }).click();
  await expect(page.getByText('Saved. Check the connection next')).toBeVisible();
  await expect(password).toHaveAttribute('placeholder', 'Set. Type to replace it');

  await page.getByLabel('Host').fill('smtp.example.org');
  await expect(password).toHaveAttribute('placeholder', 'Enter the password again');
  await expect(page.getByText('Host changed. For your safety')).toBeVisible();
  await page.getByRole('button', { name: 'Check connection' }).click();
  await expect(page.getByText('Enter the password again: “Host” changed')).toBeVisible();
  await page.getByRole('button', { name: 'Save sender' }).click();
  await expect(page.getByText('Enter the password again: “Host” changed')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await password.fill('a secret of the other server');
  await page.getByRole('button', { name: 'Save sender' }).click();
  await expect(password).toHaveAttribute('placeholder', 'Set. Type to replace it');
});

test('a second sender is added, limited, made active, and the first one deleted', async ({ page }) => {
  const home = await createAccount(page);
  await page.goto(`${home}/settings/sender`);
  await page.getByRole('radio', { name: 'SMTP server' }).click();
  await page.getByLabel('Host').fill('127.0.0.1');
  await page.getByRole('button', { name: 'Save sender' }).click();
  await expect(page.getByRole('heading', { name: 'Senders', exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Add sender' }).click();
  await expect(page.getByRole('heading', { name: 'New sender' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Host' }).fill('localhost');
  await page.getByRole('button', { name: 'Add sender' }).last().click();
  await expect(page.getByText('Enter a name, such as Newsletters.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Newsletters');
  await page.getByRole('button', { name: 'Add sender' }).last().click();
  await expect(page.getByText('Nothing new is sent this way until you make this sender active.')).toBeVisible();

  await page.getByLabel('Messages a minute').fill('60');
  await page.getByLabel('Messages a day').fill('500');
  await page.getByRole('button', { name: 'Save name and limits' }).click();
  await expect(page.getByText('SMTP server · 60 a minute · 0 of 500 sent today')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await page.getByRole('button', { name: 'Actions for Newsletters' }).click();
  await page.getByRole('menuitem', { name: 'Make active' }).click();
  await page.getByRole('button', { name: 'Make active' }).click();
  await expect(page.getByText('New campaigns go through Newsletters')).toBeVisible();
  await page.getByRole('button', { name: 'Actions for SMTP server' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete sender' }).click();
  await expect(page.getByText('SMTP server deleted')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(0);
});
