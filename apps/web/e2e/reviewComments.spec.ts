import type { Browser, Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };
const li = { name: 'Li Chen', email: 'li@example.com', password: 'a lantern in the fog' };

test('an author and an approver settle on the review what has to change', async ({ page, browser, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const campaignId = await seedCampaign(api, workspace);
  const campaign = `${product.url}${workspace.replace('/workspaces/', '/w/')}/campaigns/${campaignId}`;
  const guest = await join(browser, api, workspace, product.url);

  await test.step('the author asks about the subject, with the keyboard', async () => {
    await page.goto(`${campaign}/review`);
    await expect(page.getByText('No comments yet.')).toBeVisible();
    const box = page.getByRole('textbox', { name: 'Comment', exact: true });
    await box.fill('Is the subject too long?');
    const about = page.getByRole('combobox', { name: 'About' }).or(page.getByRole('textbox', { name: 'About' }));
    await about.click();
    await page.getByRole('option', { name: 'Subject' }).click();
    await box.press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Subject' }).getByText('Is the subject too long?')).toBeVisible();
    await expect(box).toHaveValue('');
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('beside each part a comment about it begins; on a phone the decision comes behind the comments', async () => {
    await page.getByRole('button', { name: 'Comment on Schedule' }).click();
    await expect(page.getByRole('textbox', { name: 'Comment', exact: true })).toBeFocused();
    await page.keyboard.type('Not on a Friday.');
    await page.keyboard.press('Control+Enter');
    const about = page.locator('aside').getByRole('region', { name: 'Schedule' });
    await expect(about.getByText('Not on a Friday.')).toBeVisible();
    await about.getByRole('button', { name: 'Resolve' }).click();
    await expect(about).toHaveCount(0);
    await page.getByText('Resolved 1', { exact: true }).click();
    await about.getByRole('button', { name: 'Answer' }).click();
    await expect(about.getByText('Your answer opens this thread again.')).toBeVisible();
    await about.getByRole('textbox', { name: 'Answer to Ana Silva' }).fill('Or rather in the morning.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('Answered, and the thread is open again')).toBeVisible();
    await page.getByText('Open 2', { exact: true }).click();
    for (const left of [1, 0]) {
      await about.getByRole('button', { name: 'Delete' }).last().click();
      await page.getByRole('dialog').getByRole('button', { name: 'Delete comment' }).click();
      await expect(about.getByRole('button', { name: 'Delete' })).toHaveCount(left);
    }
    const order = await page.evaluate(() => {
      const [comments, decision] = [document.querySelector('aside'), document.querySelector('[aria-label="Decision"]')];
      return comments && decision && comments.compareDocumentPosition(decision) === Node.DOCUMENT_POSITION_FOLLOWING;
    });
    expect(order).toBe(true);
    for (const said of ['Thread resolved', 'the thread is open again']) await expect(page.getByText(said)).toHaveCount(0);
  });

  await test.step('the approver answers, and the page of the author shows it without a reload', async () => {
    await guest.goto(`${campaign}/review`);
    const thread = guest.getByRole('region', { name: 'Subject' });
    await expect(thread.getByRole('button', { name: 'Edit' })).toHaveCount(0);
    await thread.getByRole('button', { name: 'Answer' }).click();
    await guest.getByRole('textbox', { name: 'Answer to Ana Silva' }).fill('It is fine.');
    await guest.keyboard.press('Control+Enter');
    await expect(thread.getByText('It is fine.')).toBeVisible();
    await expect(page.getByText('It is fine.')).toBeVisible();
  });

  await test.step('approving says how many comments are open; the approver resolves them first', async () => {
    await expect(guest.getByText('1 comment is still open.')).toBeVisible();
    await guest.getByRole('button', { name: 'Approve', exact: true }).click();
    const dialog = guest.getByRole('dialog');
    await expect(dialog).toContainText('Approve with 1 open comment?');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(dialog).toBeHidden();
    await guest.getByRole('button', { name: 'Resolve' }).click();
    await expect(guest.getByText('All threads are resolved.')).toBeVisible();
    await expect(page.getByText('All threads are resolved.')).toBeVisible();
    await page.getByText('Resolved 1', { exact: true }).click();
    await expect(page.getByText('Resolved by Li Chen')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('a correction and a deletion leave nothing behind; the count leads from the phone to the thread', async () => {
    await page.getByRole('button', { name: 'Reopen' }).click();
    await page.getByText('Open 1', { exact: true }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Edit comment' }).fill('Is it too long?');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByText('· edited')).toBeVisible();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole('link', { name: '1 open comment' }).click();
    await expect(page.getByRole('heading', { name: 'Comments' })).toBeInViewport();
    expect(await findingsOf(page)).toEqual([]);
    await guest.getByRole('button', { name: 'Delete' }).click();
    await guest.getByRole('dialog').getByRole('button', { name: 'Delete comment' }).click();
    await expect(page.getByText('It is fine.')).toHaveCount(0);
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete comment' }).click();
    await expect(page.getByText('No comments yet.')).toBeVisible();
  });

  await test.step('without open comments nothing is asked', async () => {
    await expect(guest.getByText('No comments yet.')).toBeVisible();
    await guest.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(guest.getByText('Approved by Li Chen')).toBeVisible();
  });
  await guest.context().close();
});

async function seedCampaign(api: Api, workspace: string): Promise<string> {
  const list = await api.send('post', `${workspace}/lists`, { name: 'Customers' });
  await api.send('post', `${workspace}/contacts`, { firstName: 'Nora', primaryEmail: 'nora@example.org', listIds: [list.id] });
  const template = await api.send('post', `${workspace}/templates`, {
    name: 'Autumn beans',
    subject: 'News from the harbour',
    bodyHtml: '<p>The beans have landed.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
  });
  const campaign = await api.send('post', `${workspace}/campaigns`, {
    name: 'Autumn beans to customers',
    templateId: template.id,
    audience: { listIds: [list.id], excludeListIds: [] },
    schedule: { kind: 'now' },
  });
  await api.send('post', `${workspace}/campaigns/${campaign.id}/request-approval`);
  return campaign.id;
}

async function join(browser: Browser, api: Api, workspace: string, url: string): Promise<Page> {
  const invited = await api.send('post', `${workspace}/invitations`, { email: li.email, role: 'approver' });
  const guest = await (await browser.newContext()).newPage();
  const token = String(invited.url).split('/').at(-1);
  await new Api(guest.request, url).send('post', `/invitations/${token}/accept`, { name: li.name, password: li.password });
  return guest;
}
