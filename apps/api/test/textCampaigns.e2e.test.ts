import { type TwilioPost, TwilioServer } from '@rapport/providers/testing';
import request from 'supertest';
import { ProviderInquiry } from '../src/modules/campaigns/sending/ProviderInquiry.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { approve, type Campaign, getCampaign, recipientsOf, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import {
  begin,
  connectTwilio,
  type LabText,
  labTexts,
  phoneOf,
  seedPhones,
  textCampaign,
  type TextReview,
  WORDS,
} from './support/texts.js';
import { waitFor } from './support/waitFor.js';

let twilio: TwilioServer;
let test: TestApp;
beforeAll(async () => {
  twilio = await TwilioServer.start();
  test = await TestApp.start({ TWILIO_URL: twilio.url, PUBLIC_URL: 'http://rapport.example.com' });
});
afterAll(async () => {
  await test.stop();
  await twilio.stop();
  expect(twilio.problems).toEqual([]);
});
beforeEach(() => {
  twilio.arrivals.splice(0);
  twilio.faults.splice(0);
  twilio.stopped.clear();
});

const manager = (): Parameters<typeof seedPhones>[0] => test.services.dataSource.manager;

async function post({ url, body, headers }: TwilioPost): Promise<number> {
  const { pathname, search } = new URL(url);
  return (
    await request(test.app.getHttpServer())
      .post(pathname + search)
      .set(headers)
      .send(body)
  ).status;
}

function suppressed(owner: Person): Promise<{ addressKey: string; reason: string }[]> {
  return queryRows(
    manager(),
    sql`SELECT address_key AS "addressKey", reason FROM suppressions WHERE workspace_id = ${owner.workspaceId} AND channel = 'text' ORDER BY address_key`,
  );
}

function expectNobodyTwice(): void {
  const phones = twilio.arrivals.map(({ to }) => to);
  expect(phones.length).toBe(new Set(phones).size);
}

it('keeps its words itself, and takes neither those of an email nor more than 1,600 characters', async () => {
  const owner = await test.stranger('Wo Rds');
  const { listId } = await seedPhones(manager(), owner, 1);
  const campaign = await textCampaign(owner, listId);
  expect(campaign).toMatchObject({ type: 'text', text: WORDS, subject: null, template: null, fromEmail: null });
  const changed = await dataOf<{ text: string; version: number }>(
    owner.patch(`campaigns/${campaign.id}`, { version: campaign.version, text: 'Hi\nthere' }),
  );
  expect(changed.text).toBe('Hi\nthere');
  const change = (body: object): ReturnType<typeof errorOf> =>
    errorOf(owner.patch(`campaigns/${campaign.id}`, { version: changed.version, ...body }));
  expect((await change({ text: 'x'.repeat(1601) })).fields).toMatchObject([{ field: 'text' }]);
  expect((await change({ subject: 'Hello' })).fields).toMatchObject([{ field: 'subject', code: 'campaign.notOfThisChannel' }]);
  expect((await change({ tracking: { opens: true } })).fields).toMatchObject([{ field: 'tracking' }]);
  expect((await errorOf(owner.post('campaigns', { name: 'Mail', text: 'Hi' }))).fields).toMatchObject([{ field: 'text' }]);
  expect((await errorOf(owner.post('campaigns', { name: 'Mail', type: 'fax' }))).fields).toMatchObject([{ field: 'type' }]);
  const copy = await dataOf<Campaign & { type: string; text: string }>(owner.post(`campaigns/${campaign.id}/duplicate`));
  expect(copy).toMatchObject({ type: 'text', text: 'Hi\nthere', status: 'draft' });
  await dataOf(owner.patch(`campaigns/${copy.id}`, { version: copy.version, text: '' }));
  expect(await errorOf(owner.post(`campaigns/${copy.id}/request-approval`, {}))).toMatchObject({ status: 422, code: 'campaign.noText' });
});

