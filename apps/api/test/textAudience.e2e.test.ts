import { TwilioServer } from '@rapport/providers/testing';
import request from 'supertest';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { approve, getCampaign, recipientsOf, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { begin, connectTwilio, labTexts, phoneOf, seedPhones, textCampaign, type TextReview } from './support/texts.js';
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

const manager = (): Parameters<typeof seedPhones>[0] => test.services.dataSource.manager;

it('leaves out whom the text cannot be written for, with the reason, and is refused only when nobody is left', async () => {
  const owner = await test.stranger('Le Ft');
  const { listId, contactIds } = await seedPhones(manager(), owner, 4);
  const [, nameless, wordy] = contactIds;
  await execute(manager(), sql`UPDATE base_contacts SET first_name = NULL WHERE id = ${nameless ?? ''}`);
  await execute(manager(), sql`UPDATE base_contacts SET first_name = ${'Ann '.repeat(60)} WHERE id = ${wordy ?? ''}`);
  const { id } = await textCampaign(owner, listId, { text: '{{ first_name }}'.repeat(8) });
  const { audience, preflight, cost, worstRenders } = await dataOf<TextReview>(owner.get(`campaigns/${id}/review`));
  expect(audience).toMatchObject({
    matched: 4,
    sendable: 2,
    skipped: expect.arrayContaining([
      { reason: 'textEmpty', count: 1, message: '1 would get an empty text' },
      { reason: 'textTooLong', count: 1, message: '1 would get a text that is too long' },
    ]) as unknown,
  });
  const found = new Map(preflight.map((finding) => [finding.code, finding]));
  expect(found.get('text.notForAll')).toMatchObject({ severity: 'warning', field: 'text' });
  expect(found.get('text.notForAll')?.message).toMatch(
    /^Of 4 recipients, 2 are left out: for 1, [^;]+; for 1, [^;]+\. Add a fallback to its merge tags\. Shorten it\.$/,
  );
  expect(found.get('audience.fine')?.message).toBe('2 people will get this message.');
  expect(cost).toMatchObject({ segments: 2, segmentsAtMost: 1 });
  expect(worstRenders).toHaveLength(2);
  await approve(owner, id);
  await dataOf(owner.post(`campaigns/${id}/send`));
  expect((await untilStatus(owner, id, 'sent')).counts).toMatchObject({ recipients: 4, accepted: 2, skipped: 2, failed: 0 });
  const skipped = await recipientsOf(owner, id, '&state=skipped');
  expect(new Map(skipped.map(({ contactId, skipReason }) => [contactId, skipReason]))).toEqual(
    new Map([
      [nameless, 'textEmpty'],
      [wordy, 'textTooLong'],
    ]),
  );
  expect((await labTexts(owner)).map(({ to }) => to).sort()).toEqual([phoneOf(0), phoneOf(3)]);

  const other = await textCampaign(owner, listId, { text: '{{ company }}' });
  const review = await dataOf<TextReview>(owner.get(`campaigns/${other.id}/review`));
  expect(review.audience.sendable).toBe(0);
  expect(review.preflight.filter(({ severity }) => severity === 'error').map(({ code, message }) => [code, message])).toContainEqual([
    'text.forNobody',
    'All of 4 recipients would be left out: with their values nothing is left of the text. Add a fallback to its merge tags.',
  ]);
  await approve(owner, other.id);
  expect(await errorOf(owner.post(`campaigns/${other.id}/send`))).toMatchObject({ status: 422, code: 'campaign.preflightFailed' });
});

it('keeps to what people chose on the preference page of their email: topics left, and pauses', async () => {
  const owner = await test.stranger('Ch Ose');
  const { listId, contactIds } = await seedPhones(manager(), owner, 6);
  const emails = await queryRows<{ id: string; email: string }>(
    manager(),
    sql`SELECT id, email_key AS email FROM base_contacts WHERE id IN (${sql.list(contactIds)})`,
  );
  const topic = await dataOf<{ id: string }>(owner.post('topics', { name: 'Garden' }));
  const pathOf = (index: number): string => {
    const contactId = contactIds[index] ?? null;
    const addressKey = emails.find(({ id }) => id === contactId)?.email ?? '';
    const link = { workspaceId: owner.workspaceId, contactId, recipientId: null, addressKey };
    return `${new URL(test.app.get(UnsubscribeService).urlFor(link)).pathname}/preferences`;
  };
  const choose = async (index: number, form: object): Promise<string> =>
    (await request(test.app.getHttpServer()).post(pathOf(index)).type('form').send(form)).text;
  const words = 'Topics and pauses also count for text messages.';
  expect(await choose(0, { action: 'save', shown: topic.id })).not.toContain(words);
  await choose(1, { action: 'pause' });
  // Of email only: texts have their own word.
  await choose(2, { action: 'stop' });
  const audience = { listIds: [listId], excludeListIds: [], topicId: topic.id };
  const { id } = await textCampaign(owner, listId, { audience });
  const reasonsOf = async (): Promise<string[][]> =>
    (await dataOf<TextReview>(owner.get(`campaigns/${id}/review`))).audience.skipped
      .map(({ reason, count }) => [reason, String(count)])
      .sort();
  expect(await reasonsOf()).toEqual([
    ['leftTopic', '1'],
    ['paused', '1'],
  ]);
  await approve(owner, id);
  await dataOf(owner.post(`campaigns/${id}/send`));
  expect((await untilStatus(owner, id, 'sent')).counts).toMatchObject({ recipients: 6, accepted: 4, skipped: 2 });
  const skipped = await recipientsOf(owner, id, '&state=skipped');
  expect(new Map(skipped.map(({ contactId, skipReason }) => [contactId, skipReason]))).toEqual(
    new Map([
      [contactIds[0], 'leftTopic'],
      [contactIds[1], 'paused'],
    ]),
  );
  // Another topic, or none, is not left by that.
  const plain = await textCampaign(owner, listId);
  const { audience: all } = await dataOf<TextReview>(owner.get(`campaigns/${plain.id}/review`));
  expect(all.skipped.map(({ reason }) => reason)).toEqual(['paused']);
  await connectTwilio(owner, twilio);
  expect(await choose(0, {})).toContain(words);
  expect(await choose(2, {})).toContain('This is about email only.');
});

it('keeps to what is chosen while a text waits for its turn', async () => {
  const owner = await test.stranger('La Te');
  const { id: accountId } = await connectTwilio(owner, twilio);
  await dataOf(owner.patch(`sender-accounts/${accountId}`, { ratePerMinute: 60 }));
  const { listId, contactIds } = await seedPhones(manager(), owner, 6);
  const topic = await dataOf<{ id: string }>(owner.post('topics', { name: 'Garden' }));
  const id = await begin(owner, listId, { audience: { listIds: [listId], excludeListIds: [], topicId: topic.id } });
  await dataOf(owner.post(`campaigns/${id}/pause`));
  await waitFor('the lanes to rest', async () => {
    const { counts } = await getCampaign(owner, id);
    return counts.recipients === 6 && counts.claimed + counts.handed === 0;
  });
  const sentTo = new Set(twilio.arrivals.map(({ to }) => to));
  const waiting = [0, 1, 2, 3, 4, 5].filter((index) => !sentTo.has(phoneOf(index)));
  const now = new Date().toISOString();
  for (const index of waiting)
    await execute(
      manager(),
      sql`INSERT INTO topic_opt_outs (workspace_id, channel, address_key, topic_id, created_at)
          SELECT workspace_id, 'email', email_key, ${topic.id}, ${now} FROM base_contacts WHERE id = ${contactIds[index] ?? ''}`,
    );
  expect(waiting.length).toBeGreaterThan(0);
  await dataOf(owner.post(`campaigns/${id}/resume`));
  expect((await untilStatus(owner, id, 'sent')).counts).toMatchObject({ accepted: 6 - waiting.length, skipped: waiting.length, failed: 0 });
  const skipped = await recipientsOf(owner, id, '&state=skipped');
  expect(new Set(skipped.map(({ skipReason }) => skipReason))).toEqual(new Set(['leftTopic']));
});
