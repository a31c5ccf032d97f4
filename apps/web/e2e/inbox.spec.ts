import { Api } from './support/api.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };

interface Page {
  items: { id: string }[];
}

test('an answer arrives in the inbox, is opened, answered and done, with the keys of a mail program', async ({ page, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');
  const contact = await api.send('post', `${workspace}/contacts`, {
    ...{ firstName: 'Grace', lastName: 'Hopper', primaryPhone: '+14155550123' },
  });
  const lab = async (): Promise<Page> => (await api.read(`${workspace}/mail-lab/messages`)) as unknown as Page;
  const list = page.getByRole('region', { name: 'Conversations' });
  const conversation = page.getByRole('article', { name: 'Grace Hopper' });

  await page.goto(`${home}/inbox`);
  await expect(page.getByText('All caught up')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await test.step('it appears by itself, unread', async () => {
    await api.send('post', `${workspace}/contacts/${contact.id}/messages/texts`, { text: 'Is Friday fine?' });
    await expect.poll(async () => (await lab()).items.length).toBe(1);
    const [sent] = (await lab()).items;
    await api.send('post', `${workspace}/mail-lab/messages/${sent?.id ?? ''}/play`, { action: 'reply', text: 'Yes, at ten' });
    await expect(list.getByRole('link', { name: /Unread: Grace Hopper/ })).toBeVisible();
    await expect(page.getByRole('link', { name: /^Inbox 1\s+unread/ })).toBeVisible();
  });

  await test.step('opened it is read', async () => {
    await page.keyboard.press('j');
    await expect(conversation.getByText('Yes, at ten')).toBeVisible();
    await expect(conversation.getByText('Is Friday fine?')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Inbox', exact: true })).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('it is taken over', async () => {
    await conversation.getByRole('button', { name: 'Assign' }).click();
    await page.getByRole('menuitem', { name: 'Assign to me' }).click();
    await expect(page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Mine 1' })).toBeVisible();
  });

  await test.step('answered and done it leaves the list, and an undo brings both back', async () => {
    // Keys keep quiet while a menu is open, also while it closes.
    await expect(page.getByRole('menu')).toHaveCount(0);
    await page.keyboard.press('r');
    const drawer = page.getByRole('dialog', { name: 'Text to Grace Hopper' });
    await drawer.getByRole('textbox', { name: 'Text' }).fill('See you then');
    await drawer.getByRole('button', { name: 'Send and mark as done' }).click();
    await expect(list.getByRole('link')).toHaveCount(0);
    await expect(conversation.getByText('See you then')).toBeVisible();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(drawer.getByRole('textbox', { name: 'Text' })).toHaveText('See you then');
    await drawer.getByRole('button', { name: 'Send text' }).click();
    await expect(list.getByRole('link', { name: /You: See you then/ })).toBeVisible();
  });

  await test.step('E puts it away', async () => {
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('e');
    await expect(page.getByText('All caught up')).toBeVisible();
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'Done' }).click();
    await list.getByRole('link', { name: /Grace Hopper/ }).click();
    await expect(conversation.getByRole('button', { name: 'Reopen' })).toBeVisible();
  });
});
