import { SmtpSink } from '@rapport/providers/testing';
import { RULE_WEEKDAYS } from '@rapport/common';
import { SweepCampaignsJob } from '../src/modules/campaigns/sending/SweepCampaignsJob.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, sql } from '../src/platform/database/sql.js';
import type { JobRun } from '../src/platform/jobs/JobHandler.js';
import {
  approve,
  approvedCampaign,
  type Campaign,
  createCampaign,
  expectNobodyTwice,
  getCampaign,
  passTime,
  recipientsOf,
  seedList,
  untilAllEnded,
  untilAtRest,
  useSink,
} from './support/campaigns.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { seedPhones, textCampaign } from './support/texts.js';
import { emailOf, PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';
import { createZoneField, seedZones, setZones } from './support/zones.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Review {
  preflight: { code: string; severity: string; message: string }[];
  schedule: { text: string; startsAt: string | null };
  estimate: { seconds: number };
  zones: {
    first: string;
    last: string;
    total: number;
    top: { zone: string; people: number; at: string; text: string }[];
    others: number;
    atOnce: number;
  } | null;
}

let test: TestApp;
let member: Person;
let sink: SmtpSink;
let zoneField = '';
beforeAll(async () => {
  sink = await SmtpSink.start();
  test = await TestApp.start();
  member = test.owner;
  await useSink(member, sink);
  zoneField = await createZoneField(member);
});
beforeEach(() => {
  sink.received.length = 0;
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});

const manager = (): Parameters<typeof seedList>[0] => test.services.dataSource.manager;
const owner = (): Person => member;
/** On the clocks of UTC, a whole minute. */
const wallTime = (at: Date): string => at.toISOString().slice(0, 16);
const reviewOf = (id: string): Promise<Review> => dataOf(owner().get(`campaigns/${id}/review`));
const codes = ({ preflight }: Review): string[] => preflight.map(({ code }) => code);
const confirm = (): Promise<unknown> => dataOf(owner().post('/api/v1/auth/step-up', { password: PASSWORD }));

const zonesAre = (contactIds: readonly string[], zones: readonly (string | null)[], field = zoneField): Promise<void> =>
  setZones(manager(), field, contactIds, zones);

/** People who live there; null: nobody knows where. */
const seed = async (zones: readonly (string | null)[]): Promise<string> => (await seedZones(manager(), owner(), zoneField, zones)).listId;

/** At a time of day that comes for all but the furthest east after `ms`, where the campaign is: in UTC. */
const inZones = (ms: number, over: object = {}): { schedule: Record<string, unknown> } => ({
  schedule: {
    kind: 'at',
    localTime: wallTime(new Date(test.clock.now().getTime() + ms)),
    timeZone: 'UTC',
    zones: 'recipient',
    zoneField,
    ...over,
  },
});

async function untilTimeBrings(what: string, isSo: () => Promise<boolean>): Promise<void> {
  await waitFor(what, async () => {
    if (await isSo()) return true;
    await passTime(test, 1_000);
    return false;
  });
}

async function accepted(id: string, count: number): Promise<Campaign> {
  await untilTimeBrings(`${count} messages`, async () => (await getCampaign(owner(), id)).counts.accepted === count);
  await waitFor('nothing under way', async () =>
    (await recipientsOf(owner(), id)).every(({ state }) => !['claimed', 'handed'].includes(state)),
  );
  return getCampaign(owner(), id);
}

async function waiting(id: string): Promise<string> {
  await waitFor('a campaign that waits', async () => (await getCampaign(owner(), id)).statusReason?.startsWith('Waiting for ') ?? false);
  return (await getCampaign(owner(), id)).statusReason ?? '';
}

async function sweep(): Promise<void> {
  const run: JobRun = { ctx: systemContext(manager()), jobId: 'j', attempt: 1, requestId: undefined, signal: new AbortController().signal };
  await test.app.get(SweepCampaignsJob, { strict: false }).handle({}, run);
}

