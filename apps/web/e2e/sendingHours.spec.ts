import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };

test('a campaign gets sending hours, is approved with them, and rests until they begin', async ({ page, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const campaign = `${workspace.replace('/workspaces/', '/w/')}/campaigns/${await seedCampaign(api, workspace)}`;
  const [from, until] = [2, 5].map((hours) => timeInBerlin(new Date(Date.now() + hours * 3_600_000)));

  await test.step('the composer asks for days and times, and the check says when it would begin', async () => {
    await page.goto(`${campaign}/edit`);
    await page.getByRole('checkbox', { name: 'Send only during certain hours' }).click();
    const days = page.getByRole('group', { name: 'Days on which it is sent' });
    await days.getByText('Saturday', { exact: true }).click();
    await days.getByText('Sunday', { exact: true }).click();
    await page.getByLabel('From', { exact: true }).fill(from ?? '');
    await page.getByLabel(/^Until/).fill(until ?? '');
    await expect(page.getByText('Sent now, it would start outside its sending hours.')).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send for approval' }).click();
    await expect(page.getByText('Waiting for approval', { exact: true })).toBeVisible();
  });

  await test.step('the review tells them, and the campaign says until when it rests', async () => {
    await page.goto(`${campaign}/review`);
    await expect(page.getByText(`Every day, ${from} to ${until}`)).toBeVisible();
    await page.getByRole('button', { name: 'Self-approve' }).click();
    await page.getByRole('button', { name: 'Send now' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Send to / })
      .click();
    // The campaign, no longer its review, which says the same.
    await expect(page.getByText('Resting', { exact: true })).toBeVisible();
    await expect(page.getByText(`at ${from} (Europe/Berlin).`)).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
  });
});

function timeInBerlin(at: Date): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
}

async function seedCampaign(api: Api, workspace: string): Promise<string> {
  const list = await api.send('post', `${workspace}/lists`, { name: 'Customers' });
  await api.send('post', `${workspace}/contacts`, { firstName: 'Bo', primaryEmail: 'bo@example.org', listIds: [list.id] });
  const template = await api.send('post', `${workspace}/templates`, {
    name: 'Autumn beans',
    subject: 'News',
    bodyHtml: '<p>Hi,</p><p>the beans have landed.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
  });
  const campaign = await api.send('post', `${workspace}/campaigns`, {
    name: 'Autumn beans',
    templateId: template.id,
    fromEmail: 'ana@northwind.example.com',
    audience: { listIds: [list.id], excludeListIds: [] },
    schedule: { kind: 'now' },
  });
  return campaign.id;
}
