import { approvedCampaign, createCampaign, seedList } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Entry {
  at: string;
  kind: string;
  campaignId: string;
  isMovable: boolean;
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
  await dataOf(test.owner.put('sender', { type: 'mail_lab', config: {} }));
});
afterAll(() => test.stop());

const calendar = (from: string, to: string, as = test.owner): Promise<{ entries: Entry[]; isCut: boolean }> =>
  dataOf(as.get(`calendar?from=${from}&to=${to}`));

it('shows what is planned, scheduled and repeats, by its time', async () => {
  const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 1, 'calendar');
  const at = (localTime: string) => ({ schedule: { kind: 'at', localTime, timeZone: 'Europe/Berlin' } });
  const planned = await createCampaign(test.owner, [listId], at('2036-01-09T09:00'));
  await createCampaign(test.owner, [listId], at('2036-03-09T09:00'));
  await createCampaign(test.owner, [listId]);
  const scheduled = await approvedCampaign(test.owner, [listId], at('2036-01-10T09:00'));
  const series = await approvedCampaign(test.owner, [listId], {
    schedule: { kind: 'recurring', rule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=6', localTime: '2036-01-01T09:00', timeZone: 'Europe/Berlin' },
  });
  for (const { id } of [scheduled, series]) await dataOf(test.owner.post(`campaigns/${id}/send`));
  await dataOf(test.owner.post(`campaigns/${series.id}/skip-date`, { occursAt: '2036-01-07T08:00:00.000Z' }));
  const { entries, isCut } = await calendar('2036-01-01T00:00:00Z', '2036-01-22T00:00:00Z');
  expect(entries.map(({ at, kind, campaignId, isMovable }) => [at, kind, campaignId, isMovable])).toEqual([
    ['2036-01-09T08:00:00.000Z', 'planned', planned.id, true],
    ['2036-01-10T08:00:00.000Z', 'scheduled', scheduled.id, true],
    ['2036-01-14T08:00:00.000Z', 'recurring', series.id, false],
    ['2036-01-21T08:00:00.000Z', 'recurring', series.id, false],
  ]);
  expect(isCut).toBe(false);
  const moved = await dataOf<{ version: number; status: string }>(test.owner.post(`campaigns/${scheduled.id}/withdraw`));
  expect(moved.status).toBe('draft');
  await dataOf(test.owner.patch(`campaigns/${scheduled.id}`, { version: moved.version, ...at('2036-01-11T09:00') }));
  expect((await calendar('2036-01-11T00:00:00Z', '2036-01-12T00:00:00Z')).entries).toMatchObject([
    { kind: 'planned', campaignId: scheduled.id },
  ]);
  const stranger = await test.stranger();
  expect((await calendar('2036-01-01T00:00:00Z', '2036-01-22T00:00:00Z', stranger)).entries).toEqual([]);
});

it.each([
  ['2036-01-01T00:00:00Z', '2036-03-04T00:00:00Z'],
  ['2036-01-02T00:00:00Z', '2036-01-01T00:00:00Z'],
])('is asked for 62 days at most: %s to %s', async (from, to) => {
  expect(await errorOf(test.owner.get(`calendar?from=${from}&to=${to}`))).toMatchObject({ status: 422, fields: [{ field: 'to' }] });
});
