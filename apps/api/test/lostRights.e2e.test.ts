import { newId } from '../src/platform/database/ids.js';
import { rowsOf } from './support/campaigns.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { emailOf } from './support/twoFactor.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';
const freshAddress = (): string => `guest-${newId()}@example.com`;
const visitor = (): Person => new Person(test.app.getHttpServer());

async function inviteBy(person: Person, role = 'admin', email = freshAddress()): Promise<string> {
  return tokenOf((await dataOf<{ url: string }>(person.post('invitations', { email, role }))).url);
}

/** An admin with a proven address, an open invitation and a key. */
async function leavingAdmin(): Promise<{ admin: Person; token: string; key: string; keyId: string }> {
  const admin = await test.stranger('Adam Admin');
  await dataOf(admin.post(`/api/v1/invitations/${await inviteBy(test.owner, 'admin', await emailOf(admin))}/join`));
  admin.workspaceId = test.owner.workspaceId;
  const key = await dataOf<{ id: string; secret: string }>(admin.post('api-keys', { description: 'Sync', scopes: ['contacts:read'] }));
  return { admin, token: await inviteBy(admin), key: key.secret, keyId: key.id };
}

const withKey = (key: string) =>
  visitor().get(`/api/v1/workspaces/${test.owner.workspaceId}/contacts`).set('Authorization', `Bearer ${key}`);

async function comeBack(admin: Person): Promise<void> {
  const members = await dataOf<{ userId: string }[]>(test.owner.get('members'));
  if (members.some(({ userId }) => userId === admin.userId)) await dataOf(test.owner.patch(`members/${admin.userId}`, { role: 'admin' }));
  else await dataOf(admin.post(`/api/v1/invitations/${await inviteBy(test.owner, 'admin', await emailOf(admin))}/join`));
}

it.each([
  ['is removed', (admin: Person) => test.owner.delete(`members/${admin.userId}`)],
  ['leaves', (admin: Person) => admin.delete(`/api/v1/me/memberships/${test.owner.workspaceId}`)],
  ['becomes a viewer', (admin: Person) => test.owner.patch(`members/${admin.userId}`, { role: 'viewer' })],
  ['becomes an author', (admin: Person) => test.owner.patch(`members/${admin.userId}`, { role: 'author' })],
  ['becomes an approver', (admin: Person) => test.owner.patch(`members/${admin.userId}`, { role: 'approver' })],
])('of an admin who %s, invitations and keys are void, and stay so when they come back', async (_what, act) => {
  const { admin, token, key, keyId } = await leavingAdmin();
  await dataOf(withKey(key));
  await dataOf(act(admin));
  const over = async (): Promise<void> => {
    expect((await errorOf(visitor().get(`/api/v1/invitations/${token}`))).code).toBe('invitation.notFound');
    const accepted = visitor().post(`/api/v1/invitations/${token}/accept`, { name: 'Back', password: 'correct horse battery' });
    expect((await errorOf(accepted)).code).toBe('invitation.notFound');
    expect((await errorOf(withKey(key))).code).toBe('auth.keyRefused');
  };
  await over();
  await comeBack(admin);
  await dataOf(admin.get('api-keys'));
  await over();
  const entries = await rowsOf<{ action: string; entity_id: string }>(test.services.dataSource.manager, 'audit_logs');
  expect(entries.filter((entry) => entry.entity_id === keyId).map(({ action }) => action)).toContain('apiKey.revoked');
});

it('takes nothing from an admin whose role stays or rises, nor from others', async () => {
  const { admin, token, key } = await leavingAdmin();
  const other = await leavingAdmin();
  await dataOf(test.owner.patch(`members/${admin.userId}`, { role: 'admin' }));
  await dataOf(test.owner.delete(`members/${other.admin.userId}`));
  await dataOf(visitor().get(`/api/v1/invitations/${token}`));
  await dataOf(withKey(key));
});

it('voids the invitations of a deleted account', async () => {
  const { admin, token } = await leavingAdmin();
  await dataOf(test.owner.delete(`members/${admin.userId}`));
  const again = await leavingAdmin();
  const own = await dataOf<{ id: string; name: string }[]>(again.admin.get('/api/v1/workspaces'));
  for (const { id, name } of own.filter(({ id }) => id !== test.owner.workspaceId))
    await dataOf(again.admin.post(`/api/v1/workspaces/${id}/delete`, { name }));
  await dataOf(again.admin.delete('/api/v1/me'));
  for (const over of [token, again.token])
    expect((await errorOf(visitor().get(`/api/v1/invitations/${over}`))).code).toBe('invitation.notFound');
});

it('lets an invitation that someone else sent again live on', async () => {
  const { admin, token } = await leavingAdmin();
  const invitation = (await dataOf<{ id: string; createdAt: string }[]>(admin.get('invitations'))).at(0);
  const renewed = await dataOf<{ url: string }>(test.owner.post(`invitations/${invitation?.id}/resend`));
  await dataOf(test.owner.delete(`members/${admin.userId}`));
  expect((await errorOf(visitor().get(`/api/v1/invitations/${token}`))).code).toBe('invitation.notFound');
  await dataOf(visitor().get(`/api/v1/invitations/${tokenOf(renewed.url)}`));
});

it('leaves nothing behind that was made at the very moment of the removal', async () => {
  for (let round = 0; round < 4; round += 1) {
    const { admin } = await leavingAdmin();
    const [invited, keyMade, removed] = await Promise.all([
      admin.post('invitations', { email: freshAddress(), role: 'admin' }),
      admin.post('api-keys', { description: 'Late', scopes: ['contacts:read'] }),
      test.owner.delete(`members/${admin.userId}`),
    ]);
    expect(removed.status).toBe(200);
    await comeBack(admin);
    if (invited.status === 201) {
      const { url } = (invited.body as { data: { url: string } }).data;
      expect((await errorOf(visitor().get(`/api/v1/invitations/${tokenOf(url)}`))).code).toBe('invitation.notFound');
    }
    if (keyMade.status === 201)
      expect((await errorOf(withKey((keyMade.body as { data: { secret: string } }).data.secret))).code).toBe('auth.keyRefused');
  }
});

it('is no stranger’s to do', async () => {
  const stranger = await test.stranger();
  stranger.workspaceId = test.owner.workspaceId;
  expect((await errorOf(stranger.delete(`members/${test.owner.userId}`))).status).toBe(404);
});
