import { SmtpSink } from '@rapport/providers/testing';
import sharp from 'sharp';
import { execute, sql, type SqlFragment } from '../src/platform/database/sql.js';
import {
  approvedCampaign,
  type Campaign,
  createCampaign,
  expectNobodyTwice,
  getCampaign,
  passTime,
  seedList,
  sumOfEnds,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

let test: TestApp;
let sink: SmtpSink;
let seeded = 0;
beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start();
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});
beforeEach(async () => {
  sink.received.length = 0;
  sink.setFaults();
  await useSink(test.owner, sink, { user: null, password: null });
});

const manager = (): Parameters<typeof seedList>[0] => test.services.dataSource.manager;
const seed = (count: number, prefix: string): ReturnType<typeof seedList> =>
  seedList(manager(), test.owner.workspaceId, count, `${prefix}-${(seeded += 1)}-`);
const send = (id: string): ReturnType<typeof errorOf> => errorOf(test.owner.post(`campaigns/${id}/send`));
const png = (): Promise<Buffer> =>
  sharp({ create: { width: 40, height: 40, channels: 4, background: '#0f6070' } })
    .png()
    .toBuffer();

describe('what an approval covers besides the campaign', () => {
  const changes: [string, () => Promise<unknown>, string | RegExp][] = [
    ['postalAddress', () => test.owner.patch('', { postalAddress: 'New Road 2, Ghent' }), 'New Road 2, Ghent'],
    ['workspaceName', () => test.owner.patch('', { name: 'Another name' }), 'Another name'],
    ['timeZone', () => test.owner.patch('', { timeZone: 'Asia/Tokyo' }), 'Asia/Tokyo'],
    ['brandColour', () => test.owner.patch('settings', { values: { brandColour: '#0f6070' } }), '#0f6070'],
    ['brandLogo', async () => test.owner.post('branding/logo').attach('file', await png(), 'logo.png'), /^Image .*40 × 40$/],
    [
      'sender',
      () => useSink(test.owner, sink, { user: 'mailer', password: 'secret' }),
      /^SMTP server 127\.0\.0\.1:\d+, unencrypted, as mailer$/,
    ],
    ['sender', () => test.owner.put('sender', { type: 'mail_lab', config: {} }), /mail lab/i],
  ];

  it.each(changes)('is void after a change of %s, and shows what it was and is', async (field, change, is) => {
    const { listId } = await seed(2, `void${field}`);
    const campaign = await approvedCampaign(test.owner, [listId]);
    await change();
    const shown = await getCampaign(test.owner, campaign.id);
    expect(shown.approval?.changes).toMatchObject([{ field, is: expect.stringMatching(is) }]);
    const refused = await send(campaign.id);
    expect(refused).toMatchObject({ status: 409, code: 'campaign.changedSinceApproval', details: { changes: shown.approval?.changes } });
    const voided = await getCampaign(test.owner, campaign.id);
    expect(voided).toMatchObject({ status: 'draft', approval: { status: 'void' } });
    expect(voided.statusReason).toContain(`→ ${(shown.approval?.changes[0]?.is ?? '').slice(0, 40)}`);
    expect(sink.received).toHaveLength(0);
  });

  it('holds when the password of the mail server or the number of connections changes', async () => {
    const { listId } = await seed(2, 'same');
    const campaign = await approvedCampaign(test.owner, [listId]);
    await useSink(test.owner, sink, { connections: 2, password: 'another' });
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    await untilStatus(test.owner, campaign.id, 'sent');
    expect(sink.received).toHaveLength(2);
  });
});

