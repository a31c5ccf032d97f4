import { SmtpSink } from '@rapport/providers/testing';
import { simpleParser } from 'mailparser';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import {
  approve,
  approvedCampaign,
  type Campaign,
  createCampaign,
  expectNobodyTwice,
  getCampaign,
  recipientsOf,
  passTime,
  seedList,
  sumOfEnds,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { countAnew } from './support/countAnew.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

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

it('pages through the ledger by id, whatever state each is in, and by state', async () => {
  const { listId } = await seed(60, 'ledger');
  const campaign = await approvedCampaign(test.owner, [listId]);
  await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
  await untilStatus(test.owner, campaign.id, 'sent');
  const ids = (
    await queryRows<{ id: string }>(manager(), sql`SELECT id FROM campaign_recipients WHERE campaign_id = ${campaign.id} ORDER BY id`)
  ).map(({ id }) => id);
  // Every second one failed, every fifth is in doubt.
  const stateOf = (index: number): string => (index % 5 === 0 ? 'uncertain' : index % 2 ? 'failed' : 'accepted');
  for (const [index, id] of ids.entries())
    await execute(manager(), sql`UPDATE campaign_recipients SET state = ${stateOf(index)} WHERE id = ${id}`);
  await countAnew(manager());
  const walk = async (query: string): Promise<string[]> => {
    const found: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path = `campaigns/${campaign.id}/recipients?limit=7${query}${cursor && `&cursor=${cursor}`}`;
      const page: { items: { id: string }[]; nextCursor: string | null } = await dataOf(test.owner.get(path));
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    return found;
  };
  expect(await walk('')).toEqual(ids);
  expect(await walk('&state=failed')).toEqual(ids.filter((_, index) => stateOf(index) === 'failed'));
  expect((await walk('&search=LEDGER1')).length).toBe(11);
  expect(await walk('&state=planned')).toEqual([]);
});

describe('sending a campaign', () => {
  it('delivers to everyone on the list once, with everything that a bulk message needs', async () => {
    const { listId } = await seed(120, 'whole');
    const campaign = await approvedCampaign(test.owner, [listId]);
    expect(campaign).toMatchObject({ status: 'approved', approval: { status: 'approved', isSelfApproval: true, changes: [] } });
    const launched = await dataOf<Campaign>(test.owner.post(`campaigns/${campaign.id}/send`));
    expect(['sending', 'sent']).toContain(launched.status);
    const done = await untilStatus(test.owner, campaign.id, 'sent');
    expect(done.counts).toMatchObject({ recipients: 120, accepted: 120, failed: 0, skipped: 0, uncertain: 0 });
    expect(sink.received).toHaveLength(120);
    expectNobodyTwice(sink);

    const [received] = sink.received.filter(({ recipients }) => recipients.includes('whole7@example.com'));
    const mail = await simpleParser(received?.raw ?? '');
    expect(mail.subject).toBe('Hello First7');
    expect(mail.html).toContain('Dear First7,');
    expect(mail.text).toContain('Dear First7,');
    expect(mail.from?.text).toBe('"Garden Club" <club@garden.example.org>');
    const header = (name: string): string => mail.headerLines.find(({ key }) => key === name)?.line.replace(/\r?\n\s+/g, '') ?? '';
    expect(header('list-unsubscribe')).toMatch(/^List-Unsubscribe: ?<http.*\/u\/[\w-]+>$/);
    expect(header('list-unsubscribe-post')).toContain('List-Unsubscribe=One-Click');
    const recipient = (await recipientsOf(test.owner, campaign.id)).find(({ email }) => email === 'whole7@example.com');
    expect(mail.messageId).toBe(`<${recipient?.id}@garden.example.org>`);
    expect(recipient).toMatchObject({ state: 'accepted', attempts: 1, messageId: mail.messageId });

    const stored = await dataOf<{ subject: string; html: string; text: string; headers: { name: string }[] }>(
      test.owner.get(`messages/${recipient?.sentMessageId}`),
    );
    expect(stored.html.replace(/\s+/g, ' ').trim()).toBe((mail.html || '').replace(/\s+/g, ' ').trim());
    expect(stored.headers.map(({ name }) => name)).toContain('List-Unsubscribe');
    const timeline = await dataOf<{ items: { type: string; status: string; messageId: string; campaignId: string; title: string }[] }>(
      test.owner.get(`contacts/${recipient?.contactId}/timeline?type=email`),
    );
    expect(timeline.items).toMatchObject([{ type: 'email', status: 'sent', messageId: recipient?.id, campaignId: campaign.id }]);
    const logs = await queryRows<{ type: string; status: string; content: string }>(
      manager(),
      sql`SELECT type, status, content FROM communication_logs WHERE campaign_id = ${campaign.id}`,
    );
    expect(logs).toHaveLength(120);
    expect(JSON.parse(logs[0]?.content ?? '{}')).toMatchObject({ subject: expect.stringContaining('Hello First'), status: 'sent' });
  });

  it('leaves out whom it must not write to, and says why', async () => {
    const { listId, contactIds } = await seed(6, 'skip');
    const { listId: excluded } = await seed(0, 'none');
    const now = new Date().toISOString();
    const [unsubscribed, trashed, noEmail, onExcluded] = contactIds;
    await execute(
      manager(),
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${test.owner.workspaceId}, 'email', 'skip0@example.com', 'unsubscribed', ${now})`,
    );
    await execute(manager(), sql`UPDATE base_contacts SET deleted_at = ${now} WHERE id = ${trashed}`);
    await execute(manager(), sql`UPDATE base_contacts SET primary_email = NULL, email_key = NULL WHERE id = ${noEmail}`);
    await execute(
      manager(),
      sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at) VALUES (${onExcluded}, ${excluded}, ${now})`,
    );
    const campaign = await createCampaign(test.owner, [listId], { audience: { listIds: [listId], excludeListIds: [excluded] } });
    const review = await dataOf<{
      audience: { matched: number; sendable: number; skipped: { reason: string; count: number }[] };
      worstRenders: { html: string }[];
      preflight: { severity: string; code: string }[];
    }>(test.owner.get(`campaigns/${campaign.id}/review`));
    expect(review.audience).toMatchObject({ matched: 6, sendable: 2 });
    expect(Object.fromEntries(review.audience.skipped.map(({ reason, count }) => [reason, count]))).toEqual({
      unsubscribed: 1,
      trashed: 1,
      noEmail: 1,
      excludedList: 1,
    });
    expect(review.worstRenders).toHaveLength(2);
    expect(review.worstRenders[0]?.html).toContain('Dear First');
    expect(review.preflight.filter(({ severity }) => severity === 'error')).toEqual([]);
    await approve(test.owner, campaign.id);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    const done = await untilStatus(test.owner, campaign.id, 'sent');
    expect(done.counts).toMatchObject({ recipients: 6, accepted: 2, skipped: 4 });
    const reasons = (await recipientsOf(test.owner, campaign.id, '&state=skipped')).map(({ contactId, skipReason }) => [
      contactId,
      skipReason,
    ]);
    expect(Object.fromEntries(reasons)).toEqual({
      [unsubscribed as string]: 'unsubscribed',
      [trashed as string]: 'trashed',
      [noEmail as string]: 'noEmail',
      [onExcluded as string]: 'excludedList',
    });
  });

  it('stops within a moment when paused, goes on when resumed, and ends when cancelled', async () => {
    const { listId } = await seed(400, 'pause');
    sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 60 } });
    const campaign = await approvedCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    await waitFor('some mail', () => sink.received.length > 10, 10_000);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/pause`));
    await waitFor('nothing under way', async () => (await getCampaign(test.owner, campaign.id)).counts.handed === 0, 5_000);
    const paused = sink.received.length;
    expect(paused).toBeLessThan(100);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sink.received).toHaveLength(paused);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/resume`));
    await waitFor('more mail', () => sink.received.length > paused + 20, 10_000);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/cancel`));
    await waitFor('everything closed', async () => sumOfEnds((await getCampaign(test.owner, campaign.id)).counts) === 400, 10_000);
    const done = await getCampaign(test.owner, campaign.id);
    expect(done.status).toBe('cancelled');
    expect(done.counts.accepted).toBe(sink.received.length);
    expect(done.counts.uncertain).toBe(0);
    expectNobodyTwice(sink);
  });

  it('respects an unsubscription that comes between freeze and send', async () => {
    const { listId, contactIds } = await seed(60, 'late');
    // Long enough that the last ones have not been handed over when their people change.
    sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 800 } });
    const campaign = await approvedCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    await waitFor('the ledger', async () => (await getCampaign(test.owner, campaign.id)).counts.recipients === 60);
    const now = new Date().toISOString();
    const last = contactIds.at(-1);
    await execute(
      manager(),
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES (${test.owner.workspaceId}, 'email', 'late59@example.com', 'unsubscribed', ${now})`,
    );
    await execute(manager(), sql`UPDATE base_contacts SET deleted_at = ${now} WHERE id = ${contactIds.at(-2)}`);
    await execute(
      manager(),
      sql`UPDATE base_contacts SET primary_email = 'moved@example.com', email_key = 'moved@example.com' WHERE id = ${contactIds.at(-3)}`,
    );
    const done = await untilStatus(test.owner, campaign.id, 'sent');
    expect(done.counts).toMatchObject({ accepted: 57, skipped: 3 });
    const reasons = new Map(
      (await recipientsOf(test.owner, campaign.id, '&state=skipped')).map(({ contactId, skipReason }) => [contactId, skipReason]),
    );
    expect([last, contactIds.at(-2), contactIds.at(-3)].map((id) => reasons.get(id ?? ''))).toEqual([
      'unsubscribed',
      'trashed',
      'addressChanged',
    ]);
    expect(sink.countsByRecipient().has('late59@example.com')).toBe(false);
  });
});

