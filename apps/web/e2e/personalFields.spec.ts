import { createAccount } from './support/account.js';
import { expect, test } from './support/test.js';

const headers = { 'x-rapport-client': 'test' };

test('a field only you see is made, filled, shown, sorted by and asked for in your table, and a misspelt search names who is like it', async ({
  page,
}) => {
  const home = await createAccount(page);
  const api = `/api/v1/workspaces/${home.split('/').at(-1)}`;
  const make = async (path: string, data: object): Promise<string> => {
    const answer = await page.request.post(path, { data, headers });
    expect(answer.ok()).toBe(true);
    return ((await answer.json()) as { data: { id: string } }).data.id;
  };
  await make('/api/v1/me/fields', { label: 'Gift', fieldType: 'text' });
  for (const [firstName, lastName, gift] of [
    ['Ilse', 'Varga', 'wine'],
    ['Tom', 'Weiss', 'tea'],
    ['Uma', 'Novak', null],
  ] as const) {
    const id = await make(`${api}/contacts`, { firstName, lastName });
    const saved = await page.request.patch(`${api}/contacts/${id}/personal-fields`, { data: { values: { gift } }, headers });
    expect(saved.ok()).toBe(true);
  }
  const names = () => page.locator('[data-row-index] a').allTextContents();

  await page.goto(`${home}/contacts?columns=name.mine-gift`);
  await expect(page.getByRole('row', { name: /Ilse Varga/ }).getByText('wine')).toBeVisible();
  await page.getByRole('button', { name: 'Gift (only you)' }).click();
  await expect.poll(names).toEqual(['Tom Weiss', 'Ilse Varga', 'Uma Novak']);

  await page.getByRole('button', { name: 'Filter', exact: true }).click();
  await page.getByRole('menuitem', { name: 'A field only you see' }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('win');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(names).toEqual(['Ilse Varga']);
  await expect(page.getByRole('button', { name: 'Only you see: Gift contains win', exact: true })).toBeVisible();

  await page.goto(`${home}/contacts?search=Vagra`);
  await expect(page.getByText('Similar contacts')).toBeVisible();
  await expect(page.getByText('Ilse Varga')).toBeVisible();
});
