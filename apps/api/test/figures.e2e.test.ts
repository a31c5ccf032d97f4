import { ConsentService } from '../src/modules/consent/ConsentService.js';
import { ContactService } from '../src/modules/contacts/ContactService.js';
import { ContactTrash } from '../src/modules/contacts/ContactTrash.js';
import { ContactBatchService } from '../src/modules/contacts/ContactBatchService.js';
import { contactKeys } from '../src/modules/contacts/public.js';
import { RecordDelivery } from '../src/modules/campaigns/sending/RecordDelivery.js';
import { DELIVERY_REPORT_TYPES, type DeliveryReportType } from '../src/modules/providers/DeliveryEvents.js';
import type { WorkspaceContext } from '../src/platform/context/Context.js';
import { jobContext } from '../src/platform/context/contexts.js';
import type { RapportDataSource } from '../src/platform/database/RapportDataSource.js';
import type { Statement } from '../src/platform/database/Statement.js';
import { execute, queryOne, queryRows, sql } from '../src/platform/database/sql.js';
import { newId } from '../src/platform/database/ids.js';
import { UnitOfWork } from '../src/platform/database/UnitOfWork.js';
import { JobQueue } from '../src/platform/jobs/JobQueue.js';
import { approvedCampaign, getCampaign, recipientsOf, seedList, untilStatus } from './support/campaigns.js';
import { countAnew } from './support/countAnew.js';
import { countRows, keepByHand, readFigures } from './support/figures.js';
import { dataOf } from './support/Person.js';
import { Random } from './support/Random.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

const DAY_MS = 86_400_000;

let test: TestApp;
let ctx: WorkspaceContext;
let keep: () => Promise<void>;
beforeAll(async () => {
  test = await TestApp.start();
  keep = keepByHand(test);
  ctx = jobContext(test.services.dataSource.manager, test.owner.workspaceId, 'test');
});
afterAll(() => test.stop());

const get = <T>(type: abstract new (...args: never[]) => T): T => test.app.get<T>(type as never, { strict: false });
const zoneOf = async (workspaceId: string): Promise<string> =>
  (await queryOne<{ zone: string }>(ctx.manager, sql`SELECT time_zone AS zone FROM workspaces WHERE id = ${workspaceId}`))?.zone ?? '';

/** Nothing is on its way to the tables any more. */
const settled = (): Promise<void> =>
  waitFor('the jobs to be done', async () => {
    const { due, running } = await get(JobQueue).load(ctx.manager);
    return due + running === 0;
  });

/** Readers are told what a count of the rows comes to. */
async function expectRight(workspaceId = ctx.workspaceId): Promise<void> {
  const timeZone = await zoneOf(workspaceId);
  await settled();
  expect(await readFigures(test, workspaceId, timeZone)).toEqual(await countRows(test, workspaceId, timeZone));
}

/** Whether readers get it from what is kept. */
const booksOf = (workspaceId: string): Promise<{ subject: string; zone: string | null }[]> =>
  queryRows(
    ctx.manager,
    sql`SELECT subject_id AS subject, time_zone AS zone FROM figure_books WHERE workspace_id = ${workspaceId} ORDER BY 1`,
  );

