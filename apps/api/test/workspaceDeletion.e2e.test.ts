import { SmtpSink } from '@rapport/providers/testing';
import { execute, queryOne, sql } from '../src/platform/database/sql.js';
import { newId } from '../src/platform/database/ids.js';
import { hashToken, newToken } from '../src/platform/security/tokens.js';
import { approvedCampaign, expectNobodyTwice, getCampaign, passTime, rowsOf, seedList, untilStatus, useSink } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

const DAY_MS = 86_400_000;

let test: TestApp;
let sink: SmtpSink;
beforeAll(async () => {
  sink = await SmtpSink.start();
  test = await TestApp.start({ SEND_PER_MINUTE: '1200' });
});
afterAll(async () => {
  await test.stop();
  await sink.stop();
});

async function nameOf(person: Person): Promise<string> {
  return (await dataOf<{ name: string }>(person.get(''))).name;
}

async function deleteWorkspace(person: Person): Promise<{ deletedAt: string; purgeAt: string }> {
  return dataOf(person.post('delete', { name: await nameOf(person) }));
}

/** A key as the keys page makes it, written straight into the table. */
async function makeKey(person: Person): Promise<string> {
  const prefix = newId().replaceAll('-', '').slice(-12);
  const secret = newToken();
  await execute(
    test.services.dataSource.manager,
    sql`INSERT INTO api_keys (id, user_id, key, scopes, created_at, workspace_id, prefix)
        VALUES (${newId()}, ${person.userId}, ${hashToken(secret)}, ${'["workspace:read","contacts:read"]'}, ${new Date()}, ${person.workspaceId}, ${prefix})`,
  );
  return `rk_${prefix}_${secret}`;
}

it('asks for the typed name, the owner, and proof of who asks', async () => {
  const owner = await test.stranger('Nina Name');
  const wrong = await errorOf(owner.post('delete', { name: 'Something else' }));
  expect([wrong.code, wrong.fields[0]?.field]).toEqual(['workspace.wrongName', 'name']);
  const admin = await test.member('admin');
  expect((await errorOf(admin.post('delete', { name: await nameOf(admin) }))).code).toBe('auth.roleTooLow');
  test.clock.advance(11 * 60_000);
  try {
    expect((await errorOf(owner.post('delete', { name: await nameOf(owner) }))).code).toBe('auth.stepUpRequired');
  } finally {
    test.clock.advance(-11 * 60_000);
  }
  const answers = await Promise.all([1, 2, 3].map(async () => owner.post('delete', { name: await nameOf(owner) })));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
});

it('stops a campaign in mid-flight; a restored one stays paused and then reaches everyone once', async () => {
  const owner = await test.stranger('Dora Deletes');
  await useSink(owner, sink);
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, 400, 'deletion');
  const campaign = await approvedCampaign(owner, [listId]);
  const scheduled = await approvedCampaign(owner, [listId], {
    schedule: { kind: 'at', localTime: new Date(Date.now() + 2 * DAY_MS).toISOString().slice(0, 16), timeZone: 'UTC' },
  });
  await dataOf(owner.post(`campaigns/${scheduled.id}/send`, {}));
  await dataOf(owner.post(`campaigns/${campaign.id}/send`, {}));
  await waitFor('some mail', () => sink.received.length > 20);

  await deleteWorkspace(owner);
  await waitFor('the campaign to be paused', async () => {
    const row = await queryOne<{ status: string }>(
      test.services.dataSource.manager,
      sql`SELECT status FROM campaigns WHERE id = ${campaign.id}`,
    );
    return row?.status === 'paused';
  });
  // What was handed over before the deletion may still arrive; then it is quiet.
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const received = sink.received.length;
  expect(received).toBeLessThan(400);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(sink.received.length).toBe(received);
  for (const path of [`campaigns/${campaign.id}/resume`, `campaigns/${campaign.id}/test`, 'sender/test'])
    expect((await errorOf(owner.post(path, { to: 'a@example.com' }))).code).toBe('workspace.deleted');

  const back = await passTime(test, 3 * DAY_MS);
  await waitFor(
    'the missed start',
    async () => {
      const row = await queryOne<{ status: string }>(
        test.services.dataSource.manager,
        sql`SELECT status FROM campaigns WHERE id = ${scheduled.id}`,
      );
      return row?.status === 'draft';
    },
    20_000,
  );
  back();
  expect(sink.received.length).toBe(received);

  await dataOf(owner.post('restore'));
  const paused = await getCampaign(owner, campaign.id);
  expect(paused.status).toBe('paused');
  expect(paused.statusReason).toContain('The workspace was deleted');
  expect((await getCampaign(owner, scheduled.id)).statusReason).toContain('while the workspace was deleted');
  await dataOf(owner.post(`campaigns/${campaign.id}/resume`, {}));
  await untilStatus(owner, campaign.id, 'sent', 60_000);
  expect(sink.received.length).toBe(400);
  expectNobodyTwice(sink);
}, 120_000);