async function launched(listId: string, over: object): Promise<Campaign> {
  await confirm();
  const { id } = await approvedCampaign(owner(), [listId], { ...over });
  return dataOf(owner().post(`campaigns/${id}/send`));
}

/** As a member who comes back after the product was started anew. */
async function restart(): Promise<void> {
  const email = await emailOf(owner());
  const { workspaceId } = owner();
  const ahead = test.clock.now().getTime() - Date.now();
  await test.close();
  test = await TestApp.start({}, test.database);
  test.clock.advance(ahead);
  const person = new Person(test.app.getHttpServer());
  person.workspaceId = workspaceId;
  await dataOf(person.post('/api/v1/auth/login', { email, password: PASSWORD }));
  member = person;
}

describe('a start at a time where each recipient is', () => {
  it('is told in the review: who when, who has no zone, and who has one that is none', async () => {
    const listId = await seed(['Asia/Tokyo', 'Asia/Tokyo', ' asia/tokyo ', 'America/New_York', 'CEST', '+02:00', '', null]);
    const campaign = await createCampaign(
      owner(),
      [listId],
      inZones(3 * DAY, { localTime: '2031-01-15T09:00', timeZone: 'Europe/Berlin' }),
    );
    const { schedule, zones, preflight, estimate } = await reviewOf(campaign.id);
    expect(schedule.text).toBe('Wednesday, 15 January 2031 at 09:00 in each recipient’s time zone, otherwise Europe/Berlin');
    expect(zones).toEqual({
      first: '2031-01-15T00:00:00.000Z',
      last: '2031-01-15T14:00:00.000Z',
      total: 3,
      top: [
        { zone: 'Asia/Tokyo', people: 3, at: '2031-01-15T00:00:00.000Z', text: 'Wednesday, 15 January at 09:00 (Asia/Tokyo)' },
        { zone: 'Europe/Berlin', people: 4, at: '2031-01-15T08:00:00.000Z', text: 'Wednesday, 15 January at 09:00 (Europe/Berlin)' },
        { zone: 'America/New_York', people: 1, at: '2031-01-15T14:00:00.000Z', text: 'Wednesday, 15 January at 09:00 (America/New_York)' },
      ],
      others: 0,
      atOnce: 0,
    });
    expect(estimate.seconds).toBeGreaterThanOrEqual(14 * 3_600);
    expect(preflight.filter(({ severity }) => severity === 'warning').map(({ code, message }) => `${code}: ${message}`)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^schedule\.unknownZones: 2 people have a time zone that is not known, such as “(CEST|\+02:00)”\. They get it at 09:00 in Europe\/Berlin\.$/,
        ),
        'schedule.noZones: 2 people have no time zone. They get it at 09:00 in Europe/Berlin.',
      ]),
    );
  });

  it('reaches each at their moment, says what it waits for, and doubles nothing over a pause, a sweep and a restart', async () => {
    // In UTC+2, in UTC, and in UTC-3: an hour from now it is that time in the first.
    const listId = await seed(['Etc/GMT-2', 'Etc/GMT-2', 'UTC', null, 'Etc/GMT+3']);
    const { schedule } = inZones(3 * HOUR);
    const { id, scheduledAt } = await launched(listId, { schedule });
    expect(scheduledAt).toBe(new Date(Date.parse(`${String(schedule['localTime'])}:00Z`) - 2 * HOUR).toISOString());
    await passTime(test, HOUR);
    await accepted(id, 2);
    expect(await waiting(id)).toMatch(
      /^Waiting for \d\d:\d\d in 2 more time zones\. The next messages go out on \w+, \d+ \w+ at \d\d:\d\d \(UTC\)\.$/,
    );
    await confirm();
    expect(await dataOf(owner().post(`campaigns/${id}/pause`))).toMatchObject({ status: 'paused', statusReason: null });
    await passTime(test, HOUR);
    await sweep();
    await confirm();
    await dataOf(owner().post(`campaigns/${id}/resume`));
    await waiting(id);
    await sweep();
    expect((await untilAtRest(owner(), id, 'sending')).counts).toMatchObject({ accepted: 2, planned: 3 });
    await restart();
    await passTime(test, HOUR);
    await accepted(id, 4);
    expect(await waiting(id)).toContain('in one more time zone.');
    await passTime(test, 3 * HOUR);
    await untilTimeBrings('the campaign to be sent', async () => (await getCampaign(owner(), id)).status === 'sent');
    expect(await untilAllEnded(owner(), id, 5, 20_000)).toMatchObject({ statusReason: null });
    expect(sink.received).toHaveLength(5);
    expectNobodyTwice(sink);
  }, 60_000);

  it('goes at once to those where the time has passed, and later to the others', async () => {
    const listId = await seed(['Pacific/Kiritimati', 'Etc/GMT-5', 'UTC']);
    const campaign = await createCampaign(owner(), [listId], inZones(HOUR));
    const review = await reviewOf(campaign.id);
    expect(review.zones).toMatchObject({ atOnce: 2, total: 3 });
    expect(review.preflight.find(({ code }) => code === 'schedule.atOnce')?.message).toMatch(
      /^2 people will get it at once because it is already past \d\d:\d\d where they are\.$/,
    );
    await confirm();
    await approve(owner(), campaign.id);
    expect(await dataOf(owner().post(`campaigns/${campaign.id}/send`))).toMatchObject({ status: 'sending' });
    await accepted(campaign.id, 2);
    await waiting(campaign.id);
    await passTime(test, HOUR);
    await untilTimeBrings('the campaign to be sent', async () => (await getCampaign(owner(), campaign.id)).status === 'sent');
    expectNobodyTwice(sink);
  });

  it('is past when it is past for all of them', async () => {
    const { id } = await createCampaign(owner(), [await seed(['Etc/GMT-5'])], inZones(HOUR));
    expect(codes(await reviewOf(id))).toContain('schedule.past');
    await confirm();
    await approve(owner(), id);
    expect(await errorOf(owner().post(`campaigns/${id}/send`))).toMatchObject({ code: 'campaign.preflightFailed' });
  });

  it('freezes the moments: a zone that is changed moves none of them, and after a cancel nothing goes out', async () => {
    const { listId, contactIds } = await seedList(manager(), owner().workspaceId, 3, 'frozen-');
    await zonesAre(contactIds, ['Etc/GMT-5', 'Etc/GMT+2', 'Etc/GMT+2']);
    const { id } = await launched(listId, inZones(HOUR));
    await accepted(id, 1);
    const due = (await recipientsOf(owner(), id)).map(({ nextAttemptAt }) => nextAttemptAt);
    await execute(manager(), sql`UPDATE custom_fields SET field_value = 'Etc/GMT-5' WHERE contact_id = ${contactIds[1]}`);
    await sweep();
    expect((await recipientsOf(owner(), id)).map(({ nextAttemptAt }) => nextAttemptAt)).toEqual(due);
    await dataOf(owner().post(`campaigns/${id}/cancel`));
    await waitFor('nobody left', async () => (await getCampaign(owner(), id)).counts.skipped === 2);
    await passTime(test, 4 * HOUR);
    await sweep();
    expect(await getCampaign(owner(), id)).toMatchObject({ status: 'cancelled', counts: { accepted: 1, skipped: 2 } });
    expect(sink.received).toHaveLength(1);
  });

  it('holds for texts', async () => {
    const { listId, contactIds } = await seedPhones(manager(), owner(), 2);
    await zonesAre(contactIds, ['Etc/GMT-5', 'UTC']);
    await confirm();
    const { id } = await textCampaign(owner(), listId, inZones(HOUR));
    await approve(owner(), id);
    await dataOf(owner().post(`campaigns/${id}/send`));
    await accepted(id, 1);
    await passTime(test, HOUR);
    await accepted(id, 2);
  });

  it('reads the labels of a select field', async () => {
    const field = await dataOf<{ id: string }>(
      owner().post('custom-fields', { label: 'Region', fieldType: 'select', choices: [{ label: 'Asia/Tokyo' }, { label: 'Mars' }] }),
    );
    const { listId, contactIds } = await seedList(manager(), owner().workspaceId, 2, 'select-');
    const { choices } = (await dataOf<{ id: string; choices: { key: string }[] }[]>(owner().get('custom-fields'))).find(
      ({ id }) => id === field.id,
    ) ?? {
      choices: [],
    };
    await zonesAre(contactIds, [choices[0]?.key ?? 'Asia/Tokyo', choices[1]?.key ?? 'Mars'], field.id);
    const { id } = await createCampaign(owner(), [listId], inZones(DAY, { zoneField: field.id }));
    const review = await reviewOf(id);
    expect(review.zones?.top.map(({ zone }) => zone).toSorted()).toEqual(['Asia/Tokyo', 'UTC']);
    expect(review.preflight.find(({ code }) => code === 'schedule.unknownZones')?.message).toContain(
      '1 person has a time zone that is not known, such as “Mars”',
    );
  });
});

