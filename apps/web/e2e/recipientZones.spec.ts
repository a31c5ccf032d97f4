import { findingsOf } from './support/accessibility.js';
import { Api } from './support/api.js';
import { expect, test } from './support/test.js';

const ana = { name: 'Ana Silva', email: 'ana@example.com', password: 'a long enough password' };
/** Far ahead, so that the time has passed nowhere. */
const DAYS_AHEAD = 3;

test('a campaign starts at a time where each recipient is, and its review says when whom it reaches', async ({ page, product }) => {
  const api = new Api(page.request, product.url);
  const workspace = await api.register(ana);
  const campaign = `${workspace.replace('/workspaces/', '/w/')}/campaigns/${await seedCampaign(api, workspace)}`;

  await test.step('the composer asks for the field, and the check names a zone that is none', async () => {
    await page.goto(`${campaign}/edit`);
    await page.getByRole('checkbox', { name: 'Send in each recipient’s time zone' }).click();
    await expect(page.getByRole('combobox', { name: 'Field with the time zone' })).toHaveValue('Time zone');
    await expect(
      page.getByText('1 person has a time zone that is not known, such as “CEST”. They get it at 09:00 in Europe/Berlin.'),
    ).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Send for approval' }).click();
    await expect(page.getByText('Waiting for approval', { exact: true })).toBeVisible();
  });

  await test.step('the review lists the zones, and the campaign is scheduled', async () => {
    await page.goto(`${campaign}/review`);
    const zones = page.getByRole('region', { name: 'Time zones' });
    await expect(zones.getByRole('row', { name: /^Asia\/Tokyo 1 \w+, \d+ \w+ at 09:00$/ })).toBeVisible();
    await expect(zones.getByRole('row', { name: /^Europe\/Berlin 1 / })).toBeVisible();
    expect(await findingsOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Self-approve' }).click();
    await page.getByRole('button', { name: 'Schedule campaign' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Schedule campaign' }).click();
    await expect(page.getByText('at 09:00 in each recipient’s time zone').first()).toBeVisible();
    await expect(page.getByText('Contacts without a valid time zone: 09:00 in Berlin')).toBeVisible();
  });
});

async function seedCampaign(api: Api, workspace: string): Promise<string> {
  await api.send('post', `${workspace}/custom-fields`, { label: 'Time zone', fieldType: 'text', fieldName: 'time_zone' });
  const list = await api.send('post', `${workspace}/lists`, { name: 'Customers' });
  for (const [firstName, zone] of [
    ['Bo', 'Asia/Tokyo'],
    ['Cy', 'CEST'],
  ])
    await api.send('post', `${workspace}/contacts`, {
      firstName,
      primaryEmail: `${firstName}@example.org`,
      listIds: [list.id],
      customFields: { time_zone: zone },
    });
  const template = await api.send('post', `${workspace}/templates`, {
    name: 'Autumn beans',
    subject: 'News',
    bodyHtml: '<p>Hi,</p><p>the beans have landed.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
  });
  const day = new Date(Date.now() + DAYS_AHEAD * 86_400_000).toISOString().slice(0, 10);
  const campaign = await api.send('post', `${workspace}/campaigns`, {
    name: 'Autumn beans',
    templateId: template.id,
    fromEmail: 'ana@northwind.example.com',
    audience: { listIds: [list.id], excludeListIds: [] },
    schedule: { kind: 'at', localTime: `${day}T09:00`, timeZone: 'Europe/Berlin' },
  });
  return campaign.id;
}
