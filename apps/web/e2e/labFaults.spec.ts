import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };

test('a fault is simulated, the page says so, a message times out, and the fault is turned off', async ({ page, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');
  const contact = await api.send('post', `${workspace}/contacts`, { firstName: 'Grace', primaryEmail: 'grace@example.org' });
  const notice = page.getByRole('note');

  await test.step('it is chosen', async () => {
    await page.goto(`${home}/mail-lab`);
    await page.getByRole('button', { name: 'More actions for Mail lab' }).click();
    await page.getByRole('menuitem', { name: 'Simulate a fault' }).click();
    const dialog = page.getByRole('dialog', { name: 'Simulate a fault' });
    await expect(dialog.getByText(/asks a person/)).toBeVisible();
    await dialog.getByLabel('Ends after so many messages').fill('');
    await dialog.getByRole('button', { name: 'Simulate' }).click();
    await expect(dialog.getByText('Enter a whole number from 1 to 1,000')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await dialog.getByLabel('Ends after so many messages').fill('3');
    await dialog.getByRole('button', { name: 'Simulate' }).click();
    await expect(notice).toContainText('Messages time out: 0 of 3 so far');
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('the next message meets it', async () => {
    await api.send('post', `${workspace}/contacts/${contact.id}/messages`, { subject: 'Friday', bodyHtml: '<p>Is ten fine?</p>' });
    await expect(notice).toContainText('1 of 3 so far', { timeout: 60_000 });
    await page.getByRole('link', { name: /Friday/ }).click();
    await expect(page.getByRole('list', { name: 'What happened to it' })).toContainText('Timed out');
  });

  await test.step('it is turned off', async () => {
    await page.getByRole('button', { name: 'Turn off' }).click();
    await expect(notice).toHaveCount(0);
  });
});
