import { newId } from '../src/platform/database/ids.js';
import { execute, sql } from '../src/platform/database/sql.js';
import { CheckInsightsNightly } from '../src/modules/insights/CheckInsightsJob.js';
import { checkNow, type Insight, insightsOf, seedCampaign } from './support/insights.js';
import { dataOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

/** What each detector reads of the database; how it judges has its unit tests. */
const DAY = 86_400_000;

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
  test.app.get(CheckInsightsNightly, { strict: false }).run = () => Promise.resolve();
});
afterAll(() => test.stop());

const inDays = (days: number): string => new Date(test.clock.now().getTime() + days * DAY).toISOString();
const run = (statement: ReturnType<typeof sql>): Promise<unknown> => execute(test.services.dataSource.manager, statement);
const one = async (person: Person, type: string): Promise<Insight> => {
  await checkNow(test, person.workspaceId);
  const [insight] = await insightsOf(person, 'open', type);
  if (!insight) throw new Error(`No ${type}.`);
  return insight;
};
interface Row {
  contactId: string | null;
  campaignName: string | null;
  detail: string;
}
const rowsOf = (person: Person, { id }: Insight): Promise<Row[]> => dataOf(person.get(`insights/${id}/rows`));
const ofContact = (person: Person, contactId: string): Promise<{ type: string; detail: string }[]> =>
  dataOf(person.get(`contacts/${contactId}/insights`));

async function seedContacts(person: Person, count: number, at: (n: number) => string): Promise<string[]> {
  const ids = Array.from({ length: count }, () => newId());
  for (let start = 0; start < count; start += 200) {
    const rows = ids.slice(start, start + 200).map((id, n) => {
      const email = `p${start + n}@people.example`;
      return sql`(${id}, ${person.workspaceId}, ${`P${start + n}`}, ${email}, ${email}, 1, ${at(start + n)}, ${at(start + n)})`;
    });
    await run(
      sql`INSERT INTO base_contacts (id, workspace_id, first_name, primary_email, email_key, version, created_on, updated_at) VALUES ${sql.join(rows, ', ')}`,
    );
  }
  return ids;
}

async function makeSender(person: Person, quota: number | null = null): Promise<string> {
  const id = newId();
  await run(
    sql`INSERT INTO sender_accounts (id, workspace_id, kind, channel, name, settings_json, quota_per_day, created_at, updated_at)
        VALUES (${id}, ${person.workspaceId}, 'smtp', 'email', 'News', '{}', ${quota}, ${inDays(-99)}, ${inDays(-99)})`,
  );
  return id;
}

it('the rates of recent campaigns, the bounces of a sender and its limit come from what campaigns counted', async () => {
  const ada = await test.stranger('Ada');
  const senderId = await makeSender(ada, 300);
  for (let n = 0; n < 6; n += 1)
    await seedCampaign(test, ada.workspaceId, {
      ...{ name: `Old ${n}`, at: inDays(-40 - n * 14), senderId },
      to: [{ domain: 'a.example', sent: 300, opened: 120 + n, bounced: 3 }],
    });
  for (let n = 0; n < 3; n += 1)
    await seedCampaign(test, ada.workspaceId, {
      ...{ name: `New ${n}`, at: inDays(-5 - n), senderId },
      to: [{ domain: 'a.example', sent: 300, opened: 60 + n, bounced: 24 }],
    });
  const trend = await one(ada, 'engagementTrend');
  expect(trend).toMatchObject({ affected: 183, sample: 828, action: { page: 'campaigns' } });
  expect((await rowsOf(ada, trend)).map(({ campaignName, detail }) => [campaignName, detail])).toEqual([
    ['New 0', '22% of 276 opened'],
    ['New 1', '22% of 276 opened'],
    ['New 2', '22% of 276 opened'],
  ]);
  const drift = await one(ada, 'deliveryDrift');
  expect(drift).toMatchObject({ affected: 72, sample: 900, action: { page: 'sender', id: senderId } });
  expect(await rowsOf(ada, drift)).toHaveLength(72);
  const limit = await one(ada, 'senderLimit');
  expect(limit).toMatchObject({ affected: 3, sample: 14, low: null });
  expect((await rowsOf(ada, limit)).map(({ campaignName }) => campaignName)).toEqual(['New 0', 'New 1', 'New 2']);
  // All on few days and at one hour: no time is better than another.
  expect(await insightsOf(ada, 'open', 'bestTime')).toEqual([]);
});

it('an hour at which more is opened is found on the clock of the workspace', async () => {
  const ben = await test.stranger('Ben');
  await run(sql`UPDATE workspaces SET time_zone = 'Asia/Kolkata' WHERE id = ${ben.workspaceId}`);
  for (let n = 0; n < 16; n += 1) {
    const isEvening = n % 3 === 0;
    const at = `${inDays(-6 - n * 9).slice(0, 10)}T${isEvening ? '13' : '04'}:40:00.000Z`;
    await seedCampaign(test, ben.workspaceId, {
      ...{ name: `At ${n}`, at },
      to: [{ domain: 'a.example', sent: 200, opened: (isEvening ? 90 : 50) + n }],
    });
  }
  const best = await one(ben, 'bestTime');
  expect(best.title).toMatch(/^4\d% of emails sent at 19:00 are opened, 2\d% at other hours$/);
  expect(await rowsOf(ben, best)).toHaveLength(6);
});

