import { approvedCampaign, type Campaign, createTemplate, getCampaign, recipientsOf, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface LabMessage {
  id: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  contactId: string | null;
  campaignId: string | null;
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

async function send(listId: string, templateId: string): Promise<Campaign> {
  const campaign = await approvedCampaign(test.owner, [listId], { templateId });
  await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
  return untilStatus(test.owner, campaign.id, 'sent');
}

async function labMessageTo(address: string): Promise<LabMessage> {
  const { items } = await dataOf<{ items: { id: string }[] }>(test.owner.get(`mail-lab/messages?search=${encodeURIComponent(address)}`));
  expect(items).toHaveLength(1);
  return dataOf(test.owner.get(`mail-lab/messages/${items[0]?.id ?? ''}`));
}

/** A whole campaign without any account anywhere: the mail lab receives, and its recipients are played. */
describe('a rehearsed campaign', () => {
  it('arrives in the mail lab, counts what its recipients do, and leaves out next time whoever said no', async () => {
    const { listId, contactIds } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 8, 'guest');
    const template = await createTemplate(test.owner, {
      bodyHtml: '<p>Dear {{ first_name }}, <a href="https://example.com/garden?for={{ email }}">come</a></p>',
    });
    const first = await send(listId, template.id);
    expect(first.counts).toMatchObject({ recipients: 8, failed: 0, uncertain: 0, skipped: 0 });

    const message = await labMessageTo('guest0@example.com');
    expect(message).toMatchObject({ to: 'guest0@example.com', subject: 'Hello First0', campaignId: first.id });
    expect(contactIds).toContain(message.contactId);
    expect(message.text).toContain('Dear First0, come <https://example.com/garden?for=guest0@example.com>');

    const plays = [
      { action: 'open' },
      { action: 'click', url: 'https://example.com/garden?for=guest1@example.com' },
      { action: 'reply', text: 'Yes!' },
      { action: 'bounce' },
      { action: 'complain' },
      { action: 'unsubscribe' },
    ];
    for (const [index, body] of plays.entries()) {
      const { id } = await labMessageTo(`guest${index}@example.com`);
      await dataOf(test.owner.post(`mail-lab/messages/${id}/play`, body));
    }
    await waitFor('every report', async () => {
      const counts = (await getCampaign(test.owner, first.id)).counts as Campaign['counts'] &
        Record<'clicked' | 'complained' | 'replied', number>;
      return (
        counts.opened >= 1 &&
        counts.clicked === 1 &&
        counts.replied === 1 &&
        counts.bounced === 1 &&
        counts.complained === 1 &&
        counts.unsubscribed === 1
      );
    });
    const statusOf = async (index: number): Promise<string> =>
      (await dataOf<{ emailStatus: string }>(test.owner.get(`contacts/${contactIds[index] ?? ''}`))).emailStatus;
    await waitFor(
      'the suppressions',
      async () => (await statusOf(3)) === 'bounced' && (await statusOf(4)) === 'complained' && (await statusOf(5)) === 'unsubscribed',
    );
    expect(await statusOf(0)).toBe('subscribed');

    await dataOf(test.owner.delete('mail-lab/messages'));
    const second = await send(listId, template.id);
    const skipped = (await recipientsOf(test.owner, second.id, '&state=skipped')).map(({ email, skipReason }) => [email, skipReason]);
    expect(Object.fromEntries(skipped)).toEqual({
      'guest3@example.com': 'bounced',
      'guest4@example.com': 'complained',
      'guest5@example.com': 'unsubscribed',
    });
    const { items } = await dataOf<{ items: { to: string }[] }>(test.owner.get('mail-lab/messages?limit=200'));
    expect(items.map((item) => item.to).sort()).toEqual([0, 1, 2, 6, 7].map((index) => `guest${index}@example.com`));

    const templates = await dataOf<{ items: { id: string; usedByCampaigns: number }[] }>(test.owner.get('templates'));
    expect(templates.items.find((item) => item.id === template.id)?.usedByCampaigns).toBe(2);
  });

  it('is nothing a stranger can see', async () => {
    const stranger = await test.stranger();
    const base = `/api/v1/workspaces/${test.owner.workspaceId}`;
    for (const path of ['mail-lab/messages', 'templates', 'campaigns'])
      expect((await errorOf(stranger.get(`${base}/${path}`))).status).toBe(404);
  });
});