it('goes through the mail lab where there is no account for texts, to phones, once each, and onto the timeline', async () => {
  const owner = await test.stranger('La B');
  const { listId, contactIds } = await seedPhones(manager(), owner, 4);
  const [first, second, third] = contactIds;
  await execute(manager(), sql`UPDATE base_contacts SET primary_phone = NULL, phone_e164 = NULL WHERE id = ${second ?? ''}`);
  await execute(manager(), sql`UPDATE base_contacts SET primary_phone = '030 23125501', phone_e164 = NULL WHERE id = ${third ?? ''}`);
  const { id } = await textCampaign(owner, listId);
  const review = await dataOf<TextReview>(owner.get(`campaigns/${id}/review`));
  expect(review.sender.type).toBe('mail_lab');
  expect(review.audience).toMatchObject({
    matched: 4,
    sendable: 2,
    skipped: expect.arrayContaining([
      { reason: 'noPhone', count: 1, message: '1 has no phone number' },
      { reason: 'phoneWithoutCountry', count: 1, message: '1 has a phone number without a country code' },
    ]) as unknown,
  });
  expect(review.preflight.filter(({ severity }) => severity !== 'ok').map(({ code }) => code)).toEqual(['sender.mailLab']);
  expect(review.cost).toEqual({ segmentsAtMost: 1, segments: 2, price: null, total: null, currency: 'USD' });
  expect(review.worstRenders.map(({ text, html }) => [text.slice(0, 9), html])).toContainEqual(['Hi First0', '']);
  await approve(owner, id);
  await dataOf(owner.post(`campaigns/${id}/send`));
  expect((await untilStatus(owner, id, 'sent')).counts).toMatchObject({ recipients: 4, accepted: 2, skipped: 2, failed: 0, uncertain: 0 });
  const texts = await labTexts(owner);
  expect(texts.map(({ channel, to, text, html, campaignId }) => ({ channel, to, text, html, campaignId }))).toEqual(
    expect.arrayContaining([
      {
        channel: 'text',
        to: phoneOf(0),
        text: 'Hi First0, our garden opens on Friday. Reply STOP to opt out',
        html: null,
        campaignId: id,
      },
    ]),
  );
  expect(texts).toHaveLength(2);
  const { items } = await dataOf<{ items: { type: string; status: string; content: object; campaignId: string }[] }>(
    owner.get(`contacts/${first ?? ''}/timeline?type=text`),
  );
  expect(items).toMatchObject([{ type: 'text', status: 'sent', campaignId: id }]);
  expect(items[0]?.content).toMatchObject({ message: 'Hi First0, our garden opens on Friday. Reply STOP to opt out' });

  const text = texts.find(({ to }) => to === phoneOf(0));
  const play = (body: object): ReturnType<typeof owner.post> => owner.post(`mail-lab/messages/${text?.id ?? ''}/play`, body);
  expect((await errorOf(play({ action: 'open' }))).fields).toMatchObject([{ field: 'action', code: 'mailLab.notDoneToTexts' }]);
  await dataOf(play({ action: 'reply', text: 'Which gate?' }));
  const played = await dataOf<LabText>(play({ action: 'unsubscribe' }));
  expect(played.events.map(({ type, detail }) => [type, detail])).toEqual([
    ['replied', 'Which gate?'],
    ['unsubscribed', 'STOP'],
  ]);
  await waitFor('STOP to count', async () => (await suppressed(owner)).length === 1);
  expect(await suppressed(owner)).toEqual([{ addressKey: phoneOf(0), reason: 'unsubscribed' }]);
  const again = await textCampaign(owner, listId);
  expect((await dataOf<TextReview>(owner.get(`campaigns/${again.id}/review`))).audience.skipped).toEqual(
    expect.arrayContaining([expect.objectContaining({ reason: 'unsubscribed', count: 1 })]),
  );
});

