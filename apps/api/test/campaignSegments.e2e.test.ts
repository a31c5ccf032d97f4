import { SmtpSink } from '@rapport/providers/testing';
import { execute, sql } from '../src/platform/database/sql.js';
import { approve, createCampaign, getCampaign, type Recipient, seedList, untilStatus, useSink } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
let sink: SmtpSink;
let made = 0;
beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start();
  await useSink(test.owner, sink, { user: null, password: null });
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});

interface Segment {
  id: string;
  version: number;
}

const inList = (listId: string) => ({ rule: 'inList', with: { listIds: [listId] } });
const firstName = (value: string) => ({ rule: 'field', with: { field: 'firstName', operator: 'is', value } });
const segment = (tree: object): Promise<Segment> => dataOf(test.owner.post('segments', { name: `Segment ${(made += 1)}`, tree }));
/** Written past the API, which would have written what the search finds them by. */
const seed = async (count: number): ReturnType<typeof seedList> => {
  const { manager } = test.services.dataSource;
  const seeded = await seedList(manager, test.owner.workspaceId, count, `s${(made += 1)}-`);
  await execute(manager, sql`UPDATE base_contacts SET search_text = LOWER(first_name) WHERE id IN (${sql.list(seeded.contactIds)})`);
  return seeded;
};
const recipients = async (id: string): Promise<Recipient[]> =>
  (await dataOf<{ items: Recipient[] }>(test.owner.get(`campaigns/${id}/recipients?limit=100`))).items;

it('reaches lists and segments together, each person once, and leaves out who is in an excluded segment', async () => {
  const [{ listId: first }, { listId: second, contactIds }] = [await seed(3), await seed(4)];
  const included = await segment({ or: [inList(second), { and: [inList(first), firstName('First0')] }] });
  const excluded = await segment({ and: [inList(second), firstName('First1')] });
  const audience = { listIds: [first], excludeListIds: [], segmentIds: [included.id], excludeSegmentIds: [excluded.id] };
  const { id } = await createCampaign(test.owner, [], { audience });
  const review = await dataOf<{ audience: { matched: number; sendable: number; skipped: object[] } }>(
    test.owner.get(`campaigns/${id}/review`),
  );
  expect(review.audience).toMatchObject({
    matched: 7,
    sendable: 6,
    skipped: [{ reason: 'excludedSegment', count: 1, message: '1 is in an excluded segment' }],
  });
  await approve(test.owner, id);
  await dataOf(test.owner.post(`campaigns/${id}/send`));
  await untilStatus(test.owner, id, 'sent');
  const rows = await recipients(id);
  expect(rows).toHaveLength(7);
  expect(rows.filter(({ skipReason }) => skipReason === 'excludedSegment').map(({ contactId }) => contactId)).toEqual([contactIds[1]]);
  expect(sink.received).toHaveLength(6);
});

it('approves the rules of its segments, those inside included', async () => {
  const { listId } = await seed(2);
  const inner = await segment(inList(listId));
  const outer = await segment({ and: [{ rule: 'inSegment', with: { segmentId: inner.id } }, firstName('First0')] });
  const audience = { listIds: [], excludeListIds: [], segmentIds: [outer.id], excludeSegmentIds: [] };
  const { id } = await createCampaign(test.owner, [], { audience });
  await approve(test.owner, id);
  await dataOf(test.owner.patch(`segments/${inner.id}`, { tree: { or: [inList(listId), firstName('First1')] }, version: 1 }));
  expect((await getCampaign(test.owner, id)).approval?.changes).toMatchObject([{ field: 'segmentRules' }]);
  expect(await errorOf(test.owner.post(`campaigns/${id}/send`))).toMatchObject({ status: 409, code: 'campaign.changedSinceApproval' });
});

it('keeps its approval when a segment only gets another description, and shows both audiences in the log', async () => {
  const { listId } = await seed(2);
  const { id: segmentId } = await segment(inList(listId));
  const audience = { listIds: [], excludeListIds: [], segmentIds: [segmentId], excludeSegmentIds: [] };
  const { id } = await createCampaign(test.owner, [], { audience });
  await approve(test.owner, id);
  await dataOf(test.owner.patch(`segments/${segmentId}`, { description: 'Those of the list', version: 1 }));
  await dataOf(test.owner.post(`campaigns/${id}/send`));
  await untilStatus(test.owner, id, 'sent');
});

it('keeps its segments from being deleted until it has ended', async () => {
  const { listId } = await seed(1);
  const { id: segmentId } = await segment(inList(listId));
  const audience = { listIds: [listId], excludeListIds: [], segmentIds: [], excludeSegmentIds: [segmentId] };
  const campaign = await createCampaign(test.owner, [], { name: 'Needs it', audience });
  const use = { kind: 'campaign', id: campaign.id, name: 'Needs it' };
  expect(await errorOf(test.owner.delete(`segments/${segmentId}`))).toMatchObject({
    status: 409,
    code: 'segment.inUse',
    details: { usedBy: [use] },
  });
  expect(await dataOf(test.owner.get(`segments/${segmentId}`))).toMatchObject({ usedBy: [use] });
  await dataOf(test.owner.delete(`campaigns/${campaign.id}`));
  await dataOf(test.owner.delete(`segments/${segmentId}`));
});

it('takes only segments of its workspace', async () => {
  const stranger = await test.stranger();
  const theirs = await dataOf<Segment>(stranger.post('segments', { name: 'Theirs', tree: firstName('x') }));
  const audience = { listIds: [], excludeListIds: [], segmentIds: [theirs.id], excludeSegmentIds: [] };
  const refused = await errorOf(test.owner.post('campaigns', { name: 'No', audience }));
  expect([refused.status, refused.fields.map(({ code }) => code)]).toEqual([422, ['campaign.unknownSegment']]);
  const mine = await createCampaign(test.owner, []);
  expect((await errorOf(stranger.get(`campaigns/${mine.id}`))).status).toBe(404);
});