describe('sending hours where each recipient is', () => {
  /** On every day, from and until so far from now, on clocks of UTC. */
  const hoursFrom = (fromMs: number, untilMs: number): object => {
    const timeOf = (ms: number): string => wallTime(new Date(test.clock.now().getTime() + ms)).slice(11);
    return { days: RULE_WEEKDAYS, from: timeOf(fromMs), until: timeOf(untilMs) };
  };

  it('send to whoever is in them, and to the others when theirs begin', async () => {
    // Open now where clocks are two hours ahead of UTC, in two hours in UTC, and in five hours in UTC-3.
    const schedule = { kind: 'now', timeZone: 'UTC', hours: hoursFrom(2 * HOUR - MINUTE, 4 * HOUR), zones: 'recipient', zoneField };
    const campaign = await createCampaign(owner(), [await seed(['Etc/GMT-2', 'UTC', 'nowhere', 'Etc/GMT+3'])], { schedule });
    const review = await reviewOf(campaign.id);
    expect(review.zones).toMatchObject({
      atOnce: 0,
      total: 3,
      top: [{ zone: 'Etc/GMT-2', text: 'At once' }, { zone: 'UTC', people: 2 }, {}],
    });
    expect(review.preflight.find(({ code }) => code === 'schedule.unknownZones')?.message).toContain('Their hours are those in UTC.');
    await confirm();
    await approve(owner(), campaign.id);
    await dataOf(owner().post(`campaigns/${campaign.id}/send`));
    await accepted(campaign.id, 1);
    expect(await waiting(campaign.id)).toContain('Waiting for sending hours in 2 more time zones.');
    await passTime(test, 2 * HOUR);
    await accepted(campaign.id, 3);
    await passTime(test, 3 * HOUR);
    await untilTimeBrings('the campaign to be sent', async () => (await getCampaign(owner(), campaign.id)).status === 'sent');
    expect(sink.received).toHaveLength(4);
    expectNobodyTwice(sink);
  });

  it('put off whoever waited until they ended, to the next day', async () => {
    const schedule = { kind: 'now', timeZone: 'UTC', hours: hoursFrom(-HOUR, HOUR), perHour: 1, zones: 'recipient', zoneField };
    const { id } = await launched(await seed(['UTC', 'UTC', 'Etc/GMT+1']), { schedule });
    await accepted(id, 1);
    // The second would be due in an hour, when it is closed in UTC and has opened an hour further west.
    await passTime(test, HOUR + MINUTE);
    await accepted(id, 2);
    const rows = await recipientsOf(owner(), id, '&state=planned');
    expect(rows).toHaveLength(1);
    await passTime(test, HOUR);
    await sweep();
    expect((await untilAtRest(owner(), id, 'sending')).counts).toMatchObject({ accepted: 2, planned: 1 });
    await passTime(test, 21 * HOUR);
    await untilTimeBrings('the campaign to be sent', async () => (await getCampaign(owner(), id)).status === 'sent');
    expect(sink.received).toHaveLength(3);
    expectNobodyTwice(sink);
  });
});

