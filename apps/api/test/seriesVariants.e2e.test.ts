import { SmtpSink } from '@rapport/providers/testing';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import {
  approve,
  type Campaign,
  createCampaign,
  createTemplate,
  expectNobodyTwice,
  getCampaign,
  passTime,
  seedList,
  untilStatus,
  useSink,
} from './support/campaigns.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SAMPLE = { share: 20, minimum: 20, waitMinutes: 60, rule: 'replies', confidence: 95, otherwise: 'control' };

interface SeriesDate {
  state: string;
  reason: string | null;
  campaign: Campaign | null;
  winner: { variantId: string; reason: string; text: string } | null;
}
interface Tested extends Campaign {
  abTest: { variants: { id: string; name: string }[] } | null;
}

let test: TestApp;
let sink: SmtpSink;
let seeded = 0;
beforeAll(async () => {
  sink = await SmtpSink.start({ keepMessages: true });
  test = await TestApp.start();
  await useSink(test.owner, sink);
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
const testedOf = (id: string): Promise<Tested> => dataOf(test.owner.get(`campaigns/${id}`));
const resultOf = (id: string): Promise<{ phase: string; variants: { name: string; recipients: number; rest: number }[] }> =>
  dataOf(test.owner.get(`campaigns/${id}/ab-test`));
const datesOf = async (id: string): Promise<SeriesDate[]> =>
  (await dataOf<{ items: SeriesDate[] }>(test.owner.get(`campaigns/${id}/dates`))).items;
const subjects = (): string[] => sink.received.map(({ raw }) => /^Subject: (.*)\r?$/m.exec(raw.toString())?.[1] ?? '');

/** Daily from an hour from now on, for so many people. */
async function draft(people: number, abTest: object): Promise<Tested> {
  const { listId } = await seedList(manager(), test.owner.workspaceId, people, `sv${(seeded += 1)}-`);
  const localTime = new Date(test.clock.now().getTime() + HOUR).toISOString().slice(0, 16);
  const schedule = { kind: 'recurring', rule: 'FREQ=DAILY', localTime, timeZone: 'UTC' };
  return (await createCampaign(test.owner, [listId], { subject: 'We open on Friday', schedule, abTest })) as Tested;
}

async function launched(people: number, abTest: object): Promise<Tested> {
  const { id } = await draft(people, abTest);
  await confirm();
  await approve(test.owner, id);
  return dataOf(test.owner.post(`campaigns/${id}/send`));
}

async function made(id: string, count: number): Promise<Tested> {
  let dates: SeriesDate[] = [];
  await waitFor(`${count} made campaigns`, async () => {
    dates = (await datesOf(id)).filter(({ state }) => state === 'made');
    return dates.length === count;
  });
  return testedOf(dates[0]?.campaign?.id ?? '');
}

async function waiting({ id }: Campaign): Promise<void> {
  await waitFor('the wait', async () => (await resultOf(id)).phase === 'waiting');
}

describe('a series with variants', () => {
  it('tests anew at each date, decides for itself, and tells each winner', async () => {
    const variants = [{ name: 'Plain' }, { name: 'Question', subject: 'Will you come?' }];
    const series = await launched(100, { variants, sample: SAMPLE });
    await passTime(test, HOUR + 60_000);
    const first = await made(series.id, 1);
    expect(first.abTest?.variants.map(({ name }) => name)).toEqual(['Plain', 'Question']);
    expect(first.abTest?.variants.map(({ id }) => id)).not.toEqual(series.abTest?.variants.map(({ id }) => id));
    await waiting(first);
    expect((await datesOf(series.id))[0]).toMatchObject({ winner: null });
    const question = first.abTest?.variants[1]?.id ?? '';
    await execute(
      manager(),
      sql`UPDATE campaign_recipients SET replied_at = ${test.clock.now().toISOString()} WHERE campaign_id = ${first.id} AND variant_id = ${question}`,
    );
    await passTime(test, HOUR);
    await untilStatus(test.owner, first.id, 'sent');
    expect((await resultOf(first.id)).variants.map(({ recipients, rest }) => [recipients, rest])).toEqual([
      [20, 0],
      [20, 60],
    ]);
    expect(subjects().filter((subject) => subject === 'Will you come?')).toHaveLength(80);
    expectNobodyTwice(sink);

    await passTime(test, DAY - 2 * HOUR);
    await passTime(test, HOUR);
    const second = await made(series.id, 2);
    await waiting(second);
    // Nobody answered this time, so nobody wins: the first date’s winner does not count here.
    await passTime(test, HOUR);
    await untilStatus(test.owner, second.id, 'sent');
    expect((await resultOf(second.id)).variants.map(({ rest }) => rest)).toEqual([60, 0]);
    expect((await datesOf(series.id)).map(({ winner }) => winner)).toEqual([
      { variantId: second.abTest?.variants[0]?.id, reason: 'control', text: 'Plain (no variant won)' },
      { variantId: question, reason: 'winner', text: 'Question' },
    ]);
    expect(await queryRows(manager(), sql`SELECT 1 FROM campaign_decisions WHERE campaign_id = ${series.id}`)).toEqual([]);
    await dataOf(test.owner.post(`campaigns/${series.id}/pause`));
  }, 60_000);

  it('shows the variants to whoever approves, and sends the versions that were approved', async () => {
    const other = await createTemplate(test.owner, {
      bodyHtml: '<p>Another text.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
    });
    const { id } = await draft(10, { variants: [{ name: 'Plain' }, { name: 'Text', templateId: other.id }], sample: null });
    const review = await dataOf<{ abTest: { variants: { name: string; template: string }[] } }>(test.owner.get(`campaigns/${id}/review`));
    expect(review.abTest.variants.map(({ name }) => name)).toEqual(['Plain', 'Text']);
    await confirm();
    await approve(test.owner, id);
    await dataOf(test.owner.post(`campaigns/${id}/send`));
    const edited = await dataOf<{ version: number }>(test.owner.get(`templates/${other.id}`));
    await dataOf(
      test.owner.patch(`templates/${other.id}`, {
        version: edited.version,
        bodyHtml: '<p>Never approved.</p><p><a href="{{ unsubscribe_url }}">Unsubscribe</a></p>',
      }),
    );
    await passTime(test, HOUR + 60_000);
    const campaign = await made(id, 1);
    await untilStatus(test.owner, campaign.id, 'sent');
    const raw = sink.received.map((mail) => mail.raw.toString());
    expect(raw.filter((text) => text.includes('Another text.'))).toHaveLength(5);
    expect(raw.filter((text) => text.includes('Never approved.'))).toEqual([]);
    await dataOf(test.owner.post(`campaigns/${id}/pause`));
  }, 60_000);

  it('stops when a variant was changed behind its back', async () => {
    const series = await launched(4, { variants: [{ name: 'Plain' }, { name: 'Question', subject: 'Will you come?' }], sample: null });
    await execute(
      manager(),
      sql`UPDATE campaign_variants SET subject = 'Buy now' WHERE campaign_id = ${series.id} AND subject IS NOT NULL`,
    );
    await passTime(test, HOUR + 60_000);
    const stopped = await untilStatus(test.owner, series.id, 'draft');
    expect(stopped.approval?.changes.map(({ field }) => field)).toEqual(['variant.2']);
    expect(sink.received).toEqual([]);
  });

  it('stops the campaign of a date whose copy was changed', async () => {
    const series = await launched(200, { variants: [{ name: 'Plain' }, { name: 'Question', subject: 'Will you come?' }], sample: SAMPLE });
    await passTime(test, HOUR + 60_000);
    const campaign = await made(series.id, 1);
    await waiting(campaign);
    await execute(
      manager(),
      sql`UPDATE campaign_variants SET subject = 'Buy now' WHERE campaign_id = ${campaign.id} AND subject IS NOT NULL`,
    );
    await confirm();
    await dataOf(test.owner.post(`campaigns/${campaign.id}/pause`));
    expect((await test.owner.post(`campaigns/${campaign.id}/resume`)).status).toBe(409);
    expect(subjects()).not.toContain('Buy now');
    expect((await getCampaign(test.owner, campaign.id)).counts.accepted).toBe(40);
  }, 60_000);
});
