import { SmtpSink } from '@rapport/providers/testing';
import request from 'supertest';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { approve, createCampaign, getCampaign, recipientsOf, seedList, untilStatus, useSink } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

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

interface Topic {
  id: string;
  name: string;
  description: string | null;
  isArchived: boolean;
  version: number;
}

const manager = () => test.services.dataSource.manager;
const topic = (): Promise<Topic> => dataOf(test.owner.post('topics', { name: `Topic ${(made += 1)}`, description: 'Once a month' }));
const audienceOf = (listId: string, topicId: string | null) => ({ listIds: [listId], excludeListIds: [], topicId });
/** As the preference page writes it. */
const leave = async (address: string, topicId: string): Promise<void> => {
  await queryRows(
    manager(),
    sql`INSERT INTO topic_opt_outs (workspace_id, channel, address_key, topic_id, created_at)
        VALUES (${test.owner.workspaceId}, 'email', ${address}, ${topicId}, '2026-01-01T00:00:00.000Z')`,
  );
};
const pause = async (address: string, until: string): Promise<void> => {
  await queryRows(
    manager(),
    sql`INSERT INTO consent_pauses (workspace_id, channel, address_key, until, created_at)
        VALUES (${test.owner.workspaceId}, 'email', ${address}, ${until}, '2026-01-01T00:00:00.000Z')`,
  );
};

describe('topics', () => {
  it('are named once, ordered, archived and restored', async () => {
    const [one, two] = [await topic(), await topic()];
    expect(await errorOf(test.owner.post('topics', { name: one.name.toUpperCase() }))).toMatchObject({
      status: 409,
      code: 'topic.nameTaken',
    });
    const renamed = await dataOf<Topic>(test.owner.patch(`topics/${one.id}`, { name: 'Offers', description: null, version: 1 }));
    expect(renamed).toMatchObject({ name: 'Offers', description: null, version: 2 });
    expect(await errorOf(test.owner.patch(`topics/${one.id}`, { name: 'Else', version: 1 }))).toMatchObject({
      code: 'topic.changedMeanwhile',
    });
    const open = (await dataOf<Topic[]>(test.owner.get('topics'))).filter(({ isArchived }) => !isArchived).map(({ id }) => id);
    const turned = [...open].reverse();
    await dataOf(test.owner.put('topics/order', { topicIds: turned }));
    expect((await dataOf<Topic[]>(test.owner.get('topics'))).map(({ id }) => id)).toEqual(turned);
    expect(await errorOf(test.owner.put('topics/order', { topicIds: [one.id] }))).toMatchObject({ code: 'topic.orderOutdated' });
    expect(await dataOf<Topic>(test.owner.post(`topics/${two.id}/archive`))).toMatchObject({ isArchived: true });
    expect(await dataOf<Topic>(test.owner.post(`topics/${two.id}/restore`))).toMatchObject({ isArchived: false });
  });

  it('are their own workspace’s alone', async () => {
    const { id } = await topic();
    const stranger = await test.stranger();
    expect((await errorOf(stranger.patch(`topics/${id}`, { name: 'Mine', version: 1 }))).status).toBe(404);
    expect((await errorOf(stranger.post('campaigns', { name: 'C', audience: audienceOf('', id) }))).status).toBe(422);
    expect(await dataOf<Topic[]>(stranger.get('topics'))).toEqual([]);
  });
});

