import { SmtpSink } from '@rapport/providers/testing';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { CampaignRepository } from '../src/modules/campaigns/CampaignRepository.js';
import { SendQueue } from '../src/modules/campaigns/sending/SendQueue.js';
import { SeriesRun } from '../src/modules/campaigns/series/SeriesRun.js';
import { jobContext } from '../src/platform/context/contexts.js';
import {
  approvedCampaign,
  type Campaign,
  createCampaign,
  getCampaign,
  passTime,
  seedList,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Series extends Campaign {
  isSeries: boolean;
  nextDates: { at: string; text: string }[];
}
interface SeriesDate {
  occursAt: string;
  state: string;
  reason: string | null;
  campaign: (Campaign & { seriesId: string }) | null;
}

let test: TestApp;
let sink: SmtpSink;
let seeded = 0;
beforeAll(async () => {
  sink = await SmtpSink.start();
});
afterAll(() => sink.stop());
beforeEach(async () => {
  test = await TestApp.start();
  sink.received.length = 0;
  await useSink(test.owner, sink);
});
afterEach(() => test.stop());

const manager = (): Parameters<typeof seedList>[0] => test.services.dataSource.manager;
const seed = async (count: number): Promise<string> =>
  (await seedList(manager(), test.owner.workspaceId, count, `series-${(seeded += 1)}-`)).listId;

/** Daily from an hour from now on, unless something else is said. */
function daily(over: Record<string, unknown> = {}): { schedule: Record<string, unknown> } {
  const localTime = new Date(test.clock.now().getTime() + HOUR).toISOString().slice(0, 16);
  return { schedule: { kind: 'recurring', rule: 'FREQ=DAILY', localTime, timeZone: 'UTC', ...over } };
}

async function launched(listId: string, over: Record<string, unknown> = {}): Promise<Series> {
  const { id } = await approvedCampaign(test.owner, [listId], daily(over));
  return dataOf(test.owner.post(`campaigns/${id}/send`));
}

/** Hours have passed: what matters asks who it is. */
async function resumed<Answer>(id: string): Promise<Answer> {
  await dataOf(test.owner.post('/api/v1/auth/step-up', { password: PASSWORD }));
  return dataOf(test.owner.post(`campaigns/${id}/resume`));
}

const seriesOf = (id: string): Promise<Series> => dataOf(test.owner.get(`campaigns/${id}`));
const datesOf = async (id: string): Promise<SeriesDate[]> =>
  (await dataOf<{ items: SeriesDate[] }>(test.owner.get(`campaigns/${id}/dates`))).items;

/** The campaign that was made last, when it is there and has come so far. */
async function lastMade(id: string, count: number, status: string): Promise<Campaign> {
  let made: SeriesDate[] = [];
  await waitFor(`${count} made campaigns`, async () => {
    made = (await datesOf(id)).filter(({ state }) => state === 'made');
    return made.length === count;
  });
  return untilStatus(test.owner, made[0]?.campaign?.id ?? '', status);
}

describe('a recurring campaign', () => {
  it('sends a campaign of its own at each date, under one approval, and ends when it has no more', async () => {
    const series = await launched(await seed(2), { rule: 'FREQ=DAILY;COUNT=2' });
    expect(series).toMatchObject({ status: 'scheduled', isSeries: true, scheduledAt: series.nextDates[0]?.at });
    expect(series.nextDates).toHaveLength(2);
    expect(series.allowedActions).toEqual(expect.arrayContaining(['pause', 'withdraw', 'cancel']));
    await passTime(test, HOUR + 60_000);
    const first = await lastMade(series.id, 1, 'sent');
    expect(first).toMatchObject({ name: expect.stringContaining(series.name), counts: { accepted: 2 }, approval: { status: 'approved' } });
    expect(first.allowedActions).not.toContain('withdraw');
    expect((await seriesOf(series.id)).scheduledAt).toBe(series.nextDates[1]?.at);
    await passTime(test, DAY);
    await lastMade(series.id, 2, 'sent');
    expect(sink.received).toHaveLength(4);
    const ended = await untilStatus(test.owner, series.id, 'sent');
    expect(ended).toMatchObject({ scheduledAt: null, counts: { recipients: 0 } });
    const dates = await datesOf(series.id);
    expect(dates.map(({ occursAt }) => occursAt)).toEqual(series.nextDates.map(({ at }) => at).reverse());
    expect(dates.every(({ campaign }) => campaign?.counts.accepted === 2 && campaign.seriesId === series.id)).toBe(true);
    expect(await errorOf(test.owner.delete(`campaigns/${series.id}`))).toMatchObject({ status: 409 });
  });

  it('shows its dates before it is approved, and none that the rule does not have', async () => {
    const { id } = await createCampaign(
      test.owner,
      [await seed(1)],
      daily({ rule: 'FREQ=WEEKLY;BYDAY=TH,MO', localTime: '2036-01-01T09:00', timeZone: 'Europe/Berlin' }),
    );
    const draft = await seriesOf(id);
    expect(draft.nextDates.map(({ at }) => at)).toEqual([
      '2036-01-03T08:00:00.000Z',
      '2036-01-07T08:00:00.000Z',
      '2036-01-10T08:00:00.000Z',
      '2036-01-14T08:00:00.000Z',
      '2036-01-17T08:00:00.000Z',
    ]);
    expect(draft.nextDates[0]?.text).toBe('Thursday, 3 January 2036 at 09:00 (Europe/Berlin, UTC+1)');
    const over = await createCampaign(test.owner, [await seed(1)], daily({ rule: 'FREQ=DAILY;COUNT=1', localTime: '2026-01-01T09:00' }));
    const review = await dataOf<{ preflight: { code: string }[] }>(test.owner.get(`campaigns/${over.id}/review`));
    expect(review.preflight.map(({ code }) => code)).toContain('schedule.noDates');
  });

  it.each(['FREQ=HOURLY', 'FREQ=WEEKLY', 'FREQ=DAILY;COUNT=0', 'nonsense', undefined])('refuses the rule %s', async (rule) => {
    const { id } = await createCampaign(test.owner, [await seed(1)]);
    const refused = await errorOf(test.owner.patch(`campaigns/${id}`, { version: 1, ...daily({ rule }) }));
    expect(refused).toMatchObject({ status: 422, fields: [{ field: 'schedule.rule' }] });
  });
});

describe('after a time in which nothing ran', () => {
  it('sends once, and tells the dates that were missed', async () => {
    const series = await launched(await seed(2));
    await passTime(test, 3 * DAY + 2 * HOUR);
    await lastMade(series.id, 1, 'sent');
    expect(sink.received).toHaveLength(2);
    const dates = await datesOf(series.id);
    expect(dates.map(({ state }) => state)).toEqual(['made', 'missed', 'missed', 'missed']);
    expect(dates[1]?.reason).toContain('the limit is 6 hours');
    expect(Date.parse((await seriesOf(series.id)).scheduledAt ?? '')).toBeGreaterThan(test.clock.now().getTime());
  });

  it('sends nothing where the last date is later than the limit', async () => {
    const series = await launched(await seed(2));
    await passTime(test, 2 * DAY + 9 * HOUR);
    await waitFor('missed dates', async () => (await datesOf(series.id)).length === 3);
    expect((await datesOf(series.id)).map(({ state }) => state)).toEqual(['missed', 'missed', 'missed']);
    expect(await seriesOf(series.id)).toMatchObject({ status: 'scheduled' });
    expect(sink.received).toHaveLength(0);
  });
});

describe('a date that is due', () => {
  const run = (): SeriesRun => test.app.get(SeriesRun, { strict: false });
  const contextOf = (series: Series) => ({
    ctx: jobContext(manager(), test.owner.workspaceId, 'test', undefined),
    read: () =>
      test.app
        .get(CampaignRepository, { strict: false })
        .findAnywhere(jobContext(manager(), test.owner.workspaceId, 'test', undefined), series.id),
  });

  it('is dealt with once by two servers at once', async () => {
    const series = await launched(await seed(2));
    const { ctx, read } = contextOf(series);
    const campaign = await read();
    if (!campaign) throw new Error('It is gone.');
    const back = await passTime(test, 0);
    test.clock.advance(HOUR + 60_000);
    await Promise.allSettled([1, 2, 3].map(() => run().occur(ctx, campaign)));
    await lastMade(series.id, 1, 'sent');
    await Promise.allSettled([run().occur(ctx, campaign)]);
    expect((await datesOf(series.id)).map(({ state }) => state)).toEqual(['made']);
    expect(sink.received).toHaveLength(2);
    back();
  });

  it('leaves nothing behind where its transaction dies, and happens then', async () => {
    const series = await launched(await seed(2));
    const { ctx, read } = contextOf(series);
    const before = await read();
    if (!before) throw new Error('It is gone.');
    test.clock.advance(HOUR + 60_000);
    const recover = startsBecome(() => Promise.reject(new Error('killed')));
    const outcome = await Promise.allSettled([run().occur(ctx, before)]);
    recover();
    expect(outcome.map(({ status }) => status)).toEqual(['rejected']);
    expect(await datesOf(series.id)).toEqual([]);
    expect((await read())?.scheduledAt).toBe(before.scheduledAt);
    await run().occur(ctx, before);
    await lastMade(series.id, 1, 'sent');
    expect(sink.received).toHaveLength(2);
  });

  it('is sent by the sweep where the server died before it began', async () => {
    const series = await launched(await seed(2));
    const { ctx, read } = contextOf(series);
    const campaign = await read();
    if (!campaign) throw new Error('It is gone.');
    test.clock.advance(HOUR + 60_000);
    const recover = startsBecome(() => Promise.resolve());
    await run().occur(ctx, campaign);
    recover();
    await passTime(test, 60_000);
    await lastMade(series.id, 1, 'sent');
    expect(sink.received).toHaveLength(2);
  });
});

/** What is to start is handed to this instead of the queue. Answers how to go back. */
function startsBecome(enqueueStart: () => Promise<void>): () => void {
  const queue = test.app.get(SendQueue, { strict: false });
  Object.assign(queue, { enqueueStart });
  return () => void Reflect.deleteProperty(queue, 'enqueueStart');
}

describe('what is approved', () => {
  it('is sent no longer once it was changed: by withdrawing, or behind the back of Rapport', async () => {
    const series = await launched(await seed(2));
    const withdrawn = await dataOf<Series>(test.owner.post(`campaigns/${series.id}/withdraw`));
    expect(withdrawn).toMatchObject({ status: 'draft', scheduledAt: null, approval: { status: 'void' } });
    await dataOf(test.owner.patch(`campaigns/${series.id}`, { version: withdrawn.version, subject: 'Other words' }));
    expect(await errorOf(test.owner.post(`campaigns/${series.id}/send`))).toMatchObject({ status: 409, code: 'campaign.notApproved' });
    const forged = await launched(await seed(2));
    await execute(manager(), sql`UPDATE campaigns SET subject = 'Buy now' WHERE id = ${forged.id}`);
    await passTime(test, HOUR + 60_000);
    expect(await untilStatus(test.owner, forged.id, 'draft')).toMatchObject({ statusReason: expect.stringContaining('Buy now') });
    expect((await datesOf(forged.id)).map(({ state, reason }) => [state, reason?.includes('subject')])).toEqual([['missed', true]]);
    expect((await seriesOf(series.id)).status).toBe('draft');
    expect(sink.received).toHaveLength(0);
  });

  it('covers no campaign that says something else, or belongs to no date', async () => {
    const series = await launched(await seed(2));
    const forge = async (occursAt: string, subject: string | null): Promise<string> => {
      const id = newId();
      await execute(
        manager(),
        sql`INSERT INTO campaigns (id, workspace_id, name, type, template_id, template_version_id, subject, from_name, from_email, segment_json, schedule_json, status, version, series_id, occurs_at, scheduled_at, created_at, updated_at)
            SELECT ${id}, workspace_id, 'Forged', type, template_id, template_version_id, ${subject}, from_name, from_email, segment_json, schedule_json, 'scheduled', 1, id, ${occursAt}, ${occursAt}, created_at, updated_at
            FROM campaigns WHERE id = ${series.id}`,
      );
      return id;
    };
    const [, second] = series.nextDates;
    const otherWords = await forge(second?.at ?? '', 'Buy now');
    const otherDate = await forge(new Date(Date.parse(second?.at ?? '') + 60_000).toISOString(), null);
    for (const id of [otherWords, otherDate]) await execute(manager(), sql`UPDATE campaigns SET status = 'paused' WHERE id = ${id}`);
    expect(await errorOf(test.owner.post(`campaigns/${otherWords}/resume`))).toMatchObject({ code: 'campaign.changedSinceApproval' });
    expect(await errorOf(test.owner.post(`campaigns/${otherDate}/resume`))).toMatchObject({ code: 'approval.tampered' });
    expect((await getCampaign(test.owner, otherWords)).status).toBe('paused');
    // A series that is called "sending" in the database sends nothing itself.
    await execute(manager(), sql`UPDATE campaigns SET status = 'sending' WHERE id = ${series.id}`);
    await test.app
      .get(SendQueue, { strict: false })
      .enqueueExpansion(jobContext(manager(), test.owner.workspaceId, 'test', undefined), series.id);
    expect((await untilStatus(test.owner, series.id, 'paused')).statusReason).toContain('changed outside Rapport');
    expect(sink.received).toHaveLength(0);
  });

  it('waits for a person where the audience has grown beyond the limit, and goes on from there', async () => {
    const listId = await seed(2);
    const series = await launched(listId);
    await joins(listId, 3);
    await passTime(test, HOUR + 60_000);
    const held = await lastMade(series.id, 1, 'paused');
    expect(held.statusReason).toContain('from 2 to 5 people');
    expect(sink.received).toHaveLength(0);
    await resumed(held.id);
    await untilStatus(test.owner, held.id, 'sent');
    expect(sink.received).toHaveLength(5);
    await passTime(test, DAY);
    await lastMade(series.id, 2, 'sent');
    expect(sink.received).toHaveLength(10);
  });

  it('ends after half a year, which stops the series until a person looks at it', async () => {
    const series = await launched(await seed(1));
    const [approval] = await queryRows<{ expiresAt: string }>(
      manager(),
      sql`SELECT expires_at AS "expiresAt" FROM campaign_approvals WHERE campaign_id = ${series.id}`,
    );
    expect(Date.parse(approval?.expiresAt ?? '') - test.clock.now().getTime()).toBeGreaterThan(179 * DAY);
  });
});

describe('people', () => {
  it('get a series once each where it is for new ones only', async () => {
    const listId = await seed(2);
    const series = await launched(listId, { onlyNew: true });
    await passTime(test, HOUR + 60_000);
    await lastMade(series.id, 1, 'sent');
    await joins(listId, 1);
    await dataOf(test.owner.patch('settings', { values: { audienceDriftLimit: '100' } }));
    await passTime(test, DAY);
    const second = await lastMade(series.id, 2, 'paused');
    await resumed(second.id);
    expect(await untilStatus(test.owner, second.id, 'sent')).toMatchObject({ counts: { recipients: 1, accepted: 1 } });
    expect(sink.received).toHaveLength(3);
    await passTime(test, DAY);
    expect(await lastMade(series.id, 3, 'sent')).toMatchObject({ counts: { recipients: 0 } });
    expect(sink.received).toHaveLength(3);
  });

  it('skip the next date, let it stand still, and let it go on', async () => {
    const series = await launched(await seed(1));
    const [first, second, third] = series.nextDates.map(({ at }) => at);
    expect(await errorOf(test.owner.post(`campaigns/${series.id}/skip-date`, { occursAt: second }))).toMatchObject({
      code: 'campaign.otherDateNext',
    });
    const skipped = await dataOf<Series>(test.owner.post(`campaigns/${series.id}/skip-date`, { occursAt: first }));
    expect(skipped).toMatchObject({ status: 'scheduled', scheduledAt: second });
    expect(skipped.nextDates[0]?.at).toBe(second);
    expect(await datesOf(series.id)).toMatchObject([{ occursAt: first, state: 'skipped', campaign: null }]);
    await dataOf(test.owner.post(`campaigns/${series.id}/pause`));
    expect(await seriesOf(series.id)).toMatchObject({ status: 'paused', scheduledAt: null });
    expect(await dataOf(test.owner.post(`campaigns/${series.id}/resume`))).toMatchObject({ status: 'scheduled', scheduledAt: second });
    await dataOf(test.owner.post(`campaigns/${series.id}/pause`));
    await passTime(test, DAY + 2 * HOUR);
    expect(await datesOf(series.id)).toHaveLength(1);
    expect(await resumed(series.id)).toMatchObject({ status: 'scheduled', scheduledAt: third });
    await dataOf(test.owner.post(`campaigns/${series.id}/cancel`));
    await passTime(test, DAY);
    expect(await seriesOf(series.id)).toMatchObject({ status: 'cancelled', nextDates: [] });
    expect(sink.received).toHaveLength(0);
  });
});

/** Further people come to a list that is used already. */
async function joins(listId: string, count: number): Promise<void> {
  const { listId: from } = await seedList(manager(), test.owner.workspaceId, count, `joined-${(seeded += 1)}-`);
  await execute(manager(), sql`UPDATE contact_list_assignments SET list_id = ${listId} WHERE list_id = ${from}`);
}
