import { createAccount } from './support/account.js';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

interface LabMessage {
  subject: string;
  to: string;
}

test('an email is written to a contact, looked at, sent, called back and found on the timeline', async ({ page }) => {
  const home = await createAccount(page);
  const base = `/api/v1/workspaces/${home.split('/').at(-1)}`;
  const headers = { 'x-rapport-client': 'test' };
  await page.request.patch(base, { data: { defaultFromEmail: 'studio@example.com', defaultReplyTo: 'answers@example.com' }, headers });
  await page.request.post(`${base}/templates`, {
    data: { name: 'Offer', subject: 'An offer for {{ first_name }}', bodyHtml: '<p>Dear {{ first_name }}, here it is.</p>' },
    headers,
  });
  const answer = await page.request.post(`${base}/contacts`, {
    data: { firstName: 'Grace', lastName: 'Hopper', primaryEmail: 'grace@example.org' },
    headers,
  });
  const { data: contact } = (await answer.json()) as { data: { id: string } };
  const received = async (): Promise<LabMessage[]> => {
    const lab = await page.request.get(`${base}/mail-lab/messages`);
    return ((await lab.json()) as { data: { items: LabMessage[] } }).data.items;
  };
  await page.goto(`${home}/contacts/${contact.id}`);
  const entries = page.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
  const drawer = page.getByRole('dialog', { name: 'Email to Grace Hopper' });
  await expect(page.getByRole('button', { name: 'Write email' })).toBeVisible();

  // The key opens it, a template begins it, and what was written is there again after it was closed.
  await page.keyboard.press('e');
  await expect(drawer).toContainText('grace@example.org');
  await expect(drawer.getByRole('button', { name: 'Send email' })).toBeDisabled();
  await drawer.getByRole('combobox', { name: 'Start from a template' }).click();
  await page.getByRole('option', { name: 'Offer' }).click();
  await expect(drawer.getByRole('textbox', { name: 'Subject' })).toHaveValue('An offer for {{ first_name }}');
  await expect(drawer.getByRole('textbox', { name: 'Message' })).toContainText('here it is');
  await drawer
    .locator('input[type="file"]')
    .setInputFiles({ name: 'Offer.pdf', mimeType: 'application/pdf', buffer: Buffer.from('An offer') });
  await expect(drawer.getByRole('button', { name: 'Remove Offer.pdf' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await page.getByRole('button', { name: 'Write email' }).click();
  await expect(drawer.getByRole('textbox', { name: 'Subject' })).toHaveValue('An offer for {{ first_name }}');

  // As Grace gets it.
  await drawer.getByText('As Grace Hopper gets it').click();
  await expect(drawer.getByText('An offer for Grace', { exact: true })).toBeVisible();
  await expect(drawer.frameLocator('iframe').getByText('Dear Grace, here it is.')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  // Called back: it is written on, and nothing has left.
  await drawer.getByRole('button', { name: 'Send email' }).click();
  await expect(drawer).toBeHidden();
  await expect(entries.filter({ hasText: 'An offer for Grace' })).toContainText('Waiting');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(drawer.getByRole('textbox', { name: 'Subject' })).toHaveValue('An offer for {{ first_name }}');
  await expect(entries.filter({ hasText: 'An offer for Grace' })).toHaveCount(0);
  expect(await received()).toEqual([]);

  await drawer.getByRole('textbox', { name: 'Subject' }).fill('Two\u2028lines? No, one');
  await page.keyboard.press('Control+Enter');
  await expect(drawer).toBeHidden();
  const sent = entries.filter({ hasText: 'No, one' });
  await expect(sent).toContainText('Sent', { timeout: 30_000 });
  await expect(sent.getByRole('link', { name: 'Offer.pdf' })).toBeVisible();
  expect(await received()).toMatchObject([{ to: 'grace@example.org' }]);
  await sent.getByRole('button', { name: /No, one/ }).click();
  await expect(page.getByRole('dialog').frameLocator('iframe').getByText('Dear Grace, here it is.')).toBeVisible();
  await page.keyboard.press('Escape');

  // On a phone.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Write email' }).click();
  await expect(drawer.getByRole('textbox', { name: 'Message' })).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
});

test('a text is written to a contact, seen as it arrives, called back and sent', async ({ page }) => {
  const home = await createAccount(page);
  const base = `/api/v1/workspaces/${home.split('/').at(-1)}`;
  const headers = { 'x-rapport-client': 'test' };
  await page.request.patch(`${base}/settings`, { data: { values: { textPrice: '0.05', textCurrency: 'EUR' } }, headers });
  const answer = await page.request.post(`${base}/contacts`, {
    data: { firstName: 'Grace', lastName: 'Hopper', primaryEmail: 'grace@example.org', primaryPhone: '+14155550123' },
    headers,
  });
  const { data: contact } = (await answer.json()) as { data: { id: string } };
  await page.goto(`${home}/contacts/${contact.id}`);
  const entries = page.getByRole('region', { name: 'Timeline' }).getByRole('listitem');
  const drawer = page.getByRole('dialog', { name: 'Text to Grace Hopper' });
  const words = drawer.getByRole('textbox', { name: 'Text' });

  await page.getByRole('button', { name: 'Write text' }).click();
  await expect(drawer).toContainText('+14155550123');
  await expect(drawer.getByRole('button', { name: 'Send text' })).toBeDisabled();
  await words.fill('Hi {{ first_name }}, see you on Friday');
  await expect(drawer.getByText('Hi Grace, see you on Friday')).toBeVisible();
  await expect(drawer.getByText('Sent as 1 segment, about €0.05')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await words.fill('Hi {{ nickname }}');
  await expect(drawer.getByText(/nickname/).last()).toBeVisible();
  await drawer.getByRole('button', { name: 'Send text' }).click();
  await expect(words).toHaveAttribute('aria-invalid', 'true');

  // Called back: it is written on, and nothing has left.
  await words.fill('Hi {{ first_name }}, see you on Friday');
  await page.keyboard.press('Control+Enter');
  await expect(drawer).toBeHidden();
  await expect(entries.filter({ hasText: 'see you on Friday' })).toContainText('Waiting');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(words).toHaveValue('Hi {{ first_name }}, see you on Friday');
  await expect(entries.filter({ hasText: 'see you on Friday' })).toHaveCount(0);

  await drawer.getByRole('button', { name: 'Send text' }).click();
  await expect(drawer).toBeHidden();
  await expect(entries.filter({ hasText: 'Hi Grace, see you on Friday' })).toContainText('Sent', { timeout: 30_000 });
  const lab = (await (await page.request.get(`${base}/mail-lab/messages`)).json()) as { data: { items: { to: string }[] } };
  expect(lab.data.items.map(({ to }) => to)).toEqual(['+14155550123']);
});
