import { dataOf, errorOf, Person } from './support/Person.js';
import { newId } from '../src/platform/database/ids.js';
import { rowsOf, seedList, createCampaign, createTemplate } from './support/campaigns.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Membership {
  id: string;
  name: string;
  role: string;
  deletedAt: string | null;
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const workspacesOf = (person: Person): Promise<Membership[]> => dataOf(person.get('/api/v1/workspaces'));
const emailOf = async (person: Person): Promise<string> =>
  (await dataOf<{ user: { email: string } }>(person.get('/api/v1/auth/session'))).user.email;
const roleOf = async (person: Person): Promise<string | undefined> =>
  (await workspacesOf(person)).find(({ id }) => id === person.workspaceId)?.role;

/** A person with an account and a workspace of their own whom the owner then takes in. */
async function joined(role: string): Promise<Person> {
  const person = await test.stranger('Jo Joiner');
  const { url } = await dataOf<{ url: string }>(test.owner.post('invitations', { email: await emailOf(person), role }));
  await dataOf(person.post(`/api/v1/invitations/${url.split('/').at(-1)}/join`));
  person.workspaceId = test.owner.workspaceId;
  return person;
}

async function auditActions(): Promise<string[]> {
  return (await rowsOf<{ action: string }>(test.services.dataSource.manager, 'audit_logs')).map(({ action }) => action);
}

describe('roles', () => {
  it('keep an author from sending and approving, and an approver from writing', async () => {
    const { listId } = await seedList(test.services.dataSource.manager, test.owner.workspaceId, 1);
    const [author, approver] = [await test.member('author'), await test.member('approver')];
    const approved = await createCampaign(test.owner, [listId]);
    await dataOf(test.owner.post(`campaigns/${approved.id}/request-approval`, {}));
    await dataOf(approver.post(`campaigns/${approved.id}/approve`, {}));
    for (const path of ['send', 'pause', 'resume', 'cancel', 'approve', 'reject'])
      expect((await errorOf(author.post(`campaigns/${approved.id}/${path}`, {}))).code).toBe('auth.roleTooLow');
    const draft = await createCampaign(test.owner, [listId]);
    expect((await errorOf(approver.patch(`campaigns/${draft.id}`, { name: 'Mine', version: draft.version }))).code).toBe('auth.roleTooLow');
    expect((await errorOf(approver.post('campaigns', { name: 'Mine' }))).code).toBe('auth.roleTooLow');
    expect((await errorOf(approver.post(`campaigns/${draft.id}/test`, { to: 'a@example.com' }))).code).toBe('auth.roleTooLow');
    const template = await createTemplate(test.owner);
    expect((await errorOf(approver.patch(`templates/${template.id}`, { name: 'Mine' }))).code).toBe('auth.roleTooLow');
    expect((await errorOf(approver.post('contacts', { firstName: 'Ann' }))).code).toBe('auth.roleTooLow');
    await createCampaign(author, [listId]);
    expect((await errorOf(author.patch(`members/${approver.userId}`, { role: 'admin' }))).code).toBe('auth.roleTooLow');
  });

  it('change at once, and only the owner stays what they are', async () => {
    const member = await test.member('viewer');
    expect((await errorOf(member.post('contacts', { firstName: 'Ann' }))).code).toBe('auth.roleTooLow');
    expect(await dataOf(test.owner.patch(`members/${member.userId}`, { role: 'author' }))).toMatchObject({ role: 'author' });
    await dataOf(member.post('contacts', { firstName: 'Ann' }));
    expect((await errorOf(test.owner.patch(`members/${member.userId}`, { role: 'owner' }))).status).toBe(422);
    const admin = await test.member('admin');
    expect((await errorOf(admin.patch(`members/${test.owner.userId}`, { role: 'viewer' }))).code).toBe('member.ownerStays');
    expect(await auditActions()).toContain('member.roleChanged');
  });
});

