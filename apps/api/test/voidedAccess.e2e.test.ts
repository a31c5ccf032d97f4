import { recoverByOperator } from '../src/modules/auth/account/recoverByOperator.js';
import { SEND_EMAIL_CHANGE, SendEmailChangeJob } from '../src/modules/auth/emailChange/SendEmailChangeJob.js';
import { type FirstProof, TwoFactorService } from '../src/modules/auth/twoFactor/TwoFactorService.js';
import { UserService } from '../src/modules/users/UserService.js';
import { systemContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { queryOne, queryRows, sql } from '../src/platform/database/sql.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { mailsTo, mailTo, tokenIn } from './support/systemMails.js';
import { challengeFor, codeOf, emailOf, PASSWORD, personWithTwoFactor, untilNextCode } from './support/twoFactor.js';

const NEW_PASSWORD = 'seven paper lanterns';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const visitor = (): Person => new Person(test.app.getHttpServer());
const statuses = (answers: readonly { status: number }[]): number[] => answers.map(({ status }) => status).sort();

async function signIn(email: string, password = PASSWORD): Promise<Person> {
  const person = visitor();
  await dataOf(person.post('/api/v1/auth/login', { email, password }));
  return person;
}

async function resetToken(email: string, n = 1): Promise<string> {
  await dataOf(visitor().post('/api/v1/auth/password-reset', { email }));
  return tokenIn(await mailTo(test.database, email, 'Choose a new password', n), 'reset-password');
}

async function emailChangeToken(person: Person, email: string): Promise<string> {
  await dataOf(person.post('/api/v1/me/email', { email }));
  return tokenIn(await mailTo(test.database, email, 'Confirm your new email address'), 'confirm-email');
}

const reset = (token: string, newPassword = NEW_PASSWORD) => visitor().post('/api/v1/auth/password-reset/confirm', { token, newPassword });
const confirmEmail = (token: string) => visitor().post('/api/v1/auth/confirm-email', { token });
const change = (person: Person, newPassword = NEW_PASSWORD) =>
  person.post('/api/v1/me/password', { currentPassword: PASSWORD, newPassword });
const recover = (email: string) => recoverByOperator({ ...test.services, users: test.app.get(UserService) }, email);

/** What someone who sat at the session has begun before its owner noticed. */
async function begun(person: Person): Promise<{ email: string; emailLink: string; resetLink: string; secret: string }> {
  const email = await emailOf(person);
  const { secret } = await dataOf<{ secret: string }>(person.post('/api/v1/me/two-factor'));
  return {
    email,
    secret,
    resetLink: await resetToken(email),
    emailLink: await emailChangeToken(person, `intruder-${newId()}@example.com`),
  };
}

async function expectVoid({ email, emailLink, resetLink }: { email: string; emailLink: string; resetLink: string }): Promise<void> {
  expect((await errorOf(confirmEmail(emailLink))).code).toBe('auth.linkOver');
  expect((await errorOf(reset(resetLink, 'what the intruder wants'))).code).toBe('auth.linkOver');
  const row = await queryOne(
    test.services.dataSource.manager,
    sql`SELECT user_id FROM two_factor WHERE confirmed_at IS NULL AND user_id = (SELECT id FROM users WHERE email = ${email})`,
  );
  expect(row).toBeNull();
}

describe('what was begun with the old credentials', () => {
  it.each([
    ['a change of the password', async (person: Person) => void (await dataOf(change(person)))],
    [
      'a reset by a newer link',
      async (person: Person) => {
        await dataOf(reset(await resetToken(await emailOf(person), 2)));
      },
    ],
    ['a recovery by the operator', async (person: Person) => void (await recover(await emailOf(person)))],
    ['ending the other sessions', async (person: Person) => void (await dataOf(person.delete('/api/v1/me/sessions')))],
    [
      'ending one session',
      async (person: Person) => {
        const other = await signIn(await emailOf(person));
        const sessions = await dataOf<{ id: string; isCurrent: boolean }[]>(person.get('/api/v1/me/sessions'));
        expect(other).toBeDefined();
        await dataOf(person.delete(`/api/v1/me/sessions/${sessions.find(({ isCurrent }) => !isCurrent)?.id}`));
      },
    ],
  ])('is void after %s', async (_what, act) => {
    const person = await test.stranger('Bea Begun');
    const pending = await begun(person);
    await act(person);
    await expectVoid(pending);
  });

  it('is void after two-step verification was turned on, and after it was turned off', async () => {
    const person = await test.stranger('Tess Twostep');
    const first = await begun(person);
    await dataOf(person.post('/api/v1/me/two-factor/confirm', { code: codeOf(test, first.secret) }));
    await expectVoid(first);
    const email = await emailOf(person);
    const emailLink = await emailChangeToken(person, `second-${newId()}@example.com`);
    const resetLink = await resetToken(email, 2);
    await dataOf(person.delete('/api/v1/me/two-factor'));
    await expectVoid({ email, emailLink, resetLink });
  });

  it('is void for the second step of a sign-in too', async () => {
    for (const act of [
      (person: Person) => dataOf(change(person)),
      (_person: Person, email: string) => recover(email),
      (person: Person) => dataOf(person.delete('/api/v1/me/sessions')),
    ]) {
      const { person, email, secret } = await personWithTwoFactor(test);
      const challengeToken = await challengeFor(test, email);
      untilNextCode(test);
      await act(person, email);
      const answer = visitor().post('/api/v1/auth/login/second-factor', { challengeToken, code: codeOf(test, secret) });
      expect((await errorOf(answer)).code).toBe('auth.challengeOver');
    }
  });

  it('is void while its mail is still on the way', async () => {
    const person = await test.stranger('Wim Waiting');
    const email = await emailOf(person);
    const { credentialsVersion, id: userId } = await test.app
      .get(UserService)
      .requireUser(systemContext(test.services.dataSource.manager), person.userId);
    await dataOf(change(person));
    const late = `late-${newId()}@example.com`;
    const job = test.app.get(SendEmailChangeJob, { strict: false });
    expect(job.name).toBe(SEND_EMAIL_CHANGE);
    const run = { jobId: newId(), requestId: newId(), attempt: 1, signal: new AbortController().signal } as never;
    await job.handle({ userId, newEmail: late, credentialsVersion }, run);
    expect(await queryRows(test.services.dataSource.manager, sql`SELECT user_id FROM email_changes WHERE user_id = ${userId}`)).toEqual([]);
    await job.handle({ userId, newEmail: late, credentialsVersion: credentialsVersion + 1 }, run);
    await mailTo(test.database, late, 'Confirm your new email address');
    expect(mailsTo(test.database, late)).toHaveLength(1);
    expect(await emailOf(person)).toBe(email);
  });
});

describe('a new email address', () => {
  it('voids what was sent to the old one, tells the old one, and keeps the person signed in', async () => {
    const person = await test.stranger('Mona Moved');
    const old = await emailOf(person);
    const fresh = `fresh-${newId()}@example.com`;
    const emailLink = await emailChangeToken(person, fresh);
    const resetLink = await resetToken(old);
    await dataOf(confirmEmail(emailLink));
    expect((await errorOf(reset(resetLink, 'whoever reads the old mailbox'))).code).toBe('auth.linkOver');
    await mailTo(test.database, old, 'Your email address was changed');
    expect(await emailOf(person)).toBe(fresh);
    // The old address resets nothing any more; the new one does.
    await dataOf(visitor().post('/api/v1/auth/password-reset', { email: old }));
    await dataOf(reset(await resetToken(fresh)));
    expect(mailsTo(test.database, old).filter(({ subject }) => subject === 'Choose a new password')).toHaveLength(1);
  });

  it('voids another change that was asked for, and is void by it', async () => {
    const person = await test.stranger('Nils Newest');
    const first = await emailChangeToken(person, `first-${newId()}@example.com`);
    const second = await emailChangeToken(person, `second-${newId()}@example.com`);
    expect((await errorOf(confirmEmail(first))).code).toBe('auth.linkOver');
    await dataOf(confirmEmail(second));
  });

  it('is that of one of two accounts that confirm it at the same moment', async () => {
    const people = [await test.stranger('Uma Unique'), await test.stranger('Udo Unique')];
    const wanted = `wanted-${newId()}@example.com`;
    for (const person of people) await dataOf(person.post('/api/v1/me/email', { email: wanted }));
    const tokens = await Promise.all(
      [1, 2].map(async (n) => tokenIn(await mailTo(test.database, wanted, 'Confirm your new email address', n), 'confirm-email')),
    );
    const [won, lost] = statuses(await Promise.all(tokens.map((token) => confirmEmail(token))));
    // Refused by the rule of the service, or by the database's own: then a second look tells the same.
    expect([won, [409, 410].includes(lost ?? 0)]).toEqual([200, true]);
    const owners = await queryRows(test.services.dataSource.manager, sql`SELECT id FROM users WHERE email = ${wanted}`);
    expect(owners).toHaveLength(1);
  });
});

describe('at the same moment', () => {
  it('one link is used once, by however many', async () => {
    const person = await test.stranger('Paul Parallel');
    const emailLink = await emailChangeToken(person, `parallel-${newId()}@example.com`);
    expect(statuses(await Promise.all([1, 2, 3, 4].map(() => confirmEmail(emailLink))))).toEqual([200, 410, 410, 410]);
  });

  it('a change of the password and a link of the intruder do not both win', async () => {
    for (let round = 0; round < 4; round += 1) {
      const person = await test.stranger('Rosa Race');
      const email = await emailOf(person);
      const link = await resetToken(email);
      const [changed, taken] = await Promise.all([change(person), reset(link, 'what the intruder wants')]);
      expect([changed.status, taken.status].every((status) => status < 500)).toBe(true);
      // Whoever came last holds the account: after a change that succeeded last, the intruder's password opens nothing.
      const byOwner = (await visitor().post('/api/v1/auth/login', { email, password: NEW_PASSWORD })).status;
      const byIntruder = (await visitor().post('/api/v1/auth/login', { email, password: 'what the intruder wants' })).status;
      expect([byOwner, byIntruder].sort()).toEqual([200, 401]);
      if (taken.status === 410) expect(byOwner).toBe(200);
    }
  });

  it('a sign-in with the old password does not outlive its change', async () => {
    for (let round = 0; round < 4; round += 1) {
      const person = await test.stranger('Olaf Old');
      const email = await emailOf(person);
      const late = visitor();
      const [, changed] = await Promise.all([late.post('/api/v1/auth/login', { email, password: PASSWORD }), change(person)]);
      expect(changed.status).toBe(200);
      expect((await errorOf(late.get('/api/v1/auth/session'))).status).toBe(401);
      await dataOf(person.get('/api/v1/auth/session'));
    }
  });

  it('the set-up that is confirmed is the one in force, when another is begun beside it', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await test.stranger('Ben Beside');
      const email = await emailOf(person);
      const { secret } = await dataOf<{ secret: string }>(person.post('/api/v1/me/two-factor'));
      const [confirmed, begunBeside] = await Promise.all([
        person.post('/api/v1/me/two-factor/confirm', { code: codeOf(test, secret) }),
        person.post('/api/v1/me/two-factor'),
      ]);
      expect([confirmed.status, begunBeside.status].every((status) => status < 500)).toBe(true);
      if (confirmed.status !== 200) {
        // Too late to be read, or replaced between reading and writing.
        expect(['request.invalid', 'auth.twoFactorReplaced']).toContain((confirmed.body as { error: { code: string } }).error.code);
        expect(await dataOf(person.get('/api/v1/me/two-factor'))).toMatchObject({ isOn: false });
        continue;
      }
      untilNextCode(test);
      const challengeToken = await challengeFor(test, email);
      await dataOf(visitor().post('/api/v1/auth/login/second-factor', { challengeToken, code: codeOf(test, secret) }));
    }
  });

  it('a set-up that was begun anew after the code was checked is not put in force by it', async () => {
    const person = await test.stranger('Zoe Zwischen');
    const ctx = systemContext(test.services.dataSource.manager);
    const factors = test.app.get(TwoFactorService, { strict: false });
    const { secret } = await dataOf<{ secret: string }>(person.post('/api/v1/me/two-factor'));
    const proof = await factors.firstProof(ctx, person.userId, codeOf(test, secret));
    await dataOf(person.post('/api/v1/me/two-factor'));
    await expect(factors.turnOn(ctx, person.userId, proof as FirstProof)).rejects.toMatchObject({ code: 'auth.twoFactorReplaced' });
    expect(await dataOf(person.get('/api/v1/me/two-factor'))).toMatchObject({ isOn: false });
  });

  it('one set-up is confirmed once, and its recovery codes are those that were shown', async () => {
    const person = await test.stranger('Rena Recovery');
    const email = await emailOf(person);
    const { secret } = await dataOf<{ secret: string }>(person.post('/api/v1/me/two-factor'));
    const code = codeOf(test, secret);
    const answers = await Promise.all([1, 2, 3].map(() => person.post('/api/v1/me/two-factor/confirm', { code })));
    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const [recoveryCode] = (won[0]?.body as { data: { recoveryCodes: string[] } }).data.recoveryCodes;
    const challengeToken = await challengeFor(test, email);
    await dataOf(visitor().post('/api/v1/auth/login/second-factor', { challengeToken, code: recoveryCode }));
  });

  it.each([
    ['a recovery code', ({ recoveryCodes }: { recoveryCodes: string[]; secret: string }) => recoveryCodes[0] ?? ''],
    ['a code of the app', ({ secret }: { recoveryCodes: string[]; secret: string }) => codeOf(test, secret)],
  ])('%s opens one session, by however many challenges', async (_what, codeFrom) => {
    const account = await personWithTwoFactor(test);
    const challenges = await Promise.all([1, 2, 3].map(() => challengeFor(test, account.email)));
    const code = codeFrom(account);
    const answers = await Promise.all(
      challenges.map((challengeToken) => visitor().post('/api/v1/auth/login/second-factor', { challengeToken, code })),
    );
    expect(statuses(answers)).toEqual([200, 401, 401]);
  });

  it('a code proves the person once, for a step-up and a sign-in', async () => {
    const account = await personWithTwoFactor(test);
    const challengeToken = await challengeFor(test, account.email);
    const code = codeOf(test, account.secret);
    const answers = await Promise.all([
      visitor().post('/api/v1/auth/login/second-factor', { challengeToken, code }),
      account.person.post('/api/v1/auth/step-up', { code }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