describe('a campaign about a topic', () => {
  it('leaves out who has left it or has paused everything, with the reason, on the review page and in the ledger', async () => {
    const { id: topicId } = await topic();
    const { listId } = await seedList(manager(), test.owner.workspaceId, 5, 'about');
    await leave('about0@example.com', topicId);
    await pause('about1@example.com', '2099-01-01T00:00:00.000Z');
    await pause('about2@example.com', '2020-01-01T00:00:00.000Z');
    await leave('about3@example.com', (await topic()).id);
    const { id } = await createCampaign(test.owner, [], { audience: audienceOf(listId, topicId) });
    const review = await dataOf<{ audience: { sendable: number; skipped: object[] } }>(test.owner.get(`campaigns/${id}/review`));
    expect(review.audience.sendable).toBe(3);
    expect(review.audience.skipped).toEqual(
      expect.arrayContaining([
        { reason: 'leftTopic', count: 1, message: '1 has left this topic' },
        { reason: 'paused', count: 1, message: '1 has paused messages from you' },
      ]),
    );
    await approve(test.owner, id);
    await dataOf(test.owner.post(`campaigns/${id}/send`));
    await untilStatus(test.owner, id, 'sent');
    const skipped = await recipientsOf(test.owner, id, '&state=skipped');
    expect(skipped.map(({ email, skipReason }) => [email, skipReason]).sort()).toEqual([
      ['about0@example.com', 'leftTopic'],
      ['about1@example.com', 'paused'],
    ]);
    expect([0, 1, 2, 3, 4].map((n) => sink.countsByRecipient().get(`about${n}@example.com`) ?? 0)).toEqual([0, 0, 1, 1, 1]);
  });

  it('is left by the link of its message, which then counts as unsubscribed; leaving another topic does not', async () => {
    const [own, other] = [await topic(), await topic()];
    const { listId } = await seedList(manager(), test.owner.workspaceId, 1, 'counted');
    const { id } = await createCampaign(test.owner, [], { audience: audienceOf(listId, own.id) });
    await approve(test.owner, id);
    await dataOf(test.owner.post(`campaigns/${id}/send`));
    await untilStatus(test.owner, id, 'sent');
    const [recipient] = await recipientsOf(test.owner, id);
    const link = { workspaceId: test.owner.workspaceId, contactId: recipient?.contactId ?? null, recipientId: recipient?.id ?? null };
    const url = test.app.get(UnsubscribeService).urlFor({ ...link, addressKey: 'counted0@example.com', topicId: own.id });
    const path = new URL(url).pathname;
    const post = (to: string, form = ''): Promise<unknown> =>
      Promise.resolve(request(test.app.getHttpServer()).post(to).type('form').send(form));
    await post(`${path}/preferences`, `action=save&shown=${other.id}`);
    await post(path);
    await waitFor('the figure', async () => (await getCampaign(test.owner, id)).counts.unsubscribed === 1);
    const events = await queryRows<{ event: string; topic: string }>(
      manager(),
      sql`SELECT event, topic_id AS topic FROM consent_events WHERE address_key = 'counted0@example.com' ORDER BY id`,
    );
    expect(events).toEqual([
      { event: 'topicLeft', topic: other.id },
      { event: 'topicLeft', topic: own.id },
    ]);
    expect(await queryRows(manager(), sql`SELECT event_id FROM delivery_events WHERE recipient_id = ${recipient?.id}`)).toHaveLength(1);
  });

  it('reaches those who left it when it is about nothing', async () => {
    const { listId } = await seedList(manager(), test.owner.workspaceId, 1, 'plain');
    await leave('plain0@example.com', (await topic()).id);
    const { id } = await createCampaign(test.owner, [], { audience: audienceOf(listId, null) });
    await approve(test.owner, id);
    await dataOf(test.owner.post(`campaigns/${id}/send`));
    expect((await untilStatus(test.owner, id, 'sent')).counts).toMatchObject({ accepted: 1, skipped: 0 });
  });

  it('skips at the last moment who leaves or pauses while it is being sent', async () => {
    const { id: topicId } = await topic();
    const { listId } = await seedList(manager(), test.owner.workspaceId, 60, 'latetopic');
    sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 800 } });
    const { id } = await createCampaign(test.owner, [], { audience: audienceOf(listId, topicId) });
    await approve(test.owner, id);
    await dataOf(test.owner.post(`campaigns/${id}/send`));
    await waitFor('the ledger', async () => (await getCampaign(test.owner, id)).counts.recipients === 60);
    await leave('latetopic59@example.com', topicId);
    await pause('latetopic58@example.com', '2099-01-01T00:00:00.000Z');
    expect((await untilStatus(test.owner, id, 'sent')).counts).toMatchObject({ accepted: 58, skipped: 2 });
    const skipped = await recipientsOf(test.owner, id, '&state=skipped');
    expect(skipped.map(({ email, skipReason }) => [email, skipReason]).sort()).toEqual([
      ['latetopic58@example.com', 'paused'],
      ['latetopic59@example.com', 'leftTopic'],
    ]);
    sink.setFaults();
  });

  it('is approved with its topic, and needs one that is offered', async () => {
    const [before, after] = [await topic(), await topic()];
    const { listId } = await seedList(manager(), test.owner.workspaceId, 1, 'sealed');
    const campaign = await createCampaign(test.owner, [], { audience: audienceOf(listId, before.id) });
    await approve(test.owner, campaign.id);
    const approved = await getCampaign(test.owner, campaign.id);
    await dataOf(test.owner.patch(`topics/${before.id}`, { name: 'Renamed since', version: 1 }));
    expect((await getCampaign(test.owner, campaign.id)).approval?.changes).toEqual([]);
    const edited = await dataOf<{ status: string }>(
      test.owner.patch(`campaigns/${campaign.id}`, { audience: audienceOf(listId, after.id), version: approved.version }),
    );
    expect(edited.status).toBe('draft');
    await dataOf(test.owner.post(`topics/${before.id}/archive`));
    const { version } = await getCampaign(test.owner, campaign.id);
    const refused = await errorOf(test.owner.patch(`campaigns/${campaign.id}`, { audience: audienceOf(listId, before.id), version }));
    expect(refused).toMatchObject({ status: 422 });
  });
});
