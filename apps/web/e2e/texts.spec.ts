import type { Browser, Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };
const li = { name: 'Li Chen', email: 'li@example.com', password: 'a lantern in the fog' };

test('a campaign of texts is written, approved by a second person and read in the mail lab, without an account', async ({
  page,
  browser,
  product,
}) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');
  await seedPeople(api, workspace);

  await test.step('the composer counts segments and says whom the text leaves out', async () => {
    await page.goto(`${home}/campaigns`);
    await page.getByRole('link', { name: 'Create campaign' }).first().click();
    await page.getByRole('textbox', { name: 'Campaign name' }).fill('Opening day');
    await page.getByRole('radio', { name: 'Text to phones' }).click();
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Include lists' }).click();
    await page.getByRole('option', { name: /Neighbours/ }).click();
    await page.keyboard.press('Escape');
    const text = page.getByRole('textbox', { name: 'Text', exact: true });
    await text.fill('{{ first_name }}');
    await expect(page.getByText(/Of 3 recipients, .+ is left out: with their values nothing is left of the text\./)).toBeVisible();
    await text.fill(`Hi {{ first_name | default: "there" }} – ${'our garden opens on Friday. '.repeat(3)}`);
    await page.getByRole('button', { name: /Use plain characters/ }).click();
    await page.getByRole('button', { name: 'Add “Reply STOP to opt out”' }).click();
    await expect(text).toHaveValue(/ - our garden opens[^–]+\nReply STOP to opt out$/);
    await expect(page.getByText('2 people of 5 left out:')).toBeVisible();
    await expect(page.getByText('1 has no phone number')).toBeVisible();
    await expect(page.getByText('1 has a phone number without a country code')).toBeVisible();
    await expect(page.getByText('Ready to send.')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
  });

  await test.step('a test goes to a phone', async () => {
    await page.getByLabel('Send a test to').fill('+1 415 555 0199');
    await page.getByRole('button', { name: 'Send test' }).click();
    await expect(page.getByRole('link', { name: 'Read it in the mail lab' })).toBeVisible();
    await page.getByRole('button', { name: 'Send for approval' }).click();
    await expect(page.getByText('Waiting for approval', { exact: true })).toBeVisible();
  });

  await test.step('a second person reads it as it comes out, approves and sends it', async () => {
    const campaign = new URL(page.url()).pathname;
    const guest = await join(browser, api, workspace);
    await guest.goto(`${product.url}${campaign}`);
    const worst = guest.getByRole('region', { name: 'Worst cases' });
    await worst.getByRole('button', { name: /Has no first name/ }).click();
    await expect(worst.getByText(/Hi there - our garden opens/)).toBeVisible();
    await expect(guest.getByRole('region', { name: 'Message' })).toContainText('at most 1 each');
    expect(await findingsOf(guest)).toEqual([]);
    await guest.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(guest.getByText('Approved by Li Chen')).toBeVisible();
    await guest.getByRole('button', { name: 'Send now' }).click();
    await guest.getByRole('button', { name: 'Send to 3 people' }).click();
    await expect(guest.getByRole('link', { name: /^Sent 3 100% of 3 people/ })).toBeVisible({ timeout: 30_000 });
    await guest.context().close();
  });

  await test.step('the mail lab has the text, and plays an answer and STOP', async () => {
    await page.goto(`${home}/mail-lab`);
    await page
      .getByRole('link', { name: /Hi Ada - our garden/ })
      .first()
      .click();
    await expect(page.getByText('+14155550101').first()).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await expect(page.getByRole('button', { name: 'Open', exact: true })).toHaveCount(0);
    await page.getByRole('button', { name: /STOP/ }).click();
    await expect(page.getByRole('list', { name: 'What the recipient did' })).toContainText('STOP');
  });

  await test.step('the report counts it, and the next campaign of texts leaves them out', async () => {
    await page.getByRole('link', { name: 'Campaign', exact: true }).click();
    await expect(page.getByRole('link', { name: /^Sent 3 100% of 3 people/ })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Engagement' }).getByText('Unsubscribed')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: /More actions/ }).click();
    await page.getByRole('menuitem', { name: 'Duplicate' }).click();
    await expect(page.getByText('1 has unsubscribed')).toBeVisible();
  });
});

/** Three who can be texted, of whom one has no first name; one without a phone, and one whose number has no country. */
async function seedPeople(api: Api, workspace: string): Promise<void> {
  const list = await api.send('post', `${workspace}/lists`, { name: 'Neighbours' });
  const people = [
    { firstName: 'Ada', lastName: 'Berg', primaryPhone: '+1 415 555 0101' },
    { firstName: 'Grace', lastName: 'Berg', primaryPhone: '+1 415 555 0102' },
    { lastName: 'Berg', primaryPhone: '+1 415 555 0103' },
    { firstName: 'Nora', lastName: 'Berg', primaryEmail: 'nora@example.org' },
    { firstName: 'Zoe', lastName: 'Berg', primaryPhone: '030 23125501' },
  ];
  for (const person of people) await api.send('post', `${workspace}/contacts`, { ...person, listIds: [list.id] });
}

async function join(browser: Browser, api: Api, workspace: string): Promise<Page> {
  const invited = await api.send('post', `${workspace}/invitations`, { email: li.email, role: 'approver' });
  const guest = await (await browser.newContext()).newPage();
  await guest.goto(String(invited.url));
  await guest.getByLabel('Your name').fill(li.name);
  await guest.getByLabel('Password').fill(li.password);
  await guest.getByRole('button', { name: 'Join workspace' }).click();
  await expect(guest.getByRole('heading', { level: 1, name: 'Home' })).toBeVisible();
  return guest;
}