describe('an approval that was written into the database', () => {
  const approvals = (id: string, set: SqlFragment): Promise<number> =>
    execute(manager(), sql`UPDATE campaign_approvals SET ${set} WHERE campaign_id = ${id}`);

  it('sends nothing that only the columns call approved', async () => {
    const { listId } = await seed(2, 'forged');
    const { id } = await createCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${id}/request-approval`, {}));
    const now = new Date().toISOString();
    await approvals(id, sql`status = 'approved', reviewer_id = ${test.owner.userId}, reviewed_at = ${now}`);
    await execute(manager(), sql`UPDATE campaigns SET status = 'approved' WHERE id = ${id}`);
    expect(await send(id)).toMatchObject({ status: 409, code: 'approval.tampered' });
    expect((await getCampaign(test.owner, id)).status).toBe('draft');
  });

  it('sends no draft that was never asked about', async () => {
    const { listId } = await seed(2, 'never');
    const { id } = await createCampaign(test.owner, [listId]);
    await execute(manager(), sql`UPDATE campaigns SET status = 'approved' WHERE id = ${id}`);
    expect(await send(id)).toMatchObject({ status: 409, code: 'approval.missing' });
  });

  it.each<[string, SqlFragment]>([
    ['the reviewer', sql`reviewer_id = requested_by, requested_by = NULL, is_self_approval = ${false}`],
    ['the expiry', sql`expires_at = '2099-01-01T00:00:00.000Z'`],
    ['no expiry', sql`expires_at = NULL`],
    ['the time of the decision', sql`reviewed_at = '2026-01-01T00:00:00.000Z'`],
    ['the note', sql`notes = 'Fine by me'`],
    ['the growth choice', sql`sealed_json = REPLACE(sealed_json, '"allowsGrowth":false', '"allowsGrowth":true')`],
    ['the limit', sql`sealed_json = REPLACE(sealed_json, '"driftLimit":10', '"driftLimit":99')`],
    ['what is shown', sql`sealed_json = REPLACE(sealed_json, 'Garden Club', 'Garden Klub')`],
    ['what the checks had found', sql`sealed_json = REPLACE(sealed_json, '"findings":', '"forgotten":')`],
    ['no document', sql`sealed_json = NULL`],
    ['no seal', sql`seal = NULL`],
    ['a document that is none', sql`sealed_json = '{"version":2,"fields":[]}'`],
    ['another snapshot', sql`snapshot_id = 'x'`],
  ])('is refused with %s edited', async (_what, set) => {
    const { listId } = await seed(2, 'edit');
    const { id } = await approvedCampaign(test.owner, [listId]);
    await approvals(id, set);
    expect(await send(id)).toMatchObject({ status: 409, code: 'approval.tampered' });
    expect(sink.received).toHaveLength(0);
  });

  it.each<[string, (id: string) => SqlFragment]>([
    [
      'the text of the pinned version',
      (id) =>
        sql`UPDATE template_versions SET body_html = '<p>Buy this</p>' WHERE id = (SELECT template_version_id FROM campaigns WHERE id = ${id})`,
    ],
    ['the subject', (id) => sql`UPDATE campaigns SET subject = 'Buy this' WHERE id = ${id}`],
    ['the reply address', (id) => sql`UPDATE campaigns SET reply_to = 'thief@example.com' WHERE id = ${id}`],
    ['the lists', (id) => sql`UPDATE campaigns SET segment_json = '{"listIds":[],"excludeListIds":[]}' WHERE id = ${id}`],
    ['the mail server', () => sql`UPDATE sender_accounts SET settings_json = REPLACE(settings_json, '127.0.0.1', 'localhost')`],
  ])('does not cover %s edited in the database', async (_what, edit) => {
    const { listId } = await seed(2, 'edit');
    const { id } = await approvedCampaign(test.owner, [listId]);
    await execute(manager(), edit(id));
    expect(await send(id)).toMatchObject({ status: 409, code: 'campaign.changedSinceApproval' });
    expect(sink.received).toHaveLength(0);
  });

  it('does not start at another time', async () => {
    const { listId } = await seed(2, 'early');
    const schedule = { kind: 'at', localTime: '2030-01-01T09:00', timeZone: 'Europe/Berlin' };
    const { id } = await approvedCampaign(test.owner, [listId], { schedule });
    expect(await dataOf<Campaign>(test.owner.post(`campaigns/${id}/send`))).toMatchObject({ status: 'scheduled' });
    const past = new Date(test.clock.now().getTime() - 3_600_000).toISOString();
    await execute(manager(), sql`UPDATE campaigns SET scheduled_at = ${past} WHERE id = ${id}`);
    const goBack = await passTime(test, 10 * 60_000);
    try {
      await waitFor('the sweep', async () => (await getCampaign(test.owner, id)).status === 'draft', 60_000);
    } finally {
      goBack();
    }
    expect(sink.received).toHaveLength(0);
  });

  it('given before an update has to be given again', async () => {
    const { listId } = await seed(2, 'old');
    const { id } = await approvedCampaign(test.owner, [listId]);
    await approvals(
      id,
      sql`seal = '0a0b0c0d.c2lnbmF0dXJl', sealed_json = '[{"field":"subject","value":"Hello","shown":"Hello"}]', snapshot_id = NULL`,
    );
    expect(await send(id)).toMatchObject({ status: 409, code: 'approval.outdated' });
  });
});

/** Many more than are claimed at once, so that a change finds a campaign under way however slow the machine is. */
const PEOPLE = 2_000;

describe('while a campaign is being sent', () => {
  const begin = async (prefix: string): Promise<string> => {
    const { listId } = await seed(PEOPLE, prefix);
    sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 60 } });
    const { id } = await approvedCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${id}/send`));
    await waitFor('some mail', () => sink.received.length > 10, 20_000);
    return id;
  };
  const settled = (id: string): Promise<void> =>
    waitFor(
      'nothing under way',
      async () => {
        const { handed, claimed } = (await getCampaign(test.owner, id)).counts;
        return handed + claimed === 0;
      },
      20_000,
    );

  it('an edited approval stops it for good', async () => {
    const id = await begin('tamper');
    await execute(manager(), sql`UPDATE campaign_approvals SET expires_at = '2099-01-01T00:00:00.000Z' WHERE campaign_id = ${id}`);
    const paused = await untilStatus(test.owner, id, 'paused', 60_000);
    expect(paused.statusReason).toContain('changed outside Rapport');
    await settled(id);
    expect(sink.received.length).toBeLessThan(PEOPLE);
    expect(await errorOf(test.owner.post(`campaigns/${id}/resume`))).toMatchObject({ status: 409, code: 'approval.tampered' });
    expect(await errorOf(test.owner.post(`campaigns/${id}/approve`, {}))).toMatchObject({ status: 409, code: 'approval.tampered' });
    expect((await getCampaign(test.owner, id)).allowedActions).not.toContain('approve');
    await dataOf(test.owner.post(`campaigns/${id}/cancel`));
  }, 150_000);

  it('a change of the postal address stops it until an approver approves it again', async () => {
    await dataOf(test.owner.patch('', { postalAddress: 'Old Road 1' }));
    const id = await begin('address');
    await dataOf(test.owner.patch('', { postalAddress: 'New Road 2' }));
    const paused = await untilStatus(test.owner, id, 'paused', 60_000);
    expect(paused.statusReason).toContain('postal address (Old Road 1 → New Road 2)');
    expect(paused.allowedActions).toContain('approve');
    expect(paused.allowedActions).not.toContain('resume');
    expect(paused.approval).toMatchObject({
      needsRenewal: true,
      changes: [{ field: 'postalAddress', was: 'Old Road 1', is: 'New Road 2' }],
    });
    expect((await errorOf(test.owner.post(`campaigns/${id}/resume`))).code).toBe('campaign.changedSinceApproval');
    await settled(id);
    sink.setFaults();
    const renewed = await dataOf<Campaign>(test.owner.post(`campaigns/${id}/approve`, {}));
    expect(renewed).toMatchObject({ status: 'paused', approval: { status: 'approved', needsRenewal: false, changes: [] } });
    expect((await errorOf(test.owner.post(`campaigns/${id}/approve`, {}))).status).toBe(409);
    await dataOf(test.owner.post(`campaigns/${id}/resume`));
    const done = await untilStatus(test.owner, id, 'sent', 90_000);
    expect(sumOfEnds(done.counts)).toBe(PEOPLE);
    expect(sink.received).toHaveLength(PEOPLE);
    expectNobodyTwice(sink);
    expect(sink.received.at(-1)?.raw.toString()).toContain('New Road 2');
  }, 150_000);

  it('one that was changed back goes on without being approved again', async () => {
    await dataOf(test.owner.patch('', { postalAddress: 'Old Road 1' }));
    const id = await begin('back');
    await dataOf(test.owner.patch('', { postalAddress: 'New Road 2' }));
    await untilStatus(test.owner, id, 'paused', 60_000);
    await dataOf(test.owner.patch('', { postalAddress: 'Old Road 1' }));
    expect((await getCampaign(test.owner, id)).approval).toMatchObject({ needsRenewal: false });
    expect((await errorOf(test.owner.post(`campaigns/${id}/approve`, {}))).code).toBe('approval.notPending');
    sink.setFaults();
    await settled(id);
    await dataOf(test.owner.post(`campaigns/${id}/resume`));
    await untilStatus(test.owner, id, 'sent', 90_000);
    expectNobodyTwice(sink);
    expect(sink.received).toHaveLength(PEOPLE);
  }, 150_000);

  it('whoever asked for approval does not approve the change where someone else could', async () => {
    const id = await begin('eyes');
    const approver = await test.member('approver');
    await dataOf(test.owner.patch('', { postalAddress: 'Third Lane 3' }));
    await untilStatus(test.owner, id, 'paused', 60_000);
    expect((await errorOf(test.owner.post(`campaigns/${id}/approve`, {}))).code).toBe('approval.ownRequest');
    expect(await dataOf<Campaign>(approver.post(`campaigns/${id}/approve`, {}))).toMatchObject({ approval: { isSelfApproval: false } });
    await dataOf(test.owner.post(`campaigns/${id}/cancel`));
    await dataOf(test.owner.delete(`members/${approver.userId}`));
  }, 150_000);
});

it('shows a stranger nothing of it', async () => {
  const { listId } = await seed(1, 'mine');
  const { id } = await approvedCampaign(test.owner, [listId]);
  const stranger = await test.stranger();
  for (const action of ['approve', 'resume', 'send'])
    expect((await errorOf(stranger.post(`campaigns/${id}/${action}`, {}))).status).toBe(404);
});
