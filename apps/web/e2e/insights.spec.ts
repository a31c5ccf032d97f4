import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };

test('an insight is opened to its rows, found on the page of a contact, dismissed, undone and snoozed', async ({ page, product }) => {
  const api = new Api(page.request, product.url);
  await api.register(ana);
  const sample = await api.send('post', '/sample-workspace');
  const open = async (): Promise<{ title: string; type: string }[]> =>
    ((await api.read(`/workspaces/${sample.id}/insights`)) as unknown as { items: { title: string; type: string }[] }).items;
  await expect.poll(async () => (await open()).some(({ type }) => type === 'unansweredReplies'), { timeout: 60_000 }).toBe(true);
  const title = (await open()).find(({ type }) => type === 'unansweredReplies')?.title ?? '';
  const insight = page.getByRole('article', { name: title });
  const views = page.getByRole('navigation', { name: 'Views' });

  await test.step('with its proof and the people behind it', async () => {
    await page.goto(`/w/${sample.id}/insights`);
    await insight.getByRole('button', { name: 'Show the proof' }).click();
    await expect(insight.getByText('A full count', { exact: true })).toBeVisible();
    await expect(insight.getByRole('region', { name: 'Rows' }).getByRole('link').first()).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('the page of such a person leads back to it', async () => {
    await insight.getByRole('region', { name: 'Rows' }).getByRole('link').first().click();
    const own = page.getByRole('region', { name: 'Insights' });
    await expect(own.getByText('Last email without an answer')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await own.getByRole('link', { name: title }).click();
    await expect(insight.getByRole('button', { name: 'Hide the proof' })).toBeVisible();
  });

  await test.step('dismissed with a reason it is out of the list, and an undo brings it back', async () => {
    await insight.getByRole('button', { name: 'Dismiss…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Dismiss this insight' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('They have been called');
    expect(await findingsOf(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Dismiss insight' }).click();
    await expect(insight).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(insight).toBeVisible();
  });

  await test.step('snoozed it waits among the snoozed ones, with its reason', async () => {
    await insight.getByRole('button', { name: 'Snooze…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Snooze this insight' });
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('After the fair');
    await dialog.getByRole('button', { name: 'Snooze insight' }).click();
    await expect(insight).toHaveCount(0);
    await views.getByRole('link', { name: /^Snoozed/ }).click();
    await expect(insight.getByText(/^Snoozed until .* by Ana Silva: After the fair$/)).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await insight.getByRole('button', { name: 'Move back to open' }).click();
    await views.getByRole('link', { name: /^Open/ }).click();
    await expect(insight).toBeVisible();
  });
});
