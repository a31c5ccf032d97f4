import type { Page } from '@playwright/test';
import { startMailServer, type MailServer } from './support/mailServer.js';
import { expect, test } from './support/test.js';

test.use({ shipped: true });

/**
 * The whole way of a new user on the built product: from a CSV file to an approved campaign in people's mailboxes, received by a
 * real mail server. One test, because every step stands on the one before it.
 */
test('from a CSV file to an approved campaign in mailboxes', async ({ page }) => {
  const mail = await startMailServer();
  try {
    await test.step('first account', () => createAccount(page));
    await test.step('sender', () => chooseSmtp(page, mail));
    await test.step('import', () => importPeople(page));
    await test.step('contacts', () => browseContacts(page));
    await test.step('template', () => writeTemplate(page));
    await test.step('campaign', () => composeCampaign(page, mail));
    await test.step('approval', () => approve(page));
    await test.step('sending', () => sendWithPause(page, mail));
    await test.step('what arrived', () => readMail(mail));
    await test.step('ledger, timeline, dashboard', () => lookBack(page));
    await test.step('unsubscribe', () => unsubscribe(page, mail));
  } finally {
    await mail.stop();
  }
});

const PEOPLE = 24;
const person = (n: number): string => `reader${String(n).padStart(2, '0')}@example.net`;

/** As a spreadsheet on a Windows machine writes it: UTF-16 with a byte order mark, semicolons, a quoted line break, one bad row. */
function peopleFile(): Buffer {
  const rows = Array.from({ length: PEOPLE }, (_, index) => {
    const first = index === 0 ? 'Zoë' : index === 1 ? '' : `Reader${index}`;
    const company = index === 2 ? '"Müller\nund Söhne"' : 'Example Works';
    return `${first};Nguyễn;${person(index)};${company}`;
  });
  const text = ['First name;Last name;E-mail;Company', ...rows, 'Broken;Row;not an address;Nobody'].join('\r\n');
  return Buffer.from(`\uFEFF${text}\r\n`, 'utf16le');
}

const goTo = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click();

async function createAccount(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Your name').fill('Ada Okafor');
  await page.getByLabel('Email').fill('ada@example.com');
  await page.getByLabel('Password').fill('a quiet harbour at dawn');
  await page.getByLabel('Workspace').fill('Northwind Studio');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('button', { name: 'Skip for now' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  await goTo(page, 'Settings');
  await page.getByRole('link', { name: 'Identity' }).click();
  await page.getByLabel('Postal address').fill('4 Harbour Lane, Bristol');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Identity saved')).toBeVisible();
}

async function chooseSmtp(page: Page, mail: MailServer): Promise<void> {
  await page.getByRole('link', { name: 'Sender' }).click();
  await page.getByRole('radio', { name: /SMTP server/ }).click();
  await page.getByRole('textbox', { name: 'Host' }).fill('127.0.0.1');
  await page.getByRole('textbox', { name: 'Port' }).fill('1');
  await page.getByRole('combobox', { name: 'Encryption' }).click();
  await page.getByRole('option', { name: /None/ }).click();
  await page.getByRole('textbox', { name: 'Connections' }).fill('1');
  await page.getByRole('button', { name: 'Check connection' }).click();
  await expect(page.getByRole('img', { name: 'Failed' })).toBeVisible();

  await page.getByRole('textbox', { name: 'Port' }).fill(String(mail.port));
  await page.getByRole('textbox', { name: 'Send a test message to' }).fill('postmaster@example.org');
  await page.getByRole('button', { name: 'Send test' }).click();
  await expect(page.getByText('Test message sent to postmaster@example.org')).toBeVisible();
  expect(mail.mails.map(({ to }) => to)).toEqual(['postmaster@example.org']);
  await page.getByRole('button', { name: 'Save sender' }).click();
  await expect(page.getByText('Saved. Check the connection next')).toBeVisible();
}

async function importPeople(page: Page): Promise<void> {
  await goTo(page, 'Contacts');
  await page
    .getByRole('link', { name: /Import/ })
    .first()
    .click();
  await page
    .getByLabel('File of contacts', { exact: true })
    .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: peopleFile() });
  await expect(page.getByText('Zoë').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Add contacts to a list' }).click();
  await page.getByRole('option', { name: /new list/i }).click();
  await page.getByLabel('New list name').fill('Readers');
  await page.getByRole('button', { name: 'Start import' }).click();
  await expect(page.getByRole('heading', { name: '1 rejected row' })).toBeVisible();
  await expect(page.getByText('not an address').first()).toBeVisible();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download as CSV' }).click()]);
  expect(download.suggestedFilename()).toMatch(/\.csv$/);
}

async function browseContacts(page: Page): Promise<void> {
  await goTo(page, 'Contacts');
  await page
    .getByPlaceholder(/Search/)
    .first()
    .fill('zoë');
  await expect(page).toHaveURL(/search=/);
  await page.getByText('Zoë Nguyễn').first().click();
  await expect(page.getByRole('heading', { level: 1, name: 'Zoë Nguyễn' })).toBeVisible();
  await page.getByRole('button', { name: /^Phone/ }).click();
  await page.keyboard.type('+44 20 7946 0018');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Phone \+44 20 7946 0018/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Lists' }).getByRole('link', { name: 'Readers' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Write a note' }).fill('Met at the harbour market');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('region', { name: 'Timeline' }).getByText('Met at the harbour market').last()).toBeVisible();
}