describe('invitations', () => {
  it('are mailed to the person, who accepts with one click when signed in', async () => {
    const person = await test.stranger('Ivy Invited');
    const { url } = await dataOf<{ url: string }>(
      test.owner.post('invitations', { email: (await emailOf(person)).toUpperCase(), role: 'author' }),
    );
    const find = async (): Promise<{ id: string } | undefined> =>
      (await dataOf<{ id: string; subject: string }[]>(person.get('/api/v1/me/system-mails'))).find(({ subject }) =>
        subject.includes('invites'),
      );
    await waitFor('the invitation', async () => (await find()) !== undefined);
    const { text } = await dataOf<{ text: string }>(person.get(`/api/v1/me/system-mails/${(await find())?.id}`));
    expect(text).toContain(url);
    expect(text).toContain('Olivia Owner invites you');
    const token = url.split('/').at(-1);
    const other = await test.stranger('Otto Other');
    expect((await errorOf(other.post(`/api/v1/invitations/${token}/join`))).code).toBe('invitation.forOther');
    expect(await dataOf(person.post(`/api/v1/invitations/${token}/join`))).toMatchObject({ id: test.owner.workspaceId, role: 'author' });
    expect((await errorOf(person.post(`/api/v1/invitations/${token}/join`))).code).toBe('invitation.notFound');
    expect(await auditActions()).toEqual(expect.arrayContaining(['invitation.sent', 'invitation.accepted']));
  });

  it('stop working when they are sent again, revoked or a week old', async () => {
    const email = `again-${newId()}@example.com`;
    const first = await dataOf<{ id: string; url: string }>(test.owner.post('invitations', { email, role: 'viewer' }));
    const second = await dataOf<{ id: string; url: string }>(test.owner.post(`invitations/${first.id}/resend`));
    const preview = (url: string): ReturnType<Person['get']> => test.owner.get(`/api/v1/invitations/${url.split('/').at(-1)}`);
    expect((await errorOf(preview(first.url))).code).toBe('invitation.notFound');
    await dataOf(preview(second.url));
    test.clock.advance(8 * 86_400_000);
    try {
      expect((await errorOf(preview(second.url))).code).toBe('invitation.notFound');
      await dataOf(test.owner.post('/api/v1/auth/step-up', { password: 'correct horse battery' }));
      const third = await dataOf<{ url: string }>(test.owner.post(`invitations/${first.id}/resend`));
      await dataOf(preview(third.url));
      await dataOf(test.owner.delete(`invitations/${first.id}`));
      expect((await errorOf(preview(third.url))).code).toBe('invitation.notFound');
      expect((await errorOf(test.owner.post(`invitations/${first.id}/resend`))).code).toBe('invitation.notFound');
    } finally {
      test.clock.advance(-8 * 86_400_000);
      // The proof of next week does not count today.
      await dataOf(test.owner.post('/api/v1/auth/step-up', { password: 'correct horse battery' }));
    }
    const stranger = await test.stranger();
    const theirs = await dataOf<{ id: string }>(stranger.post('invitations', { email, role: 'viewer' }));
    expect((await errorOf(test.owner.post(`invitations/${theirs.id}/resend`))).status).toBe(404);
  });
});

describe('leaving', () => {
  it('is for everyone but the owner, and closes the door behind them', async () => {
    const member = await joined('author');
    await dataOf(member.delete(`/api/v1/me/memberships/${member.workspaceId}`));
    expect((await errorOf(member.get('members'))).status).toBe(404);
    expect((await errorOf(test.owner.delete(`/api/v1/me/memberships/${test.owner.workspaceId}`))).code).toBe('member.ownerCannotLeave');
    expect(await roleOf(test.owner)).toBe('owner');
    const stranger = await test.stranger();
    expect((await errorOf(stranger.delete(`/api/v1/me/memberships/${test.owner.workspaceId}`))).status).toBe(404);
    expect(await auditActions()).toContain('member.left');
  });
});

describe('transfer of ownership', () => {
  it('moves the workspace and both roles together; of several at once, one succeeds', async () => {
    const owner = await test.stranger('Tess Transfer');
    const heirs = await Promise.all(
      ['Hal', 'Hedy', 'Hugo'].map(async (name) => {
        const heir = await test.stranger(`${name} Heir`);
        const { url } = await dataOf<{ url: string }>(owner.post('invitations', { email: await emailOf(heir), role: 'viewer' }));
        await dataOf(heir.post(`/api/v1/invitations/${url.split('/').at(-1)}/join`));
        heir.workspaceId = owner.workspaceId;
        return heir;
      }),
    );
    const answers = await Promise.all(heirs.map((heir) => owner.post('transfer', { userId: heir.userId })));
    expect(answers.filter(({ status }) => status < 400)).toHaveLength(1);
    expect(answers.filter(({ status }) => status >= 500)).toHaveLength(0);
    const members = await dataOf<{ userId: string; role: string }[]>(owner.get('members'));
    expect(members.filter(({ role }) => role === 'owner')).toHaveLength(1);
    expect(members.find(({ userId }) => userId === owner.userId)?.role).toBe('admin');
    expect((await errorOf(owner.post('transfer', { userId: heirs[0]?.userId }))).code).toBe('auth.roleTooLow');
    const stored = (await rowsOf<{ id: string; user_id: string }>(test.services.dataSource.manager, 'workspaces')).find(
      ({ id }) => id === owner.workspaceId,
    );
    expect(await auditActions()).toContain('workspace.transferred');
    expect(stored?.user_id).toBe(members.find(({ role }) => role === 'owner')?.userId);
    await dataOf(owner.delete(`/api/v1/me/memberships/${owner.workspaceId}`));
  });

  it('asks for a member, another name where the heir has one like it, and proof of who asks', async () => {
    const heir = await joined('admin');
    const stranger = await test.stranger();
    expect((await errorOf(test.owner.post('transfer', { userId: stranger.userId }))).code).toBe('member.notFound');
    expect((await errorOf(test.owner.post('transfer', { userId: test.owner.userId }))).code).toBe('workspace.alreadyOwner');
    expect((await errorOf(heir.post('transfer', { userId: heir.userId }))).code).toBe('auth.roleTooLow');
    const { name } = await dataOf<{ name: string }>(test.owner.get(''));
    await dataOf(heir.post('/api/v1/workspaces', { name }));
    expect((await errorOf(test.owner.post('transfer', { userId: heir.userId }))).code).toBe('workspace.newOwnerHasName');
    test.clock.advance(11 * 60_000);
    try {
      expect((await errorOf(test.owner.post('transfer', { userId: heir.userId }))).code).toBe('auth.stepUpRequired');
    } finally {
      test.clock.advance(-11 * 60_000);
    }
    expect(await roleOf(test.owner)).toBe('owner');
  });
});
