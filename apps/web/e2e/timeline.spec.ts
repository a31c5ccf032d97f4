import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

test('calls, notes and reminders are written on a timeline, found again, changed and taken back', async ({ page }) => {
  const home = await createAccount(page);
  const base = `/api/v1/workspaces/${home.split('/').at(-1)}`;
  const headers = { 'x-rapport-client': 'test' };
  const answer = await page.request.post(`${base}/contacts`, { data: { firstName: 'Grace', lastName: 'Hopper' }, headers });
  const { data: contact } = (await answer.json()) as { data: { id: string } };
  await page.goto(`${home}/contacts/${contact.id}`);
  const timeline = page.getByRole('region', { name: 'Timeline' });

  // A half-written note survives a reload.
  await page.getByLabel('Write a note').fill('Likes compilers');
  await page.reload();
  await expect(page.getByLabel('Write a note')).toHaveValue('Likes compilers');
  await page.getByLabel('Write a note').press('Control+Enter');
  await expect(timeline.getByRole('listitem').filter({ hasText: 'Likes compilers' })).toBeVisible();
  await expect(page.getByLabel('Write a note')).toHaveValue('');

  // A file goes with a note; it may be all that the note has.
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'Offer.pdf', mimeType: 'application/pdf', buffer: Buffer.from('An offer') });
  await expect(page.getByRole('list', { name: 'Files' })).toContainText('Offer.pdf');
  await page.getByRole('button', { name: 'Add note' }).click();
  await expect(page.getByRole('button', { name: 'Remove Offer.pdf' })).toBeHidden();
  const link = timeline.getByRole('listitem').getByRole('link', { name: 'Offer.pdf' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('Offer.pdf');

  await page.getByRole('tab', { name: 'Call' }).click();
  await page.getByText('They called', { exact: true }).click();
  await page.getByLabel('Minutes').fill('4');
  await page.getByLabel('Call notes').fill('Asked for an offer');
  await page.getByRole('button', { name: 'Log call' }).click();
  await expect(timeline.getByRole('listitem').filter({ hasText: 'Incoming call' })).toContainText('4 min · Asked for an offer');

  // An edit keeps what was there; deleting can be undone.
  const note = timeline.getByRole('listitem').filter({ hasText: 'Likes compilers' });
  await note.hover();
  await note.getByRole('button', { name: 'Edit note' }).click();
  await page.getByRole('textbox', { name: 'Edit note' }).fill('Likes compilers and clocks');
  await page.keyboard.press('Control+Enter');
  const edited = timeline.getByRole('listitem').filter({ hasText: 'Likes compilers and clocks' });
  await edited.getByRole('button', { name: 'Edited: show earlier versions' }).click();
  await expect(page.getByRole('list', { name: 'Earlier versions' })).toContainText('Likes compilers');
  await page.keyboard.press('Escape');
  await edited.hover();
  await edited.getByRole('button', { name: 'Delete note' }).click();
  await expect(edited).toBeHidden();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(edited).toBeVisible();

  await page.getByRole('searchbox', { name: 'Search timeline' }).fill('OFFER');
  await expect(edited).toBeHidden();
  await expect(timeline.getByRole('listitem').filter({ hasText: 'Asked for an offer' })).toBeVisible();
  await expect(page).toHaveURL(/q=OFFER/);
  await page.getByRole('button', { name: 'Clear search' }).click();
  await timeline.getByText('Notes', { exact: true }).click();
  await expect(page).toHaveURL(/type=note/);
  await expect(timeline.getByText('Incoming call')).toBeHidden();
  expect(await findingsOf(page)).toEqual([]);

  await page.getByRole('tab', { name: 'Reminder' }).click();
  await page.getByLabel('Remind me to').fill('Send the offer');
  await page.getByLabel('Remind me to').press('Control+Enter');
  const card = page.getByRole('region', { name: 'Reminders' });
  await expect(card).toContainText('Send the offer');
  expect(await findingsOf(page)).toEqual([]);

  await page.goto(home);
  await expect(card).toContainText('Grace Hopper');
  await card.getByRole('button', { name: 'Snooze and more: Send the offer' }).click();
  await page.getByRole('menuitem', { name: 'In a month' }).click();
  await expect(page.getByText('Snoozed: in a month')).toBeVisible();
  await card.getByRole('checkbox', { name: 'Done: Send the offer' }).click();
  await expect(card).toBeHidden();
  await page.getByRole('alert').filter({ hasText: 'Reminder done' }).getByRole('button', { name: 'Undo' }).click();
  await expect(card).toContainText('Send the offer');
  expect(await findingsOf(page)).toEqual([]);
});