it('says before what it costs, what makes it long, and what is missing', async () => {
  const owner = await test.stranger('Co St');
  const { listId } = await seedPhones(manager(), owner, 10);
  await dataOf(owner.patch('settings', { values: { textPrice: '0.05', textCurrency: 'eur' } }));
  expect((await errorOf(owner.patch('settings', { values: { textPrice: 'cheap' } }))).status).toBe(422);
  const { id } = await textCampaign(owner, listId, { text: `Hi {{ first_name }} – ${'our garden opens again '.repeat(4)}` });
  const { preflight, cost } = await dataOf<TextReview>(owner.get(`campaigns/${id}/review`));
  expect(cost).toEqual({ segmentsAtMost: 2, segments: 20, price: 0.05, total: 1, currency: 'EUR' });
  const found = new Map(preflight.map((finding) => [finding.code, finding]));
  expect(found.get('text.unicode')).toMatchObject({ severity: 'warning', field: 'text' });
  expect(found.get('text.unicode')?.message).toContain('it would be 1 segment in place of 2');
  expect(found.get('text.noStop')).toMatchObject({ severity: 'warning', field: 'text' });
  expect(found.get('template.noFallback')).toMatchObject({ severity: 'warning', field: 'text' });
  const broken = await textCampaign(owner, listId, { text: 'Hi {{ frist_name }} {{ unsubscribe_url }}' });
  const errors = (await dataOf<TextReview>(owner.get(`campaigns/${broken.id}/review`))).preflight.filter(
    ({ severity }) => severity === 'error',
  );
  expect(errors.map(({ code, field }) => [code, field])).toEqual([
    ['template.unknownTag', 'text'],
    ['text.unsubscribeLink', 'text'],
  ]);
  await approve(owner, broken.id);
  expect(await errorOf(owner.post(`campaigns/${broken.id}/send`))).toMatchObject({ status: 422, code: 'campaign.preflightFailed' });
});

it('is sealed with its words: an edit in the database is not sent', async () => {
  const owner = await test.stranger('Se Al');
  const { listId } = await seedPhones(manager(), owner, 2);
  const { id } = await textCampaign(owner, listId);
  await approve(owner, id);
  await execute(manager(), sql`UPDATE campaigns SET text_body = 'Buy now' WHERE id = ${id}`);
  expect((await getCampaign(owner, id)).approval?.changes).toMatchObject([{ field: 'text', was: WORDS, is: 'Buy now' }]);
  expect(await errorOf(owner.post(`campaigns/${id}/send`))).toMatchObject({ status: 409, code: 'campaign.changedSinceApproval' });
  expect(await labTexts(owner)).toEqual([]);
  // Another account is another sender.
  const other = await textCampaign(owner, listId);
  await approve(owner, other.id);
  await connectTwilio(owner, twilio);
  expect(await errorOf(owner.post(`campaigns/${other.id}/send`))).toMatchObject({ status: 409, code: 'campaign.changedSinceApproval' });
});

it('sends a test to a phone, as the test text of the settings does', async () => {
  const owner = await test.stranger('Te Sts');
  const { listId } = await seedPhones(manager(), owner, 1);
  const { id } = await textCampaign(owner, listId);
  expect((await errorOf(owner.post(`campaigns/${id}/test`, { to: 'ann@example.com' }))).fields).toMatchObject([{ field: 'phone' }]);
  expect((await errorOf(owner.post(`campaigns/${id}/test`, { phone: '030 23125501' }))).fields).toMatchObject([{ field: 'phone' }]);
  expect(await dataOf(owner.post(`campaigns/${id}/test`, { phone: '+1 (415) 555-0123' }))).toMatchObject({ ok: true });
  expect(await labTexts(owner)).toMatchObject([{ to: '+14155550123', text: expect.stringContaining('Hi First0,') as unknown }]);
  expect((await getCampaign(owner, id)).counts.recipients).toBe(0);
  await connectTwilio(owner, twilio);
  expect(await dataOf(owner.post(`campaigns/${id}/test`, { phone: '+1 (415) 555-0123' }))).toMatchObject({ ok: true });
  expect(twilio.arrivals).toMatchObject([{ to: '+14155550123', from: twilio.number }]);
});

