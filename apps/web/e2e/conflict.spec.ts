import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

interface Made {
  data: { id: string; version: number };
}

const headers = { 'x-rapport-client': 'test' };

test('two people change one contact: both versions are shown, each field is picked, and nothing typed is lost', async ({ page }) => {
  const home = await createAccount(page);
  const api = `/api/v1/workspaces/${home.split('/').at(-1)}`;
  const field = { label: 'Plan', fieldName: 'plan', fieldType: 'text' };
  expect((await page.request.post(`${api}/custom-fields`, { data: field, headers })).ok()).toBe(true);
  const ada = { firstName: 'Ada', lastName: 'Lovelace', company: 'Old', customFields: { plan: 'Free' } };
  const { data } = (await (await page.request.post(`${api}/contacts`, { data: ada, headers })).json()) as Made;
  const contact = async () =>
    (await (await page.request.get(`${api}/contacts/${data.id}`)).json()) as Made & { data: Record<string, unknown> };
  /** Someone else, elsewhere. */
  const change = async (about: object) => {
    const { version } = (await contact()).data;
    expect((await page.request.patch(`${api}/contacts/${data.id}`, { data: { ...about, version }, headers })).ok()).toBe(true);
  };

  await page.goto(`${home}/contacts/${data.id}`);
  await page.getByRole('button', { name: 'Company Old' }).click();
  await page.getByRole('textbox', { name: 'Company' }).fill('Mine');
  await change({ company: 'Theirs', firstName: 'Augusta', customFields: { plan: 'Team' } });
  await page.getByRole('textbox', { name: 'Company' }).press('Enter');

  const dialog = page.getByRole('dialog', { name: 'Augusta Lovelace was changed while you edited' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('radiogroup', { name: 'Company' }).getByRole('radio', { name: 'Mine' })).toBeChecked();
  await expect(dialog.getByRole('radiogroup', { name: 'First name' }).getByRole('radio', { name: 'Theirs' })).toBeChecked();
  expect(await findingsOf(page)).toEqual([]);

  // Left open, the question changes nothing, and what was typed is still there.
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Company' })).toHaveValue('Mine');
  expect((await contact()).data).toMatchObject({ company: 'Theirs', version: 2 });

  // Changed once more while the question is open: it is asked about what there is then.
  await page.getByRole('textbox', { name: 'Company' }).press('Enter');
  await change({ company: 'Theirs again' });
  await dialog.getByRole('radiogroup', { name: 'Plan' }).getByRole('radio', { name: 'As you saw it' }).check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Theirs again')).toBeVisible();
  await expect(dialog.getByRole('radiogroup', { name: 'Plan' }).getByRole('radio', { name: 'As you saw it' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('button', { name: 'Company Mine' })).toBeVisible();
  await expect(page.getByRole('heading', { level: 1, name: 'Augusta Lovelace' })).toBeVisible();
  expect((await contact()).data).toMatchObject({ company: 'Mine', firstName: 'Augusta', customFields: [{ value: 'Free' }] });
});

test('whoever may be there already is named while a contact is typed', async ({ page }) => {
  const home = await createAccount(page);
  const api = `/api/v1/workspaces/${home.split('/').at(-1)}`;
  const ada = { firstName: 'Ada', lastName: 'Lovelace', primaryEmail: 'ada@example.com' };
  expect((await page.request.post(`${api}/contacts`, { data: ada, headers })).ok()).toBe(true);
  await page.goto(`${home}/contacts`);
  await page.getByRole('button', { name: 'Add contact' }).click();
  await page.getByLabel('First name').fill('Ada');
  await page.getByLabel('Last name').fill('Lovelace');
  const card = page.getByRole('region', { name: 'May already exist' });
  await expect(card.getByText('Same name')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.getByLabel('Last name').fill('Byron');
  await expect(card).toBeHidden();
  await page.getByLabel('Email', { exact: true }).fill('ADA@example.com');
  await card.getByRole('link', { name: 'Ada Lovelace' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeVisible();
});

test('a person is erased by whoever types their address, and cannot be added again', async ({ page }) => {
  const home = await createAccount(page);
  const api = `/api/v1/workspaces/${home.split('/').at(-1)}`;
  const ada = { firstName: 'Ada', lastName: 'Lovelace', primaryEmail: 'ada@example.com' };
  const { data } = (await (await page.request.post(`${api}/contacts`, { data: ada, headers })).json()) as Made;
  await page.goto(`${home}/contacts/${data.id}`);
  await page.getByRole('button', { name: /^More actions/ }).click();
  await page.getByRole('menuitem', { name: 'Erase this person…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Erase Ada Lovelace for good?' });
  await expect(dialog.getByRole('button', { name: 'Erase for good' })).toBeDisabled();
  await dialog.getByLabel('Type ada@example.com to confirm').fill('ada@example.com');
  expect(await findingsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Erase for good' }).click();
  await expect(page.getByText('No contacts yet')).toBeVisible();
  expect((await page.request.get(`${api}/contacts/${data.id}`)).status()).toBe(404);

  await page.getByRole('button', { name: 'Add by hand' }).click();
  await page.getByLabel('Email', { exact: true }).fill('ADA@example.com');
  await page.getByRole('dialog').getByRole('button', { name: 'Add contact' }).click();
  await expect(page.getByText('This address belongs to a person who was erased at their request.')).toBeVisible();
});
