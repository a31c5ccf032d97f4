import type { Browser, Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { type MailServer, startMailServer } from './support/mailServer.js';
import { startProduct } from './support/product.js';
import { expect, test as base } from './support/test.js';

const PEOPLE = 12;
const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };
const li = { name: 'Li Chen', email: 'li@example.com', password: 'a lantern in the fog' };

/** System mail is sent, as on a server that people share; campaigns slowly, so that one can be paused. */
const test = base.extend<{ mail: MailServer }>({
  // eslint-disable-next-line no-empty-pattern -- Playwright reads what a fixture needs from the pattern
  mail: async ({}, use) => {
    const mail = await startMailServer();
    await use(mail);
    await mail.stop();
  },
  environment: async ({ mail }, use) =>
    use({
      SYSTEM_SMTP_URL: `smtp://127.0.0.1:${mail.port}?security=none`,
      SYSTEM_MAIL_FROM: 'Rapport <rapport@example.com>',
      SEND_PER_MINUTE: '120',
    }),
});

test('a link that was passed on asks for the one in the inbox; an author writes, an approver approves it as it is now', async ({
  page,
  browser,
  product,
  mail,
}) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');
  const people = await seedCampaign(api, workspace);
  const campaign = `${home}/campaigns/${people.campaignId}`;

  const guest = await test.step('an invitation by mail', () => joinByMail(browser, api, workspace, product.url, mail));

  await test.step('an author sends tests to members only', async () => {
    await guest.goto(`${product.url}${campaign}/edit`);
    const to = guest.getByRole('combobox', { name: 'Send a test to' }).or(guest.getByRole('textbox', { name: 'Send a test to' }));
    await to.click();
    await expect(guest.getByRole('listbox')).toContainText('Ana Silva');
    expect(await findingsOf(guest)).toEqual([]);
    await guest.keyboard.type('stranger@example.net');
    await expect(guest.getByText('No matching members with a confirmed address')).toBeVisible();
    await guest.keyboard.press('Escape');
  });

  await test.step('an approver also to others', async () => {
    await page.goto(`${campaign}/edit`);
    const to = page.getByRole('combobox', { name: 'Send a test to' }).or(page.getByRole('textbox', { name: 'Send a test to' }));
    await to.click();
    await expect(page.getByRole('listbox')).toContainText('Li Chen');
    expect(await findingsOf(page)).toEqual([]);
    await page.keyboard.type('partner@example.net,');
    await expect(page.getByText('partner@example.net')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('the review tells who came and went since the request', async () => {
    // No page may read the review before: what came and went is compared at most every half minute.
    await guest.goto(`${product.url}${home}`);
    await page.goto(home);
    await new Api(guest.request, product.url).send('post', `${workspace}/campaigns/${people.campaignId}/request-approval`);
    const isRecorded = async (): Promise<unknown> =>
      ((await api.read(`${workspace}/campaigns/${people.campaignId}`)).approval as { audience: { isRecorded: boolean } }).audience
        .isRecorded;
    await expect.poll(isRecorded).toBe(true);
    await api.send('post', `${workspace}/contacts`, { firstName: 'Nora', primaryEmail: 'nora@example.org', listIds: [people.listId] });
    await api.send('delete', `${workspace}/contacts/${people.firstId}`);
    await page.goto(`${campaign}/review`);
    await expect(page.getByText(`Since approval was requested for ${PEOPLE} people: 1 joined, 1 left.`)).toBeVisible();
    const growth = page.getByRole('checkbox', { name: /Also send to contacts who join the lists before sending/ });
    await expect(growth).not.toBeChecked();
    expect(await findingsOf(page)).toEqual([]);
    await growth.click();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(page.getByText('Approved by Ana Silva')).toBeVisible();
  });

  await test.step('what changes while it is sent has to be approved anew before the rest goes out', async () => {
    await page.getByRole('button', { name: 'Send now' }).click();
    await page.getByRole('button', { name: `Send to ${PEOPLE} people` }).click();
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
    await api.send('patch', workspace, { postalAddress: '3 New Road, Bremen' });
    await page.reload();
    await expect(page.getByText('Paused: it needs a new approval')).toBeVisible();
    await expect(page.getByRole('row', { name: /Postal address/ })).toContainText('3 New Road, Bremen');
    await expect(page.getByRole('button', { name: 'Resume' })).toHaveCount(0);
    expect(await findingsOf(page)).toEqual([]);
    await guest.goto(`${product.url}${campaign}`);
    await expect(guest.getByText('An approver, admin or owner can approve it as it is now.')).toBeVisible();
    await page.getByRole('button', { name: 'Approve as it is now' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(page.getByRole('link', { name: new RegExp(`^Sent ${PEOPLE} 100% of ${PEOPLE} people`) })).toBeVisible({
      timeout: 30_000,
    });
  });

  await guest.context().close();
  await test.step('a copy of the installation says on every page that it sends nothing', async () => {
    await product.halt();
    const copy = await startProduct({}, { copied: product.dataDir });
    try {
      await page.goto(`${copy.url}${home}/contacts`);
      const banner = page.getByRole('complementary', { name: 'Sending is paused' });
      await expect(banner).toContainText('it was copied, moved or restored from a backup');
      expect(await findingsOf(page)).toEqual([]);
      await banner.getByRole('button', { name: 'Resume sending' }).click();
      await expect(page.getByText('If both send, recipients get messages twice.')).toBeVisible();
      await page.getByRole('dialog').getByRole('button', { name: 'Resume sending' }).click();
      await expect(banner).toBeHidden();
    } finally {
      await copy.stop();
    }
  });
});

interface Seed {
  readonly campaignId: string;
  readonly listId: string;
  readonly firstId: string;
}

async function seedCampaign(api: Api, workspace: string): Promise<Seed> {
  const list = await api.send('post', `${workspace}/lists`, { name: 'Customers' });
  const contacts = await Promise.all(
    Array.from({ length: PEOPLE }, (_, index) =>
      api.send('post', `${workspace}/contacts`, {
        firstName: `Person ${index}`,
        lastName: 'Berg',
        primaryEmail: `person${index}@example.org`,
        listIds: [list.id],
      }),
    ),
  );
  const template = await api.send('post', `${workspace}/templates`, {
    name: 'Autumn beans',
    subject: 'News for {{ first_name | default: "you" }}',
    preheader: 'Three new roasts',
    bodyHtml:
      '<p>Hi {{ first_name | default: "there" }},</p><p>the beans have landed.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
  });
  const campaign = await api.send('post', `${workspace}/campaigns`, {
    name: 'Autumn beans to customers',
    templateId: template.id,
    fromName: 'Ana from Northwind',
    fromEmail: 'ana@northwind.example.com',
    audience: { listIds: [list.id], excludeListIds: [] },
    schedule: { kind: 'now' },
  });
  return { campaignId: campaign.id, listId: list.id, firstId: contacts[0]?.id ?? '' };
}

/** Whoever has only the copied link is sent to the inbox, where another link is; that one lets Li in. */
async function joinByMail(browser: Browser, api: Api, workspace: string, url: string, mail: MailServer): Promise<Page> {
  const invited = await api.send('post', `${workspace}/invitations`, { email: li.email, role: 'author' });
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(String(invited.url));
  await expect(guest.getByText(`we emailed a personal link to ${li.email}`)).toBeVisible();
  await expect(guest.getByLabel('Password')).toHaveCount(0);
  expect(await findingsOf(guest)).toEqual([]);
  await expect.poll(() => mail.mails.length).toBe(1);
  await guest.getByRole('button', { name: 'Send the link again' }).click();
  await expect(guest.getByText(`We sent a new link to ${li.email}`)).toBeVisible();
  await expect.poll(() => mail.mails.length).toBe(2);
  const text = mail.mails.at(-1)?.parsed.text ?? '';
  const link = /http:\/\/localhost:\d+\/\S*invite\/\S+/.exec(text)?.[0] ?? '';
  expect(link.startsWith(url)).toBe(true);
  await guest.goto(link);
  await guest.getByLabel('Your name').fill(li.name);
  await guest.getByLabel('Password').fill(li.password);
  await guest.getByRole('button', { name: 'Join workspace' }).click();
  await expect(guest.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  return guest;
}
