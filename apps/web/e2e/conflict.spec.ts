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
  await expect(dialog).toBeVisible();
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

test('two people change one segment: the question is about its parts, and what was typed stays until it is answered', async ({ page }) => {
  const home = await createAccount(page);
  const api = `/api/v1/workspaces/${home.split('/').at(-1)}`;
  const tree = { rule: 'field', with: { field: 'company', operator: 'is', value: 'Acme' } };
  const { data } = (await (await page.request.post(`${api}/segments`, { data: { name: 'Clients', tree }, headers })).json()) as Made;
  await page.goto(`${home}/segments/${data.id}`);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Good clients');
  const theirs = { name: 'All clients', description: 'Of Acme', version: data.version };
  expect((await page.request.patch(`${api}/segments/${data.id}`, { data: theirs, headers })).ok()).toBe(true);
  await page.getByRole('button', { name: 'Save changes' }).click();

  const dialog = page.getByRole('dialog', { name: 'Clients was changed while you edited' });
  await expect(dialog.getByRole('radiogroup', { name: 'Name' }).getByRole('radio', { name: 'Mine' })).toBeChecked();
  await expect(dialog.getByRole('radiogroup', { name: 'Description' }).getByRole('radio', { name: 'Theirs' })).toBeChecked();
  await expect(dialog.getByRole('radiogroup', { name: 'Conditions' })).toBeHidden();
  expect(await findingsOf(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Keep editing' }).click();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Good clients');

  await page.getByRole('button', { name: 'Save changes' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue('Of Acme');
  const now = (await (await page.request.get(`${api}/segments/${data.id}`)).json()) as { data: object };
  expect(now.data).toMatchObject({ name: 'Good clients', description: 'Of Acme', version: 3 });
});

test('two people change one list: a rename does not undo what the other one did', async ({ page }) => {
  const home = await createAccount(page);
  const api = `/api/v1/workspaces/${home.split('/').at(-1)}`;
  const { data } = (await (await page.request.post(`${api}/lists`, { data: { name: 'Leads' }, headers })).json()) as Made;
  await page.goto(`${home}/lists`);
  await page.getByRole('button', { name: 'Actions for Leads' }).click();
  await page.getByRole('menuitem', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Prospects');
  expect((await page.request.patch(`${api}/lists/${data.id}`, { data: { isPrimary: true, stuckAfterDays: 9 }, headers })).ok()).toBe(true);
  await page.getByRole('button', { name: 'Save changes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Leads was changed while you edited' });
  await expect(dialog.getByRole('radiogroup', { name: 'Stage', exact: true }).getByRole('radio', { name: 'Theirs' })).toBeChecked();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('link', { name: 'Prospects' })).toBeVisible();
  const now = (await (await page.request.get(`${api}/lists/${data.id}`)).json()) as { data: object };
  expect(now.data).toMatchObject({ name: 'Prospects', isPrimary: true, stuckAfterDays: 9 });
});
