import { DateTime } from 'luxon';
import { execute, sql } from '../src/platform/database/sql.js';
import { countAnew } from './support/countAnew.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { ServerProcess } from './support/ServerProcess.js';
import { TestApp } from './support/startTestApp.js';
import { createTestDatabase } from './support/testDatabase.js';

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Tina ${Math.random()}`);
});

const REFUSED = [
  '2026-01-31T05:00',
  '2026-01-31 05:00',
  '2026-02-30',
  '2026-02-30T05:00:00Z',
  '2026-01-31T24:00:00Z',
  '2026-01-31T05:00:00+25:00',
  '2026-01-31T05:00:60Z',
  'soon',
];
const query = (value: string): string => encodeURIComponent(value);
const daily = async (): Promise<{ date: string; count: number }[]> =>
  (await dataOf<{ contacts: { daily: { date: string; count: number }[] } }>(owner.get('dashboard'))).contacts.daily;

async function contactAddedAt(at: string): Promise<string> {
  const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Ann' }));
  await execute(test.services.dataSource.manager, sql`UPDATE base_contacts SET created_on = ${at} WHERE id = ${id}`);
  await countAnew(test.services.dataSource.manager);
  return id;
}

it('refuses times that depend on where they are read, or do not exist, in every filter', async () => {
  const id = await contactAddedAt('2026-01-31T04:30:00.000Z');
  for (const value of REFUSED) {
    for (const field of ['createdAfter', 'createdBefore']) {
      for (const path of ['contacts', 'contacts/count'])
        expect(await errorOf(owner.get(`${path}?${field}=${query(value)}`))).toMatchObject({ status: 422, fields: [{ field }] });
      const selection = { filter: { [field]: value } };
      expect(await errorOf(owner.post('contacts/bulk', { action: 'trash', selection }))).toMatchObject({ status: 422 });
    }
    for (const field of ['from', 'to'])
      for (const path of ['audit', 'audit/export.csv'])
        expect(await errorOf(owner.get(`${path}?${field}=${query(value)}`))).toMatchObject({ status: 422, fields: [{ field }] });
  }
  const error = await errorOf(owner.get(`contacts?createdBefore=${query('2026-01-31T05:00')}`));
  expect(error.fields[0]?.message).toMatch(/time zone.*offset.*day/);
  expect((await dataOf<{ deletedAt: string | null }>(owner.get(`contacts/${id}`))).deletedAt).toBeNull();
});

it('reads a day where the workspace is', async () => {
  await dataOf(owner.patch('', { timeZone: 'America/New_York' }));
  await contactAddedAt('2026-01-31T04:59:59.999Z');
  await contactAddedAt('2026-01-31T05:00:00.000Z');
  const count = async (filter: string): Promise<number> => (await dataOf<{ count: number }>(owner.get(`contacts/count?${filter}`))).count;
  expect(await count('createdBefore=2026-01-31')).toBe(1);
  expect(await count('createdAfter=2026-01-31')).toBe(1);
  expect(await count(`createdAfter=${query('2026-01-31T00:00:00-05:00')}`)).toBe(1);
  expect(await count('createdBefore=2026-01-31T07:00:00+02:00')).toBe(1);
  const { affected } = await dataOf<{ affected: number }>(
    owner.post('contacts/bulk', { action: 'trash', selection: { filter: { createdBefore: '2026-01-31' } } }),
  );
  expect(affected).toBe(1);
  const today = DateTime.now().setZone('America/New_York').toISODate() ?? '';
  expect((await dataOf<{ items: object[] }>(owner.get(`audit?from=${today}`))).items.length).toBeGreaterThan(0);
  expect((await dataOf<{ items: object[] }>(owner.get(`audit?to=${today}`))).items).toEqual([]);
});

it.each(['Pacific/Kiritimati', 'Pacific/Niue', 'Asia/Kolkata'])('counts the days of the workspace in its charts: %s', async (timeZone) => {
  await dataOf(owner.patch('', { timeZone }));
  const midnight = DateTime.now().setZone(timeZone).startOf('day');
  await contactAddedAt(midnight.minus({ milliseconds: 1 }).toUTC().toISO() ?? '');
  await contactAddedAt(midnight.toUTC().toISO() ?? '');
  await contactAddedAt(midnight.toUTC().toISO() ?? '');
  const days = await daily();
  expect(days).toHaveLength(30);
  expect(days.slice(-2)).toEqual([
    { date: midnight.minus({ days: 1 }).toISODate(), count: 1 },
    { date: midnight.toISODate(), count: 2 },
  ]);
});

it('refuses schedules at a time that no clock shows', async () => {
  const stranger = await test.stranger();
  for (const localTime of ['2026-02-30T09:00', '2026-11-24T24:00', '2026-11-24T09:00Z', '2026-11-24'])
    expect(
      (await errorOf(owner.post('campaigns', { name: 'C', schedule: { kind: 'at', localTime, timeZone: 'Europe/Berlin' } }))).status,
    ).toBe(422);
  expect((await errorOf(stranger.get(`/api/v1/workspaces/${owner.workspaceId}/dashboard`))).status).toBe(404);
});

it('means the same in every time zone of the server', async () => {
  const counts: unknown[] = [];
  for (const TZ of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles']) {
    const database = await createTestDatabase({ isMigrated: true });
    const server = ServerProcess.spawn({ PORT: '0', TZ, ...database.environment }, database.dataDir);
    try {
      const person = new Person(await server.url());
      const { workspaces } = await dataOf<{ workspaces: { id: string }[] }>(
        person.post('/api/v1/auth/register', {
          name: 'Tess',
          email: 'tess@example.com',
          password: 'correct horse battery',
          workspaceName: 'Zones',
          timeZone: 'Europe/Berlin',
        }),
      );
      person.workspaceId = workspaces[0]?.id ?? '';
      await dataOf(person.post('contacts', { firstName: 'Ann' }));
      const today = DateTime.now().setZone('Europe/Berlin').toISODate() ?? '';
      const { contacts } = await dataOf<{ contacts: { daily: { date: string; count: number }[] } }>(person.get('dashboard'));
      counts.push([
        (await dataOf<{ count: number }>(person.get(`contacts/count?createdAfter=${today}`))).count,
        (await errorOf(person.get('contacts?createdBefore=2026-01-31T05:00'))).status,
        contacts.daily.at(-1)?.count,
        contacts.daily.at(-1)?.date === today,
      ]);
    } finally {
      await server.stop();
      await database.remove();
    }
  }
  expect(counts).toEqual(Array(3).fill([1, 422, 1, true]));
});