it('is told of everything that a workspace with a past has seen, by whoever wrote it', async () => {
  const { id } = await dataOf<{ id: string }>(test.owner.post('/api/v1/sample-workspace'));
  await settled();
  expect(await countOf(test, 'campaign_recipients', sql`workspace_id = ${id} AND unsubscribed_at IS NOT NULL`)).toBeGreaterThan(0);
  // Nothing is kept yet, so the changes are the whole history. An act that tells nothing is missing here.
  const told = await queryRows<{ subject: string; metric: string; n: number }>(
    ctx.manager,
    sql`SELECT subject_id AS subject, metric, SUM(n) AS n FROM figure_changes WHERE workspace_id = ${id} GROUP BY subject_id, metric HAVING SUM(n) <> 0`,
  );
  const counted = new Map<string, number>();
  for (const [subject, figures] of await countRows(test, id, 'UTC'))
    for (const [key, n] of Object.entries(figures)) {
      const name = `${subject} ${key.slice(0, -11)}`;
      counted.set(name, (counted.get(name) ?? 0) + n);
    }
  expect(counted.size).toBeGreaterThan(10);
  expect(new Map(told.map(({ subject, metric, n }) => [`${subject} ${metric}`, Number(n)]))).toEqual(counted);
  // Campaigns are kept from their first row on; of the rest nothing is.
  const campaigns = await queryRows<{ subject: string }>(
    ctx.manager,
    sql`SELECT id AS subject FROM campaigns WHERE workspace_id = ${id} AND started_at IS NOT NULL ORDER BY 1`,
  );
  expect(campaigns.length).toBeGreaterThan(0);
  expect(await booksOf(id)).toEqual(campaigns.map(({ subject }) => ({ subject, zone: 'UTC' })));
  await expectRight(id);
  await keep();
  expect(await countOf(test, 'figure_changes', sql`workspace_id = ${id}`)).toBe(0);
  expect((await booksOf(id)).length).toBeGreaterThan(1);
  await expectRight(id);
});

describe.each([11, 12, 13])('after a history by chance (%i)', (seed) => {
  it('says what a count of the rows says, whatever was done, undone, told twice, broken off or moved to another zone', async () => {
    const random = new Random(seed);
    const person = await test.stranger(`Chance ${seed}`);
    ctx = jobContext(test.services.dataSource.manager, person.workspaceId, 'test');
    const contacts = get(ContactService);
    const trash = get(ContactTrash);
    const moment = (): Date => new Date(Date.now() - random.below(9 * DAY_MS));
    const ids: string[] = [];
    const addOne = async (): Promise<void> => {
      const input = { firstName: 'Ann', primaryEmail: `ann${seed}-${ids.length}@example.com` };
      ids.push((await test.clock.at(moment(), () => contacts.create(ctx, input))).id);
    };
    const addMany = (): Promise<unknown> =>
      get(UnitOfWork).run(ctx, async (ctx) => {
        const batches = get(ContactBatchService);
        const fields = { firstName: 'Bea', lastName: null, primaryEmail: null, primaryPhone: null, company: null };
        const keys = contactKeys(fields, null);
        const fresh = [0, 1, 2].map(() => ({
          id: newId(),
          createdOn: moment().toISOString(),
          fields,
          keys,
          found: null,
          points: [],
          newPoints: [],
        }));
        for (const id of await batches.insert(ctx, fresh, null)) ids.push(id);
      });
    for (let i = 0; i < 20; i += 1) await addOne();
    const list = await dataOf<{ id: string }>(person.post('lists', { name: 'Everyone' }));
    await dataOf(person.post(`lists/${list.id}/contacts`, { contactIds: ids }));
    const campaign = await approvedCampaign(person, [list.id]);
    await dataOf(person.post(`campaigns/${campaign.id}/send`));
    await untilStatus(person, campaign.id, 'sent');
    const recipients = await recipientsOf(person, campaign.id);
    expect(recipients).toHaveLength(20);
    const report = async (eventId: string, messageId: string, type: DeliveryReportType, at: Date): Promise<void> => {
      const { workspaceId } = ctx;
      const fixed = { workspaceId, provider: 'test', account: workspaceId, address: null, detail: {} };
      await get(RecordDelivery).record(ctx, { ...fixed, eventId, messageId, type, occurredAt: at.toISOString() });
    };
    const acts: (() => Promise<unknown>)[] = [
      addOne,
      addMany,
      () => trash.trash(ctx, random.pick(ids)),
      () => trash.restore(ctx, random.pick(ids)),
      // The same change, taken back by what comes after it.
      () =>
        get(UnitOfWork)
          .run(ctx, async (ctx) => {
            await trash.trash(ctx, random.pick(ids));
            throw new Error('broken off');
          })
          .catch(() => undefined),
      async () => {
        const [eventId, at, type] = [`${seed}-${random.below(1e9)}`, moment(), random.pick(DELIVERY_REPORT_TYPES)];
        const messageId = random.pick(recipients).messageId ?? '';
        // Told twice, and at once: it counts once.
        await Promise.all([report(eventId, messageId, type, at), report(eventId, messageId, type, at)]);
      },
      async () => {
        const { email, contactId, id: recipientId } = random.pick(recipients);
        const how = { channel: 'email' as const, addressKey: email ?? '', source: 'unsubscribeLink' as const, contactId, recipientId };
        await get(ConsentService).suppress(ctx, 'unsubscribed', how);
        if (random.chance(50)) await get(ConsentService).resubscribe(ctx, how);
      },
      keep,
      async () => dataOf(person.patch('', { timeZone: random.pick(['Asia/Kathmandu', 'America/Los_Angeles', 'Pacific/Chatham', 'UTC']) })),
      async () => countAnew(ctx.manager),
    ];
    const weights = [2, 1, 3, 2, 1, 8, 2, 2, 1, 0.2];
    for (let act = 0; act < 90; act += 1) {
      const lot = random.below(weights.reduce((sum, weight) => sum + weight * 10, 0)) / 10;
      let sum = 0;
      const chosen = acts[weights.findIndex((weight) => (sum += weight) > lot)];
      await chosen?.();
      if (act % 30 === 29) await expectRight();
    }
    await keep();
    await expectRight();
    const zone = await zoneOf(ctx.workspaceId);
    expect((await booksOf(ctx.workspaceId)).map((book) => book.zone)).toEqual([zone, zone]);
    // What the campaign shows is made of the same figures.
    const { counts } = await getCampaign(person, campaign.id);
    const inState = async (state: string): Promise<number> =>
      countOf(test, 'campaign_recipients', sql`campaign_id = ${campaign.id} AND state = ${state}`);
    for (const state of ['planned', 'accepted', 'delivered', 'failed', 'skipped', 'uncertain'] as const)
      expect({ state, n: counts[state] }).toEqual({ state, n: Number(await inState(state)) });
  }, 60_000);
});

