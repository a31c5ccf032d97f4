import { approvedCampaign, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { loadSample } from './support/samples.js';
import { waitFor } from './support/waitFor.js';

interface Campaign {
  id: string;
  name: string;
  status: string;
  subject: string;
  templateId: string;
  counts: Record<'opened' | 'clicked' | 'replied' | 'accepted' | 'delivered' | 'bounced', number>;
  audience: { listIds: string[]; segmentIds: string[]; excludeListIds: string[] };
  schedule: { kind: string };
}

const ANYONE = { and: [{ rule: 'field', with: { field: 'email', operator: 'isFilled' } }] };

let test: TestApp;
let path: string;
let sent: Campaign;
beforeAll(async () => {
  test = await TestApp.start();
  const { id } = await loadSample(test.owner);
  path = `/api/v1/workspaces/${id}`;
  await waitFor('the sent campaigns of the sample', async () => {
    const { items } = await dataOf<{ items: Campaign[] }>(test.owner.get(`${path}/campaigns`));
    const found = items.filter(({ status, counts }) => status === 'sent' && counts.opened > 0 && counts.replied > 0)[0];
    if (!found) return false;
    sent = await dataOf<Campaign>(test.owner.get(`${path}/campaigns/${found.id}`));
    return true;
  });
});
afterAll(() => test.stop());

const followUp = (slice: string, id = sent.id, as = test.owner): Promise<Campaign> =>
  dataOf<Campaign>(as.post(`${path}/campaigns/${id}/follow-up`, { slice }));

async function countOf({ audience }: Campaign): Promise<number> {
  const { tree } = await dataOf<{ tree: object }>(test.owner.get(`${path}/segments/${audience.segmentIds[0] ?? ''}`));
  return (await dataOf<{ count: number }>(test.owner.post(`${path}/segments/preview`, { tree }))).count;
}

/** Whom the ledger tells it of, without those that have left for good since. */
async function contactsWho(did: string): Promise<number> {
  const { items } = await dataOf<{ items: { contactId: string }[] }>(
    test.owner.get(`${path}/campaigns/${sent.id}/recipients?limit=200&did=${did}`),
  );
  return items.length;
}

describe('a follow-up', () => {
  it('is a draft with the same content for those who did something', async () => {
    const draft = await followUp('replied');
    expect(draft).toMatchObject({
      status: 'draft',
      name: `${sent.name} – replied`,
      subject: sent.subject,
      templateId: sent.templateId,
      schedule: { kind: 'now' },
      audience: { listIds: [], excludeListIds: sent.audience.excludeListIds },
    });
    expect(draft.audience.segmentIds).toHaveLength(1);
    expect(await countOf(draft)).toBe(await contactsWho('replied'));
  });

  it('is for those who got the message and did not', async () => {
    const [opened, not] = [await countOf(await followUp('opened')), await countOf(await followUp('notOpened'))];
    expect(not).toBeGreaterThan(0);
    const { items } = await dataOf<{ items: unknown[] }>(test.owner.get(`${path}/campaigns/${sent.id}/recipients?limit=200&state=skipped`));
    const all = await dataOf<{ counts: Record<string, number> }>(test.owner.get(`${path}/campaigns/${sent.id}`));
    // Those who were skipped or refused at once got nothing, so nobody can say that they did not open it.
    expect(opened + not).toBeLessThanOrEqual((all.counts['recipients'] ?? 0) - items.length);
    expect(opened + not).toBeGreaterThanOrEqual(sent.counts.accepted + sent.counts.delivered - 1);
  });

  it('uses the segment that was made before, and gives another name where its own is taken', async () => {
    const [first, second] = [await followUp('clicked'), await followUp('clicked')];
    expect(second.audience.segmentIds).toEqual(first.audience.segmentIds);
    await dataOf(test.owner.post(`${path}/segments`, { name: `${sent.name} – not clicked`, tree: ANYONE }));
    const other = await followUp('notClicked');
    const segment = await dataOf<{ name: string }>(test.owner.get(`${path}/segments/${other.audience.segmentIds[0] ?? ''}`));
    expect(segment.name).toBe(`${sent.name} – not clicked (2)`);
  });

  it('is refused while nothing was sent, for what was never followed, and for what nobody knows', async () => {
    const { items } = await dataOf<{ items: Campaign[] }>(test.owner.get(`${path}/campaigns`));
    const draft = items.find(({ status }) => status === 'draft');
    const post = (id: string, slice: string): ReturnType<typeof test.owner.post> =>
      test.owner.post(`${path}/campaigns/${id}/follow-up`, { slice });
    expect(await errorOf(post(draft?.id ?? '', 'replied'))).toMatchObject({ status: 409, code: 'campaign.notStarted' });
    expect(await errorOf(post(sent.id, 'yawned'))).toMatchObject({ status: 422, fields: [{ field: 'slice' }] });
    const stranger = await test.stranger();
    expect((await errorOf(stranger.post(`${path}/campaigns/${sent.id}/follow-up`, { slice: 'replied' }))).status).toBe(404);
  });

  it('is refused where nobody can tell who opened it', async () => {
    const { owner } = test;
    await dataOf(owner.patch('', { postalAddress: 'Lane 1, Ghent', defaultFromEmail: 'club@garden.example.org' }));
    const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, 3, 'followed');
    const { id } = await approvedCampaign(owner, [listId]);
    await dataOf(owner.post(`campaigns/${id}/send`));
    await untilStatus(owner, id, 'sent');
    const refused = (slice: string): ReturnType<typeof errorOf> => errorOf(owner.post(`campaigns/${id}/follow-up`, { slice }));
    expect((await refused('notOpened')).fields).toMatchObject([{ field: 'slice', code: 'campaign.notTracked' }]);
    await dataOf(owner.patch('settings', { values: { trackOpens: 'on', trackAnonymously: 'on' } }));
    expect((await refused('notOpened')).fields).toMatchObject([{ field: 'slice', code: 'campaign.anonymous' }]);
    expect((await refused('clicked')).fields).toMatchObject([{ field: 'slice', code: 'campaign.notTracked' }]);
    expect(await dataOf(owner.post(`campaigns/${id}/follow-up`, { slice: 'notReplied' }))).toMatchObject({ status: 'draft' });
  });
});
