import { SmtpSink } from '@rapport/providers/testing';
import { ApprovalRepository } from '../src/modules/campaigns/approvals/ApprovalRepository.js';
import { ApprovalSeal } from '../src/modules/campaigns/approvals/ApprovalSeal.js';
import { AudienceRecorder } from '../src/modules/campaigns/approvals/AudienceRecorder.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import {
  approvedCampaign,
  type Campaign,
  createCampaign,
  expectNobodyTwice,
  getCampaign,
  recipientsOf,
  seedList,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Review {
  audience: {
    matched: number;
    sendable: number;
    driftLimit: number;
    skipped: { reason: string; count: number }[];
    sinceRequest: { recorded: number; joined: number; left: number; moved: number; asOf: string } | null;
  };
}

let test: TestApp;
let sink: SmtpSink;
let seeded = 0;
beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start();
  await useSink(test.owner, sink);
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});
beforeEach(() => {
  sink.received.length = 0;
  sink.setFaults();
});

const manager = (): Parameters<typeof seedList>[0] => test.services.dataSource.manager;
const seed = (count: number, prefix: string): ReturnType<typeof seedList> =>
  seedList(manager(), test.owner.workspaceId, count, `${prefix}-${(seeded += 1)}-`);
const join = (listId: string, contactIds: readonly string[]): Promise<unknown> =>
  dataOf(test.owner.post(`lists/${listId}/contacts`, { contactIds }));
const leave = (listId: string, contactIds: readonly string[]): Promise<unknown> =>
  dataOf(test.owner.post(`lists/${listId}/contacts/remove`, { contactIds }));
const sent = async (id: string): Promise<Campaign> => {
  await dataOf(test.owner.post(`campaigns/${id}/send`));
  const done = await untilStatus(test.owner, id, 'sent');
  expectNobodyTwice(sink);
  return done;
};
const receivers = (prefix: string): string[] =>
  sink.received.flatMap(({ recipients }) => recipients).filter((address) => address.startsWith(prefix));
const ctx = (): ReturnType<typeof jobContext> => jobContext(manager(), test.owner.workspaceId, 'test');

