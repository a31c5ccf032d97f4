import { type MailgunListed, MailgunServer } from '@rapport/providers/testing';
import { ConsentService } from '../src/modules/consent/ConsentService.js';
import { ReadProviderListJob } from '../src/modules/providers/ReadProviderListJob.js';
import { ReadProviderLists } from '../src/modules/providers/ReadProviderLists.js';
import { jobContext, systemContext } from '../src/platform/context/contexts.js';
import type { JobRun } from '../src/platform/jobs/JobHandler.js';
import { newId } from '../src/platform/database/ids.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, type Person } from './support/Person.js';
import { countOf } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

let mailgun: MailgunServer;
let test: TestApp;
let owner: Person;
let accountId: string;
beforeAll(async () => {
  mailgun = await MailgunServer.start();
  mailgun.mostOnPage = 2;
  test = await TestApp.start({ MAILGUN_URL: mailgun.url });
});
afterAll(async () => {
  await test.stop();
  await mailgun.stop();
  expect(mailgun.problems).toEqual([]);
});
beforeEach(async () => {
  Object.assign(mailgun.suppressed, { bounces: [], complaints: [], unsubscribes: [] });
  owner = await test.stranger('Lis Ted');
  accountId = await connect();
});

async function connect(apiKey = mailgun.apiKey): Promise<string> {
  const config = { domain: mailgun.domain, region: 'us', apiKey, signingKey: mailgun.signingKey };
  const { account } = await dataOf<{ account: { id: string } }>(owner.put('sender', { type: 'mailgun', config }));
  return account.id;
}

const YESTERDAY = new Date(Date.now() - 86_400_000).toUTCString();
const bounce = (address: string, created_at = YESTERDAY): MailgunListed => ({ address, code: '550', error: 'No such mailbox', created_at });
const run = (): JobRun => ({
  ctx: systemContext(test.services.dataSource.manager),
  ...{ jobId: newId(), attempt: 1, requestId: undefined, signal: new AbortController().signal },
});
const read = (): Promise<void> =>
  test.app.get(ReadProviderListJob, { strict: false }).handle({ workspaceId: owner.workspaceId, accountId }, run());
const mine = (): ReturnType<typeof sql> => sql`workspace_id = ${owner.workspaceId}`;
const stopped = (): Promise<{ address: string; reason: string }[]> =>
  queryRows(
    test.services.dataSource.manager,
    sql`SELECT address_key AS address, reason FROM suppressions WHERE ${mine()} ORDER BY address_key`,
  );

it('stops mail to everyone on the lists of Mailgun when it is connected, page by page, and says how many', async () => {
  mailgun.suppressed.bounces.push(...['a', 'b', 'c', 'd', 'e'].map((name) => bounce(`${name}@example.com`)));
  mailgun.suppressed.complaints.push({ address: 'B@Example.com', created_at: YESTERDAY });
  mailgun.suppressed.unsubscribes.push(
    { address: 'f@example.com', tags: ['*'], created_at: YESTERDAY },
    { address: 'one-tag@example.com', tags: ['receipts'], created_at: YESTERDAY },
    { address: 'no address', tags: ['*'], created_at: 'some day' },
  );
  await dataOf(owner.post(`sender-accounts/${accountId}/reports`));
  await waitFor('the lists to be read', async () => (await stopped()).length === 6);
  expect(await stopped()).toEqual([
    { address: 'a@example.com', reason: 'bounced' },
    { address: 'b@example.com', reason: 'complained' },
    ...['c', 'd', 'e'].map((name) => ({ address: `${name}@example.com`, reason: 'bounced' })),
    { address: 'f@example.com', reason: 'unsubscribed' },
  ]);
  await waitFor('the entry', async () => {
    const { items } = await dataOf<{ items: { action: string; text: string }[] }>(owner.get('audit'));
    return items.some(({ action }) => action === 'sender.listRead');
  });
  // Nobody is told twice, and another workspace is none of its business.
  const told = (): Promise<number> => countOf(test, 'consent_events', mine());
  const before = await told();
  await read();
  expect([before, await told()]).toEqual([7, 7]);
  expect(await countOf(test, 'suppressions', sql`workspace_id = ${test.owner.workspaceId}`)).toBe(0);
});

it('reads each account once a day', async () => {
  mailgun.suppressed.unsubscribes.push({ address: 'daily@example.com', tags: [], created_at: YESTERDAY });
  await test.app.get(ReadProviderLists, { strict: false }).run(run());
  await waitFor('the list to be read', async () => (await stopped()).length === 1);
});

it('leaves alone who came back after the provider noted them', async () => {
  const ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
  const consent = test.app.get(ConsentService);
  const back = { channel: 'email', addressKey: 'back@example.com', source: 'person' } as const;
  const again = { ...back, addressKey: 'again@example.com' };
  mailgun.suppressed.bounces.push(bounce('back@example.com'), bounce('when@example.com', 'never'));
  mailgun.suppressed.unsubscribes.push({ address: 'again@example.com', tags: ['*'], created_at: YESTERDAY });
  await read();
  expect(await stopped()).toHaveLength(3);
  await consent.unsuppress(ctx, 'bounced', back);
  await consent.unsuppress(ctx, 'bounced', { ...back, addressKey: 'when@example.com' });
  await consent.resubscribe(ctx, again);
  await read();
  expect(await stopped()).toEqual([]);
  // It bounced anew.
  mailgun.suppressed.bounces.splice(0, 1, bounce('back@example.com', new Date(Date.now() + 60_000).toUTCString()));
  await read();
  expect(await stopped()).toEqual([{ address: 'back@example.com', reason: 'bounced' }]);
});

it('keeps nothing of people who were erased', async () => {
  const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Gone', primaryEmail: 'gone@example.com' }));
  await dataOf(owner.post(`contacts/${id}/erasure`, { confirm: 'gone@example.com' }));
  await waitFor('the erasure to end', async () => (await countOf(test, 'removals', sql`target_id = ${id}`)) === 0);
  mailgun.suppressed.complaints.push({ address: 'gone@example.com', created_at: YESTERDAY });
  await read();
  expect(await countOf(test, 'consent_events', mine())).toBe(0);
  expect(await stopped()).toEqual([]);
});

it('asks again tomorrow where a key may only send', async () => {
  mailgun.suppressed.bounces.push(bounce('kept@example.com'));
  await connect(mailgun.sendingKey);
  await read();
  expect(await stopped()).toEqual([]);
});