it('loses nothing and counts nothing twice while people write and the work keeps at it', async () => {
  const person = await test.stranger('Busy');
  ctx = jobContext(test.services.dataSource.manager, person.workspaceId, 'test');
  const contacts = get(ContactService);
  const trash = get(ContactTrash);
  let isOver = false;
  const writers = [0, 1, 2, 3].map(async (writer) => {
    for (let i = 0; i < 40; i += 1) {
      const { id } = await contacts.create(ctx, { primaryEmail: `busy${writer}-${i}@example.com` });
      if (i % 3 === 0) await trash.trash(ctx, id);
      if (i % 6 === 0) await trash.restore(ctx, id);
    }
  });
  const keeper = (async () => {
    for (let round = 0; !isOver; round += 1) {
      if (round % 3 === 0) await countAnew(ctx.manager);
      await keep();
    }
  })();
  const most: number[] = [];
  const reader = (async () => {
    while (!isOver) most.push((await dataOf<{ contacts: { total: number } }>(person.get('dashboard'))).contacts.total);
  })();
  await Promise.all(writers);
  isOver = true;
  await Promise.all([keeper, reader]);
  expect(Math.max(...most)).toBeLessThanOrEqual(160);
  await expectRight();
  await keep();
  await expectRight();
});

it('shows on Home what there was before the installation kept figures, and the days of the new zone at once', async () => {
  const person = await test.stranger('Old');
  ctx = jobContext(test.services.dataSource.manager, person.workspaceId, 'test');
  const { listId } = await seedList(ctx.manager, person.workspaceId, 12, 'old');
  const campaign = await approvedCampaign(person, [listId]);
  await dataOf(person.post(`campaigns/${campaign.id}/send`));
  await untilStatus(person, campaign.id, 'sent');
  // As an update finds it: rows, and nothing about them in the new tables.
  for (const table of ['figure_books', 'daily_figures', 'figure_changes']) await execute(ctx.manager, sql`DELETE FROM ${sql.raw(table)}`);
  interface Home {
    contacts: { total: number; added: number; daily: { date: string; count: number }[] };
    deliverability: { sent: number; daily: { date: string; sent: number }[] };
  }
  const home = (): Promise<Home> => dataOf<Home>(person.get('dashboard'));
  const expected = { contacts: { total: 12, added: 12 }, deliverability: { sent: 12 } };
  const before = await home();
  expect(before).toMatchObject(expected);
  await keep();
  expect(await home()).toEqual(before);
  // Never the same day in the two.
  const day = (zone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date());
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago']) {
    await dataOf(person.patch('', { timeZone: zone }));
    const moved = await home();
    expect(moved).toMatchObject(expected);
    expect(moved.deliverability.daily.at(-1)).toMatchObject({ date: day(zone), sent: 12 });
    await keep();
    expect(await home()).toEqual(moved);
  }
});

