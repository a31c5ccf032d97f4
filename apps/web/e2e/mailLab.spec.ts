import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };

interface Page {
  items: { id: string }[];
}

test('an email is answered in the mail lab, by its recipient and by a program, and the answer to that arrives there again', async ({
  page,
  product,
}) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');
  const contact = await api.send('post', `${workspace}/contacts`, {
    firstName: 'Grace',
    lastName: 'Hopper',
    primaryEmail: 'grace@example.org',
  });
  const lab = async (): Promise<Page> => (await api.read(`${workspace}/mail-lab/messages`)) as unknown as Page;
  await api.send('post', `${workspace}/contacts/${contact.id}/messages`, { subject: 'Friday', bodyHtml: '<p>Is ten fine?</p>' });
  await expect.poll(async () => (await lab()).items.length, { timeout: 30_000 }).toBe(1);

  await test.step('a program answers first, and the lab says what follows', async () => {
    await page.goto(`${home}/mail-lab`);
    await page.getByRole('link', { name: /Friday/ }).click();
    await page.getByRole('button', { name: 'Automatic reply' }).click();
    const popover = page.getByRole('dialog', { name: 'Automatic reply' });
    await expect(popover.getByRole('textbox')).toHaveValue(/out of the office/);
    expect(await findingsOf(page)).toEqual([]);
    await popover.getByRole('button', { name: 'Send reply' }).click();
    await expect(page.getByText(/opens no conversation/)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Inbox', exact: true })).toBeVisible();
  });

  await test.step('the recipient answers, in their own words', async () => {
    await page.getByRole('button', { name: 'Reply', exact: true }).click();
    const popover = page.getByRole('dialog', { name: 'Reply', exact: true });
    await popover.getByRole('textbox').fill('Ten is perfect.\nSee you!');
    await popover.getByRole('button', { name: 'Send reply' }).click();
    const events = page.getByRole('list', { name: 'What the recipient did' });
    await expect(events.getByText('Ten is perfect.')).toBeVisible();
    await expect(page.getByRole('link', { name: /^Inbox 1\s+unread/ })).toBeVisible();
    await events.getByRole('link', { name: 'Open inbox' }).click();
  });

  await test.step('it is answered in the inbox', async () => {
    await page
      .getByRole('region', { name: 'Conversations' })
      .getByRole('link', { name: /Grace Hopper/ })
      .click();
    const conversation = page.getByRole('article', { name: 'Grace Hopper' });
    await expect(conversation.getByText('Ten is perfect.')).toBeVisible();
    // Folded: only what is newest is open.
    await expect(conversation.getByText(/out of the office until Monday/)).toBeAttached();
    await page.keyboard.press('r');
    const drawer = page.getByRole('dialog', { name: /Grace Hopper/ });
    await expect(drawer.getByRole('textbox', { name: 'Subject' })).toHaveValue('Re: Friday');
    await drawer.getByRole('textbox', { name: 'Message' }).fill('See you there');
    await drawer.getByRole('button', { name: 'Send email' }).click();
    await expect.poll(async () => (await lab()).items.length, { timeout: 30_000 }).toBe(2);
    await page.goto(`${home}/mail-lab`);
    await expect(page.getByRole('link', { name: /Re: Friday/ })).toBeVisible();
  });
});
