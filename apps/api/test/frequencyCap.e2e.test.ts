import { execute, sql } from '../src/platform/database/sql.js';
import { type Campaign, approvedCampaign, getCampaign, recipientsOf, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

const DAY_MS = 86_400_000;

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
  await dataOf(test.owner.patch('', { postalAddress: 'Lane 1, Ghent' }));
});
afterAll(() => test.stop());

const settings = (values: Record<string, string | null>): Promise<unknown> => dataOf(test.owner.patch('settings', { values }));
const seed = (prefix: string, count: number): ReturnType<typeof seedList> =>
  seedList(test.services.dataSource.manager, test.owner.workspaceId, count, prefix);
const people = async (prefix: string, count: number): Promise<string> => (await seed(prefix, count)).listId;

async function send(listIds: string[]): Promise<Campaign> {
  const { id } = await approvedCampaign(test.owner, listIds);
  await dataOf(test.owner.post(`campaigns/${id}/send`));
  await untilStatus(test.owner, id, 'sent');
  return getCampaign(test.owner, id);
}

const warningsOf = async (listIds: string[]): Promise<string[]> => {
  const { id } = await approvedCampaign(test.owner, listIds);
  const { preflight } = await dataOf<{ preflight: { code: string; message: string }[] }>(test.owner.get(`campaigns/${id}/review`));
  return preflight.filter(({ code }) => code === 'audience.frequency').map(({ message }) => message);
};

describe('how often a person is written to', () => {
  it('has no limit until a workspace sets one', async () => {
    const list = await people('free', 2);
    for (let turn = 0; turn < 3; turn += 1) expect((await send([list])).counts).toMatchObject({ accepted: 2, skipped: 0 });
    expect(await warningsOf([list])).toEqual([]);
  });

  it('leaves out who has had enough, says why, and writes to them again when it is long enough ago', async () => {
    await settings({ frequencyCap: '2', frequencyDays: '7' });
    const [often, seldom] = [await people('often', 3), await people('seldom', 2)];
    for (let turn = 0; turn < 2; turn += 1) expect((await send([often])).counts).toMatchObject({ accepted: 3, skipped: 0 });
    expect(await warningsOf([often, seldom])).toEqual([
      '3 of them have had 2 messages in the last 7 days, as many as this workspace allows, and will be left out if that is still so.',
    ]);
    const third = await send([often, seldom]);
    expect(third.counts).toMatchObject({ recipients: 5, accepted: 2, skipped: 3 });
    const left = await recipientsOf(test.owner, third.id, '&state=skipped');
    expect(left.map(({ skipReason }) => skipReason)).toEqual(['frequencyCap', 'frequencyCap', 'frequencyCap']);
    expect(left.every(({ email }) => email?.startsWith('often'))).toBe(true);
    const { manager } = test.services.dataSource;
    const longAgo = new Date(Date.now() - 8 * DAY_MS).toISOString();
    await execute(manager, sql`UPDATE campaign_recipients SET handed_at = ${longAgo} WHERE handed_at IS NOT NULL`);
    expect(await warningsOf([often])).toEqual([]);
    expect((await send([often])).counts).toMatchObject({ accepted: 3, skipped: 0 });
  });

  it('counts what a person was sent under another contact that was merged with them', async () => {
    await settings({ frequencyCap: '1', frequencyDays: '30' });
    const [first, second] = [await seed('one', 1), await seed('two', 1)];
    await send([first.listId]);
    await dataOf(test.owner.post('merges', { primaryId: second.contactIds[0], secondaryIds: first.contactIds }));
    expect((await send([second.listId])).counts).toMatchObject({ accepted: 0, skipped: 1 });
  });

  it('takes whole numbers only', async () => {
    for (const values of [{ frequencyCap: '-1' }, { frequencyCap: '1.5' }, { frequencyDays: '0' }, { frequencyDays: '91' }])
      expect((await errorOf(test.owner.patch('settings', { values }))).status).toBe(422);
  });
});
