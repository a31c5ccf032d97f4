import { SmtpSink } from '@rapport/providers/testing';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import {
  approve,
  type Campaign,
  createCampaign,
  expectNobodyTwice,
  getCampaign,
  passTime,
  type seedList,
  useSink,
} from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';
import { createZoneField, seedZones } from './support/zones.js';

const HOUR = 3_600_000;
const VARIANTS = [{ name: 'Plain' }, { name: 'Question', subject: 'Will you come?' }];
const SAMPLE = { share: 50, minimum: 1, waitMinutes: 60, rule: 'replies', confidence: 95, otherwise: 'control' };

interface Row {
  contactId: string;
  state: string;
  due: string;
  round: string | null;
  variant: string | null;
}
interface Result {
  phase: string;
  decidesAt: string | null;
  variants: { id: string; name: string; recipients: number; rest: number; sent: number }[];
}
interface Review {
  abTest: { inTest: number; rest: number; decision: string | null };
  estimate: { seconds: number; waitSeconds: number };
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
const wallTime = (ms: number): string => new Date(test.clock.now().getTime() + ms).toISOString().slice(0, 16);
const resultOf = (id: string): Promise<Result> => dataOf(test.owner.get(`campaigns/${id}/ab-test`));
const rowsOf = (id: string): Promise<Row[]> =>
  queryRows(
    manager(),
    sql`SELECT contact_id AS "contactId", state, next_attempt_at AS due, variant_round AS round, variant_id AS variant FROM campaign_recipients
        WHERE campaign_id = ${id} ORDER BY id`,
  );

async function draft(
  zones: readonly string[],
  schedule: object,
  sample: object | null = SAMPLE,
): Promise<Campaign & { contactIds: string[] }> {
  const { listId, contactIds } = await seedZones(manager(), test.owner, zoneField, zones);
  const abTest = { variants: VARIANTS, sample };
  const campaign = await createCampaign(test.owner, [listId], {
    abTest,
    schedule: { timeZone: 'UTC', zones: 'recipient', zoneField, ...schedule },
  });
  return { ...campaign, contactIds };
}

async function send({ id }: Campaign): Promise<void> {
  await confirm();
  await approve(test.owner, id);
  await dataOf(test.owner.post(`campaigns/${id}/send`));
}

async function untilTimeBrings(what: string, isSo: () => Promise<boolean>): Promise<void> {
  await waitFor(what, async () => {
    if (await isSo()) return true;
    await passTime(test, 1_000);
    return false;
  });
}

const accepted = (id: string, count: number): Promise<void> =>
  untilTimeBrings(`${count} messages`, async () => (await getCampaign(test.owner, id)).counts.accepted === count);
/** The sample is out. */
const waits = (id: string): Promise<void> => untilTimeBrings('the wait', async () => (await resultOf(id)).phase === 'waiting');
/** Everyone is in the ledger. */
const planned = (id: string, people: number): Promise<void> =>
  untilTimeBrings('the ledger', async () => {
    const { counts } = await getCampaign(test.owner, id);
    return counts.recipients === people && (await rowsOf(id)).filter(({ round }) => round === 'test').length > 0;
  });
/** Half of them live where it is that time an hour earlier. */
const ZONES = ['Etc/GMT-1', 'UTC', 'Etc/GMT-1', 'UTC', 'Etc/GMT-1', 'UTC', 'Etc/GMT-1', 'UTC'];

describe('a test where each recipient’s time zone counts', () => {
  it('is told in the review with its dates', async () => {
    const { id } = await draft(ZONES, { kind: 'at', localTime: '2031-01-15T09:00' });
    const { abTest, estimate } = await dataOf<Review>(test.owner.get(`campaigns/${id}/review`));
    expect(abTest).toMatchObject({ inTest: 4, rest: 4 });
    expect(abTest.decision).toBe(
      'The test goes out at each recipient’s own time, the last of it by Wednesday, 15 January at 09:00 (UTC). It is decided 1 hour after that, by Wednesday, 15 January at 10:00 (UTC). The rest gets it at its own time, or at once where that has passed by then.',
    );
    expect(estimate.seconds).toBeGreaterThanOrEqual(2 * 3_600);
    const everyone = await draft(ZONES, { kind: 'at', localTime: '2031-01-15T09:00' }, null);
    expect((await dataOf<Review>(test.owner.get(`campaigns/${everyone.id}/review`))).abTest).toMatchObject({ rest: 0, decision: null });
  });

  it('sends to the sample at its own moments, decides after the last of them, and then to the rest', async () => {
    const campaign = await draft(ZONES, { kind: 'at', localTime: wallTime(2 * HOUR) });
    await send(campaign);
    const { id } = campaign;
    await passTime(test, HOUR);
    await planned(id, 8);
    const early = (await rowsOf(id)).filter(({ round, contactId }) => round === 'test' && campaign.contactIds.indexOf(contactId) % 2 === 0);
    await accepted(id, early.length);
    // Whoever is in the test further west has their moment to come, so its wait has not begun.
    expect(await resultOf(id)).toMatchObject({ phase: 'test', decidesAt: null });
    await passTime(test, HOUR);
    await accepted(id, 4);
    await waits(id);
    const { decidesAt } = await resultOf(id);
    expect(Date.parse(decidesAt ?? '')).toBeGreaterThan(test.clock.now().getTime());
    expect((await rowsOf(id)).filter(({ round }) => round === null)).toHaveLength(4);
    await passTime(test, HOUR);
    await untilTimeBrings('the campaign to be sent', async () => (await getCampaign(test.owner, id)).status === 'sent');
    expect((await resultOf(id)).variants.map(({ name, recipients, rest }) => [name, recipients, rest])).toEqual([
      ['Plain', 2, 4],
      ['Question', 2, 0],
    ]);
    expect(sink.received).toHaveLength(8);
    expectNobodyTwice(sink);
  });

  it('lets the rest go at its own moments where those are still to come, though a person chose before', async () => {
    const campaign = await draft([...ZONES.slice(0, 4), ...Array<string>(4).fill('Etc/GMT+6')], { kind: 'at', localTime: wallTime(HOUR) });
    const { id } = campaign;
    await send(campaign);
    await planned(id, 8);
    const variantId = (await resultOf(id)).variants[1]?.id ?? '';
    await dataOf(test.owner.post(`campaigns/${id}/variants/${variantId}/choose`));
    await untilTimeBrings('the rest to be let go', async () => (await rowsOf(id)).every(({ round }) => round !== null));
    const west = (await rowsOf(id)).filter(({ contactId }) => campaign.contactIds.indexOf(contactId) >= 4);
    const moment = new Date(Date.parse(`${wallTimeOf(await getCampaign(test.owner, id))}:00Z`) + 6 * HOUR).toISOString();
    expect(west.map(({ state, due }) => [state, due])).toEqual(Array(4).fill(['planned', moment]));
    await passTime(test, 7 * HOUR);
    await untilTimeBrings('the campaign to be sent', async () => (await getCampaign(test.owner, id)).status === 'sent');
    expect(sink.received).toHaveLength(8);
    expectNobodyTwice(sink);
  });

  it('keeps the rest to its hours, wherever it lives', async () => {
    // Open for the whole audience now; the decision comes when it is closed for all of them.
    const schedule = {
      kind: 'now',
      hours: { days: ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], from: time(-2 * HOUR), until: time(HOUR / 2) },
    };
    const campaign = await draft(['UTC', 'UTC', 'UTC', 'UTC'], schedule);
    const { id } = campaign;
    await send(campaign);
    await accepted(id, 2);
    await waits(id);
    await passTime(test, 2 * HOUR);
    await untilTimeBrings('the rest to be let go', async () => (await rowsOf(id)).every(({ round }) => round !== null));
    const rest = (await rowsOf(id)).filter(({ round }) => round === 'rest');
    expect(rest.map(({ state }) => state)).toEqual(['planned', 'planned']);
    expect(rest.every(({ due }) => Date.parse(due) > test.clock.now().getTime() + 18 * HOUR)).toBe(true);
    await dataOf(test.owner.post(`campaigns/${id}/cancel`));
  });

  it('reaches nobody twice or in vain when people are merged and erased in the middle', async () => {
    const campaign = await draft(ZONES, { kind: 'at', localTime: wallTime(2 * HOUR) });
    const { id, contactIds } = campaign;
    await send(campaign);
    await passTime(test, HOUR);
    await planned(id, 8);
    const held = (await rowsOf(id)).filter(({ round }) => round === null).map(({ contactId }) => contactId);
    const [first = '', second = '', erased = ''] = held;
    await confirm();
    const address = (await dataOf<{ primaryEmail: string }>(test.owner.get(`contacts/${erased}`))).primaryEmail;
    await dataOf(test.owner.post('merges', { primaryId: first, secondaryIds: [second] }));
    await dataOf(test.owner.post(`contacts/${erased}/erasure`, { confirm: address }));
    await passTime(test, HOUR);
    await waits(id);
    await passTime(test, HOUR);
    await untilTimeBrings('the campaign to be sent', async () => (await getCampaign(test.owner, id)).status === 'sent');
    expect(sink.received).toHaveLength(contactIds.length - 2);
    expect([...sink.countsByRecipient().keys()]).not.toContain(address);
    expectNobodyTwice(sink);
  });

  it('goes on when the field is deleted: the rest gets it by the zone of the campaign', async () => {
    const own = await createZoneField(test.owner, 'Place');
    const { listId } = await seedZones(manager(), test.owner, own, ['UTC', 'Etc/GMT+6', 'UTC', 'Etc/GMT+6']);
    const campaign = await createCampaign(test.owner, [listId], {
      abTest: { variants: VARIANTS, sample: { ...SAMPLE, waitMinutes: 60 } },
      schedule: { kind: 'at', localTime: wallTime(HOUR), timeZone: 'UTC', zones: 'recipient', zoneField: own },
    });
    await send(campaign);
    await passTime(test, HOUR);
    await planned(campaign.id, 4);
    await execute(manager(), sql`DELETE FROM custom_fields WHERE definition_id = ${own}`);
    await confirm();
    await test.owner.delete(`custom-fields/${own}`);
    await passTime(test, 7 * HOUR);
    await waits(campaign.id);
    await passTime(test, HOUR);
    await untilTimeBrings('the campaign to be sent', async () => (await getCampaign(test.owner, campaign.id)).status === 'sent');
    expect(sink.received).toHaveLength(4);
    expectNobodyTwice(sink);
  });

  it('is nobody else’s', async () => {
    const { id } = await draft(['UTC'], { kind: 'at', localTime: '2031-01-15T09:00' });
    const stranger = await test.stranger();
    expect(await errorOf(stranger.get(`campaigns/${id}/review`))).toMatchObject({ status: 404 });
  });
});

const time = (ms: number): string => wallTime(ms).slice(11);
function wallTimeOf(campaign: Campaign): string {
  return (campaign as Campaign & { schedule: { localTime: string } }).schedule.localTime;
}
