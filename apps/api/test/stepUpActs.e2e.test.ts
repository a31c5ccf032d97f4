import { newId } from '../src/platform/database/ids.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { mailsTo } from './support/systemMails.js';
import { emailOf, PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';

interface Mail {
  id: string;
  subject: string;
  isWithheld: boolean;
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

/** As for a session that someone left open. */
async function whenStale(act: () => Promise<void>): Promise<void> {
  test.clock.advance(11 * 60_000);
  try {
    await act();
  } finally {
    test.clock.advance(-11 * 60_000);
  }
}

const mailsOf = (person: Person): Promise<Mail[]> => dataOf(person.get('/api/v1/me/system-mails'));
const visitor = (): Person => new Person(test.app.getHttpServer());

it('a stale session gives nobody rights and takes none, in the workspace and in the installation', async () => {
  const member = await test.member('viewer');
  const { id } = await dataOf<{ id: string }>(test.owner.post('invitations', { email: `a-${newId()}@example.com`, role: 'admin' }));
  const key = await dataOf<{ id: string }>(test.owner.post('api-keys', { description: 'Sync', scopes: ['contacts:read'] }));
  const { name } = await dataOf<{ name: string }>(test.owner.get(''));
  const acts: [string, () => ReturnType<Person['post']>][] = [
    ['invites', () => test.owner.post('invitations', { email: `b-${newId()}@example.com`, role: 'admin' })],
    ['sends an invitation again', () => test.owner.post(`invitations/${id}/resend`)],
    ['gives another role', () => test.owner.patch(`members/${member.userId}`, { role: 'admin' })],
    ['removes a member', () => test.owner.delete(`members/${member.userId}`)],
    ['hands the workspace over', () => test.owner.post('transfer', { userId: member.userId })],
    ['deletes the workspace', () => test.owner.post('delete', { name })],
    ['makes a key', () => test.owner.post('api-keys', { description: 'Late', scopes: ['contacts:read'] })],
    ['rotates a key', () => test.owner.post(`api-keys/${key.id}/rotate`, {})],
    ['widens a key', () => test.owner.patch(`api-keys/${key.id}`, { scopes: ['contacts:read', 'contacts:write'] })],
    ['exports contacts', () => test.owner.post('exports', { kind: 'contacts', contacts: { filter: {} } })],
    ['changes the sender', () => test.owner.put('sender', { type: 'mail_lab', config: {} })],
    ['changes the installation', () => test.owner.patch('/api/v1/installation/settings', { values: { registration: 'closed' } })],
    ['confirms an address', () => test.owner.post(`/api/v1/installation/accounts/${member.userId}/confirm-email`)],
    ['changes the address', () => test.owner.post('/api/v1/me/email', { email: `c-${newId()}@example.com` })],
  ];
  await whenStale(async () => {
    for (const [what, act] of acts) expect([what, (await errorOf(act())).code]).toEqual([what, 'auth.stepUpRequired']);
    // After a proof, it is done.
    await dataOf(test.owner.post('/api/v1/auth/step-up', { password: PASSWORD }));
    await dataOf(test.owner.patch(`members/${member.userId}`, { role: 'author' }));
  });
  await dataOf(test.owner.post('/api/v1/auth/step-up', { password: PASSWORD }));
});

it('an invitation in the mailbox is read by whoever has just proved who they are', async () => {
  const person = await test.stranger('Iris Invited');
  await dataOf(test.owner.post('invitations', { email: await emailOf(person), role: 'admin' }));
  await waitFor('the invitation', async () => (await mailsOf(person)).some(({ subject }) => subject.includes('invites you')));
  const mail = (await mailsOf(person)).find(({ subject }) => subject.includes('invites you'));
  expect(mail?.isWithheld).toBe(false);
  await whenStale(async () => {
    expect((await errorOf(person.get(`/api/v1/me/system-mails/${mail?.id}`))).code).toBe('auth.stepUpRequired');
    // The list says that there is one.
    expect((await mailsOf(person)).map(({ id }) => id)).toContain(mail?.id);
  });
  expect((await dataOf<{ text: string }>(person.get(`/api/v1/me/system-mails/${mail?.id}`))).text).toContain('/invite/');
});

it('no session gets the link that would reset its own password or confirm an address, fresh or not', async () => {
  const person = await test.stranger('Sina Stale');
  const email = await emailOf(person);
  await dataOf(visitor().post('/api/v1/auth/password-reset', { email }));
  await waitFor('the mail', async () => (await mailsOf(person)).some(({ subject }) => subject === 'Choose a new password'));
  const mail = (await mailsOf(person)).find(({ subject }) => subject === 'Choose a new password');
  const shown = await dataOf<object>(person.get(`/api/v1/me/system-mails/${mail?.id}`));
  expect(shown).toMatchObject({ isWithheld: true, html: null, text: null });
  expect(JSON.stringify(await mailsOf(person))).not.toContain('/reset-password/');
  // The registration link that came before the account is not shown either; the operator has both as files.
  expect((await mailsOf(person)).find(({ subject }) => subject === 'Create your account')).toMatchObject({ isWithheld: true });
  expect(mailsTo(test.database, email).find(({ subject }) => subject === 'Choose a new password')?.text).toContain('/reset-password/');
});

it('notices are read without a proof', async () => {
  const person = await test.stranger('Nora Notice');
  await dataOf(person.post('/api/v1/me/password', { currentPassword: PASSWORD, newPassword: 'seven paper lanterns' }));
  await waitFor('the notice', async () => (await mailsOf(person)).some(({ subject }) => subject === 'Your password was changed'));
  const mail = (await mailsOf(person)).find(({ subject }) => subject === 'Your password was changed');
  await whenStale(async () => {
    expect((await dataOf<{ text: string }>(person.get(`/api/v1/me/system-mails/${mail?.id}`))).text).toContain('password of your account');
  });
});

it('mail of others does not exist', async () => {
  const person = await test.stranger('Ole Own');
  const stranger = await test.stranger();
  await waitFor('a mail', async () => (await mailsOf(person)).length > 0);
  const [mail] = await mailsOf(person);
  expect((await errorOf(stranger.get(`/api/v1/me/system-mails/${mail?.id}`))).status).toBe(404);
});