describe('people who join after approval was requested', () => {
  it('get nothing, and the ledger says why', async () => {
    const { listId } = await seed(20, 'first');
    const { contactIds } = await seed(2, 'later');
    const campaign = await approvedCampaign(test.owner, [listId]);
    await join(listId, contactIds);
    const done = await sent(campaign.id);
    expect(done.counts).toMatchObject({ recipients: 22, accepted: 20, skipped: 2 });
    expect(receivers('later')).toEqual([]);
    const skipped = await recipientsOf(test.owner, campaign.id, '&state=skipped');
    expect(skipped.map(({ skipReason }) => skipReason)).toEqual(['notApproved', 'notApproved']);
  });

  it('get it where the approver allows it, within the limit', async () => {
    const { listId } = await seed(20, 'grow');
    const { contactIds } = await seed(2, 'grown');
    const { id } = await createCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${id}/request-approval`, {}));
    const approved = await dataOf<Campaign>(test.owner.post(`campaigns/${id}/approve`, { allowsGrowth: true }));
    expect(approved.approval).toMatchObject({ allowsGrowth: true, driftLimit: 10, audience: { isRecorded: true, members: 20 } });
    await join(listId, contactIds);
    const review = await dataOf<Review>(test.owner.get(`campaigns/${id}/review`));
    expect(review.audience).toMatchObject({ sendable: 22, sinceRequest: { recorded: 20, joined: 2, left: 0, moved: 0 } });
    const done = await sent(id);
    expect(done.counts).toMatchObject({ recipients: 22, accepted: 22, skipped: 0 });
  });

  it.each([false, true])('void the approval beyond the limit (growth allowed: %s)', async (allowsGrowth) => {
    const { listId } = await seed(20, 'limit');
    const { contactIds } = await seed(3, 'beyond');
    const { id } = await createCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${id}/request-approval`, {}));
    await dataOf(test.owner.post(`campaigns/${id}/approve`, { allowsGrowth }));
    await join(listId, contactIds);
    const refused = await errorOf(test.owner.post(`campaigns/${id}/send`));
    expect(refused).toMatchObject({ status: 409, code: 'campaign.changedSinceApproval' });
    expect(refused.details['changes']).toEqual([{ field: 'audienceCount', was: '20 people', is: '23 people' }]);
    expect(await getCampaign(test.owner, id)).toMatchObject({ status: 'draft', approval: { status: 'void' } });
  });

  it('are within a limit that the workspace sets, as it was at the decision', async () => {
    await dataOf(test.owner.patch('settings', { values: { audienceDriftLimit: '50' } }));
    const { listId } = await seed(4, 'half');
    const { contactIds } = await seed(2, 'halved');
    const campaign = await approvedCampaign(test.owner, [listId]);
    expect(campaign.approval).toMatchObject({ driftLimit: 50 });
    await dataOf(test.owner.patch('settings', { values: { audienceDriftLimit: null } }));
    await join(listId, contactIds);
    expect((await sent(campaign.id)).counts).toMatchObject({ accepted: 4, skipped: 2 });
    for (const bad of ['101', '-1', '5.5', 'ten', ''])
      expect((await errorOf(test.owner.patch('settings', { values: { audienceDriftLimit: bad } }))).status).toBe(422);
  });

  it('cannot take the place of those who were approved', async () => {
    const { listId, contactIds } = await seed(20, 'approved');
    const others = await seed(20, 'swapped');
    const campaign = await approvedCampaign(test.owner, [listId]);
    await leave(listId, contactIds);
    await join(listId, others.contactIds);
    const refused = await errorOf(test.owner.post(`campaigns/${campaign.id}/send`));
    expect(refused.details['changes']).toEqual([{ field: 'audienceCount', was: '20 people', is: '20 people, 20 of them new' }]);
    expect(sink.received).toHaveLength(0);
  });

  it('cannot come in by way of an address', async () => {
    const { listId, contactIds } = await seed(20, 'address');
    const campaign = await approvedCampaign(test.owner, [listId]);
    await dataOf(test.owner.patch(`contacts/${contactIds[3]}`, { primaryEmail: 'elsewhere@example.com', version: 1 }));
    const done = await sent(campaign.id);
    expect(done.counts).toMatchObject({ accepted: 19, skipped: 1 });
    expect(receivers('elsewhere')).toEqual([]);
    expect((await recipientsOf(test.owner, campaign.id, '&state=skipped'))[0]).toMatchObject({ skipReason: 'addressChanged' });
    const others = await approvedCampaign(test.owner, [listId]);
    for (const [index, contactId] of contactIds.slice(10).entries())
      await dataOf(test.owner.patch(`contacts/${contactId}`, { primaryEmail: `thief${index}@example.com`, version: 1 }));
    expect((await errorOf(test.owner.post(`campaigns/${others.id}/send`))).code).toBe('campaign.changedSinceApproval');
  });

  it('come in by no other door: out of the trash, off an excluded list, on a second list', async () => {
    const { listId, contactIds } = await seed(30, 'door');
    const second = await seed(1, 'second');
    const excluded = await seed(0, 'excluded');
    const [trashed = '', shut = ''] = contactIds;
    await dataOf(test.owner.post('contacts/bulk', { action: 'trash', selection: { contactIds: [trashed] } }));
    await join(excluded.listId, [shut]);
    const audience = { listIds: [listId, second.listId], excludeListIds: [excluded.listId] };
    const { id } = await createCampaign(test.owner, [listId], { audience });
    await dataOf(test.owner.post(`campaigns/${id}/request-approval`, {}));
    await dataOf(test.owner.post(`campaigns/${id}/approve`, {}));
    await execute(manager(), sql`UPDATE base_contacts SET deleted_at = NULL WHERE id = ${trashed}`);
    await leave(excluded.listId, [shut]);
    expect((await sent(id)).counts).toMatchObject({ recipients: 31, accepted: 29, skipped: 2 });
  });
});

it('sends to fewer people when some have left', async () => {
  const { listId, contactIds } = await seed(10, 'left');
  const campaign = await approvedCampaign(test.owner, [listId]);
  await leave(listId, contactIds.slice(0, 6));
  expect((await sent(campaign.id)).counts).toMatchObject({ recipients: 4, accepted: 4 });
});

