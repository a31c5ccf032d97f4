import { SmtpSink } from '@rapport/providers/testing';
import { readMime } from '@rapport/providers';
import { confirmByOperator } from '../src/modules/auth/account/confirmByOperator.js';
import { recoverByOperator } from '../src/modules/auth/account/recoverByOperator.js';
import { UserService } from '../src/modules/users/UserService.js';
import { execute, sql } from '../src/platform/database/sql.js';
import { newId } from '../src/platform/database/ids.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { mailsTo, mailTo, tokenIn } from './support/systemMails.js';
import { codeOf, emailOf, PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';

interface Account {
  user: { id: string; isEmailConfirmed: boolean; hasTwoFactor: boolean };
  workspaces: { id: string }[];
  sendsSystemMail: boolean;
}

const OTHER_PASSWORD = 'nine brass candlesticks';
const tokenOf = (url: string): string => url.split('/').at(-1) ?? '';
const freshAddress = (): string => `newhire-${newId()}@example.com`;
const sessionOf = (person: Person): Promise<Account> => dataOf(person.get('/api/v1/auth/session'));

function tools(test: TestApp) {
  const visitor = (): Person => new Person(test.app.getHttpServer());
  return {
    visitor,
    invite: async (of: Person, email: string, role = 'admin'): Promise<string> =>
      tokenOf((await dataOf<{ url: string }>(of.post('invitations', { email, role }))).url),
    accept: async (token: string, password = PASSWORD, name?: string): Promise<Person> => {
      const person = visitor();
      const body = { password, ...(name ? { name } : {}) };
      const session = await dataOf<Account>(person.post(`/api/v1/invitations/${token}/accept`, body));
      person.userId = session.user.id;
      person.workspaceId = session.workspaces[0]?.id ?? '';
      return person;
    },
    signIn: async (email: string, password = PASSWORD): Promise<Person> => {
      const person = visitor();
      await dataOf(person.post('/api/v1/auth/login', { email, password }));
      return person;
    },
  };
}

describe('an account made by a link that others saw, where no system mail leaves', () => {
  let test: TestApp;
  let other: Person;
  beforeAll(async () => {
    test = await TestApp.start();
    other = await test.stranger('Omar Otherowner');
  });
  afterAll(() => test.stop());

  it('joins the workspace of the link at once, and says that its address is open', async () => {
    const { invite, accept } = tools(test);
    const person = await accept(await invite(test.owner, freshAddress(), 'author'));
    expect(await sessionOf(person)).toMatchObject({
      user: { isEmailConfirmed: false },
      workspaces: [{ id: test.owner.workspaceId }],
      sendsSystemMail: false,
    });
    await dataOf(person.post('contacts', { firstName: 'Ann' }));
    const members = await dataOf<{ userId: string; isEmailConfirmed: boolean }[]>(test.owner.get('members'));
    expect(members.find(({ userId }) => userId === person.userId)).toMatchObject({ isEmailConfirmed: false });
    expect(members.find(({ userId }) => userId === test.owner.userId)).toMatchObject({ isEmailConfirmed: true });
  });

  it('sees no system mail, joins nothing else by whatever door, and invites no one', async () => {
    const { invite, accept, visitor } = tools(test);
    const email = freshAddress();
    const theirs = await invite(other, email);
    const thief = await accept(await invite(test.owner, email));
    await waitFor('both invitations', () => mailsTo(test.database, email).length === 2);
    expect(await dataOf(thief.get('/api/v1/me/system-mails'))).toEqual([]);
    const code = 'auth.emailUnconfirmed';
    expect(await errorOf(thief.post(`/api/v1/invitations/${theirs}/join`))).toMatchObject({ status: 403, code });
    expect(await errorOf(visitor().post(`/api/v1/invitations/${theirs}/accept`, { password: PASSWORD }))).toMatchObject({
      status: 403,
      code,
    });
    expect(await errorOf(visitor().post(`/api/v1/invitations/${theirs}/accept`, { password: PASSWORD, name: 'Eve' }))).toMatchObject({
      status: 403,
      code,
    });
    expect(await errorOf(thief.post('invitations', { email: freshAddress(), role: 'viewer' }))).toMatchObject({ status: 403, code });
    // A workspace of its own changes nothing about that.
    const own = await dataOf<{ id: string }>(thief.post('/api/v1/workspaces', { name: 'A door of its own' }));
    thief.workspaceId = own.id;
    expect((await errorOf(thief.post('invitations', { email: freshAddress(), role: 'viewer' }))).code).toBe(code);
    expect((await dataOf<unknown[]>(other.get('members'))).length).toBe(1);
    // The other workspace's invitation still waits for its person.
    await dataOf(visitor().get(`/api/v1/invitations/${theirs}`));
  });

  it('joins the workspace that vouches for it again, after it was removed', async () => {
    const { invite, accept } = tools(test);
    const email = freshAddress();
    const person = await accept(await invite(test.owner, email, 'viewer'));
    await dataOf(test.owner.delete(`members/${person.userId}`));
    expect((await errorOf(person.get('members'))).status).toBe(404);
    await dataOf(person.post(`/api/v1/invitations/${await invite(test.owner, email, 'author')}/join`));
    await dataOf(person.get('members'));
  });

  it('tells nobody whether an address has an account', async () => {
    const { invite, visitor } = tools(test);
    const taken = await emailOf(await test.stranger('Kai Known'));
    const tokens = [await invite(test.owner, taken), await invite(test.owner, freshAddress())];
    const previews = await Promise.all(tokens.map((token) => dataOf<object>(visitor().get(`/api/v1/invitations/${token}`))));
    expect(previews.map((preview) => Object.keys(preview).sort())).toEqual([
      ['byMail', 'email', 'expiresAt', 'role', 'workspaceName'],
      ['byMail', 'email', 'expiresAt', 'role', 'workspaceName'],
    ]);
    for (const body of [{ password: 'short' }, { password: '' }, {}, { name: 'Eve', password: 'short' }]) {
      const answers = await Promise.all(tokens.map((token) => errorOf(visitor().post(`/api/v1/invitations/${token}/accept`, body))));
      expect(answers[0]).toEqual(answers[1]);
      expect(answers[0]?.status).toBe(422);
    }
  });

  it('is confirmed by the operator, keeps what it has, and may do everything from then on', async () => {
    const { invite, accept } = tools(test);
    const email = freshAddress();
    const theirs = await invite(other, email);
    const person = await accept(await invite(test.owner, email));
    const platform = { ...test.services, users: test.app.get(UserService) };
    expect(await confirmByOperator(platform, email.toUpperCase())).toMatchObject({ wasConfirmed: false });
    expect(await confirmByOperator(platform, email)).toMatchObject({ wasConfirmed: true });
    expect(await confirmByOperator(platform, 'nobody@example.com')).toBeNull();
    expect((await sessionOf(person)).user.isEmailConfirmed).toBe(true);
    expect((await dataOf<unknown[]>(person.get('/api/v1/me/system-mails'))).length).toBeGreaterThan(0);
    await dataOf(person.post('invitations', { email: freshAddress(), role: 'viewer' }));
    await dataOf(person.post(`/api/v1/invitations/${theirs}/join`));
    const log = await dataOf<{ items: { action: string }[] }>(person.get('/api/v1/me/sign-in-log'));
    expect(log.items.map(({ action }) => action)).toContain('auth.emailConfirmed');
  });

  it('is confirmed in the dashboard by the operator alone, who has just proved who they are', async () => {
    const { invite, accept } = tools(test);
    const person = await accept(await invite(test.owner, freshAddress()));
    const path = `/api/v1/installation/accounts/${person.userId}/confirm-email`;
    for (const nobody of [person, other]) expect((await errorOf(nobody.post(path))).code).toBe('installation.notOperator');
    test.clock.advance(11 * 60_000);
    expect((await errorOf(test.owner.post(path))).code).toBe('auth.stepUpRequired');
    test.clock.advance(-11 * 60_000);
    expect((await sessionOf(person)).user.isEmailConfirmed).toBe(false);
    await dataOf(test.owner.post(path));
    await dataOf(test.owner.post(path));
    expect((await sessionOf(person)).user.isEmailConfirmed).toBe(true);
    expect((await errorOf(test.owner.post(path.replace(person.userId, newId())))).status).toBe(404);
  });

  it('becomes the account of whoever proves the address: password, second factor, sessions and keys of the one before are void', async () => {
    const { invite, accept, signIn, visitor } = tools(test);
    const email = freshAddress();
    const squatter = await accept(await invite(test.owner, email));
    const { secret } = await dataOf<{ secret: string }>(squatter.post('/api/v1/me/two-factor'));
    await dataOf(squatter.post('/api/v1/me/two-factor/confirm', { code: codeOf(test, secret) }));
    const key = await dataOf<{ secret: string }>(squatter.post('api-keys', { description: 'Stays', scopes: ['contacts:read'] }));
    await dataOf(squatter.post('/api/v1/me/email', { email: `moved-${email}` }));
    const moved = tokenIn(await mailTo(test.database, `moved-${email}`, 'Confirm your new email address'), 'confirm-email');

    const recovery = await recoverByOperator({ ...test.services, users: test.app.get(UserService) }, email);
    await dataOf(
      visitor().post('/api/v1/auth/password-reset/confirm', { token: tokenOf(recovery?.link ?? ''), newPassword: OTHER_PASSWORD }),
    );
    expect((await errorOf(squatter.get('/api/v1/auth/session'))).status).toBe(401);
    expect((await errorOf(visitor().post('/api/v1/auth/login', { email, password: PASSWORD }))).status).toBe(401);
    expect((await errorOf(visitor().post('/api/v1/auth/confirm-email', { token: moved }))).code).toBe('auth.linkOver');
    const contacts = visitor().get(`/api/v1/workspaces/${test.owner.workspaceId}/contacts`).set('Authorization', `Bearer ${key.secret}`);
    expect((await errorOf(contacts)).code).toBe('auth.keyRefused');
    const real = await signIn(email, OTHER_PASSWORD);
    expect((await sessionOf(real)).user).toMatchObject({ isEmailConfirmed: true, hasTwoFactor: false });
  });

  it('does not lose a second factor by a reset once the address is proven', async () => {
    const person = await test.stranger('Pia Proven');
    const email = await emailOf(person);
    const { secret } = await dataOf<{ secret: string }>(person.post('/api/v1/me/two-factor'));
    await dataOf(person.post('/api/v1/me/two-factor/confirm', { code: codeOf(test, secret) }));
    await dataOf(tools(test).visitor().post('/api/v1/auth/password-reset', { email }));
    const token = tokenIn(await mailTo(test.database, email, 'Choose a new password'), 'reset-password');
    await dataOf(tools(test).visitor().post('/api/v1/auth/password-reset/confirm', { token, newPassword: OTHER_PASSWORD }));
    const answer = await dataOf<{ secondFactorRequired?: boolean }>(
      tools(test).visitor().post('/api/v1/auth/login', { email, password: OTHER_PASSWORD }),
    );
    expect(answer.secondFactorRequired).toBe(true);
  });

  it('proves a new address by confirming it', async () => {
    const { invite, accept, visitor } = tools(test);
    const email = freshAddress();
    const person = await accept(await invite(test.owner, email));
    await dataOf(person.post('/api/v1/me/email', { email: `own-${email}` }));
    const token = tokenIn(await mailTo(test.database, `own-${email}`, 'Confirm your new email address'), 'confirm-email');
    await dataOf(visitor().post('/api/v1/auth/confirm-email', { token }));
    expect((await sessionOf(person)).user.isEmailConfirmed).toBe(true);
  });

  it('is no stranger’s business: a stranger finds neither member nor invitation', async () => {
    const stranger = await test.stranger();
    stranger.workspaceId = test.owner.workspaceId;
    expect((await errorOf(stranger.get('members'))).status).toBe(404);
    expect((await errorOf(stranger.post('invitations', { email: freshAddress(), role: 'viewer' }))).status).toBe(404);
  });
});

describe('an invitation where system mail leaves', () => {
  let test: TestApp;
  let sink: SmtpSink;
  beforeAll(async () => {
    sink = await SmtpSink.start({ keepMessages: true });
    const { host, port } = sink.address;
    test = await TestApp.start({ SYSTEM_SMTP_URL: `smtp://${host}:${port}?security=none`, SYSTEM_MAIL_FROM: 'rapport@example.com' });
  });
  afterAll(async () => {
    await test.stop();
    await sink.stop();
  });

  async function mailed(email: string, page: string, n = 1): Promise<string> {
    const texts = (): string[] =>
      sink.received
        .filter(({ recipients }) => recipients.includes(email))
        .map(({ raw }) => readMime(raw).text ?? '')
        .filter((text) => text.includes(`/${page}/`));
    await waitFor(`${page} for ${email}`, () => texts().length >= n);
    return tokenIn({ subject: page, text: texts()[n - 1] ?? '' }, page);
  }

  async function owner(name: string): Promise<Person> {
    const person = tools(test).visitor();
    const email = `${name.toLowerCase()}-${newId()}@example.com`;
    await dataOf(person.post('/api/v1/auth/registrations', { email }));
    const token = await mailed(email, 'register');
    const session = await dataOf<Account>(
      person.post(`/api/v1/auth/registrations/${token}/confirm`, { name, password: PASSWORD, workspaceName: `${name} and sons` }),
    );
    person.workspaceId = session.workspaces[0]?.id ?? '';
    return person;
  }

  it('mails another link than it shows, and the mailed one proves the address', async () => {
    const { invite, accept, visitor } = tools(test);
    const email = freshAddress();
    const shown = await invite(test.owner, email, 'author');
    const token = await mailed(email, 'invite');
    expect(token).not.toBe(shown);
    const person = await accept(token);
    expect(await sessionOf(person)).toMatchObject({ user: { isEmailConfirmed: true }, sendsSystemMail: true });
    for (const over of [shown, token])
      expect((await errorOf(visitor().get(`/api/v1/invitations/${over}`))).code).toBe('invitation.notFound');
  });

  it('tells nobody who holds the shown link whether the address has an account, and lets its person in', async () => {
    const { invite, accept, signIn, visitor } = tools(test);
    const taken = `kai-${newId()}@example.com`;
    await accept(await mailedInvitation(taken));
    const other = await owner('Orla');
    const fresh = freshAddress();
    const links = [await invite(other, taken), await invite(other, fresh)] as const;
    const hide = (answer: unknown): string =>
      JSON.stringify(answer)
        .replaceAll(taken, 'ADDRESS')
        .replaceAll(fresh, 'ADDRESS')
        .replaceAll(/"requestId":"[^"]*"|"expiresAt":"[^"]*"/g, '');
    const asks = [
      (token: string) => visitor().get(`/api/v1/invitations/${token}`),
      (token: string) => visitor().post(`/api/v1/invitations/${token}/mail`),
      ...[
        { password: PASSWORD },
        { name: 'Eve', password: OTHER_PASSWORD },
        { name: 'Eve', password: 'short' },
        { password: '' },
        {},
        // Five attempts from one place are counted for an account; none of these is one.
        ...Array.from({ length: 6 }, () => ({ name: 'Eve', password: OTHER_PASSWORD })),
      ].map((body) => (token: string) => visitor().post(`/api/v1/invitations/${token}/accept`, body)),
    ];
    for (const ask of asks) {
      const [one, other] = [await ask(links[0]), await ask(links[1])];
      expect([one.status, hide(one.body)]).toEqual([other.status, hide(other.body)]);
    }
    expect((await errorOf(visitor().post('/api/v1/auth/login', { email: fresh, password: OTHER_PASSWORD }))).code).toBe(
      'auth.loginRefused',
    );
    // The one with an account signs in; the one without gets a link of their own, of which the last one counts.
    const known = await signIn(taken);
    await dataOf(known.post(`/api/v1/invitations/${links[0]}/join`));
    const [first, last] = [await mailed(fresh, 'invite', 1), await mailed(fresh, 'invite', 2)];
    expect((await errorOf(visitor().get(`/api/v1/invitations/${first}`))).code).toBe('invitation.notFound');
    expect((await sessionOf(await accept(last, PASSWORD, 'Nele Newhire'))).user.isEmailConfirmed).toBe(true);
    const actions = (await dataOf<{ items: { action: string }[] }>(other.get('audit'))).items.map(({ action }) => action);
    expect(actions.filter((action) => action === 'invitation.linkMailed')).toHaveLength(2);
  });

  it('mails the link of an invitation a limited number of times', async () => {
    const { invite, visitor } = tools(test);
    const shown = await invite(test.owner, freshAddress());
    for (let n = 0; n < 3; n += 1) await dataOf(visitor().post(`/api/v1/invitations/${shown}/mail`));
    expect((await errorOf(visitor().post(`/api/v1/invitations/${shown}/mail`))).status).toBe(429);
    expect((await errorOf(visitor().post('/api/v1/invitations/unknown/mail'))).code).toBe('invitation.notFound');
  });

  it('lets the session of an account from before confirm it with a link from the mailbox', async () => {
    const { visitor } = tools(test);
    const email = freshAddress();
    const person = await unproven(email);
    expect((await sessionOf(person)).user.isEmailConfirmed).toBe(false);
    await dataOf(person.post('/api/v1/me/email/confirmation'));
    const first = await mailed(email, 'verify-email');
    await dataOf(person.post('/api/v1/me/email/confirmation'));
    const token = await mailed(email, 'verify-email', 2);
    // Whoever reads the mailbox, but is not signed in to this account, does not confirm it for the one who is.
    expect((await errorOf(visitor().post('/api/v1/auth/confirm-email', { token }))).code).toBe('auth.confirmsOtherAccount');
    expect((await errorOf(test.owner.post('/api/v1/me/email/confirm', { token }))).code).toBe('auth.confirmsOtherAccount');
    expect((await errorOf(visitor().post('/api/v1/me/email/confirm', { token }))).code).toBe('auth.required');
    expect((await errorOf(person.post('/api/v1/me/email/confirm', { token: first }))).code).toBe('auth.linkOver');
    expect((await sessionOf(person)).user.isEmailConfirmed).toBe(false);
    await dataOf(person.post('/api/v1/me/email/confirm', { token }));
    expect((await errorOf(person.post('/api/v1/me/email/confirm', { token }))).code).toBe('auth.linkOver');
    expect((await sessionOf(person)).user.isEmailConfirmed).toBe(true);
    expect((await errorOf(person.post('/api/v1/me/email/confirmation'))).code).toBe('auth.emailAlreadyConfirmed');
  });

  it('lets the person of the mailbox join by the mailed link, and confirms the account they are signed in to', async () => {
    const { invite } = tools(test);
    const email = freshAddress();
    const other = await owner('Ottilie');
    const person = await unproven(email);
    const shown = await invite(other, email);
    expect((await errorOf(person.post(`/api/v1/invitations/${shown}/join`))).code).toBe('auth.emailUnconfirmed');
    await dataOf(person.post(`/api/v1/invitations/${await mailed(email, 'invite', 2)}/join`));
    expect((await sessionOf(person)).user.isEmailConfirmed).toBe(true);
  });

  it('gives the account to whoever got the mail, when someone else was faster with a shown link', async () => {
    const { invite, accept, visitor } = tools(test);
    const email = freshAddress();
    const squatter = await unproven(email);
    const key = await dataOf<{ secret: string }>(squatter.post('api-keys', { description: 'Stays', scopes: ['contacts:read'] }));
    const other = await owner('Oswald');
    const shown = await invite(other, email);
    const token = await mailed(email, 'invite', 2);
    // Not by the shown link, and not without saying that it is a new account.
    const asNew = { name: 'Nele Newhire', password: OTHER_PASSWORD };
    expect((await errorOf(visitor().post(`/api/v1/invitations/${shown}/accept`, asNew))).code).toBe('invitation.byMail');
    expect((await errorOf(visitor().post(`/api/v1/invitations/${token}/accept`, { password: OTHER_PASSWORD }))).code).toBe(
      'auth.loginRefused',
    );
    const real = await accept(token, OTHER_PASSWORD, 'Nele Newhire');
    expect((await sessionOf(real)).user).toMatchObject({ isEmailConfirmed: true, name: 'Nele Newhire' });
    expect((await errorOf(squatter.get('/api/v1/auth/session'))).status).toBe(401);
    expect((await errorOf(visitor().post('/api/v1/auth/login', { email, password: PASSWORD }))).status).toBe(401);
    const contacts = visitor().get(`/api/v1/workspaces/${test.owner.workspaceId}/contacts`).set('Authorization', `Bearer ${key.secret}`);
    expect((await errorOf(contacts)).code).toBe('auth.keyRefused');
  });

  it('never takes over an account whose address is proven', async () => {
    const { invite, accept, visitor } = tools(test);
    const email = freshAddress();
    await accept(await mailedInvitation(email));
    const other = await owner('Olga');
    await invite(other, email);
    const token = await mailed(email, 'invite', 2);
    const asNew = { name: 'Eve', password: OTHER_PASSWORD };
    expect((await errorOf(visitor().post(`/api/v1/invitations/${token}/accept`, asNew))).code).toBe('auth.loginRefused');
    await tools(test).signIn(email);
  });

  async function mailedInvitation(email: string, role = 'author'): Promise<string> {
    await tools(test).invite(test.owner, email, role);
    return mailed(email, 'invite');
  }

  /** As a shown link made them before the installation sent mail. */
  async function unproven(email: string): Promise<Person> {
    const person = await tools(test).accept(await mailedInvitation(email, 'admin'));
    await execute(
      test.services.dataSource.manager,
      sql`UPDATE users SET email_verified_at = NULL, vouched_workspace_id = ${test.owner.workspaceId} WHERE id = ${person.userId}`,
    );
    return person;
  }

  it('is confirmed by mail alone, not by the operator', async () => {
    const person = await unproven(freshAddress());
    const path = `/api/v1/installation/accounts/${person.userId}/confirm-email`;
    expect((await errorOf(test.owner.post(path))).code).toBe('auth.confirmedByMail');
  });

  it('keeps nothing of it in the built-in mailbox', () => {
    expect(mailsTo(test.database, '@example.com')).toEqual([]);
  });
});
