import { CampaignCourse } from '../src/modules/campaigns/sending/CampaignCourse.js';
import { ProviderInquiry } from '../src/modules/campaigns/sending/ProviderInquiry.js';
import { MailLabStoreService } from '../src/modules/providers/MailLabStoreService.js';
import { LedgerMarks } from '../src/modules/campaigns/ledger/LedgerMarks.js';
import type { RapportDataSource } from '../src/platform/database/RapportDataSource.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { approvedCampaign, askUntil, getCampaign, passTime, seedList, untilStatus } from './support/campaigns.js';
import { countAnew } from './support/countAnew.js';
import { dataOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const manager = (): TestApp['services']['dataSource']['manager'] => test.services.dataSource.manager;

/** A campaign of the mail lab that was sent, of whose messages nobody knows any more whether they were. The product asks by itself, once it is due. */
async function inDoubt(owner: Person, people: number, prefix: string, dueInMs = 0): Promise<string> {
  const { listId } = await seedList(manager(), owner.workspaceId, people, prefix);
  const { id } = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${id}/send`));
  await untilStatus(owner, id, 'sent');
  await execute(
    manager(),
    sql`UPDATE campaign_recipients SET state = 'uncertain', next_ask_at = ${new Date(Date.now() + dueInMs).toISOString()} WHERE campaign_id = ${id}`,
  );
  await countAnew(manager());
  return id;
}

const asksOf = async (id: string): Promise<number[]> =>
  (await queryRows<{ asks: number }>(manager(), sql`SELECT asks FROM campaign_recipients WHERE campaign_id = ${id}`)).map(({ asks }) =>
    Number(asks),
  );

it('asks each account for a limited time: a silent one keeps nobody waiting, and is asked again later', async () => {
  const stranger = await test.stranger();
  const [silent, talking] = [await inDoubt(test.owner, 8, 'silent'), await inDoubt(stranger, 8, 'talking')];
  const labs = test.app.get(MailLabStoreService);
  const real = labs.storeFor(stranger.workspaceId);
  const asked: string[] = [];
  labs.register((workspaceId) =>
    workspaceId === stranger.workspaceId
      ? real
      : {
          nextFault: () => Promise.resolve(null),
          store: () => Promise.reject(new Error('not here')),
          storeText: () => Promise.reject(new Error('not here')),
          settle: (messageId) => {
            asked.push(messageId);
            return new Promise(() => undefined);
          },
        },
  );
  // A changed setting makes the pool open the sender anew, with the store that says nothing.
  await dataOf(test.owner.put('sender', { type: 'mail_lab', config: {} }));
  const inquiry = test.app.get(ProviderInquiry);
  const sweep = inquiry.sweep(systemContext(manager()));
  await waitFor('the other workspace', async () => (await getCampaign(stranger, talking)).counts.accepted === 8, 20_000);
  await sweep;
  expect((await getCampaign(test.owner, silent)).counts).toMatchObject({ uncertain: 8, accepted: 0 });
  expect(await asksOf(silent)).toEqual(Array.from({ length: 8 }, () => 1));
  const before = asked.length;
  await inquiry.sweep(systemContext(manager()));
  expect(asked).toHaveLength(before);
  // Later the provider answers.
  labs.register((workspaceId) => (workspaceId === stranger.workspaceId ? real : { ...real, settle: () => Promise.resolve('sent') }));
  await dataOf(test.owner.put('sender', { type: 'mail_lab', config: {} }));
  const goBack = await passTime(test, 5 * 60_000);
  try {
    await inquiry.sweep(systemContext(manager()));
    await waitFor('all settled', async () => (await getCampaign(test.owner, silent)).counts.accepted === 8, 20_000);
  } finally {
    goBack();
  }
}, 90_000);

it('leaves alone for hours what nobody can be asked about', async () => {
  const id = await inDoubt(test.owner, 3, 'mute', 1_800_000);
  await execute(manager(), sql`UPDATE campaigns SET sender_type = 'smtp' WHERE id = ${id}`);
  const goBack = await passTime(test, 3_600_000);
  await test.app.get(ProviderInquiry).sweep(systemContext(manager()));
  goBack();
  const rows = await queryRows<{ at: string }>(
    manager(),
    sql`SELECT next_ask_at AS at FROM campaign_recipients WHERE campaign_id = ${id} AND state = 'uncertain'`,
  );
  expect(rows).toHaveLength(3);
  expect(rows.every(({ at }) => Date.parse(at) - Date.now() > 3_600_000)).toBe(true);
});

it('puts a campaign that nobody can be asked about off in steps, whatever its size', async () => {
  const stranger = await test.stranger();
  const id = await inDoubt(stranger, 1_200, 'many', 1_800_000);
  const [settled] = await queryRows<{ id: string }>(
    manager(),
    sql`SELECT id FROM campaign_recipients WHERE campaign_id = ${id} ORDER BY id LIMIT 1`,
  );
  await execute(manager(), sql`UPDATE campaign_recipients SET state = 'accepted' WHERE id = ${settled?.id ?? ''}`);
  await countAnew(manager());
  const later = new Date(Date.now() + 3_600_000).toISOString();
  // How many statements it takes: one that takes all rows would be a single one.
  const source = test.services.dataSource as RapportDataSource;
  const real = source.execute.bind(source);
  let steps = 0;
  source.execute = (statement, ...rest) => {
    if (/UPDATE campaign_recipients SET next_ask_at/.test(statement.text)) steps += 1;
    return real(statement, ...rest);
  };
  try {
    await test.app.get(LedgerMarks, { strict: false }).askCampaignLater(systemContext(manager()), id, later);
  } finally {
    source.execute = real;
  }
  expect(steps).toBe(3);
  const rows = await queryRows<{ at: string; n: number }>(
    manager(),
    sql`SELECT next_ask_at AS at, COUNT(*) AS n FROM campaign_recipients WHERE campaign_id = ${id} AND state = 'uncertain' GROUP BY next_ask_at`,
  );
  expect(rows.map(({ at, n }) => [at, Number(n)])).toEqual([[later, 1_199]]);
}, 60_000);

it('plans a message again and has its campaign go on, both or neither', async () => {
  const stranger = await test.stranger();
  const id = await inDoubt(stranger, 1, 'both', 1_800_000);
  const labs = test.app.get(MailLabStoreService);
  const real = labs.storeFor(stranger.workspaceId);
  labs.register(() => ({ ...real, settle: () => Promise.resolve('notSent') }));
  await dataOf(stranger.put('sender', { type: 'mail_lab', config: {} }));
  const course = test.app.get(CampaignCourse, { strict: false });
  course.continueAfter = () => Promise.reject(new Error('killed at this moment'));
  await passTime(test, 3_600_000);
  try {
    await test.app.get(ProviderInquiry).sweep(systemContext(manager()));
    expect(await getCampaign(stranger, id)).toMatchObject({ status: 'sent', counts: { uncertain: 1, planned: 0 } });
    Reflect.deleteProperty(course, 'continueAfter');
    await askUntil(test, 'it to be sent', async () => (await getCampaign(stranger, id)).counts.accepted === 1);
    await untilStatus(stranger, id, 'sent');
  } finally {
    Reflect.deleteProperty(course, 'continueAfter');
    labs.register(() => real);
  }
});

it('takes up a campaign that ended while someone was planned again', async () => {
  const stranger = await test.stranger();
  const id = await inDoubt(stranger, 3, 'left', 1_800_000);
  const old = await inDoubt(stranger, 2, 'old', 1_800_000);
  await execute(
    manager(),
    sql`UPDATE campaign_recipients SET state = 'planned', next_ask_at = NULL, attempt_id = NULL WHERE campaign_id IN (${id}, ${old})`,
  );
  await execute(
    manager(),
    sql`UPDATE campaigns SET finished_at = ${new Date(Date.now() - 3 * 86_400_000).toISOString()} WHERE id = ${old}`,
  );
  await countAnew(manager());
  await passTime(test, 60_000);
  await waitFor('the sweep to find it', async () => {
    await passTime(test, 0);
    return (await getCampaign(stranger, id)).counts.accepted === 3;
  });
  await untilStatus(stranger, id, 'sent');
  // Days later nobody expects the message any more.
  expect(await getCampaign(stranger, old)).toMatchObject({ status: 'sent', counts: { planned: 2 } });
}, 90_000);