it('is seen by its owner alone, opens no key, and comes back as it was', async () => {
  const owner = await test.stranger('Rita Restore');
  const { url } = await dataOf<{ url: string }>(owner.post('invitations', { email: `m-${newId()}@example.com`, role: 'admin' }));
  const member = await test.stranger('Max Member');
  const { user } = await dataOf<{ user: { email: string } }>(member.get('/api/v1/auth/session'));
  const theirs = await dataOf<{ url: string }>(owner.post('invitations', { email: user.email, role: 'admin' }));
  await dataOf(member.post(`/api/v1/invitations/${theirs.url.split('/').at(-1)}/join`));
  const before = await dataOf<object>(owner.get(''));
  const key = await makeKey(owner);
  const { default: request } = await import('supertest');
  const withKey = (): ReturnType<Person['get']> =>
    request(test.app.getHttpServer()).get(`/api/v1/workspaces/${owner.workspaceId}`).set('Authorization', `Bearer ${key}`);
  await dataOf(withKey());

  await deleteWorkspace(owner);
  expect((await errorOf(owner.get('contacts'))).status).toBe(410);
  const contacts = request(test.app.getHttpServer()).get(`/api/v1/workspaces/${owner.workspaceId}/contacts`);
  expect((await errorOf(contacts.set('Authorization', `Bearer ${key}`))).code).toBe('workspace.deleted');
  const listed = await dataOf<{ id: string; purgeAt: string }[]>(owner.get('/api/v1/workspaces'));
  expect(Date.parse(listed[0]?.purgeAt ?? '') - Date.now()).toBeGreaterThan(29.9 * DAY_MS);
  const memberList = await dataOf<{ id: string }[]>(member.get('/api/v1/workspaces'));
  expect(memberList.map(({ id }) => id)).not.toContain(owner.workspaceId);
  member.workspaceId = owner.workspaceId;
  expect((await errorOf(member.post('restore'))).code).toBe('auth.roleTooLow');
  expect((await errorOf(owner.get(`/api/v1/invitations/${url.split('/').at(-1)}`))).code).toBe('invitation.notFound');

  await dataOf(owner.post('restore'));
  expect(await dataOf(owner.get(''))).toEqual(before);
  await dataOf(withKey());
  await dataOf(owner.get(`/api/v1/invitations/${url.split('/').at(-1)}`));
  expect((await errorOf(owner.post('restore'))).code).toBe('workspace.notRestorable');
  const { items } = await dataOf<{ items: { action: string }[] }>(owner.get('audit'));
  expect(items.map(({ action }) => action)).toEqual(expect.arrayContaining(['workspace.deleted', 'workspace.restored']));
});

it('is removed for good when the thirty days are over, and not before', async () => {
  const owner = await test.stranger('Paul Purge');
  await seedList(test.services.dataSource.manager, owner.workspaceId, 3, 'purge');
  await deleteWorkspace(owner);
  const isThere = async (): Promise<boolean> =>
    (await queryOne(test.services.dataSource.manager, sql`SELECT id FROM workspaces WHERE id = ${owner.workspaceId}`)) !== null;
  let back = await passTime(test, 29 * DAY_MS);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await isThere()).toBe(true);
  back();
  back = await passTime(test, 30 * DAY_MS + 3_600_000);
  try {
    await waitFor('the purge', async () => !(await isThere()), 20_000);
  } finally {
    back();
  }
  const left = await rowsOf<{ workspace_id: string }>(test.services.dataSource.manager, 'base_contacts');
  expect(left.filter(({ workspace_id }) => workspace_id === owner.workspaceId)).toEqual([]);
  const audit = await rowsOf<{ action: string; entity_id: string; chain: string }>(test.services.dataSource.manager, 'audit_logs');
  expect(audit.find(({ action, entity_id }) => action === 'workspace.purged' && entity_id === owner.workspaceId)?.chain).toBe(
    'installation',
  );
});
