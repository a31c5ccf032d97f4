import type { Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };
const PEOPLE = 40;

test('a sample tries two subjects, and a person chooses the one for the rest', async ({ page, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const campaign = `${workspace.replace('/workspaces/', '/w/')}/campaigns/${await seedCampaign(api, workspace)}`;

  await test.step('the composer has a variant with a subject of its own, and a plan', async () => {
    await page.goto(`${campaign}/edit`);
    await page.getByRole('button', { name: 'Test variants' }).click();
    const second = page.getByRole('group', { name: 'Variant B' });
    await second.getByRole('textbox', { name: 'Subject' }).fill('Which roast is yours?');
    await page.getByRole('radio', { name: /A sample first/ }).click();
    await page.getByRole('textbox', { name: 'Sample', exact: true }).fill('50');
    await page.getByRole('textbox', { name: 'At least, for each variant' }).fill('10');
    await choose(page, 'Without a winner', 'The rest waits until a person chooses');
    await expect(page.getByText('All changes saved')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add variant' }).click();
    await expect(page.getByRole('group', { name: 'Variant C' })).toBeVisible();
    await page.getByRole('button', { name: 'Remove variant C' }).click();
    await expect(page.getByRole('group', { name: 'Variant C' })).toBeHidden();
    await page.getByRole('button', { name: 'Send for approval' }).click();
  });

  await test.step('the review shows both, and what will be decided', async () => {
    const other = page.getByRole('region', { name: 'Variant B' });
    await expect(other).toContainText('Which roast is yours?');
    await expect(page.getByText('20 people in the test, 20 get what is decided.')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Self-approve' }).click();
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByRole('button', { name: `Send to ${PEOPLE} people` }).click();
  });

  await test.step('the rest waits, until a person chooses', async () => {
    await page.goto(campaign);
    await expect(page.getByText('20 people wait for the decision.')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await choose(page, 'Variant for the rest', 'B');
    await page.getByRole('button', { name: 'Decide now' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog).toContainText('20 people get it now.');
    await dialog.getByRole('button', { name: 'Send B' }).click();
    await expect(page.getByRole('link', { name: new RegExp(`^Sent ${PEOPLE} 100%`) })).toBeVisible({ timeout: 60_000 });
  });

  await test.step('the report compares the test, and leads to the rest', async () => {
    const table = page.getByRole('table', { name: 'Variants' });
    await expect(table.getByRole('row', { name: /^A / })).toContainText('10');
    await table.getByRole('link', { name: '20 of the rest' }).click();
    await expect(page.getByRole('row').filter({ hasText: 'Berg' })).toHaveCount(20);
    expect(await findingsOf(page)).toEqual([]);
  });
});

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page
    .getByRole('textbox', { name: label })
    .or(page.getByRole('combobox', { name: label }))
    .click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

async function seedCampaign(api: Api, workspace: string): Promise<string> {
  const list = await api.send('post', `${workspace}/lists`, { name: 'Customers' });
  const person = (index: number) => ({
    firstName: `Person ${index}`,
    lastName: 'Berg',
    primaryEmail: `person${index}@example.org`,
    listIds: [list.id],
  });
  await Promise.all(Array.from({ length: PEOPLE }, (_, index) => api.send('post', `${workspace}/contacts`, person(index))));
  const template = await api.send('post', `${workspace}/templates`, {
    name: 'Autumn beans',
    subject: 'The beans have landed',
    preheader: 'Three new roasts',
    bodyHtml: '<p>Hi,</p><p>the beans have landed.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
  });
  const { id } = await api.send('post', `${workspace}/campaigns`, {
    name: 'Autumn beans',
    templateId: template.id,
    fromEmail: 'ana@northwind.example.com',
    audience: { listIds: [list.id], excludeListIds: [] },
    schedule: { kind: 'now' },
  });
  return id;
}
