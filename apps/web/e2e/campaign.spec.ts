import type { APIRequestContext, Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { expect, test } from './support/test.js';

const PEOPLE = 120;

// Twenty seconds for everyone: time enough to pause, however slow the machine that watches.
test.use({ environment: { SEND_PER_MINUTE: '360' } });

interface Seed {
  readonly workspaceId: string;
  readonly first: string;
}

/** An account, a workspace with its defaults, and a list of people: what the steps before this one leave behind. */
async function seed(request: APIRequestContext): Promise<Seed> {
  const send = async (method: 'post' | 'patch', path: string, data: object): Promise<Record<string, unknown>> => {
    const answer = await request[method](`/api/v1${path}`, { data, headers: { 'x-rapport-client': 'browser test' } });
    const body = (await answer.json()) as { data: Record<string, unknown> | null; error: unknown };
    if (!body.data) throw new Error(JSON.stringify(body.error));
    return body.data;
  };
  const account = {
    name: 'Ana Silva',
    email: 'ana@example.com',
    password: 'a long enough password',
    workspaceName: 'Northwind Coffee',
    timeZone: 'Europe/Berlin',
  };
  const session = (await send('post', '/auth/register', account)) as { workspaces: { id: string }[] };
  const workspaceId = session.workspaces[0]?.id ?? '';
  const workspace = `/workspaces/${workspaceId}`;
  await send('patch', workspace, {
    postalAddress: '12 Harbour Street, Hamburg',
    defaultFromName: 'Ana from Northwind',
    defaultFromEmail: 'ana@northwind.example.com',
  });
  const list = await send('post', `${workspace}/lists`, { name: 'Customers' });
  const person = (index: number) => ({
    firstName: index === 0 ? 'Ada' : `Person ${index}`,
    lastName: 'Berg',
    primaryEmail: `person${index}@example.org`,
    listIds: [list.id],
  });
  const first = await send('post', `${workspace}/contacts`, person(0));
  await Promise.all(Array.from({ length: PEOPLE - 1 }, (_, index) => send('post', `${workspace}/contacts`, person(index + 1))));
  await send('post', `${workspace}/contacts`, { lastName: 'Without address', listIds: [list.id] });
  return { workspaceId, first: String(first.id) };
}

async function writeTemplate(page: Page, workspaceId: string): Promise<void> {
  await page.goto(`/w/${workspaceId}/templates`);
  await page.getByRole('button', { name: 'Create template' }).first().click();
  await page.getByRole('link', { name: /Text or HTML/ }).click();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Autumn beans');
  await page.getByRole('textbox', { name: 'Subject', exact: true }).fill('News for ');
  await page.getByRole('button', { name: 'Insert merge tag into subject' }).click();
  await expect(page.getByRole('textbox', { name: 'Search merge tags' })).toBeFocused();
  await page.keyboard.type('first');
  await expect(page.getByRole('group', { name: 'Contact', exact: true }).getByRole('button')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: /no first name, write/ }).fill('you');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Subject', exact: true })).toHaveValue('News for {{ first_name | default: "you" }}');

  const body = page.getByRole('textbox', { name: 'Message', exact: true });
  await body.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('The beans have landed. {{ unknown_tag }}');
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('unknown_tag');
  for (let letter = 0; letter < '{{ unknown_tag }}'.length; letter += 1) await page.keyboard.press('Backspace');
  await expect(page.getByRole('region', { name: 'Problems' })).toContainText('No problems found');

  await page.getByRole('combobox', { name: 'Preview as' }).fill('Ada');
  await page.getByRole('option', { name: /Ada Berg/ }).click();
  await expect(page.frameLocator('iframe[title="Preview of the message"]').getByText('Hi Ada,')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Create template' }).click();
  await expect(page.getByText('Version 1, saved')).toBeVisible();
}

async function composeCampaign(page: Page, workspaceId: string): Promise<void> {
  await page.goto(`/w/${workspaceId}/campaigns`);
  await page.getByRole('link', { name: 'Create campaign' }).first().click();
  await page.getByRole('textbox', { name: 'Campaign name' }).fill('Autumn beans to customers');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Include lists' }).click();
  await page.getByRole('option', { name: /Customers/ }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('people get it')).toBeVisible();
  await expect(page.getByText('1 person of 121 left out:')).toBeVisible();
  await page.getByRole('combobox', { name: 'Template' }).click();
  await page.getByRole('option', { name: 'Autumn beans' }).click();
  await page.getByRole('radio', { name: 'At a time' }).click();
  await expect(page.getByText('at 09:00 in Berlin.')).toBeVisible();
  await page.getByRole('radio', { name: 'As soon as it is sent' }).click();
  await expect(page.getByText('Ready to send.')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);

  await page.getByRole('button', { name: 'Send test' }).click();
  await expect(page.getByRole('link', { name: 'Read it in the mail lab' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Note for the approver' }).fill('Please look at the greeting');
  await page.getByRole('button', { name: 'Send for approval' }).click();
}

async function approveAndSend(page: Page): Promise<void> {
  await expect(page.getByText('Waiting for approval', { exact: true })).toBeVisible();
  await expect(page.getByText('Please look at the greeting')).toBeVisible();
  await expect(page.getByText('it will be marked as self-approved')).toBeVisible();
  expect(await findingsOf(page)).toEqual([]);
  await page.getByRole('button', { name: 'Self-approve' }).click();
  await expect(page.getByText('Self-approved', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Send now' }).click();
  await page.getByRole('button', { name: `Send to ${PEOPLE} people` }).click();
}

async function watch(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Resume' })).toBeVisible();
  await expect(page.getByText('Nothing is sent until it is resumed')).toBeVisible();
  await page.getByRole('button', { name: 'Resume' }).click();
  await expect(page.getByRole('link', { name: new RegExp(`^Sent ${PEOPLE} 100% of ${PEOPLE} people`) })).toBeVisible({ timeout: 60_000 });
  expect(await findingsOf(page)).toEqual([]);
}

test('a template becomes an approved campaign in people’s mailboxes, and an unsubscribe is respected', async ({ page }) => {
  const { workspaceId, first } = await seed(page.request);
  await writeTemplate(page, workspaceId);
  await composeCampaign(page, workspaceId);
  await approveAndSend(page);
  await watch(page);

  await test.step('the ledger opens the exact message', async () => {
    await page.getByRole('link', { name: 'Recipients' }).click();
    const search = page.getByRole('searchbox', { name: 'Search recipients' });
    await search.fill('Without');
    await expect(page.getByRole('row', { name: /Without address/ })).toContainText('No email address');
    await search.fill('person0@');
    await page.getByRole('row', { name: /Ada Berg/ }).click();
    await expect(page.frameLocator('iframe[title="Message as sent"]').getByText('Hi Ada,')).toBeVisible();
    await expect(page.getByRole('dialog').getByText('News for Ada')).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('the recipient unsubscribes in the mail lab', async () => {
    await page.goto(`/w/${workspaceId}/mail-lab?search=person0%40example.org`);
    await page
      .getByRole('link', { name: /News for Ada/ })
      .first()
      .click();
    await expect(page.frameLocator('iframe[title="Message as received"]').getByText('The beans have landed')).toBeVisible();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await expect(page.getByRole('list', { name: 'What the recipient did' })).toContainText('Opened');
    await page.getByRole('button', { name: 'Unsubscribe' }).click();
    await expect(page.getByText('This contact gets no more campaigns')).toBeVisible();
    await expect(page.getByRole('list', { name: 'What the recipient did' })).toContainText('Unsubscribed');
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('the report counts it, and the next campaign leaves them out', async () => {
    await page.getByRole('link', { name: 'Campaign', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Engagement' }).getByText('Unsubscribed')).toBeVisible();
    await page.getByRole('button', { name: /More actions/ }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await expect(page.getByText('1 has unsubscribed')).toBeVisible();
    const answer = await page.request.get(`/api/v1/workspaces/${workspaceId}/contacts/${first}/sendability`);
    expect(((await answer.json()) as { data: { canMail: boolean } }).data.canMail).toBe(false);
  });
});