it('tells Home and the list of campaigns without a look at what is sent and done', async () => {
  const person = await test.stranger('Quick');
  ctx = jobContext(test.services.dataSource.manager, person.workspaceId, 'test');
  const { listId } = await seedList(ctx.manager, person.workspaceId, 30, 'quick');
  const campaign = await approvedCampaign(person, [listId]);
  await dataOf(person.post(`campaigns/${campaign.id}/send`));
  await untilStatus(person, campaign.id, 'sent');
  await settled();
  const source = test.services.dataSource as RapportDataSource;
  const asked = new Map<string, Statement>();
  const [execute, readAside, readShort] = [source.execute.bind(source), source.readAside.bind(source), source.readShort.bind(source)];
  const hear = <Rest, Answer>(door: (statement: Statement, runner?: Rest) => Answer) => {
    return (statement: Statement, runner?: Rest): Answer => {
      asked.set(statement.text, statement);
      return door(statement, runner);
    };
  };
  Object.assign(source, { execute: hear(execute), readAside: hear(readAside), readShort: hear(readShort) });
  // What is on its way or uncertain is few, and has an index.
  const isOfFew = (text: string): boolean => /state IN \('claimed', 'handed', 'uncertain'\)|state = 'uncertain'/.test(text);
  // Recurring work counts domains at its own times.
  const isAside = (text: string): boolean => text.startsWith('SELECT SUBSTR(address_key');
  const ofMany = async (): Promise<string[]> => {
    asked.clear();
    for (const path of ['dashboard', 'campaigns', `campaigns/${campaign.id}`]) await dataOf(person.get(path));
    const texts = [...asked.keys()];
    expect(texts.some((text) => text.includes('FROM daily_figures'))).toBe(true);
    const ofLedger = texts.filter((text) => text.includes('campaign_recipients') && !isOfFew(text) && !isAside(text));
    return [...ofLedger, ...texts.filter((text) => /COUNT\(\*\) AS \w+ FROM base_contacts/.test(text))];
  };
  const ofOne = async (): Promise<string[]> => {
    asked.clear();
    await dataOf(person.get(`campaigns/${campaign.id}`));
    return [...asked.keys()].filter((text) => text.includes('campaign_recipients') && !isOfFew(text) && !isAside(text));
  };
  try {
    // The work has never come round, as in the first minute of a campaign, when someone looks all the time.
    expect(await ofOne()).toEqual([]);
    // Nothing is kept yet: it is counted from the rows, and noticed here.
    await countAnew(ctx.manager);
    expect((await ofMany()).length).toBeGreaterThan(1);
    await keep();
    expect(await ofMany()).toEqual([]);
  } finally {
    for (const door of ['execute', 'readAside', 'readShort']) Reflect.deleteProperty(source, door);
  }
  if (test.database.isPostgres) return;
  for (const { text, parameters } of asked.values()) {
    if (!/campaign_recipients|figure/.test(text)) continue;
    const plan = await source.query<{ detail: string }[]>(`EXPLAIN QUERY PLAN ${text}`, parameters);
    expect(
      plan.map(({ detail }) => detail).filter((step) => /^SCAN (?:campaign_recipients|daily_figures|figure_\w+|r)\b/.test(step)),
    ).toEqual([]);
  }
});
