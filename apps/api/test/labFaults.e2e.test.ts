import { LAB_FAULTS } from '@rapport/providers';
import { RetainLabMessagesJob } from '../src/modules/mailLab/RetainLabMessagesJob.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { sql, queryRows } from '../src/platform/database/sql.js';
import { approvedCampaign, passTime, recipientsOf, seedList } from './support/campaigns.js';
import { told } from './support/inboundMail.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';

interface Active {
  fault: string;
  share: number;
  recipient: string | null;
  messages: number;
  hits: number;
}
interface Message {
  state: string;
  error: { code: string } | null;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
  ({ owner } = test);
  await dataOf(owner.patch('', { defaultFromEmail: 'news@example.com', defaultFromName: 'Club' }));
});
afterAll(() => test.stop());

const active = async (person = owner): Promise<Active | null> =>
  (await dataOf<{ active: Active | null }>(person.get('mail-lab/fault'))).active;
const set = (body: object, person = owner): Promise<{ active: Active | null }> => dataOf(person.put('mail-lab/fault', body));
const labOf = async (search: string): Promise<{ id: string; lastEvent: string | null }[]> =>
  (await dataOf<{ items: { id: string; lastEvent: string | null }[] }>(owner.get(`mail-lab/messages?search=${search}`))).items;

/** A campaign to so many people, launched. Answers how to ask for the states of its messages, sorted. */
async function launch(prefix: string, count: number): Promise<() => Promise<string[]>> {
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, count, prefix);
  const { id } = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${id}/send`));
  return async () => (await recipientsOf(owner, id)).map(({ state }) => state).sort();
}
const until = (what: string, states: () => Promise<string[]>, wanted: readonly string[]): Promise<void> =>
  waitFor(what, async () => JSON.stringify(await states()) === JSON.stringify(wanted), 30_000);

it('fails for nobody until it is told to, and by administrators only', async () => {
  expect(await active()).toBeNull();
  const author = await test.member('author');
  expect(await active(author)).toBeNull();
  expect((await errorOf(author.put('mail-lab/fault', { fault: 'slow' }))).status).toBe(403);
  expect((await errorOf(author.delete('mail-lab/fault'))).status).toBe(403);
  for (const [body, field] of [
    [{}, 'fault'],
    [{ fault: 'explode' }, 'fault'],
    [{ fault: 'slow', share: 0 }, 'share'],
    [{ fault: 'slow', share: 33.3 }, 'share'],
    [{ fault: 'slow', messages: 1001 }, 'messages'],
    [{ fault: 'slow', recipient: 'x'.repeat(255) }, 'recipient'],
  ] as const)
    expect((await errorOf(owner.put('mail-lab/fault', body))).fields[0]?.field).toBe(field);
  expect(await active()).toBeNull();
  for (const fault of LAB_FAULTS)
    expect((await set({ fault, recipient: ' ' })).active).toMatchObject({ fault, share: 100, recipient: null, messages: 10, hits: 0 });
  expect(await dataOf(owner.delete('mail-lab/fault'))).toEqual({ active: null });
});

it('a share of the messages times out: they have arrived, are uncertain, and are not sent again', async () => {
  await set({ fault: 'timesOut', share: 50, messages: 2 });
  const states = await launch('silent', 5);
  await until('two uncertain ones', states, ['accepted', 'accepted', 'accepted', 'uncertain', 'uncertain']);
  const lab = await labOf('silent');
  expect(lab).toHaveLength(5);
  expect(lab.filter(({ lastEvent }) => lastEvent === 'timedOut')).toHaveLength(2);
  expect(await active()).toBeNull();
}, 60_000);

it('who is refused for good bounces at the door; who is not meant gets the message', async () => {
  await set({ fault: 'refused', recipient: 'DOOR1@' });
  const states = await launch('door', 3);
  await until('one failed', states, ['accepted', 'accepted', 'failed']);
  const { suppressionOf } = told(test.services.dataSource.manager);
  await waitFor('the suppression', async () => (await suppressionOf(owner.workspaceId, 'door1@example.com')) === 'bounced');
  expect(await labOf('door1')).toEqual([]);
  expect(await active()).toMatchObject({ hits: 1, recipient: 'door1@' });
}, 60_000);

it('what bounces later comes as a report in a mailbox: hard ones give the address up, soft ones are counted', async () => {
  const { suppressionOf } = told(test.services.dataSource.manager);
  for (const [fault, severity, reason] of [
    ['hardBounce', 'hard', 'bounced'],
    ['softBounce', 'soft', null],
  ] as const) {
    await set({ fault, messages: 1 });
    const states = await launch(fault.toLowerCase(), 1);
    await until('it is accepted first', states, ['accepted']);
    const address = `${fault.toLowerCase()}0@example.com`;
    const counted = sql`SELECT severity FROM inbound_messages WHERE address_key = ${address}`;
    const back = await passTime(test, 10_000);
    try {
      await waitFor('the bounce', async () => (await queryRows(test.services.dataSource.manager, counted)).length === 1, 20_000);
    } finally {
      back();
    }
    expect(await queryRows(test.services.dataSource.manager, counted)).toEqual([{ severity }]);
    await waitFor('what it means', async () => (await suppressionOf(owner.workspaceId, address)) === reason);
    expect((await labOf(address))[0]).toMatchObject({ lastEvent: 'bounced' });
  }
}, 90_000);

it('reports that come twice and in reverse order count once', async () => {
  await set({ fault: 'doubledReports', messages: 1 });
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, 1, 'twice');
  const { id } = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${id}/send`));
  await waitFor('it to be accepted', async () => (await recipientsOf(owner, id))[0]?.state === 'accepted', 30_000);
  const [recipient] = await recipientsOf(owner, id);
  const { eventsOf } = told(test.services.dataSource.manager);
  const back = await passTime(test, 10_000);
  try {
    await waitFor('both reports', async () => (await eventsOf(recipient?.id ?? '')).length === 2, 20_000);
  } finally {
    back();
  }
  expect((await eventsOf(recipient?.id ?? '')).sort()).toEqual(['delivered', 'opened']);
}, 60_000);

