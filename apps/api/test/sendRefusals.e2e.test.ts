import { SmtpSink, type SinkOptions, type SmtpFault } from '@rapport/providers/testing';
import { queryRows, sql } from '../src/platform/database/sql.js';
import {
  approvedCampaign,
  type Campaign,
  expectNobodyTwice,
  getCampaign,
  passTime,
  recipientsOf,
  seedList,
  sumOfEnds,
  untilAtRest,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

let test: TestApp;
let sink: SmtpSink;
let runs = 0;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
afterEach(() => sink.stop());

const resume = (id: string): Promise<unknown> => dataOf(test.owner.post(`campaigns/${id}/resume`));
const reply = (code: number, text: string): SmtpFault['action'] => ({ kind: 'reply', code, text });
/** How many contacts of this run have been suppressed. */
async function suppressed(prefix: string): Promise<number> {
  const rows = await queryRows(test.services.dataSource.manager, sql`SELECT 1 FROM suppressions WHERE address_key LIKE ${`${prefix}%`}`);
  return rows.length;
}

/** A campaign on its way to so many people at a server of its own that fails like this. */
async function send(
  people: number,
  faults: (prefix: string) => SmtpFault[],
  options: SinkOptions = {},
): Promise<{ campaign: Campaign; prefix: string }> {
  runs += 1;
  const prefix = `run${runs}x`;
  sink = await SmtpSink.start(options);
  await useSink(test.owner, sink);
  const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, people, prefix);
  const campaign = await approvedCampaign(test.owner, [listId]);
  sink.setFaults(...faults(prefix));
  await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
  return { campaign, prefix };
}

describe('when the server refuses us', () => {
  const refusals: [string, SmtpFault['at'], number, string][] = [
    ['a block list', 'rcpt', 554, '5.7.1 Service unavailable; client host [10.5.1.10] is on our block list'],
    ['no relaying', 'rcpt', 550, '5.7.1 Relaying denied'],
    ['a banned address', 'rcpt', 550, '5.7.606 Access denied, banned sending IP [10.5.1.10]'],
    ['no authentication of the domain', 'dot', 550, '5.7.26 This mail has been blocked because the sender is unauthenticated'],
    ['a daily limit', 'dot', 550, '5.4.5 Daily user sending limit exceeded'],
    ['the content', 'dot', 552, '5.7.0 Message rejected due to content policy'],
    ['a sender address', 'mail', 553, '5.7.1 Sender address rejected: not owned by user'],
    ['words without a code', 'rcpt', 550, 'SPF check failed for this host'],
    ['an answer that says nothing', 'rcpt', 550, 'Requested action not taken'],
    ['every mailbox unknown', 'rcpt', 550, '5.1.1 User unknown in relay recipient table'],
  ];

  it.each(refusals)('%s: sending pauses, nobody is failed or suppressed, and all are sent to after the resume', async (...row) => {
    const [, at, code, text] = row;
    const { campaign, prefix } = await send(30, () => [{ at, action: reply(code, text) }]);
    const paused = await untilAtRest(test.owner, campaign.id, 'paused');
    expect(paused.statusReason).toContain(text.slice(0, 40));
    expect(paused.counts).toMatchObject({ accepted: 0, failed: 0, uncertain: 0, recipients: 30 });
    expect(await suppressed(prefix)).toBe(0);
    // It is not solved by resuming.
    await resume(campaign.id);
    const again = await untilAtRest(test.owner, campaign.id, 'paused');
    expect(again.counts).toMatchObject({ accepted: 0, failed: 0, planned: 30 });
    sink.setFaults();
    await resume(campaign.id);
    const done = await untilStatus(test.owner, campaign.id, 'sent');
    expect(done.counts).toMatchObject({ accepted: 30, failed: 0, uncertain: 0 });
    expect(await suppressed(prefix)).toBe(0);
    expectNobodyTwice(sink);
  });

  it('in the middle of a campaign: who was accepted stays so, the others wait', async () => {
    const { campaign, prefix } = await send(60, () => [{ at: 'rcpt', action: reply(554, '5.7.1 blocked'), after: 25 }]);
    const paused = await untilAtRest(test.owner, campaign.id, 'paused');
    expect(paused.counts).toMatchObject({ accepted: 25, failed: 0, planned: 35 });
    expect(await suppressed(prefix)).toBe(0);
    sink.setFaults();
    await resume(campaign.id);
    expect((await untilStatus(test.owner, campaign.id, 'sent')).counts).toMatchObject({ accepted: 60, failed: 0 });
    expectNobodyTwice(sink);
  });

  it('three recipients in all', async () => {
    const { campaign } = await send(3, () => [{ at: 'rcpt', action: reply(554, '5.7.1 Client host blocked') }]);
    expect((await untilAtRest(test.owner, campaign.id, 'paused')).counts).toMatchObject({ failed: 0, planned: 3 });
    expect(await dataOf(test.owner.get('sender'))).toMatchObject({ state: 'paused', stateReason: expect.stringContaining('blocked') });
    sink.setFaults();
    await resume(campaign.id);
    expect((await untilStatus(test.owner, campaign.id, 'sent')).counts.accepted).toBe(3);
  });

  it('says so when the sender still cannot be used at the resume', async () => {
    const { campaign } = await send(8, () => [{ at: 'rcpt', action: reply(554, '5.7.1 Client host blocked') }]);
    await untilAtRest(test.owner, campaign.id, 'paused');
    sink.setFaults({ at: 'greeting', action: reply(554, '5.7.1 Still blocked') });
    const error = await errorOf(test.owner.post(`campaigns/${campaign.id}/resume`));
    expect(error).toMatchObject({ code: 'sender.stillPaused', message: expect.stringContaining('Still blocked') });
    expect((await getCampaign(test.owner, campaign.id)).status).toBe('paused');
  });
});