describe('the reviewer', () => {
  it('sees who joined, left and changed since the request', async () => {
    const { listId, contactIds } = await seed(20, 'seen');
    const others = await seed(5, 'unseen');
    const { id } = await createCampaign(test.owner, [listId]);
    expect((await dataOf<Review>(test.owner.get(`campaigns/${id}/review`))).audience).toMatchObject({ sinceRequest: null, driftLimit: 10 });
    await dataOf(test.owner.post(`campaigns/${id}/request-approval`, {}));
    await join(listId, others.contactIds);
    await leave(listId, contactIds.slice(0, 2));
    await dataOf(test.owner.patch(`contacts/${contactIds[5]}`, { primaryEmail: 'other-seen@example.com', version: 1 }));
    const { audience } = await dataOf<Review>(test.owner.get(`campaigns/${id}/review`));
    expect(audience).toMatchObject({ matched: 23, sendable: 17, sinceRequest: { recorded: 20, joined: 5, left: 2, moved: 1 } });
    expect(Object.fromEntries(audience.skipped.map(({ reason, count }) => [reason, count]))).toEqual({ notApproved: 5, addressChanged: 1 });
  });

  it('approves the version that was seen, and no other', async () => {
    const { listId } = await seed(1, 'version');
    const { id } = await createCampaign(test.owner, [listId]);
    const seen = await dataOf<Campaign>(test.owner.post(`campaigns/${id}/request-approval`, {}));
    const edited = await dataOf<Campaign>(test.owner.patch(`campaigns/${id}`, { subject: 'Buy this', version: seen.version }));
    await dataOf(test.owner.post(`campaigns/${id}/request-approval`, {}));
    expect(edited.version).not.toBe(seen.version);
    const refused = await errorOf(test.owner.post(`campaigns/${id}/approve`, { version: seen.version }));
    expect(refused).toMatchObject({ status: 409, code: 'campaign.changedMeanwhile' });
    const { version } = await getCampaign(test.owner, id);
    expect(await dataOf<Campaign>(test.owner.post(`campaigns/${id}/approve`, { version }))).toMatchObject({ status: 'approved' });
  });
});