it('asks the sender to slow down, and ends after an hour', async () => {
  await set({ fault: 'senderBusy', recipient: '+1415' });
  const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Tess', primaryPhone: '+14155550178' }));
  await dataOf<Message>(owner.post(`contacts/${id}/messages/texts`, { text: 'Is Friday fine?' }));
  const soon = await passTime(test, 12_000);
  await waitFor('the refusal', async () => (await active())?.hits === 1, 20_000).finally(soon);
  expect(await labOf('%2B14155550178')).toEqual([]);
  const later = await passTime(test, 3_600_000);
  try {
    expect(await active()).toBeNull();
  } finally {
    later();
  }
}, 60_000);

it('names nobody who was erased, and nobody at all once it is over', async () => {
  const { manager } = test.services.dataSource;
  const named = async (): Promise<string | null | undefined> =>
    (
      await queryRows<{ recipient: string | null }>(
        manager,
        sql`SELECT recipient FROM mail_lab_faults WHERE workspace_id = ${owner.workspaceId}`,
      )
    )[0]?.recipient;
  const { id } = await dataOf<{ id: string }>(owner.post('contacts', { firstName: 'Erna', primaryEmail: 'erna.vogt@example.com' }));
  await set({ fault: 'slow', recipient: 'Erna.Vogt@' });
  const back = await passTime(test, 3_600_001);
  try {
    expect(await active()).toBeNull();
    expect(await named()).toBe('erna.vogt@');
    await dataOf(owner.post('/api/v1/auth/step-up', { password: PASSWORD }));
    await dataOf(owner.post(`contacts/${id}/erasure`, { confirm: 'erna.vogt@example.com' }));
    await waitFor('the erasure', async () => (await named()) === null);
  } finally {
    back();
  }
  expect(await active()).toBeNull();
  await set({ fault: 'slow', recipient: 'else@example.com' });
  const later = await passTime(test, 3_600_001);
  try {
    const run = { ctx: systemContext(manager), jobId: 'j', attempt: 1, requestId: undefined, signal: new AbortController().signal };
    await test.app.get(RetainLabMessagesJob, { strict: false }).run(run);
    expect(await named()).toBeNull();
  } finally {
    later();
  }
  // It does not come back for everyone.
  expect(await active()).toBeNull();
});

it('is nothing to a stranger, and of one workspace only', async () => {
  await set({ fault: 'slow' });
  const stranger = await test.stranger();
  expect(await active(stranger)).toBeNull();
  for (const call of [
    stranger.get(`/api/v1/workspaces/${owner.workspaceId}/mail-lab/fault`),
    stranger.put(`/api/v1/workspaces/${owner.workspaceId}/mail-lab/fault`, { fault: 'slow' }),
    stranger.delete(`/api/v1/workspaces/${owner.workspaceId}/mail-lab/fault`),
  ])
    expect((await errorOf(call)).status).toBe(404);
  expect(await active()).toMatchObject({ fault: 'slow' });
});
