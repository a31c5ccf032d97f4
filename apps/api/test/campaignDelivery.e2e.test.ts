import { SmtpSink } from '@rapport/providers/testing';
import { ExpandAudienceJob } from '../src/modules/campaigns/sending/ExpandAudienceJob.js';
import { RecordDelivery } from '../src/modules/campaigns/sending/RecordDelivery.js';
import { SendBatchJob } from '../src/modules/campaigns/sending/SendBatchJob.js';
import type { DeliveryReport, DeliveryReportType } from '../src/modules/providers/DeliveryEvents.js';
import { MailLabStoreService } from '../src/modules/providers/MailLabStoreService.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext, systemContext } from '../src/platform/context/contexts.js';
import { execute, queryOne, queryRows, sql } from '../src/platform/database/sql.js';
import {
  approvedCampaign,
  type Campaign,
  expectNobodyTwice,
  getCampaign,
  recipientsOf,
  seedList,
  sumOfEnds,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface LabMessage {
  id: string;
  to: string;
  subject: string;
  campaignId: string | null;
}

let test: TestApp;
let ctx: WorkspaceContext;
beforeAll(async () => {
  test = await TestApp.start();
  ctx = jobContext(test.services.dataSource.manager, test.owner.workspaceId, 'test');
});
afterAll(() => test.stop());

const seed = (count: number, prefix: string): ReturnType<typeof seedList> => seedList(ctx.manager, test.owner.workspaceId, count, prefix);

async function sendTo(count: number, prefix: string): Promise<Campaign> {
  const { listId } = await seed(count, prefix);
  const campaign = await approvedCampaign(test.owner, [listId]);
  await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
  return untilStatus(test.owner, campaign.id, 'sent');
}

async function labMessages(campaignId: string): Promise<LabMessage[]> {
  const { items } = await dataOf<{ items: LabMessage[] }>(test.owner.get('mail-lab/messages?limit=200'));
  return items.filter((message) => message.campaignId === campaignId);
}

describe('a campaign through the mail lab', () => {
  it('reaches the built-in mailbox without any settings', async () => {
    const campaign = await sendTo(25, 'lab');
    expect(campaign.counts).toMatchObject({ recipients: 25, accepted: 25 });
    expect((await labMessages(campaign.id)).map(({ to }) => to).sort()).toEqual(
      Array.from({ length: 25 }, (_, i) => `lab${i}@example.com`).sort(),
    );
  });

  it('hears what recipients do: opened, clicked, bounced, complained, unsubscribed, replied', async () => {
    const campaign = await sendTo(6, 'hear');
    const byAddress = new Map((await labMessages(campaign.id)).map((message) => [message.to, message.id]));
    const play = (index: number, action: string, extra: object = {}): Promise<unknown> =>
      dataOf(test.owner.post(`mail-lab/messages/${byAddress.get(`hear${index}@example.com`)}/play`, { action, ...extra }));
    await play(0, 'open');
    await play(0, 'open');
    await play(1, 'bounce');
    await play(2, 'complain');
    await play(3, 'unsubscribe');
    await play(4, 'reply', { text: 'Thank you!' });
    await waitFor('the ledger', async () => {
      const { counts } = await getCampaign(test.owner, campaign.id);
      return counts.opened === 1 && counts.bounced === 1 && counts.unsubscribed === 1 && counts.delivered === 4;
    });
    const { counts } = await getCampaign(test.owner, campaign.id);
    expect(counts).toMatchObject({ recipients: 6, accepted: 1, delivered: 4, failed: 1, complained: 1, replied: 1 });
    const [bounced] = await recipientsOf(test.owner, campaign.id, '&state=failed');
    expect(bounced).toMatchObject({ email: 'hear1@example.com', error: expect.stringContaining('550') });
    const suppressed = await queryRows<{ address_key: string; reason: string }>(
      ctx.manager,
      sql`SELECT address_key, reason FROM suppressions WHERE address_key LIKE 'hear%' ORDER BY address_key`,
    );
    expect(suppressed.map(({ address_key, reason }) => [address_key, reason])).toEqual([
      ['hear1@example.com', 'bounced'],
      ['hear2@example.com', 'complained'],
      ['hear3@example.com', 'unsubscribed'],
    ]);
    const logs = await queryRows<{ status: string }>(
      ctx.manager,
      sql`SELECT status FROM communication_logs WHERE campaign_id = ${campaign.id} ORDER BY status`,
    );
    expect(logs.map(({ status }) => status)).toEqual(['bounced', 'complained', 'opened', 'replied', 'sent', 'unsubscribed']);
  });

  it('asks the mail lab about messages whose fate is unknown, and sends none twice', async () => {
    const labs = test.app.get(MailLabStoreService);
    const workspaceId = test.owner.workspaceId;
    const real = labs.storeFor(workspaceId);
    const failed = new Set<string>();
    const real2 = {
      ...real,
      store: async (delivery: Parameters<typeof real.store>[0]): Promise<void> => {
        const isFirst = !failed.has(delivery.to);
        failed.add(delivery.to);
        if (isFirst && delivery.to.startsWith('ask1')) throw new Error('failed before it was stored');
        await real.store(delivery, null);
        if (isFirst && delivery.to.startsWith('ask2')) throw new Error('failed after it was stored');
      },
    };
    labs.register(() => real2);
    // A changed setting makes the pool open the sender anew, with the store that fails.
    await dataOf(test.owner.put('sender', { type: 'mail_lab', config: {} }));
    try {
      const campaign = await sendTo(30, 'ask');
      expect(campaign.counts).toMatchObject({ recipients: 30, accepted: 30, uncertain: 0, failed: 0 });
      expect((await labMessages(campaign.id)).map(({ to }) => to)).toHaveLength(30);
      const replanned = (await recipientsOf(test.owner, campaign.id)).filter(({ attempts }) => attempts === 2);
      expect(replanned.map(({ email }) => email?.slice(0, 4))).toEqual(Array.from({ length: 11 }, () => 'ask1'));
    } finally {
      labs.register(() => real);
      await dataOf(test.owner.put('sender', { type: 'mail_lab', config: {} }));
    }
  });
});

describe('reports about messages', () => {
  const report = (messageId: string, type: DeliveryReportType, eventId: string): DeliveryReport => ({
    workspaceId: test.owner.workspaceId,
    provider: 'vendor',
    account: test.owner.workspaceId,
    eventId,
    type,
    messageId,
    address: null,
    occurredAt: '2026-11-23T10:00:00.000Z',
    detail: {},
  });
  const stateOf = async (id: string): Promise<unknown> => {
    return queryOne<object>(ctx.manager, sql`SELECT state, delivered_at, opened_at, bounced_at FROM campaign_recipients WHERE id = ${id}`);
  };

  it('count once, in whatever order and however often they come', async () => {
    const campaign = await sendTo(2, 'order');
    const record = test.app.get(RecordDelivery);
    const [first, second] = await recipientsOf(test.owner, campaign.id);
    const shuffled: [DeliveryReportType, string][] = [
      ['opened', 'e2'],
      ['delivered', 'e1'],
      ['opened', 'e2'],
      ['clicked', 'e3'],
      ['delivered', 'e1'],
    ];
    for (const [type, eventId] of shuffled) await record.record(ctx, report(first?.messageId ?? '', type, `order-${eventId}`));
    expect(await stateOf(first?.id ?? '')).toMatchObject({ state: 'delivered', opened_at: '2026-11-23T10:00:00.000Z' });
    // A bounce is the last word, even when an older "delivered" arrives after it.
    await record.record(ctx, report(second?.messageId ?? '', 'bounced', 'order-b1'));
    await record.record(ctx, report(second?.messageId ?? '', 'delivered', 'order-b0'));
    expect(await stateOf(second?.id ?? '')).toMatchObject({ state: 'failed', bounced_at: '2026-11-23T10:00:00.000Z' });
    const events = await queryRows(ctx.manager, sql`SELECT id FROM delivery_events WHERE event_id LIKE 'order-%'`);
    expect(events).toHaveLength(5);
    const message = await dataOf<{ state: string; events: { type: string }[] }>(test.owner.get(`messages/${first?.id}`));
    expect(message.events.map(({ type }) => type).sort()).toEqual(['clicked', 'delivered', 'opened']);
  });

  it('find a message by the id that its provider gave it, which the acceptance stored', async () => {
    const campaign = await sendTo(2, 'vendor');
    const [first, second] = await recipientsOf(test.owner, campaign.id);
    const stored = await queryRows<{ id: string; vendor: string | null }>(
      ctx.manager,
      sql`SELECT id, vendor_message_id AS vendor FROM campaign_recipients WHERE campaign_id = ${campaign.id} ORDER BY id`,
    );
    expect(stored.map(({ vendor }) => vendor)).toEqual([first?.messageId, second?.messageId]);
    await execute(ctx.manager, sql`UPDATE campaign_recipients SET vendor_message_id = 'vendor-7' WHERE id = ${first?.id ?? ''}`);
    const record = test.app.get(RecordDelivery);
    await record.record(ctx, { ...report('', 'delivered', 'vendor-e1'), providerMessageId: 'vendor-7' });
    await record.record(ctx, { ...report('', 'delivered', 'vendor-e2'), providerMessageId: 'vendor-8' });
    expect(await stateOf(first?.id ?? '')).toMatchObject({ state: 'delivered' });
    expect(await stateOf(second?.id ?? '')).toMatchObject({ state: 'accepted' });
  });

  it('of two accounts may have the same id, and count for each', async () => {
    const campaign = await sendTo(2, 'accounts');
    const [first, second] = await recipientsOf(test.owner, campaign.id);
    const record = test.app.get(RecordDelivery);
    await record.record(ctx, { ...report(first?.messageId ?? '', 'delivered', 'same-id'), account: 'account-1' });
    await record.record(ctx, { ...report(second?.messageId ?? '', 'delivered', 'same-id'), account: 'account-2' });
    await record.record(ctx, { ...report(second?.messageId ?? '', 'bounced', 'same-id'), account: 'account-2' });
    expect(await stateOf(first?.id ?? '')).toMatchObject({ state: 'delivered' });
    expect(await stateOf(second?.id ?? '')).toMatchObject({ state: 'delivered', bounced_at: null });
  });

  it('about messages of others, or of nobody, change nothing', async () => {
    const campaign = await sendTo(1, 'other');
    const [recipient] = await recipientsOf(test.owner, campaign.id);
    const stranger = await test.stranger();
    const record = test.app.get(RecordDelivery);
    await record.record(
      { ...ctx, workspaceId: stranger.workspaceId },
      { ...report(recipient?.messageId ?? '', 'bounced', 'foreign-1'), workspaceId: stranger.workspaceId },
    );
    await record.record(ctx, report('<unknown@example.com>', 'bounced', 'foreign-2'));
    expect(await stateOf(recipient?.id ?? '')).toMatchObject({ state: 'accepted' });
  });
});

describe('jobs that are delivered twice', () => {
  it('send to nobody twice, whether one after the other or at the same time', async () => {
    const sink = await SmtpSink.start();
    try {
      await useSink(test.owner, sink);
      sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 5 } });
      const { listId } = await seed(300, 'twice');
      const campaign = await approvedCampaign(test.owner, [listId]);
      await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
      const run = {
        ctx: systemContext(test.services.dataSource.manager),
        jobId: 'again',
        attempt: 2,
        requestId: undefined,
        signal: new AbortController().signal,
      };
      const expand = test.app.get(ExpandAudienceJob);
      const send = test.app.get(SendBatchJob);
      const batch = { campaignId: campaign.id, lane: 0, outages: 0 };
      await Promise.all([expand.handle({ campaignId: campaign.id }, run), expand.handle({ campaignId: campaign.id }, run)]);
      await Promise.all([send.handle(batch, run), send.handle(batch, run), send.handle({ ...batch, lane: 1 }, run)]);
      await send.handle(batch, run);
      const done = await untilStatus(test.owner, campaign.id, 'sent', 30_000);
      expect(done.counts.recipients).toBe(300);
      expect(sumOfEnds(done.counts)).toBe(300);
      expectNobodyTwice(sink);
      expect(sink.countsByRecipient().size).toBe(300);
      expect(done.counts).toMatchObject({ accepted: 300, uncertain: 0 });
    } finally {
      await dataOf(test.owner.put('sender', { type: 'mail_lab', config: {} }));
      await sink.stop();
    }
  });
});
