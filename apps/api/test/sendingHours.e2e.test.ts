import { SmtpSink } from '@rapport/providers/testing';
import { RULE_WEEKDAYS } from '@rapport/common';
import { SendQueue } from '../src/modules/campaigns/sending/SendQueue.js';
import { SweepCampaignsJob } from '../src/modules/campaigns/sending/SweepCampaignsJob.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import type { JobRun } from '../src/platform/jobs/JobHandler.js';
import { JobQueue } from '../src/platform/jobs/JobQueue.js';
import {
  approve,
  approvedCampaign,
  type Campaign,
  createCampaign,
  expectNobodyTwice,
  getCampaign,
  passTime,
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

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Review {
  preflight: { code: string; severity: string; message: string }[];
  schedule: { text: string; hours: string | null };
  estimate: { seconds: number };
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
  (await seedList(manager(), test.owner.workspaceId, count, `hours-${(seeded += 1)}-`)).listId;
/** So far from now, as a time of day in UTC. */
const timeIn = (ms: number): string => new Date(test.clock.now().getTime() + ms).toISOString().slice(11, 16);
const hoursFrom = (fromMs: number, untilMs: number): object => ({ days: RULE_WEEKDAYS, from: timeIn(fromMs), until: timeIn(untilMs) });
/** Closed now; open in two hours, for four. */
const closed = (over: object = {}): { schedule: object } => ({
  schedule: { kind: 'now', timeZone: 'UTC', hours: hoursFrom(2 * HOUR, 6 * HOUR), ...over },
});
const reviewOf = (id: string): Promise<Review> => dataOf(test.owner.get(`campaigns/${id}/review`));

async function resting(id: string, owner = test.owner): Promise<Campaign> {
  await waitFor('a campaign that rests', async () => (await getCampaign(owner, id)).statusReason?.includes('Sending again on') ?? false);
  // What a lane that found it closed plans for later would replace what a resume plans at once.
  await waitFor('the lanes to end', async () => (await test.app.get(JobQueue, { strict: false }).load(manager())).running === 0);
  return untilAtRest(owner, id, 'sending');
}

async function launched(listId: string, over: object = closed()): Promise<Campaign> {
  const { id } = await approvedCampaign(test.owner, [listId], { ...over });
  return dataOf(test.owner.post(`campaigns/${id}/send`));
}

/**
 * Time goes on until this is so. Once is not enough on PostgreSQL: a lane that found its campaign closed a moment before the clock was set
 * plans its return after the jobs were made due.
 */
async function untilTimeBrings(what: string, isSo: () => Promise<boolean>): Promise<void> {
  await waitFor(what, async () => {
    if (await isSo()) return true;
    await passTime(test, 1_000);
    return false;
  });
}

async function untilSent(id: string, people: number, owner = test.owner): Promise<Campaign> {
  await untilTimeBrings('the campaign to be sent', async () => (await getCampaign(owner, id)).status === 'sent');
  return untilAllEnded(owner, id, people, 20_000);
}

/** Hours have passed: what matters asks who it is. */
const confirm = (person = test.owner): Promise<unknown> => dataOf(person.post('/api/v1/auth/step-up', { password: PASSWORD }));

async function sweep(): Promise<void> {
  const run: JobRun = { ctx: systemContext(manager()), jobId: 'j', attempt: 1, requestId: undefined, signal: new AbortController().signal };
  await test.app.get(SweepCampaignsJob, { strict: false }).handle({}, run);
}

describe('a campaign with sending hours', () => {
  it('rests outside of them, says until when, and sends everything when they begin', async () => {
    const campaign = await createCampaign(test.owner, [await seed(5)], closed());
    const { preflight, schedule, estimate } = await reviewOf(campaign.id);
    expect(preflight.find(({ code }) => code === 'schedule.outsideHours')).toMatchObject({ severity: 'warning' });
    expect(schedule.text).toBe('As soon as it is sent');
    expect(schedule.hours).toMatch(/^Every day, \d\d:\d\d to \d\d:\d\d.* \(UTC\)$/);
    expect(estimate.seconds).toBeGreaterThan(1.9 * 3_600);
    await approve(test.owner, campaign.id);
    await dataOf(test.owner.post(`campaigns/${campaign.id}/send`));
    const rested = await resting(campaign.id);
    expect(rested.counts).toMatchObject({ recipients: 5, planned: 5 });
    expect(rested.statusReason).toMatch(/^Outside its sending hours. Sending again on \w+, \d+ \w+ at \d\d:\d\d \(UTC\)\.$/);
    expect(sink.received).toEqual([]);
    await passTime(test, 2 * HOUR);
    const sent = await untilSent(campaign.id, 5);
    expect(sent).toMatchObject({ statusReason: null, counts: { accepted: 5 } });
    expectNobodyTwice(sink);
  });

  it('has no such warning inside of them, and is sent at once', async () => {
    const over = { schedule: { kind: 'now', timeZone: 'UTC', hours: hoursFrom(-HOUR, HOUR) } };
    const campaign = await launched(await seed(3), over);
    expect((await reviewOf(campaign.id)).preflight.map(({ code }) => code)).not.toContain('schedule.outsideHours');
    await untilSent(campaign.id, 3);
  });

  it('stops in the middle when they end, survives a restart, and goes on the next day', async () => {
    const people = 40;
    const [sender] = await dataOf<{ id: string }[]>(test.owner.get('sender-accounts'));
    const account = `sender-accounts/${sender?.id}`;
    await dataOf(test.owner.patch(account, { ratePerMinute: 120 }));
    // Open until the next minute but one, of which only some seconds are left.
    const over = { schedule: { kind: 'now', timeZone: 'UTC', hours: hoursFrom(-HOUR, 2 * MINUTE) } };
    const { id } = await approvedCampaign(test.owner, [await seed(people)], over);
    test.clock.advance(2 * MINUTE - (test.clock.now().getTime() % MINUTE) - 5_000);
    await dataOf(test.owner.post(`campaigns/${id}/send`));
    const rested = await resting(id);
    const before = sink.received.length;
    expect(rested.counts).toMatchObject({ accepted: before, planned: people - before });
    expect(before).toBeLessThan(people);

    const email = await emailOf(test.owner);
    const { workspaceId } = test.owner;
    const ahead = test.clock.now().getTime() - Date.now();
    await test.close();
    test = await TestApp.start({}, test.database);
    test.clock.advance(ahead);
    const owner = new Person(test.app.getHttpServer());
    owner.workspaceId = workspaceId;
    await dataOf(owner.post('/api/v1/auth/login', { email, password: PASSWORD }));
    await sweep();
    expect((await resting(id, owner)).counts).toMatchObject({ accepted: before });
    await dataOf(owner.patch(account, { ratePerMinute: null }));
    await passTime(test, 24 * HOUR - HOUR);
    expect(await untilSent(id, people, owner)).toMatchObject({ counts: { accepted: people } });
    expect(sink.received).toHaveLength(people);
    expectNobodyTwice(sink);
  }, 60_000);

  it('is paused, resumed and cancelled while it rests', async () => {
    const { id } = await launched(await seed(3));
    await resting(id);
    expect(await dataOf(test.owner.post(`campaigns/${id}/pause`))).toMatchObject({ status: 'paused', statusReason: null });
    await dataOf(test.owner.post(`campaigns/${id}/resume`));
    await resting(id);
    await dataOf(test.owner.post(`campaigns/${id}/cancel`));
    await waitFor('nobody left', async () => (await getCampaign(test.owner, id)).counts.skipped === 3);
    await passTime(test, 3 * HOUR);
    await sweep();
    expect(await getCampaign(test.owner, id)).toMatchObject({ status: 'cancelled', statusReason: null });
    expect(sink.received).toEqual([]);
  });

  it('stays paused when its hours begin, and is resumed inside of them', async () => {
    const { id } = await launched(await seed(3));
    await resting(id);
    await dataOf(test.owner.post(`campaigns/${id}/pause`));
    await passTime(test, 3 * HOUR);
    await sweep();
    expect((await untilAtRest(test.owner, id, 'paused')).counts.planned).toBe(3);
    await confirm();
    await dataOf(test.owner.post(`campaigns/${id}/resume`));
    await untilSent(id, 3);
  });

  it('is not taken for stuck while it rests, and is found when its job was lost', async () => {
    const { id } = await launched(await seed(3));
    await resting(id);
    const queue = test.app.get(SendQueue, { strict: false });
    const enqueue = queue.enqueueLanes.bind(queue);
    const pushed: string[] = [];
    queue.enqueueLanes = (origin, campaignId) => {
      pushed.push(campaignId);
      return enqueue(origin, campaignId);
    };
    test.clock.advance(HOUR);
    await sweep();
    expect(pushed).toEqual([]);
    const lost = test.database.isPostgres
      ? sql`DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'campaigns.send:%' AND locked_at IS NULL`
      : sql`DELETE FROM jobs WHERE job_key LIKE 'campaigns.send:%' AND state = 'ready'`;
    expect(await execute(manager(), lost)).toBeGreaterThan(0);
    test.clock.advance(HOUR + 30 * MINUTE);
    await sweep();
    await untilSent(id, 3);
    expectNobodyTwice(sink);
  });
});

describe('sending hours hold', () => {
  it('for texts', async () => {
    const { listId } = await seedPhones(manager(), test.owner, 3);
    const { id } = await textCampaign(test.owner, listId, closed());
    await approve(test.owner, id);
    await dataOf(test.owner.post(`campaigns/${id}/send`));
    expect((await resting(id)).counts).toMatchObject({ planned: 3 });
    await passTime(test, 2 * HOUR);
    await untilSent(id, 3);
  });

  it('for what a series makes', async () => {
    const localTime = new Date(test.clock.now().getTime() + HOUR).toISOString().slice(0, 16);
    const recurring = closed({ kind: 'recurring', rule: 'FREQ=DAILY', localTime });
    const series = await launched(await seed(2), recurring);
    expect(series).toMatchObject({ status: 'scheduled' });
    expect((await reviewOf(series.id)).schedule.hours).toContain('Every day, ');
    await passTime(test, HOUR);
    let made = '';
    await untilTimeBrings('the campaign of its first date', async () => {
      const rows = await queryRows<{ id: string }>(manager(), sql`SELECT id FROM campaigns WHERE series_id = ${series.id}`);
      made = rows[0]?.id ?? '';
      return rows.length === 1;
    });
    await resting(made);
    expect(sink.received).toEqual([]);
    await passTime(test, HOUR);
    await untilSent(made, 2);
  });

  it('for variants: the wait of a sample begins when the sample was sent', async () => {
    const sample = { share: 20, minimum: 10, waitMinutes: 60, rule: 'replies', confidence: 95, otherwise: 'control' };
    const abTest = { variants: [{ name: 'Plain' }, { name: 'Question', subject: 'Will you come?' }], sample };
    const { id } = await launched(await seed(30), { ...closed(), abTest });
    await resting(id);
    const decidesAt = async (): Promise<string | null> =>
      (await queryRows<{ at: string | null }>(manager(), sql`SELECT ab_decides_at AS at FROM campaigns WHERE id = ${id}`))[0]?.at ?? null;
    expect(await decidesAt()).toBeNull();
    await passTime(test, 2 * HOUR);
    const opened = test.clock.now().getTime();
    await untilTimeBrings('the wait', async () => (await decidesAt()) !== null);
    expect(Date.parse((await decidesAt()) ?? '')).toBeGreaterThanOrEqual(opened + HOUR);
    expect(sink.received).toHaveLength(20);
    await passTime(test, HOUR);
    await untilSent(id, 30);
    expectNobodyTwice(sink);
  });
});

describe('a limit for an hour', () => {
  /** So many are sent, and no lane is at work. */
  async function sentSoFar(id: string, count: number): Promise<void> {
    await untilTimeBrings(`${count} messages`, async () => (await getCampaign(test.owner, id)).counts.accepted === count);
    await untilAtRest(test.owner, id, 'sending');
  }

  it('spreads messages evenly, over restarts of the sweep, and is told in the review and as a change', async () => {
    const schedule = { kind: 'now', perHour: 2 };
    const campaign = await createCampaign(test.owner, [await seed(3)], { schedule });
    expect(campaign).toMatchObject({ schedule });
    const { id } = campaign;
    // The first at once, the others after half an hour each.
    expect((await reviewOf(id)).estimate).toMatchObject({ seconds: 5_400, perMinute: 1 });
    await approve(test.owner, id);
    await dataOf(test.owner.post(`campaigns/${id}/send`));
    await sentSoFar(id, 1);
    await passTime(test, 20 * MINUTE);
    await sweep();
    expect((await untilAtRest(test.owner, id, 'sending')).counts).toMatchObject({ accepted: 1, planned: 2 });
    await passTime(test, 10 * MINUTE);
    await sentSoFar(id, 2);
    await confirm();
    await dataOf(test.owner.post(`campaigns/${id}/pause`));
    await dataOf(test.owner.post(`campaigns/${id}/resume`));
    await sweep();
    expect((await untilAtRest(test.owner, id, 'sending')).counts).toMatchObject({ accepted: 2, planned: 1 });
    await passTime(test, 30 * MINUTE);
    await untilSent(id, 3);
    expectNobodyTwice(sink);
  });

  it('saves nothing up while its hours are closed', async () => {
    const { id } = await launched(await seed(4), closed({ perHour: 1 }));
    await resting(id);
    await passTime(test, 2 * HOUR);
    await sentSoFar(id, 1);
    expect(sink.received).toHaveLength(1);
    await passTime(test, HOUR);
    await sentSoFar(id, 2);
    expect(sink.received).toHaveLength(2);
  });

  it('is sealed, and is a whole number from 1 to 100,000', async () => {
    const approved = await approvedCampaign(test.owner, [await seed(1)], { schedule: { kind: 'now', perHour: 1_500 } });
    const edited = await dataOf<Campaign>(
      test.owner.patch(`campaigns/${approved.id}`, { version: approved.version, schedule: { kind: 'now', perHour: 1 } }),
    );
    expect(edited.approval?.changes).toEqual([
      {
        field: 'schedule',
        was: 'As soon as it is sent; at most 1,500 messages an hour',
        is: 'As soon as it is sent; at most 1 message an hour',
      },
    ]);
    for (const perHour of [0, -1, 1.5, 100_001, 'many', true, null]) {
      const answer = await errorOf(
        test.owner.patch(`campaigns/${approved.id}`, { version: edited.version, schedule: { kind: 'now', perHour } }),
      );
      expect({ perHour, ...answer }).toMatchObject({ perHour, status: 422, fields: [{ field: 'schedule.perHour' }] });
    }
  });
});

describe('an approval', () => {
  it('covers the hours: an edit voids it and is shown, and one in the database stops the campaign', async () => {
    const schedule = { kind: 'now', timeZone: 'Europe/Berlin', hours: { days: ['FR', 'MO'], from: '09:00', until: '18:00' } };
    const approved = await approvedCampaign(test.owner, [await seed(2)], { schedule });
    const edited = await dataOf<Campaign>(
      test.owner.patch(`campaigns/${approved.id}`, {
        version: approved.version,
        schedule: { ...schedule, hours: { days: ['MO'], from: '20:00', until: '02:00' } },
      }),
    );
    expect(edited).toMatchObject({ status: 'draft', approval: { status: 'void' } });
    expect(edited.approval?.changes).toEqual([
      {
        field: 'schedule',
        was: 'As soon as it is sent; sending hours: Monday and Friday, 09:00 to 18:00 (Europe/Berlin)',
        is: 'As soon as it is sent; sending hours: Monday, 20:00 to 02:00 the next day (Europe/Berlin)',
      },
    ]);
    await approve(test.owner, approved.id);
    await execute(manager(), sql`UPDATE campaigns SET schedule_json = '{"kind":"now"}' WHERE id = ${approved.id}`);
    expect(await errorOf(test.owner.post(`campaigns/${approved.id}/send`))).toMatchObject({ code: 'campaign.changedSinceApproval' });
    expect(sink.received).toEqual([]);
  });

  it('stops what rests when its hours are taken away behind its back', async () => {
    const { id } = await launched(await seed(2));
    await resting(id);
    await execute(manager(), sql`UPDATE campaigns SET schedule_json = '{"kind":"now"}' WHERE id = ${id}`);
    await passTime(test, 2 * HOUR);
    await untilTimeBrings('the campaign to be stopped', async () => (await getCampaign(test.owner, id)).status === 'paused');
    expect(await getCampaign(test.owner, id)).toMatchObject({ statusReason: expect.stringContaining('schedule') });
    expect(sink.received).toEqual([]);
  });
});

describe('bad input', () => {
  const hours = { days: ['MO'], from: '09:00', until: '18:00' };

  const REFUSED: readonly (readonly [what: string, over: object, field: string])[] = [
    ['no day', { hours: { ...hours, days: [] } }, 'schedule.hours.days'],
    ['a day that is none', { hours: { ...hours, days: ['MO', 'XX'] } }, 'schedule.hours.days'],
    ['no days at all', { hours: { from: '09:00', until: '18:00' } }, 'schedule.hours.days'],
    ['the same start and end', { hours: { ...hours, until: '09:00' } }, 'schedule.hours.until'],
    ['24:00', { hours: { ...hours, until: '24:00' } }, 'schedule.hours.until'],
    ['a time without its zero', { hours: { ...hours, from: '9:00' } }, 'schedule.hours.from'],
    ['a number', { hours: { ...hours, from: 9 } }, 'schedule.hours.from'],
    ['seconds', { hours: { ...hours, from: '09:00:00' } }, 'schedule.hours.from'],
    ['Arabic digits', { hours: { ...hours, from: '٠٩:٠٠' } }, 'schedule.hours.from'],
    ['a list instead of hours', { hours: [] }, 'schedule.hours'],
    ['an unknown zone', { hours, timeZone: 'Mars/Olympus' }, 'schedule.timeZone'],
    ['no zone', { hours, timeZone: undefined }, 'schedule.timeZone'],
  ];

  it('is told by its field', async () => {
    const { id } = await createCampaign(test.owner, []);
    for (const [what, over, field] of REFUSED) {
      const schedule = { kind: 'now', timeZone: 'UTC', ...over };
      const { status, fields } = await errorOf(test.owner.patch(`campaigns/${id}`, { version: 1, schedule }));
      expect({ what, status, fields }).toMatchObject({ what, status: 422, fields: [{ field }] });
    }
  });

  it('a day that is named twice counts once, and days are kept in the order of the week', async () => {
    const schedule = { kind: 'now', timeZone: 'UTC', hours: { ...hours, days: ['FR', 'MO', 'FR'] } };
    const { id } = await createCampaign(test.owner, [], { schedule });
    expect(await getCampaign(test.owner, id)).toMatchObject({ schedule: { ...schedule, hours: { ...hours, days: ['MO', 'FR'] } } });
  });

  it('of a stranger finds nothing', async () => {
    const { id } = await createCampaign(test.owner, [], closed());
    const stranger = await test.stranger();
    expect((await errorOf(stranger.patch(`campaigns/${id}`, { version: 1, ...closed() }))).status).toBe(404);
  });
});
