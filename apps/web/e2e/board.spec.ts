import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };

test('stages are made in one click, and cards are moved by keyboard', async ({ page, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');
  for (const firstName of ['Bela', 'Cai'])
    await api.send('post', `${workspace}/contacts`, {
      firstName,
      company: 'Harbour Works',
      primaryEmail: `${firstName.toLowerCase()}@example.net`,
    });
  const column = (name: string) => page.getByRole('region', { name, exact: true });
  const card = (stage: string, name: string) => column(stage).getByRole('link', { name: new RegExp(name) });

  await test.step('the first stages', async () => {
    await page.goto(`${home}/board`);
    await page.getByRole('button', { name: 'Create New, Talking and Customer' }).click();
    for (const name of ['New', 'Talking', 'Customer']) await expect(column(name)).toBeVisible();
  });

  await test.step('contacts come to a stage from their table', async () => {
    await page.goto(`${home}/contacts`);
    await page.getByRole('checkbox', { name: 'Select all' }).first().check();
    await page.getByRole('button', { name: 'Move to stage' }).click();
    await page.getByRole('option', { name: /New/ }).click();
    await expect(page.getByText('2 contacts moved to New')).toBeVisible();
    await page.goto(`${home}/board`);
    await expect(card('New', 'Bela')).toBeVisible();
    await expect(card('New', 'Cai')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('M and a number move a card, and undo brings it back', async () => {
    await card('New', 'Bela').focus();
    await page.keyboard.press('m');
    await expect(page.getByRole('dialog', { name: 'Move Bela' })).toBeVisible();
    await page.keyboard.press('2');
    await expect(card('Talking', 'Bela')).toBeVisible();
    await expect(card('Talking', 'Bela')).toBeFocused();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect(card('New', 'Bela')).toBeVisible();
  });

  await test.step('Space picks a card up, the arrows move it, Space drops it', async () => {
    await card('New', 'Cai').focus();
    await page.keyboard.press('Space');
    await expect(page.getByText(/Cai picked up/)).toBeAttached();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByText('Over Talking.')).toBeAttached();
    await page.keyboard.press('Space');
    await expect(card('Talking', 'Cai')).toBeVisible();
    await expect(page.getByText('Cai moved to Talking', { exact: true })).toBeVisible();
    await page.reload();
    await expect(card('Talking', 'Cai')).toBeVisible();
    await expect(card('New', 'Bela')).toBeVisible();
  });

  await test.step('who joined and left is told', async () => {
    await page.getByRole('button', { name: 'Actions for New' }).click();
    await page.getByRole('menuitem', { name: 'Who joined and left' }).click();
    await expect(page.getByText('Cai left')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
  });
});
