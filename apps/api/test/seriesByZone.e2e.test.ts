import { SmtpSink } from '@rapport/providers/testing';
import { SweepCampaignsJob } from '../src/modules/campaigns/sending/SweepCampaignsJob.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { execute, sql } from '../src/platform/database/sql.js';
import type { JobRun } from '../src/platform/jobs/JobHandler.js';
import {
  approve,
  type Campaign,
  createCampaign,
  expectNobodyTwice,
  getCampaign,
  passTime,
  recipientsOf,
  type seedList,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';
import { createZoneField, seedZones, setZones } from './support/zones.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

interface Series extends Campaign {
  nextDates: { at: string; text: string }[];
}
interface SeriesDate {
  occursAt: string;
  text: string;
  state: string;
  reason: string | null;
  campaign: Campaign | null;
}

let test: TestApp;
let sink: SmtpSink;
let zoneField = '';
beforeAll(async () => {
  sink = await SmtpSink.start();
  test = await TestApp.start();
  await useSink(test.owner, sink);
  zoneField = await createZoneField(test.owner);
});
beforeEach(() => {
  sink.received.length = 0;
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});

const manager = (): Parameters<typeof seedList>[0] => test.services.dataSource.manager;
const confirm = (): Promise<unknown> => dataOf(test.owner.post('/api/v1/auth/step-up', { password: PASSWORD }));
const fromNow = (ms: number): Date => new Date(Math.floor((test.clock.now().getTime() + ms) / 60_000) * 60_000);
const seriesOf = (id: string): Promise<Series> => dataOf(test.owner.get(`campaigns/${id}`));
const datesOf = async (id: string): Promise<SeriesDate[]> =>
  (await dataOf<{ items: SeriesDate[] }>(test.owner.get(`campaigns/${id}/dates`))).items;
const seed = async (zones: readonly (string | null)[]): Promise<string> =>
  (await seedZones(manager(), test.owner, zoneField, zones)).listId;

async function join(listId: string, contactIds: readonly string[]): Promise<void> {
  const now = new Date().toISOString();
  const rows = contactIds.map((contactId) => sql`(${contactId}, ${listId}, ${now})`);
  await execute(manager(), sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at) VALUES ${sql.join(rows, ', ')}`);
}

/** Daily at the time of day that it is in UTC after `ms`, where each recipient is. */
function daily(ms: number, over: object = {}): { schedule: Record<string, unknown> } {
  const localTime = fromNow(ms).toISOString().slice(0, 16);
  return { schedule: { kind: 'recurring', rule: 'FREQ=DAILY', localTime, timeZone: 'UTC', zones: 'recipient', zoneField, ...over } };
}

async function launched(listId: string, over: { schedule: object }): Promise<Series> {
  await confirm();
  const { id } = await createCampaign(test.owner, [listId], over);
  await approve(test.owner, id);
  return dataOf(test.owner.post(`campaigns/${id}/send`));
}

/** What was made of its dates, the last first, when there are so many. */
async function made(id: string, count: number): Promise<Campaign[]> {
  let dates: SeriesDate[] = [];
  await waitFor(`${count} made campaigns`, async () => {
    await passTime(test, 1_000);
    dates = (await datesOf(id)).filter(({ state }) => state === 'made');
    return dates.length === count;
  });
  return dates.flatMap(({ campaign }) => campaign ?? []);
}

async function accepted(id: string, count: number): Promise<void> {
  await waitFor(`${count} messages`, async () => {
    if ((await getCampaign(test.owner, id)).counts.accepted === count) return true;
    await passTime(test, 1_000);
    return false;
  });
}

/** No later test hears of it. */
async function end({ id }: Campaign): Promise<void> {
  await confirm();
  for (const { campaign } of await datesOf(id))
    if (campaign && !['sent', 'cancelled'].includes(campaign.status)) await dataOf(test.owner.post(`campaigns/${campaign.id}/cancel`));
  await dataOf(test.owner.post(`campaigns/${id}/cancel`));
}

async function sweep(): Promise<void> {
  const run: JobRun = { ctx: systemContext(manager()), jobId: 'j', attempt: 1, requestId: undefined, signal: new AbortController().signal };
  await test.app.get(SweepCampaignsJob, { strict: false }).handle({}, run);
}

describe('a series where each recipient’s time zone counts', () => {
  it('is told in the review: the rule, and who gets the next date when', async () => {
    const listId = await seed(['Asia/Tokyo', 'America/New_York', null]);
    const { id } = await createCampaign(test.owner, [listId], {
      schedule: { ...daily(0).schedule, localTime: '2036-01-07T09:00', timeZone: 'Europe/Berlin', rule: 'FREQ=WEEKLY;BYDAY=MO' },
    });
    const review = await dataOf<{ schedule: { text: string }; zones: { first: string; last: string; total: number } | null }>(
      test.owner.get(`campaigns/${id}/review`),
    );
    expect(review.schedule.text).toBe(
      'Every week on Monday at 09:00 in each recipient’s time zone, otherwise Europe/Berlin, from 7 January 2036',
    );
    expect(review.zones).toMatchObject({ first: '2036-01-07T00:00:00.000Z', last: '2036-01-07T14:00:00.000Z', total: 3 });
    expect((await seriesOf(id)).nextDates[0]).toEqual({
      at: '2036-01-07T08:00:00.000Z',
      text: 'Monday, 7 January 2036 at 09:00 in each recipient’s time zone',
    });
  });

  it('begins each date with its first recipients, and reaches each at their moment', async () => {
    const listId = await seed(['Etc/GMT-5', 'Etc/GMT-5', 'UTC', 'Etc/GMT+3', null]);
    const series = await launched(listId, daily(16 * HOUR, { rule: 'FREQ=DAILY;COUNT=2' }));
    const date = fromNow(16 * HOUR).toISOString();
    expect(series).toMatchObject({ status: 'scheduled', scheduledAt: date });
    // It is that time at the eastern end of the Earth in two hours; for the first recipients nine hours after that.
    await passTime(test, 2 * HOUR);
    const [first] = await made(series.id, 1);
    const id = first?.id ?? '';
    expect(first).toMatchObject({ status: 'scheduled', scheduledAt: new Date(Date.parse(date) - 5 * HOUR).toISOString() });
    expect(await seriesOf(series.id)).toMatchObject({ scheduledAt: new Date(Date.parse(date) + DAY).toISOString() });
    await passTime(test, 9 * HOUR);
    await accepted(id, 2);
    await waitFor(
      'a campaign that waits',
      async () => (await getCampaign(test.owner, id)).statusReason?.includes('2 more time zones') ?? false,
    );
    await passTime(test, 5 * HOUR);
    await accepted(id, 4);
    await sweep();
    await passTime(test, 3 * HOUR);
    await accepted(id, 5);
    await untilStatus(test.owner, id, 'sent');
    expect(sink.received).toHaveLength(5);
    expectNobodyTwice(sink);
    await passTime(test, 8 * HOUR);
    const second = (await made(series.id, 2))[0];
    await passTime(test, 8 * HOUR);
    await accepted(second?.id ?? '', 2);
    await passTime(test, 8 * HOUR);
    await accepted(second?.id ?? '', 5);
    await untilStatus(test.owner, series.id, 'sent');
    expect(sink.received).toHaveLength(10);
  }, 60_000);

  it('sends to whoever joined later and lives further east at once, and to the others at their moment', async () => {
    const listId = await seed(['UTC']);
    const series = await launched(listId, daily(16 * HOUR));
    await passTime(test, 3 * HOUR);
    const [campaign] = await made(series.id, 1);
    const late = await seedZones(manager(), test.owner, zoneField, ['Etc/GMT-10', 'Etc/GMT+2']);
    await join(listId, late.contactIds);
    await passTime(test, 13 * HOUR);
    const id = campaign?.id ?? '';
    await waitFor('a campaign that waits for a person', async () => (await getCampaign(test.owner, id)).status === 'paused');
    // The audience has grown by more than was approved: a person says that it is meant so.
    await confirm();
    await dataOf(test.owner.post(`campaigns/${id}/resume`));
    await accepted(id, 2);
    expect((await recipientsOf(test.owner, id, '&state=planned')).map(({ contactId }) => contactId)).toEqual([late.contactIds[1]]);
    await passTime(test, 2 * HOUR);
    await accepted(id, 3);
    expectNobodyTwice(sink);
    await end(series);
  }, 60_000);

  it('tells the dates that passed while nothing ran, sends none of them late, and goes on with the next', async () => {
    const series = await launched(await seed(['UTC', 'Etc/GMT+3']), daily(16 * HOUR));
    // Three dates later, eleven hours after the last one: the next has come in the far east, where nobody lives.
    await passTime(test, 16 * HOUR + 2 * DAY + 11 * HOUR);
    await waitFor('the dates that passed', async () => (await datesOf(series.id)).length >= 3);
    const dates = await datesOf(series.id);
    const missed = dates.filter(({ state }) => state === 'missed');
    expect(missed.map(({ reason }) => reason)).toEqual(missed.map(() => expect.stringContaining('Its moment passed')));
    const first = Date.parse(series.scheduledAt ?? '');
    expect(dates.map(({ occursAt, state }) => [(Date.parse(occursAt) - first) / DAY, state])).toEqual([
      [3, 'made'],
      [2, 'missed'],
      [1, 'missed'],
      [0, 'missed'],
    ]);
    expect(sink.received).toEqual([]);
    await end(series);
  }, 60_000);

  it('does not begin with a date that has passed for anyone', async () => {
    const series = await launched(await seed(['Etc/GMT-5', 'UTC']), daily(HOUR));
    expect(Date.parse(series.scheduledAt ?? '') - fromNow(HOUR).getTime()).toBe(DAY);
    expect(series.nextDates[0]?.at).toBe(series.scheduledAt);
    await end(series);
  });

  it('writes to nobody twice who has had it, while the campaigns of two dates overlap', async () => {
    const { listId, contactIds: approved } = await seedZones(manager(), test.owner, zoneField, ['Pacific/Kiritimati', 'Etc/GMT+11', 'UTC']);
    const series = await launched(listId, daily(16 * HOUR, { onlyNew: true }));
    // Someone leaves and someone joins: the audience has not grown.
    await execute(manager(), sql`DELETE FROM contact_list_assignments WHERE contact_id = ${approved[2]}`);
    await passTime(test, 2 * HOUR);
    const [first] = await made(series.id, 1);
    await accepted(first?.id ?? '', 1);
    const { contactIds } = await seedZones(manager(), test.owner, zoneField, ['Pacific/Kiritimati']);
    await join(listId, contactIds);
    // Where clocks are furthest behind the first date has yet to come when the second one begins.
    await passTime(test, DAY);
    const [second] = await made(series.id, 2);
    await untilStatus(test.owner, second?.id ?? '', 'sent');
    expect((await recipientsOf(test.owner, second?.id ?? '')).map(({ contactId }) => contactId)).toEqual(contactIds);
    expect((await getCampaign(test.owner, first?.id ?? '')).counts).toMatchObject({ accepted: 1, planned: 1 });
    await passTime(test, 2 * HOUR);
    await accepted(first?.id ?? '', 2);
    expectNobodyTwice(sink);
    await end(series);
  }, 60_000);

  it('leaves out who is erased and whoever was merged in the middle of a date', async () => {
    const { listId, contactIds } = await seedZones(manager(), test.owner, zoneField, ['Etc/GMT-3', 'UTC', 'UTC', 'UTC', 'Etc/GMT+2']);
    const series = await launched(listId, daily(16 * HOUR));
    await passTime(test, 13 * HOUR);
    const [campaign] = await made(series.id, 1);
    const id = campaign?.id ?? '';
    await accepted(id, 1);
    await confirm();
    const [east = '', merged = '', erased = ''] = contactIds;
    const address = (await dataOf<{ primaryEmail: string }>(test.owner.get(`contacts/${erased}`))).primaryEmail;
    // They had it in the east: under the name of the other one they get no second message.
    await dataOf(test.owner.post('merges', { primaryId: merged, secondaryIds: [east] }));
    await dataOf(test.owner.post(`contacts/${erased}/erasure`, { confirm: address }));
    await passTime(test, 3 * HOUR);
    await accepted(id, 2);
    await passTime(test, 2 * HOUR);
    await accepted(id, 3);
    await untilStatus(test.owner, id, 'sent');
    const left = (await recipientsOf(test.owner, id, '&state=skipped')).map(({ contactId, skipReason }) => [contactId, skipReason]);
    expect(left.toSorted()).toEqual(
      [
        [merged, 'merged'],
        [erased, 'trashed'],
      ].toSorted(),
    );
    expect([...sink.countsByRecipient().keys()]).not.toContain(address);
    expectNobodyTwice(sink);
    await end(series);
  }, 60_000);

  it('goes by the zone of the series for whoever lost theirs, and by the new zone for whoever moved before it began', async () => {
    const { listId, contactIds } = await seedZones(manager(), test.owner, zoneField, ['Etc/GMT+4', 'Etc/GMT+4', 'UTC']);
    const series = await launched(listId, daily(16 * HOUR));
    await passTime(test, 3 * HOUR);
    const [campaign] = await made(series.id, 1);
    await execute(manager(), sql`DELETE FROM custom_fields WHERE contact_id IN (${sql.list(contactIds.slice(0, 2))})`);
    await setZones(manager(), zoneField, contactIds, [null, 'Etc/GMT+2']);
    await passTime(test, 13 * HOUR);
    await accepted(campaign?.id ?? '', 2);
    await passTime(test, 2 * HOUR);
    await accepted(campaign?.id ?? '', 3);
    await end(series);
  }, 60_000);
});
