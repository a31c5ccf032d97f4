import type { Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };

test('a segment is built, explains itself, filters contacts and is used in a campaign', async ({ page, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');
  for (const [firstName, company] of [
    ['Bela', 'Harbour Works'],
    ['Cai', 'Harbour Works'],
    ['Dana', 'Hill Works'],
  ] as const)
    await api.send('post', `${workspace}/contacts`, { firstName, company, primaryEmail: `${firstName.toLowerCase()}@example.net` });

  await test.step('built with the keyboard', async () => {
    await page.goto(`${home}/segments`);
    await page.getByRole('link', { name: 'Create segment' }).first().click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Harbour people');
    await about(page, 0, 'Company');
    await choose(page, 'How', 'contains');
    await page.getByRole('textbox', { name: 'Value' }).fill('Works');
    await expect(page.getByText('3 contacts')).toBeVisible();
    await choose(page, 'How', 'starts with');
    await page.getByRole('textbox', { name: 'Value' }).fill('Harbour');
    await expect(page.getByText('2 contacts')).toBeVisible();
    await page.getByRole('button', { name: 'Add condition' }).click();
    await about(page, 1, 'First name');
    await page.getByRole('combobox', { name: 'How' }).nth(1).click();
    await page.getByRole('option', { name: 'is not', exact: true }).click();
    await page.getByRole('textbox', { name: 'Value' }).nth(1).fill('Cai');
    await expect(page.getByText('Company starts with “Harbour” and First name is not “Cai”')).toBeVisible();
    await expect(page.getByText('1 contact', { exact: true })).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save segment' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Harbour people' })).toBeVisible();
  });

  await test.step('says why someone is not in it', async () => {
    await page.getByRole('combobox', { name: 'Why is a contact in or out?' }).fill('Cai');
    await page.getByRole('option', { name: /Cai/ }).click();
    await expect(page.getByText('Cai is not in this segment')).toBeVisible();
    await expect(page.getByText('Value: Cai')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('filters the table of contacts, whose filter becomes a segment', async () => {
    await page.goto(`${home}/contacts?company=Hill+Works`);
    await page.getByRole('button', { name: /^More actions/ }).click();
    await page.getByRole('menuitem', { name: 'Save as segment' }).click();
    await expect(page.getByText('Company is “Hill Works”')).toBeVisible();
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Hill people');
    await page.getByRole('button', { name: 'Save segment' }).click();
    await page.getByRole('button', { name: /^More actions/ }).click();
    await page.getByRole('menuitem', { name: 'Show in contacts' }).click();
    await expect(page.getByRole('button', { name: 'In segment Hill people', exact: true })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Dana' })).toBeVisible();
    await expect(page.getByRole('link', { name: 'Bela' })).toBeHidden();
  });

  await test.step('reaches whom it means, and cannot be deleted meanwhile', async () => {
    const { id } = await api.send('post', `${workspace}/campaigns`, { name: 'To the harbour' });
    await page.goto(`${home}/campaigns/${id}/edit`);
    await page.getByRole('combobox', { name: 'Include segments' }).click();
    await page.getByRole('option', { name: 'Harbour people' }).click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('region', { name: 'Who', exact: true })).toContainText('1person gets it');
    await page.goto(`${home}/segments`);
    await page.getByRole('button', { name: 'Actions for Harbour people' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete segment' }).click();
    await expect(page.getByText('The campaign “To the harbour” uses this segment.')).toBeVisible();
  });
});

async function about(page: Page, index: number, subject: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'About' }).nth(index);
  await field.fill(subject);
  await page.getByRole('option', { name: subject, exact: true }).click();
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field }).first().click();
  await page.getByRole('option', { name: option, exact: true }).click();
}