describe('when the server refuses one recipient', () => {
  const answers: [string, SmtpFault['at'], number, string, number][] = [
    ['a word about relaying', 'rcpt', 550, '5.1.1 <r03@example.com>: Recipient address rejected: User unknown in relay recipient table', 1],
    ['words about blocking', 'rcpt', 550, '5.1.1 <blocked@spam.example>: user unknown, authentication policy 5.7.1', 1],
    ['a full mailbox', 'rcpt', 552, '5.2.2 rate of quota exceeded', 0],
    ['a code about us', 'rcpt', 554, '5.7.1 Relay access denied', 0],
    ['spam', 'dot', 554, 'looks like spam', 0],
    ['a restricted group', 'rcpt', 550, '5.7.133 sender not authenticated for group', 0],
    ['no words at all', 'rcpt', 550, '', 0],
  ];

  it.each(answers)('%s: that one fails, the rest is sent', async (_name, at, code, text, bounces) => {
    const { campaign, prefix } = await send(30, (name) => [{ at, action: reply(code, text), recipient: `${name}3@` }]);
    const done = await untilStatus(test.owner, campaign.id, 'sent', 30_000);
    expect(done.counts).toMatchObject({ accepted: 29, failed: 1, uncertain: 0 });
    expect((await recipientsOf(test.owner, campaign.id, '&state=failed')).map(({ email }) => email)).toEqual([`${prefix}3@example.com`]);
    if (bounces > 0) await waitFor('the bounce', async () => (await suppressed(prefix)) === bounces);
    expect(await suppressed(prefix)).toBe(bounces);
    expectNobodyTwice(sink);
  });

  it('the last one on the list for a reason of ours: never blocks a resume', async () => {
    const { campaign, prefix } = await send(1, () => [{ at: 'rcpt', action: reply(554, '5.7.1 Relay access denied') }]);
    expect((await untilAtRest(test.owner, campaign.id, 'paused')).counts.failed).toBe(0);
    await resume(campaign.id);
    expect((await untilStatus(test.owner, campaign.id, 'sent')).counts).toMatchObject({ failed: 1 });
    expect(await suppressed(prefix)).toBe(0);
  });
});