describe('the recorded audience', () => {
  it('is compact, in chunks, and the same for the same people', async () => {
    const { listId } = await seed(4_500, 'chunks');
    const one = await approvedCampaign(test.owner, [listId]);
    const other = await approvedCampaign(test.owner, [listId]);
    const rows = await queryRows<{ campaignId: string; members: number; chunks: number; digest: string }>(
      manager(),
      sql`SELECT campaign_id AS "campaignId", members, chunks, digest FROM audience_snapshots WHERE campaign_id IN (${one.id}, ${other.id}) ORDER BY id`,
    );
    expect(rows).toEqual([one, other].map(({ id }) => ({ campaignId: id, members: 4_500, chunks: 3, digest: rows[0]?.digest })));
    const [{ bytes } = { bytes: 0 }] = await queryRows<{ bytes: number }>(
      manager(),
      sql`SELECT SUM(LENGTH(content)) AS bytes FROM audience_snapshot_chunks c JOIN audience_snapshots s ON s.id = c.snapshot_id WHERE s.campaign_id = ${one.id}`,
    );
    expect(Number(bytes)).toBe(4_500 * 24);
  });

  it.each(['content', 'digest', 'members', 'missing'])('is refused with its %s edited', async (what) => {
    const { listId } = await seed(5, 'recorded');
    const others = await seed(1, 'smuggled');
    const { id } = await approvedCampaign(test.owner, [listId]);
    await join(listId, others.contactIds);
    const chunks = sql`snapshot_id = (SELECT snapshot_id FROM campaign_approvals WHERE campaign_id = ${id})`;
    const [chunk] = await queryRows<{ content: Buffer }>(manager(), sql`SELECT content FROM audience_snapshot_chunks WHERE ${chunks}`);
    const edits: Record<string, ReturnType<typeof sql>> = {
      content: sql`UPDATE audience_snapshot_chunks SET content = ${Buffer.concat([chunk!.content, chunk!.content])} WHERE ${chunks}`,
      digest: sql`UPDATE audience_snapshot_chunks SET digest = 'x' WHERE ${chunks}`,
      members: sql`UPDATE audience_snapshot_chunks SET members = 6 WHERE ${chunks}`,
      missing: sql`DELETE FROM audience_snapshot_chunks WHERE ${chunks}`,
    };
    await execute(manager(), edits[what]!);
    expect((await errorOf(test.owner.post(`campaigns/${id}/send`))).code).toBe('approval.tampered');
    expect(sink.received).toHaveLength(0);
  });

  it('stops a campaign when it is edited while people are planned', async () => {
    const { listId } = await seed(4_100, 'planned');
    sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 20 } });
    const { id } = await approvedCampaign(test.owner, [listId]);
    // Only the second chunk: the launch reads all of it, so the edit waits until the launch has answered.
    await execute(
      manager(),
      sql`UPDATE campaigns SET status = 'sending', sender_type = 'smtp', started_at = ${new Date().toISOString()} WHERE id = ${id}`,
    );
    await execute(
      manager(),
      sql`UPDATE audience_snapshot_chunks SET content = ${Buffer.alloc(24)} WHERE chunk = 1 AND snapshot_id = (SELECT snapshot_id FROM campaign_approvals WHERE campaign_id = ${id})`,
    );
    await dataOf(test.owner.post(`campaigns/${id}/pause`));
    await dataOf(test.owner.post(`campaigns/${id}/resume`));
    const paused = await untilStatus(test.owner, id, 'paused', 40_000);
    expect(paused.statusReason).toContain('changed outside Rapport');
    expect(paused.counts.recipients).toBe(2_000);
    await dataOf(test.owner.post(`campaigns/${id}/cancel`));
  });

  it('is recorded in the background where it takes longer, and cannot be approved before', async () => {
    const { listId } = await seed(30, 'slow');
    const { id } = await createCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${id}/request-approval`, {}));
    // As the request leaves it when its time is over before the first page.
    const approval = await test.app.get(ApprovalRepository, { strict: false }).findLatest(ctx(), id);
    const document = { ...approval!.document!, audience: null };
    const seal = test.app.get(ApprovalSeal, { strict: false }).seal(document);
    await execute(
      manager(),
      sql`UPDATE campaign_approvals SET sealed_json = ${JSON.stringify(document)}, seal = ${seal} WHERE id = ${approval!.id}`,
    );
    await execute(manager(), sql`DELETE FROM audience_snapshot_chunks WHERE snapshot_id = ${approval!.snapshotId}`);
    await execute(
      manager(),
      sql`UPDATE audience_snapshots SET reached_id = NULL, chunks = 0, members = 0, digest = NULL, completed_at = NULL WHERE id = ${approval!.snapshotId}`,
    );
    expect((await getCampaign(test.owner, id)).approval).toMatchObject({ audience: { isRecorded: false, members: 0 } });
    expect(await errorOf(test.owner.post(`campaigns/${id}/approve`, {}))).toMatchObject({
      status: 409,
      code: 'approval.audienceNotRecorded',
    });
    expect((await getCampaign(test.owner, id)).status).toBe('inReview');
    await test.app.get(AudienceRecorder, { strict: false }).enqueue(ctx(), id);
    await waitFor('the audience', async () => {
      const { approval } = (await getCampaign(test.owner, id)) as Campaign & { approval: { audience: { isRecorded: boolean } } };
      return approval.audience.isRecorded;
    });
    await dataOf(test.owner.post(`campaigns/${id}/approve`, {}));
    expect((await sent(id)).counts).toMatchObject({ accepted: 30 });
  });

  it('is removed when the approval is void, and not before', async () => {
    const { listId } = await seed(2_100, 'gone');
    const campaign = await approvedCampaign(test.owner, [listId]);
    const count = async (): Promise<number> =>
      (
        await queryRows(
          manager(),
          sql`SELECT c.chunk FROM audience_snapshot_chunks c JOIN audience_snapshots s ON s.id = c.snapshot_id WHERE s.campaign_id = ${campaign.id}`,
        )
      ).length;
    expect(await count()).toBe(2);
    await dataOf(test.owner.patch(`campaigns/${campaign.id}`, { subject: 'New', version: campaign.version }));
    await waitFor('the chunks are gone', async () => (await count()) === 0);
  });
});