async function writeTemplate(page: Page): Promise<void> {
  await goTo(page, 'Templates');
  await page.getByRole('button', { name: 'Create template' }).first().click();
  await page.getByRole('link', { name: /Text or HTML/ }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Autumn letter');
  await page.getByRole('textbox', { name: 'Subject', exact: true }).fill('{{ first_name | default: "Dear reader" }}, the autumn letter');
  await page.getByRole('textbox', { name: 'Preview text' }).fill('What happened at the harbour');
  await page.getByRole('textbox', { name: 'Message' }).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('The harbour is quiet again. {{ nonsense }}');
  await expect(page.getByRole('region', { name: 'Problems' }).getByText(/nonsense/)).toBeVisible();
  for (let n = 0; n < '{{ nonsense }}'.length; n += 1) await page.keyboard.press('Backspace');
  await page.getByRole('combobox', { name: 'Preview as' }).click();
  await page.keyboard.type('Zo');
  await page.getByRole('option', { name: /Zoë/ }).click();
  await expect(page.getByText('Zoë, the autumn letter')).toBeVisible();
  await page.getByRole('button', { name: 'Create template' }).click();
  // The heading already shows the name while it is typed; leaving before it is saved asks first.
  await expect(page.getByText('Version 1, saved')).toBeVisible();
}

async function composeCampaign(page: Page, mail: MailServer): Promise<void> {
  await goTo(page, 'Campaigns');
  await page.getByRole('link', { name: 'Create campaign' }).first().click();
  await page.getByLabel('Campaign name').fill('Autumn 2026');
  await page.getByRole('button', { name: 'Create draft' }).click();
  await page.getByRole('combobox', { name: 'Include lists' }).click();
  await page.getByRole('option', { name: /Readers/ }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Template' }).click();
  await page.getByRole('option', { name: /Autumn letter/ }).click();
  const from = page.getByRole('region', { name: 'From whom' });
  await from.getByRole('textbox', { name: 'Name' }).fill('Ada of Northwind');
  await from.getByRole('textbox', { name: 'Address' }).fill('ada@northwind.example.com');
  await expect(page.getByRole('region', { name: 'Who', exact: true })).toContainText(`All of ${PEOPLE} people in this audience`);
  await expect(page.getByText('Ready to send.')).toBeVisible();
  const recipients = page.getByRole('combobox', { name: 'Send a test to' });
  await recipients.fill('proof@example.org');
  await recipients.press('Enter');
  await page.getByRole('button', { name: 'Send test' }).click();
  await expect.poll(() => mail.mails.some(({ to }) => to === 'proof@example.org')).toBe(true);
  await page.getByRole('button', { name: 'Send for approval' }).click();
}

async function approve(page: Page): Promise<void> {
  await expect(page.getByText('it will be marked as self-approved')).toBeVisible();
  await page.getByRole('button', { name: 'Self-approve' }).click();
  await expect(page.getByText(/self-approved/i).first()).toBeVisible();
}

async function sendWithPause(page: Page, mail: MailServer): Promise<void> {
  mail.slowDown(600);
  await page.getByRole('button', { name: 'Send now' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Send to ${PEOPLE} people` })
    .click();
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  // What was on its way when it was paused still arrives.
  await expect.poll(() => underWay(page)).toBe(0);
  const atPause = received(mail).length;
  expect(atPause).toBeLessThan(PEOPLE);
  await page.waitForTimeout(1_500);
  expect(received(mail).length).toBe(atPause);

  mail.slowDown(0);
  await page.getByRole('button', { name: 'Resume' }).click();
  // No reload: progress comes as server-sent events.
  await expect.poll(() => received(mail).length, { timeout: 30_000 }).toBe(PEOPLE);
  await expect(page.getByRole('main').getByText('Sent', { exact: true }).first()).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole('button', { name: 'Pause' })).toBeHidden({ timeout: 20_000 });
}

/** Messages of the campaign that is shown which wait for the server's answer. */
async function underWay(page: Page): Promise<number> {
  const [, workspaceId, campaignId] = /\/w\/([^/]+)\/campaigns\/([^/?]+)/.exec(page.url()) ?? [];
  const answer = await page.request.get(`/api/v1/workspaces/${workspaceId}/campaigns/${campaignId}`);
  const { data } = (await answer.json()) as { data: { counts: { claimed: number; handed: number } } };
  return data.counts.claimed + data.counts.handed;
}

const received = (mail: MailServer): MailServer['mails'] => mail.mails.filter(({ to }) => to.endsWith('@example.net'));

function readMail(mail: MailServer): void {
  const addresses = received(mail).map(({ to }) => to);
  expect([...addresses].sort()).toEqual(Array.from({ length: PEOPLE }, (_, n) => person(n)));
  const zoe = received(mail).find(({ to }) => to === person(0))?.parsed;
  const nameless = received(mail).find(({ to }) => to === person(1))?.parsed;
  expect(zoe?.subject).toBe('Zoë, the autumn letter');
  expect(nameless?.subject).toBe('Dear reader, the autumn letter');
  expect(zoe?.from?.text).toBe('"Ada of Northwind" <ada@northwind.example.com>');
  for (const part of [zoe?.html || '', zoe?.text ?? '']) {
    expect(part).toContain('The harbour is quiet again.');
    expect(part).toContain('Hi Zoë');
    expect(part).toContain('4 Harbour Lane, Bristol');
    expect(part).not.toMatch(/\{\{|\}\}/);
  }
  expect(zoe?.html || '').toContain('What happened at the harbour');
  expect(zoe?.headers.get('message-id')).toBeTruthy();
  expect(new Set(received(mail).map(({ parsed }) => parsed.messageId)).size).toBe(PEOPLE);
}

async function lookBack(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /Recipients/ })
    .first()
    .click();
  await page.getByPlaceholder('Search recipients').fill('Zoë');
  await page.getByText('Zoë Nguyễn').first().click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('Zoë, the autumn letter').first()).toBeVisible();
  await page.keyboard.press('Escape');

  await goTo(page, 'Contacts');
  await page.getByText('Zoë Nguyễn').first().click();
  await expect(page.getByRole('region', { name: 'Timeline' }).getByText('Zoë, the autumn letter').first()).toBeVisible();
  await goTo(page, 'Home');
  await expect(page.getByRole('link', { name: `Sent ${PEOPLE}` })).toBeVisible();
  await expect(page.getByRole('link', { name: `Contacts ${PEOPLE}` })).toBeVisible();
}

async function unsubscribe(page: Page, mail: MailServer): Promise<void> {
  const { raw = '' } = received(mail).find(({ to }) => to === person(0)) ?? {};
  const headers = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ');
  expect(headers).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/im);
  const link = /^List-Unsubscribe: .*<(https?:[^>]+)>/im.exec(headers)?.[1] ?? '';
  const contactsUrl = new URL(page.url()).pathname;

  await page.goto(link);
  await page.goto(`${contactsUrl}/contacts?search=zo%C3%AB`);
  await expect(page.getByText('Subscribed').first()).toBeVisible();
  await page.goto(link);
  await page.getByRole('button').first().click();
  await expect(page.getByText(/unsubscribed/i).first()).toBeVisible();
  await page.goto(`${contactsUrl}/contacts?search=zo%C3%AB`);
  await expect(page.getByText('Unsubscribed').first()).toBeVisible();
}