it('contacts that were forgotten on a stage, new duplicates and a list that loses people come from the contacts', async () => {
  const cleo = await test.stranger('Cleo');
  const ids = await seedContacts(cleo, 400, (n) => (n < 100 ? inDays(-2) : inDays(-300)));
  const [stage, list] = [newId(), newId()];
  for (const [id, name, isStage] of [
    [stage, 'Qualified', true],
    [list, 'Readers', false],
  ] as const)
    await run(
      sql`INSERT INTO contact_lists (id, workspace_id, name, is_primary, created_at) VALUES (${id}, ${cleo.workspaceId}, ${name}, ${isStage}, ${inDays(-399)})`,
    );
  // Sixty left within three days, twenty never did.
  const stays = ids
    .slice(100, 160)
    .map((id, n) => sql`(${newId()}, ${cleo.workspaceId}, ${stage}, ${id}, ${inDays(-100 - n)}, ${inDays(-97 - n)})`);
  await run(sql`INSERT INTO list_stays (id, workspace_id, list_id, contact_id, joined_at, left_at) VALUES ${sql.join(stays, ', ')}`);
  const assigned = [
    ...ids.slice(160, 180).map((id) => sql`(${id}, ${stage}, ${inDays(-60)})`),
    ...ids.slice(100).map((id) => sql`(${id}, ${list}, ${inDays(-299)})`),
  ];
  await run(sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at) VALUES ${sql.join(assigned, ', ')}`);
  const pairs = ids
    .slice(0, 20)
    .map((id, n) => sql`(${ids[200 + n] ?? ''}, ${id}, ${cleo.workspaceId}, 90, ${false}, '[]', ${inDays(-1)})`);
  await run(
    sql`INSERT INTO duplicate_pairs (a_id, b_id, workspace_id, score, is_exact, reasons_json, found_at) VALUES ${sql.join(pairs, ', ')}`,
  );
  const lost = [1, 1, 1, 1, 1, 1, 1, ...Array.from({ length: 24 }, () => 0)].map((isOld, n) => {
    const at = isOld ? inDays(-45 - n * 30) : inDays(-3);
    return sql`(${cleo.workspaceId}, 'email', ${`p${399 - n}@people.example`}, ${n % 2 === 0 ? 'unsubscribed' : 'bounced'}, ${at})`;
  });
  await run(sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at) VALUES ${sql.join(lost, ', ')}`);

  const stuck = await one(cleo, 'stuckContacts');
  expect(stuck).toMatchObject({ affected: 20, sample: 80, action: { page: 'board' } });
  expect(stuck.title).toMatch(/^20 contacts have been on Qualified for more than 18 days; half leave within 3 days$/);
  expect(await rowsOf(cleo, stuck)).toHaveLength(20);
  const alike = await one(cleo, 'newDuplicates');
  expect(alike).toMatchObject({ affected: 20, sample: 100, action: { page: 'duplicates' } });
  expect(await rowsOf(cleo, alike)).toHaveLength(20);
  const decay = await one(cleo, 'listDecay');
  expect(decay).toMatchObject({ affected: 24, action: { page: 'list', id: list } });
  const rows = await rowsOf(cleo, decay);
  expect(rows).toHaveLength(24);
  expect(new Set(rows.map(({ detail }) => detail))).toEqual(new Set(['Unsubscribed', 'Bounced']));

  expect(await ofContact(cleo, ids[170] ?? '')).toMatchObject([{ type: 'stuckContacts', detail: 'On Qualified since then' }]);
  expect(await ofContact(cleo, ids[5] ?? '')).toMatchObject([{ type: 'newDuplicates' }]);
  expect(await ofContact(cleo, rows[0]?.contactId ?? '')).toMatchObject([{ type: 'listDecay', detail: rows[0]?.detail }]);
  expect(await ofContact(cleo, ids[250] ?? '')).toEqual([]);

  // Whoever sets a limit of the stage is told by the board.
  await run(sql`UPDATE contact_lists SET stuck_after_days = 10 WHERE id = ${stage}`);
  await checkNow(test, cleo.workspaceId);
  expect(await insightsOf(cleo, 'open', 'stuckContacts')).toEqual([]);
  expect(await insightsOf(cleo, 'expired', 'stuckContacts')).toHaveLength(1);
});

it('a workspace of three contacts, and one without anything, are told nothing', async () => {
  const dan = await test.stranger('Dan');
  await checkNow(test, dan.workspaceId);
  expect(await insightsOf(dan)).toEqual([]);
  await seedContacts(dan, 3, () => inDays(-1));
  await seedCampaign(test, dan.workspaceId, {
    name: 'Few',
    at: inDays(-5),
    to: [{ domain: 'people.example', sent: 3, bounced: 3, opened: 0 }],
  });
  await checkNow(test, dan.workspaceId);
  expect(await insightsOf(dan)).toEqual([]);
});