it('goes through Twilio: STOP, a slower pace and a broken connection cost nobody a text, and bring nobody two', async () => {
  const owner = await test.stranger('Twi Lios');
  const { hook } = await connectTwilio(owner, twilio);
  const { listId } = await seedPhones(manager(), owner, 40);
  for (let number = 31; number < 40; number += 1) twilio.stopped.add(phoneOf(number));
  twilio.faults.push(
    { kind: 'dropAfter' },
    { kind: 'dropBefore' },
    { kind: 'halfAfter' },
    { kind: 'status', status: 429, code: 20429, message: 'Too many requests' },
  );
  const id = await begin(owner, listId);
  await waitFor(
    'the texts to be given to Twilio',
    async () => {
      const { counts } = await getCampaign(owner, id);
      return counts.recipients === 40 && counts.planned + counts.claimed + counts.handed === 0;
    },
    60_000,
  );
  expectNobodyTwice();
  // What Twilio has in its list was sent; what is not in it after a while was not, and is sent now. The campaign asks by itself as well, when it ends.
  const longAgo = new Date(Date.now() - 10 * 60_000).toISOString();
  for (let times = 0; times < 5 && (await getCampaign(owner, id)).counts.uncertain > 0; times += 1) {
    await execute(
      manager(),
      sql`UPDATE campaign_recipients SET next_ask_at = ${longAgo}, handed_at = CASE WHEN address IN (${sql.list(twilio.arrivals.map(({ to }) => to))}) THEN handed_at ELSE ${longAgo} END
          WHERE campaign_id = ${id} AND state = 'uncertain'`,
    );
    await test.app.get(ProviderInquiry).sweep(systemContext(manager()));
    await untilStatus(owner, id, 'sent', 60_000);
  }
  const done = await untilStatus(owner, id, 'sent', 60_000);
  expect(done.counts).toMatchObject({ recipients: 40, accepted: 31, failed: 9, uncertain: 0 });
  // Only now: a broken connection may have been that of someone who had stopped.
  await waitFor('those who had stopped to be left alone', async () => (await suppressed(owner)).length === 9);
  expect(new Set((await suppressed(owner)).map(({ reason }) => reason))).toEqual(new Set(['unsubscribed']));
  expectNobodyTwice();
  expect(twilio.arrivals).toHaveLength(31);
  const row = (await recipientsOf(owner, id)).find(({ email }) => email === phoneOf(20));
  const arrival = twilio.arrivals.find(({ to }) => to === phoneOf(20));
  expect(arrival?.statusCallback).toBe(`${hook}?message=${row?.id ?? ''}`);
  if (!arrival) throw new Error('It did not arrive.');
  expect(await post(twilio.status(arrival, 'delivered'))).toBe(200);
  await waitFor('the delivery to count', async () => (await getCampaign(owner, id)).counts.delivered === 1);
});

it('stops for a person who writes STOP while it waits, and goes on for the others when it is resumed', async () => {
  const owner = await test.stranger('Mid Way');
  const { hook, id: accountId } = await connectTwilio(owner, twilio);
  await dataOf(owner.patch(`sender-accounts/${accountId}`, { ratePerMinute: 60 }));
  const { listId } = await seedPhones(manager(), owner, 6);
  const id = await begin(owner, listId);
  await dataOf(owner.post(`campaigns/${id}/pause`));
  await waitFor('the lanes to rest', async () => {
    const { counts } = await getCampaign(owner, id);
    return counts.claimed + counts.handed === 0;
  });
  const sentTo = new Set(twilio.arrivals.map(({ to }) => to));
  const waiting = Array.from({ length: 6 }, (_, index) => phoneOf(index)).find((phone) => !sentTo.has(phone));
  if (waiting !== undefined) {
    expect(await post(twilio.inbound(hook, waiting, 'STOP'))).toBe(200);
    await waitFor('STOP to count', async () => (await suppressed(owner)).length === 1);
  }
  twilio.stopped.clear();
  await dataOf(owner.post(`campaigns/${id}/resume`));
  const done = await untilStatus(owner, id, 'sent');
  expect(done.counts).toMatchObject({ recipients: 6, accepted: waiting === undefined ? 6 : 5, failed: 0, uncertain: 0 });
  expect(twilio.arrivals.some(({ to }) => to === waiting)).toBe(false);
  expectNobodyTwice();
});