describe('when one mailbox is busy', () => {
  const busy: [string, SmtpFault['at'], SmtpFault['action']][] = [
    ['receiving at a rate', 'rcpt', reply(450, '4.2.1 The recipient is receiving mail at a rate that prevents delivery')],
    ['over quota', 'rcpt', reply(452, '4.2.2 mailbox quota exceeded, too many messages')],
    ['greylisted', 'rcpt', reply(451, '4.7.1 Greylisted, try again in 5 minutes')],
    ['put off after the message', 'dot', reply(451, '4.3.0 slow down')],
    ['closing for this one', 'rcpt', reply(421, '4.7.0 try later')],
    ['hanging up on this one', 'rcpt', { kind: 'drop' }],
  ];

  it.each(busy)('%s: only that row waits', async (_name, at, action) => {
    const { campaign, prefix } = await send(300, (name) => [{ at, action, recipient: `${name}7@` }]);
    await waitFor('all others', async () => (await getCampaign(test.owner, campaign.id)).counts.accepted === 299, 25_000);
    await waitFor('the row', async () => (await getCampaign(test.owner, campaign.id)).counts.planned === 1);
    const [waiting] = await recipientsOf(test.owner, campaign.id, '&state=planned');
    expect(waiting).toMatchObject({ email: `${prefix}7@example.com`, attempts: 1, nextAttemptAt: expect.any(String) });
    expect(waiting?.error).toBeTruthy();
    sink.setFaults();
    const goBack = await passTime(test, 6 * 60_000);
    try {
      expect((await untilStatus(test.owner, campaign.id, 'sent')).counts).toMatchObject({ accepted: 300, failed: 0 });
    } finally {
      goBack();
    }
    expectNobodyTwice(sink);
  });

  it('comes to an end after its last attempt, with the reason', async () => {
    const { campaign, prefix } = await send(4, (name) => [
      { at: 'rcpt', action: reply(450, '4.2.1 busy for good'), recipient: `${name}2@` },
    ]);
    await waitFor('the others', async () => (await getCampaign(test.owner, campaign.id)).counts.accepted === 3);
    const goBack: (() => void)[] = [];
    try {
      for (let attempt = 2; attempt <= 7; attempt += 1) {
        goBack.push(await passTime(test, 13 * 3_600_000));
        await waitFor(`attempt ${attempt}`, async () => {
          const rows = await recipientsOf(test.owner, campaign.id);
          return rows.some(
            ({ email, attempts, state }) => email === `${prefix}2@example.com` && attempts === attempt && state !== 'handed',
          );
        });
      }
      const done = await untilStatus(test.owner, campaign.id, 'sent');
      expect(done.counts).toMatchObject({ accepted: 3, failed: 1 });
    } finally {
      for (const back of goBack) back();
    }
    const [failed] = await recipientsOf(test.owner, campaign.id, '&state=failed');
    expect(failed?.error).toMatch(/7 attempts.*busy for good/);
    expect(await suppressed(prefix)).toBe(0);
  });
});

describe('when a connection carries only so many messages', () => {
  const limits: [string, NonNullable<SinkOptions['perConnection']>][] = [
    ['421 at MAIL', { messages: 20, at: 'mail', action: { kind: 'reply', code: 421, text: '4.7.0 Too many messages' } }],
    ['450 at RCPT', { messages: 20, at: 'rcpt', action: { kind: 'reply', code: 450, text: '4.2.1 limit' } }],
    ['it is closed', { messages: 7, at: 'mail', action: { kind: 'drop' } }],
  ];

  it.each(limits)('%s: the others do not wait', async (_name, perConnection) => {
    const { campaign } = await send(300, () => [], { perConnection });
    const done = await untilStatus(test.owner, campaign.id, 'sent', 25_000);
    expect(done.counts).toMatchObject({ accepted: 300, failed: 0, uncertain: 0 });
    expect(sumOfEnds(done.counts)).toBe(300);
    expect((await recipientsOf(test.owner, campaign.id)).every(({ attempts }) => attempts === 1)).toBe(true);
    expectNobodyTwice(sink);
  });
});
