import type { Browser, Page } from '@playwright/test';
import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };
const li = { name: 'Li Chen', email: 'li@example.com', password: 'a lantern in the fog' };

test('a recurring campaign is written, approved by a second person, and found in the calendar', async ({ page, browser, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const home = workspace.replace('/workspaces/', '/w/');
  const campaign = `${home}/campaigns/${await seedCampaign(api, workspace)}`;

  await test.step('the composer shows the next dates of a rule', async () => {
    // On a slow line a time was once taken for one in UTC, before the zone of the workspace was known.
    const slow = (url: URL) => url.pathname.endsWith(`/api/v1${workspace}`);
    await page.route(slow, async (route) => {
      await page.waitForTimeout(2_000);
      await route.continue();
    });
    await page.goto(`${campaign}/edit`);
    await page.getByRole('radio', { name: 'Recurring' }).click();
    await page.unroute(slow);
    await page.getByRole('group', { name: 'Weekdays' }).getByText('Monday', { exact: true }).click();
    await page
      .getByRole('textbox', { name: 'Ends' })
      .or(page.getByRole('combobox', { name: 'Ends' }))
      .click();
    await page.getByRole('option', { name: 'after' }).click();
    await expect(page.getByText(/^Every week on .*Monday.*, 10 times at 09:00 in Berlin\.$/)).toBeVisible();
    await expect(page.getByRole('list', { name: 'Next dates' }).getByRole('listitem')).toHaveCount(5);
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send for approval' }).click();
    await expect(page.getByText('Waiting for approval', { exact: true })).toBeVisible();
  });

  await test.step('a second person approves all dates at once', async () => {
    const guest = await join(browser, api, workspace);
    await guest.goto(`${product.url}${campaign}/review`);
    await expect(guest.getByText('One approval covers all dates for half a year')).toBeVisible();
    expect(await findingsOf(guest)).toEqual([]);
    await guest.getByRole('button', { name: 'Approve', exact: true }).click();
    await expect(guest.getByText('Approved by Li Chen')).toBeVisible();
    await guest.getByRole('button', { name: 'Schedule campaign' }).click();
    await guest.getByRole('dialog').getByRole('button', { name: 'Schedule campaign' }).click();
    await expect(guest.getByText('No dates have passed yet')).toBeVisible();
    await guest.context().close();
  });

  await test.step('the next date is skipped, the series paused and resumed', async () => {
    await page.goto(campaign);
    const dates = page.getByRole('list', { name: 'Next dates' }).getByRole('listitem');
    const second = (await dates.nth(1).textContent()) ?? '';
    await page.getByRole('button', { name: 'Skip next date' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Skip date' }).click();
    await expect(dates.first()).toHaveText(second);
    await expect(page.getByText('Skipped', { exact: true })).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('button', { name: 'Resume' }).click();
    await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  });

  await test.step('the calendar shows what goes out, and moves a draft without a mouse', async () => {
    await page.getByRole('link', { name: 'Calendar' }).click();
    const planned = page.getByRole('button', { name: /Planned offer/ });
    await page.getByRole('button', { name: /next/i }).click();
    await expect(page.getByRole('button', { name: /Autumn beans/ }).first()).toBeVisible();
    await planned.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toContainText('Planned, not launched yet');
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Move to another day' }).click();
    await page.getByRole('button', { name: /^20 / }).last().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Move', exact: true }).click();
    await expect(page.getByText(/^Moved to .*-20$/)).toBeVisible();
  });
});

/** A campaign to write, and a draft on the 10th of the next month. */
async function seedCampaign(api: Api, workspace: string): Promise<string> {
  const list = await api.send('post', `${workspace}/lists`, { name: 'Customers' });
  await api.send('post', `${workspace}/contacts`, { firstName: 'Bo', primaryEmail: 'bo@example.org', listIds: [list.id] });
  const template = await api.send('post', `${workspace}/templates`, {
    name: 'Autumn beans',
    subject: 'News',
    preheader: 'Three new roasts',
    bodyHtml: '<p>Hi,</p><p>the beans have landed.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
  });
  const draft = (name: string, schedule: object) =>
    api.send('post', `${workspace}/campaigns`, {
      name,
      templateId: template.id,
      fromEmail: 'ana@northwind.example.com',
      audience: { listIds: [list.id], excludeListIds: [] },
      schedule,
    });
  // The month of the browser, which may be a day ahead of UTC.
  const [year = 0, month = 1] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin' }).format(new Date()).split('-').map(Number);
  const next = new Date(Date.UTC(year, month, 10)).toISOString().slice(0, 10);
  await draft('Planned offer', { kind: 'at', localTime: `${next}T10:00`, timeZone: 'Europe/Berlin' });
  return (await draft('Autumn beans', { kind: 'now' })).id;
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