describe('when the mail server has trouble', () => {
  it('fails only the recipient that was refused, and stops writing to a mailbox that does not exist', async () => {
    const { listId } = await seed(20, 'refuse');
    sink.setFaults(
      { at: 'rcpt', action: { kind: 'reply', code: 550, text: '5.1.1 No such user' }, recipient: 'refuse3@' },
      { at: 'dot', action: { kind: 'reply', code: 554, text: 'spam' }, recipient: 'refuse4@' },
    );
    const campaign = await approvedCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    const done = await untilStatus(test.owner, campaign.id, 'sent');
    expect(done.counts).toMatchObject({ accepted: 18, failed: 2 });
    const failed = await recipientsOf(test.owner, campaign.id, '&state=failed');
    expect(failed.map(({ error }) => error).sort()).toEqual([expect.stringContaining('550'), expect.stringContaining('554')]);
    await waitFor('the bounce to be remembered', async () => {
      const rows = await queryRows(manager(), sql`SELECT reason FROM suppressions WHERE address_key = 'refuse3@example.com'`);
      return rows.length === 1;
    });
    expect(await queryRows(manager(), sql`SELECT reason FROM suppressions WHERE address_key = 'refuse4@example.com'`)).toEqual([]);
  });

  it('comes back later to a recipient that was put off', async () => {
    const { listId } = await seed(5, 'grey');
    sink.setFaults({ at: 'rcpt', action: { kind: 'reply', code: 450, text: '4.2.0 greylisted' }, recipient: 'grey2@', times: 1 });
    const campaign = await approvedCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    await waitFor('four of five', async () => (await getCampaign(test.owner, campaign.id)).counts.accepted === 4);
    const [waiting] = await recipientsOf(test.owner, campaign.id, '&state=planned');
    expect(waiting).toMatchObject({ attempts: 1, error: expect.stringContaining('greylisted') });
    expect((await getCampaign(test.owner, campaign.id)).status).toBe('sending');
    const goBack = await passTime(test, 2 * 60_000);
    try {
      const done = await untilStatus(test.owner, campaign.id, 'sent');
      expect(done.counts.accepted).toBe(5);
    } finally {
      goBack();
    }
    expectNobodyTwice(sink);
  });

  it('pauses campaign and sender on a refused login, without failing anybody', async () => {
    const { listId } = await seed(300, 'auth');
    const guarded = await SmtpSink.start({ user: 'ada', password: 'secret' });
    try {
      await useSink(test.owner, guarded, { user: 'ada', password: 'secret', connections: 2 });
      const campaign = await approvedCampaign(test.owner, [listId]);
      // The preflight logs in first, then the password stops working.
      guarded.setFaults({ at: 'auth', action: { kind: 'reply', code: 535, text: '5.7.8 Password expired' }, after: 1 });
      await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
      const paused = await untilStatus(test.owner, campaign.id, 'paused');
      expect(paused.statusReason).toContain('Password expired');
      expect(paused.counts).toMatchObject({ recipients: 300, failed: 0, uncertain: 0 });
      expect(await dataOf(test.owner.get('sender'))).toMatchObject({
        state: 'paused',
        stateReason: expect.stringContaining('Password expired'),
      });
      guarded.setFaults();
      await dataOf(test.owner.post('sender/verify', {}));
      await dataOf(test.owner.post(`campaigns/${campaign.id}/resume`));
      const done = await untilStatus(test.owner, campaign.id, 'sent');
      expect(done.counts.accepted).toBe(300);
      expectNobodyTwice(guarded);
    } finally {
      await useSink(test.owner, sink, { user: null, password: null });
      await guarded.stop();
    }
  });

  it('never sends again what may have been sent, until a person says what happened', async () => {
    const { listId } = await seed(30, 'doubt');
    sink.setFaults(
      { at: 'dot', action: { kind: 'drop' }, recipient: 'doubt5@' },
      { at: 'body', action: { kind: 'drop' }, recipient: 'doubt6@', times: 1 },
    );
    const campaign = await approvedCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    const done = await untilStatus(test.owner, campaign.id, 'sent');
    expect(done.counts).toMatchObject({ accepted: 28, uncertain: 2 });
    const uncertain = await recipientsOf(test.owner, campaign.id, '&state=uncertain');
    const arrived = sink.countsByRecipient();
    for (const { id, email } of uncertain) {
      await dataOf(
        test.owner.post(`campaigns/${campaign.id}/recipients/${id}/resolve`, { outcome: arrived.has(email ?? '') ? 'sent' : 'notSent' }),
      );
      expect((await errorOf(test.owner.post(`campaigns/${campaign.id}/recipients/${id}/resolve`, { outcome: 'sent' }))).code).toBe(
        'recipient.notUncertain',
      );
    }
    const settled = await untilStatus(test.owner, campaign.id, 'sent');
    expect(settled.counts).toMatchObject({ accepted: 30, uncertain: 0 });
    expect(sink.received).toHaveLength(30);
    expectNobodyTwice(sink);
  });

  it('waits for a server that is out of reach, and blames no recipient', async () => {
    const { listId } = await seed(10, 'outage');
    const gone = await SmtpSink.start();
    await useSink(test.owner, gone);
    const campaign = await approvedCampaign(test.owner, [listId]);
    const { port } = gone.address;
    // The approval has just asked the server, so the launch does not ask again.
    gone.setFaults({ at: 'connect', action: { kind: 'drop' } });
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    await waitFor('the attempt', async () => {
      const rows = await recipientsOf(test.owner, campaign.id, '&state=planned');
      return rows.length === 10 && rows.some(({ error }) => error !== null);
    });
    expect((await getCampaign(test.owner, campaign.id)).counts).toMatchObject({ planned: 10, failed: 0, uncertain: 0 });
    expect((await recipientsOf(test.owner, campaign.id)).every(({ attempts }) => attempts === 0)).toBe(true);
    gone.setFaults();
    const goBack = await passTime(test, 10_000);
    try {
      await untilStatus(test.owner, campaign.id, 'sent');
    } finally {
      goBack();
      await useSink(test.owner, sink);
    }
    expect(gone.received).toHaveLength(10);
    expect(port).toBe(gone.address.port);
    await gone.stop();
  });
});
