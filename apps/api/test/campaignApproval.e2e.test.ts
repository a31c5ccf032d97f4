import { SmtpSink } from '@rapport/providers/testing';
import { simpleParser } from 'mailparser';
import { execute, sql } from '../src/platform/database/sql.js';
import {
  approve,
  approvedCampaign,
  type Campaign,
  createCampaign,
  createTemplate,
  getCampaign,
  passTime,
  seedList,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
let sink: SmtpSink;
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
const seed = (count: number, prefix: string): ReturnType<typeof seedList> => seedList(manager(), test.owner.workspaceId, count, prefix);

describe('approval', () => {
  it('is void after any change, and shows what changed', async () => {
    const { listId } = await seed(3, 'seal');
    const campaign = await approvedCampaign(test.owner, [listId]);
    const edited = await dataOf<Campaign>(
      test.owner.patch(`campaigns/${campaign.id}`, { subject: 'Another subject', version: campaign.version }),
    );
    expect(edited).toMatchObject({ status: 'draft', approval: { status: 'void' } });
    expect(edited.approval?.changes).toEqual([
      { field: 'subject', was: 'Hello {{ first_name | default: "there" }}', is: 'Another subject' },
    ]);
    expect((await errorOf(test.owner.post(`campaigns/${campaign.id}/send`))).code).toBe('campaign.notApproved');
  });

  it('covers the content that was pinned, not what the template says later', async () => {
    const { listId } = await seed(2, 'pin');
    const template = await createTemplate(test.owner, { bodyHtml: '<p>First words</p>' });
    const campaign = await approvedCampaign(test.owner, [listId], { templateId: template.id });
    await dataOf(test.owner.patch(`templates/${template.id}`, { bodyHtml: '<p>Second words</p>', version: template.version }));
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    await untilStatus(test.owner, campaign.id, 'sent');
    expect(sink.received.every(({ raw }) => raw.toString().includes('First words'))).toBe(true);
  });

  it('does not cover people who came onto the list afterwards', async () => {
    const { listId, contactIds } = await seed(3, 'grow');
    const more = await seed(1, 'grown');
    const campaign = await approvedCampaign(test.owner, [listId]);
    await execute(
      manager(),
      sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at) VALUES (${more.contactIds[0]}, ${listId}, ${new Date().toISOString()})`,
    );
    const refused = await errorOf(test.owner.post(`campaigns/${campaign.id}/send`));
    expect(refused).toMatchObject({ status: 409, code: 'campaign.changedSinceApproval' });
    expect(refused.details['changes']).toEqual([{ field: 'audienceCount', was: '3 people', is: '4 people' }]);
    expect(await getCampaign(test.owner, campaign.id)).toMatchObject({ status: 'draft', approval: { status: 'void' } });
    expect(contactIds).toHaveLength(3);
  });

  it('wants someone else where there is someone else', async () => {
    const { listId } = await seed(1, 'team');
    const approver = await test.member('approver');
    const author = await test.member('author');
    const campaign = await createCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/request-approval`, { notes: 'Please look' }));
    expect((await errorOf(test.owner.post(`campaigns/${campaign.id}/approve`, {}))).code).toBe('approval.ownRequest');
    expect((await errorOf(author.post(`campaigns/${campaign.id}/approve`, {}))).code).toBe('auth.roleTooLow');
    const rejected = await dataOf<Campaign>(approver.post(`campaigns/${campaign.id}/reject`, { notes: 'Not like this' }));
    expect(rejected).toMatchObject({ status: 'draft', statusReason: 'Not like this', approval: { status: 'rejected' } });
    await dataOf(author.post(`campaigns/${campaign.id}/request-approval`, {}));
    const approved = await dataOf<Campaign>(approver.post(`campaigns/${campaign.id}/approve`, { notes: 'Good' }));
    expect(approved).toMatchObject({ status: 'approved', approval: { isSelfApproval: false } });
    expect((await errorOf(author.post(`campaigns/${campaign.id}/send`))).code).toBe('auth.roleTooLow');
    for (const person of [approver, author]) await dataOf(test.owner.delete(`members/${person.userId}`));
  });

  it('lets one of two people who click at once send', async () => {
    const { listId } = await seed(10, 'double');
    const campaign = await approvedCampaign(test.owner, [listId]);
    const answers = await Promise.all([1, 2, 3].map(() => test.owner.post(`campaigns/${campaign.id}/send`)));
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1);
    await untilStatus(test.owner, campaign.id, 'sent');
    expect(sink.received).toHaveLength(10);
  });
});