describe('an approval', () => {
  it('covers the zones, and a campaign without them is sealed as before', async () => {
    const listId = await seed(['UTC']);
    const zoned = inZones(2 * DAY);
    await confirm();
    const approved = await approvedCampaign(owner(), [listId], zoned);
    const { zones: _zones, zoneField: _field, ...plain } = zoned.schedule;
    const edited = await dataOf<Campaign>(
      owner().patch(`campaigns/${approved.id}`, { version: approved.version, schedule: { ...plain, zones: 'campaign' } }),
    );
    expect(edited).toMatchObject({ status: 'draft', approval: { status: 'void' }, schedule: plain });
    expect(edited.approval?.changes).toMatchObject([{ field: 'schedule', was: expect.stringContaining('each recipient’s time zone') }]);
    expect((edited as Campaign & { schedule: object }).schedule).toEqual(plain);
  });

  it('does not cover another start: one that was moved in the database behind its back stays', async () => {
    const { id } = await launched(await seed(['UTC']), inZones(2 * DAY));
    await execute(
      manager(),
      sql`UPDATE campaigns SET scheduled_at = ${new Date(test.clock.now().getTime() - HOUR).toISOString()} WHERE id = ${id}`,
    );
    await sweep();
    await untilTimeBrings('the campaign to be stopped', async () => (await getCampaign(owner(), id)).status !== 'scheduled');
    expect(await getCampaign(owner(), id)).toMatchObject({ status: 'draft' });
    expect(sink.received).toEqual([]);
  });
});

