import { readFileSync } from 'node:fs';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };

test('Home is arranged by keyboard and is the same on another device; its charts are tables and files too', async ({
  page,
  product,
  browser,
}) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');
  await api.send('post', `${workspace}/contacts`, { firstName: 'Bela', primaryEmail: 'bela@example.net' });
  await page.goto(home);

  await test.step('a chart is read as a table, and taken along', async () => {
    const panel = page.getByRole('region', { name: 'Contacts added', exact: true });
    await expect(panel.getByRole('img', { name: /^1 contact added in the last 30 days/ })).toBeVisible();
    await expect(panel.locator('svg.recharts-surface').first()).toBeVisible();
    const save = async (item: string): Promise<Buffer> => {
      await panel.getByRole('button', { name: 'Options of Contacts added' }).click();
      const downloading = page.waitForEvent('download');
      await page.getByRole('menuitem', { name: item }).click();
      return readFileSync(await (await downloading).path());
    };
    const picture = await save('Download PNG');
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(picture.readUInt32BE(16)).toBeGreaterThan(500);
    const lines = (await save('Download CSV')).toString('utf8').trimEnd().split('\r\n');
    expect(lines).toHaveLength(31);
    expect(lines.at(-1)).toMatch(/^\d{4}-\d{2}-\d{2},1$/);
    await panel.getByRole('button', { name: 'Options of Contacts added' }).click();
    await page.getByRole('menuitem', { name: 'Show as table' }).click();
    await expect(panel.getByRole('row')).toHaveCount(31);
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('a longer period, and no comparison, are in the address', async () => {
    await page.getByText('Year', { exact: true }).click();
    await expect(page).toHaveURL(/days=365/);
    await expect(page.getByText('1 added in 365 days')).toBeVisible();
    await expect(page.getByText('None added in the 365 days before')).toBeVisible();
    await page.getByRole('switch', { name: 'Compare with before' }).click();
    await expect(page.getByText('None added in the 365 days before')).toBeHidden();
    await page.reload();
    await expect(page.getByText('1 added in 365 days')).toBeVisible();
  });

  await test.step('a card is hidden, another one moved by keyboard', async () => {
    await page.getByRole('button', { name: 'Arrange' }).click();
    await expect(page.getByRole('heading', { name: 'Arrange Home' })).toBeFocused();
    await page.getByRole('button', { name: 'Hide Senders' }).click();
    await expect(page.getByRole('list', { name: 'Hidden cards' })).toContainText('Senders');
    await page.getByRole('button', { name: 'Move Recent activity' }).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowUp');
    await expect(page.getByText(/^Number 3 in the left column\.$/)).toBeAttached();
    await page.keyboard.press('Space');
    await expect(page.getByText('Recent activity is now number 3 in the left column.')).toBeAttached();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByRole('region', { name: 'Recent activity' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Senders' })).toHaveCount(0);
  });

  await test.step('another device, narrow and dark, shows the same; a reset can be undone there', async () => {
    const phone = await browser.newContext({ viewport: { width: 390, height: 800 }, colorScheme: 'dark', baseURL: product.url });
    const there = await phone.newPage();
    await new Api(there.request, product.url).send('post', '/auth/login', { email: ana.email, password: ana.password });
    await there.goto(home);
    await there.getByRole('button', { name: 'Arrange' }).click();
    const left = there.getByRole('list', { name: 'Left column' }).getByRole('listitem');
    await expect(left.nth(2)).toContainText('Recent activity');
    await expect(there.getByRole('list', { name: 'Hidden cards' })).toContainText('Senders');
    await there.getByRole('button', { name: 'Reset' }).click();
    await expect(there.getByRole('list', { name: 'Hidden cards' })).toHaveCount(0);
    await there.getByRole('button', { name: 'Undo' }).click();
    await expect(there.getByRole('list', { name: 'Hidden cards' })).toContainText('Senders');
    await there.getByRole('button', { name: 'Add Senders' }).click();
    await expect(there.getByRole('list', { name: 'Right column' }).getByRole('listitem').last()).toContainText('Senders');
    expect(await findingsOf(there)).toEqual([]);
    await phone.close();
  });
});