describe('preflight', () => {
  it('finds what is wrong before the first message', async () => {
    const { listId: empty } = await seed(0, 'empty');
    const template = await createTemplate(test.owner, { bodyHtml: '<p>Hello {{ frist_name }}</p>' });
    const campaign = await createCampaign(test.owner, [empty], { templateId: template.id, fromEmail: null });
    await useSink(test.owner, sink, { port: 1 });
    try {
      const review = await dataOf<{ preflight: { code: string; severity: string }[] }>(test.owner.get(`campaigns/${campaign.id}/review`));
      const errors = review.preflight.filter(({ severity }) => severity === 'error').map(({ code }) => code);
      expect(errors).toEqual(expect.arrayContaining(['template.unknownTag', 'campaign.noFromAddress', 'audience.empty', 'sender.refused']));
      await approve(test.owner, campaign.id);
      const refused = await errorOf(test.owner.post(`campaigns/${campaign.id}/send`));
      expect(refused.code).toBe('campaign.preflightFailed');
      expect((await getCampaign(test.owner, campaign.id)).status).toBe('approved');
    } finally {
      await useSink(test.owner, sink);
    }
    expect(sink.received).toHaveLength(0);
  });

  it('sends a test that is rendered as the campaign would be', async () => {
    const { listId, contactIds } = await seed(2, 'try');
    const campaign = await createCampaign(test.owner, [listId]);
    const result = await dataOf<{ ok: boolean; messageId: string }>(
      test.owner.post(`campaigns/${campaign.id}/test`, { to: 'me@example.com', contactId: contactIds[1] }),
    );
    expect(result.ok).toBe(true);
    const mail = await simpleParser(sink.received[0]?.raw ?? '');
    expect(mail).toMatchObject({ subject: '[Test] Hello First1', messageId: result.messageId });
    expect((await getCampaign(test.owner, campaign.id)).counts.recipients).toBe(0);
  });
});

describe('a scheduled campaign', () => {
  it('starts at its time and not before', async () => {
    const { listId } = await seed(4, 'plan');
    const start = new Date(test.clock.now().getTime() + 2 * 3_600_000);
    const localTime = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'short' })
      .format(start)
      .replace(' ', 'T');
    const campaign = await approvedCampaign(test.owner, [listId], { schedule: { kind: 'at', localTime, timeZone: 'Asia/Tokyo' } });
    const scheduled = await dataOf<Campaign>(test.owner.post(`campaigns/${campaign.id}/send`));
    expect(scheduled.status).toBe('scheduled');
    expect(Math.abs(Date.parse(scheduled.scheduledAt ?? '') - start.getTime())).toBeLessThan(60_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await getCampaign(test.owner, campaign.id)).status).toBe('scheduled');
    const goBack = await passTime(test, 2 * 3_600_000);
    try {
      await untilStatus(test.owner, campaign.id, 'sent');
    } finally {
      goBack();
    }
    expect(sink.received).toHaveLength(4);
  });
});

describe('tenancy', () => {
  it('shows a stranger nothing', async () => {
    const { listId } = await seed(1, 'mine');
    const campaign = await approvedCampaign(test.owner, [listId]);
    const stranger = await test.stranger();
    for (const path of [`campaigns/${campaign.id}`, `campaigns/${campaign.id}/review`, `campaigns/${campaign.id}/recipients`])
      expect((await errorOf(stranger.get(path))).status).toBe(404);
    for (const action of ['send', 'approve', 'pause', 'duplicate', 'withdraw'])
      expect((await errorOf(stranger.post(`campaigns/${campaign.id}/${action}`, {}))).status).toBe(404);
    expect((await errorOf(stranger.post('campaigns', { name: 'X', audience: { listIds: [listId] } }))).fields[0]?.field).toBe(
      'audience.listIds',
    );
    stranger.workspaceId = test.owner.workspaceId;
    expect((await errorOf(stranger.get(`campaigns/${campaign.id}`))).status).toBe(404);
    expect((await errorOf(stranger.post(`campaigns/${campaign.id}/send`))).status).toBe(404);
  });
});