describe('bad input', () => {
  it('is told by its field', async () => {
    const number = await dataOf<{ id: string }>(owner().post('custom-fields', { label: 'Age', fieldType: 'number' }));
    const { id, version } = await createCampaign(owner(), []);
    const hours = { days: ['MO'], from: '09:00', until: '18:00' };
    const refused: readonly (readonly [what: string, over: object, field: string])[] = [
      ['no field', { zoneField: undefined }, 'schedule.zoneField'],
      ['a field that is none', { zoneField: newId() }, 'schedule.zoneField'],
      ['a field of numbers', { zoneField: number.id }, 'schedule.zoneField'],
      ['no id', { zoneField: 'time_zone' }, 'schedule.zoneField'],
      ['a start as soon as it is sent', { kind: 'now' }, 'schedule.zones'],
      ['a series without the field', { kind: 'recurring', rule: 'FREQ=DAILY', zoneField: undefined }, 'schedule.zoneField'],
      ['a series with a field of numbers', { kind: 'recurring', rule: 'FREQ=DAILY', zoneField: number.id }, 'schedule.zoneField'],
      ['hours without a day', { hours: { ...hours, days: [] } }, 'schedule.hours.days'],
      ['another word', { zones: 'everyone' }, 'schedule.zones'],
    ];
    for (const [what, over, field] of refused) {
      const answer = await errorOf(owner().patch(`campaigns/${id}`, { version, ...inZones(DAY, over) }));
      expect({ what, ...answer }).toMatchObject({ what, status: 422, fields: [{ field }] });
    }
  });

  it('of a field of another workspace finds nothing, and one that was deleted is told before it is sent', async () => {
    const stranger = await test.stranger();
    const theirs = await dataOf<{ id: string }>(stranger.post('custom-fields', { label: 'Zone', fieldType: 'text' }));
    const { id, version } = await createCampaign(owner(), [await seed(['UTC'])]);
    const answer = await errorOf(owner().patch(`campaigns/${id}`, { version, ...inZones(DAY, { zoneField: theirs.id }) }));
    expect(answer).toMatchObject({ status: 422, fields: [{ field: 'schedule.zoneField' }] });
    const own = await dataOf<{ id: string }>(owner().post('custom-fields', { label: 'Zone', fieldType: 'text' }));
    await dataOf(owner().patch(`campaigns/${id}`, { version, ...inZones(DAY, { zoneField: own.id }) }));
    await confirm();
    await owner().delete(`custom-fields/${own.id}`);
    expect(codes(await reviewOf(id))).toContain('schedule.zoneFieldGone');
  });
});
