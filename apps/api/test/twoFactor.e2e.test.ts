import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { mailTo } from './support/systemMails.js';
import { challengeFor, codeOf, emailOf, PASSWORD, personWithTwoFactor, untilNextCode } from './support/twoFactor.js';

const TEN_MINUTES = 10 * 60_000;

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const visitor = (): Person => new Person(test.app.getHttpServer());
const answer = (who: Person, challengeToken: string, code: string): ReturnType<Person['post']> =>
  who.post('/api/v1/auth/login/second-factor', { challengeToken, code });

describe('two-step verification', () => {
  it('lets nobody in by the password alone', async () => {
    const { email, secret } = await personWithTwoFactor(test);
    const guest = visitor();
    const challengeToken = await challengeFor(test, email, guest);
    expect((await errorOf(guest.get('/api/v1/auth/session'))).status).toBe(401);
    expect((await errorOf(answer(guest, challengeToken, '000000'))).code).toBe('auth.secondFactorRefused');
    const session = await dataOf<{ user: { email: string; hasTwoFactor: boolean } }>(answer(guest, challengeToken, codeOf(test, secret)));
    expect(session.user).toMatchObject({ email, hasTwoFactor: true });
    await dataOf(guest.get('/api/v1/auth/session'));
  });

  it('refuses a code a second time, also in another sign-in, and the code it was turned on with', async () => {
    const { email, secret } = await personWithTwoFactor(test);
    expect((await errorOf(answer(visitor(), await challengeFor(test, email), codeOf(test, secret, -1)))).code).toBe(
      'auth.secondFactorRefused',
    );
    const code = codeOf(test, secret);
    await dataOf(answer(visitor(), await challengeFor(test, email), code));
    expect((await errorOf(answer(visitor(), await challengeFor(test, email), code))).code).toBe('auth.secondFactorRefused');
    untilNextCode(test);
    await dataOf(answer(visitor(), await challengeFor(test, email), codeOf(test, secret)));
  });

  it('lets one of two in who use the same code at the same moment', async () => {
    const { email, secret } = await personWithTwoFactor(test);
    const challenges = [await challengeFor(test, email), await challengeFor(test, email)];
    const code = codeOf(test, secret);
    const statuses = (await Promise.all(challenges.map((token) => answer(visitor(), token, code)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 401]);
  });

  it('bears a clock that is half a minute wrong, and no more', async () => {
    const { email, secret } = await personWithTwoFactor(test);
    expect((await errorOf(answer(visitor(), await challengeFor(test, email), codeOf(test, secret, 2)))).status).toBe(401);
    await dataOf(answer(visitor(), await challengeFor(test, email), codeOf(test, secret, 1)));
  });

  it('takes back no code when the clock is set back', async () => {
    const { email, secret } = await personWithTwoFactor(test);
    const code = codeOf(test, secret);
    await dataOf(answer(visitor(), await challengeFor(test, email), code));
    test.clock.advance(TEN_MINUTES);
    const later = codeOf(test, secret);
    await dataOf(answer(visitor(), await challengeFor(test, email), later));
    test.clock.advance(-TEN_MINUTES);
    expect((await errorOf(answer(visitor(), await challengeFor(test, email), codeOf(test, secret)))).status).toBe(401);
  });

  it('answers a challenge for five minutes, also when the clock is set back afterwards', async () => {
    const { email, secret } = await personWithTwoFactor(test);
    const challengeToken = await challengeFor(test, email);
    test.clock.advance(5 * 60_000);
    expect((await errorOf(answer(visitor(), challengeToken, codeOf(test, secret)))).code).toBe('auth.challengeOver');
    test.clock.advance(-6 * 60_000);
    expect((await errorOf(answer(visitor(), challengeToken, codeOf(test, secret)))).code).toBe('auth.challengeOver');
    test.clock.advance(60_000);
  });

  it('gives ten recovery codes, each good for one sign-in', async () => {
    const { email, recoveryCodes, person } = await personWithTwoFactor(test);
    expect(new Set(recoveryCodes).size).toBe(10);
    const code = recoveryCodes[0] ?? '';
    await dataOf(answer(visitor(), await challengeFor(test, email), code.toUpperCase().replace('-', ' ')));
    expect((await errorOf(answer(visitor(), await challengeFor(test, email), code))).status).toBe(401);
    expect(await dataOf(person.get('/api/v1/me/two-factor'))).toMatchObject({ isOn: true, recoveryCodesLeft: 9 });
  });

  it('lets exactly one in with the last recovery code, whoever tries at the same moment', async () => {
    const { email, recoveryCodes, person } = await personWithTwoFactor(test);
    for (const code of recoveryCodes.slice(0, 9)) await dataOf(answer(visitor(), await challengeFor(test, email), code));
    const challenges = await Promise.all([1, 2, 3, 4].map(() => challengeFor(test, email)));
    const last = recoveryCodes[9] ?? '';
    const statuses = (await Promise.all(challenges.map((token) => answer(visitor(), token, last)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 401, 401, 401]);
    expect(await dataOf(person.get('/api/v1/me/two-factor'))).toMatchObject({ recoveryCodesLeft: 0 });
    const fresh = await dataOf<{ recoveryCodes: string[] }>(person.post('/api/v1/me/two-factor/recovery-codes'));
    expect(fresh.recoveryCodes).not.toContain(last);
    await dataOf(answer(visitor(), await challengeFor(test, email), fresh.recoveryCodes[0] ?? ''));
  });

  it('gives the session a new token and ends the others when it is turned on and off, and tells the owner by mail', async () => {
    const person = await test.stranger('Otto Other');
    const email = await emailOf(person);
    const elsewhere = visitor();
    await dataOf(elsewhere.post('/api/v1/auth/login', { email, password: PASSWORD }));
    const { secret } = await dataOf<{ secret: string; uri: string }>(person.post('/api/v1/me/two-factor'));
    const confirmed = await person.post('/api/v1/me/two-factor/confirm', { code: codeOf(test, secret) });
    expect(String(confirmed.headers['set-cookie'])).toMatch(/rapport=/);
    await dataOf(person.get('/api/v1/auth/session'));
    expect((await errorOf(elsewhere.get('/api/v1/auth/session'))).status).toBe(401);
    await mailTo(test.database, email, 'Two-step verification is on');
    const off = await person.delete('/api/v1/me/two-factor');
    expect(off.status).toBe(200);
    expect(String(off.headers['set-cookie'])).toMatch(/rapport=/);
    await mailTo(test.database, email, 'Two-step verification is off');
    await dataOf(
      visitor()
        .post('/api/v1/auth/login', { email, password: PASSWORD })
        .expect(({ body }) => expect(body.data.user).toBeDefined()),
    );
  });

  it('keeps the secret sealed and the codes hashed, and begins no second set-up while it is on', async () => {
    const { person, secret, recoveryCodes } = await personWithTwoFactor(test);
    const { rowsOf } = await import('./support/campaigns.js');
    const { manager } = test.services.dataSource;
    const stored = JSON.stringify([
      await rowsOf(manager, 'two_factor'),
      await rowsOf(manager, 'recovery_codes'),
      await rowsOf(manager, 'audit_logs'),
    ]);
    expect(stored).not.toContain(secret);
    for (const code of recoveryCodes) expect(stored).not.toContain(code);
    expect((await errorOf(person.post('/api/v1/me/two-factor'))).code).toBe('auth.twoFactorOn');
  });

  it('stands before an invitation too: whoever accepts with a protected account joins with the code', async () => {
    const { email, secret } = await personWithTwoFactor(test);
    const { url } = await dataOf<{ url: string }>(test.owner.post('invitations', { email, role: 'author' }));
    const guest = visitor();
    const accepted = await dataOf<{ challengeToken: string }>(
      guest.post(`/api/v1/invitations/${url.split('/').at(-1) ?? ''}/accept`, { password: PASSWORD }),
    );
    guest.workspaceId = test.owner.workspaceId;
    expect((await errorOf(guest.get(''))).status).toBe(401);
    await dataOf(answer(guest, accepted.challengeToken, codeOf(test, secret)));
    expect(await dataOf(guest.get(''))).toMatchObject({ role: 'author' });
  });
});

describe('the audit log', () => {
  it('has an entry for each act around the second factor, from begun to off', async () => {
    const { person, email, secret, recoveryCodes } = await personWithTwoFactor(test);
    await errorOf(answer(visitor(), await challengeFor(test, email), '000000'));
    await dataOf(answer(visitor(), await challengeFor(test, email), recoveryCodes[0] ?? ''));
    await dataOf(person.post('/api/v1/auth/step-up', { code: codeOf(test, secret) }));
    await errorOf(person.post('/api/v1/auth/step-up', { code: '000000' }));
    await dataOf(person.post('/api/v1/me/two-factor/recovery-codes'));
    await dataOf(person.delete('/api/v1/me/two-factor'));
    await dataOf(person.patch('/api/v1/me', { name: 'Toni Newname' }));
    const log = await dataOf<{ items: { action: string }[] }>(person.get('/api/v1/me/sign-in-log'));
    expect(log.items.map(({ action }) => action.replace('auth.', '')).reverse()).toEqual([
      'registered',
      'signedIn',
      'twoFactorBegun',
      'twoFactorTurnedOn',
      'secondFactorAwaited',
      'secondFactorRefused',
      'secondFactorAwaited',
      'recoveryCodeUsed',
      'signedIn',
      'steppedUp',
      'stepUpRefused',
      'recoveryCodesMade',
      'twoFactorTurnedOff',
      'profileChanged',
    ]);
  });
});

describe('step-up', () => {
  it('asks for the password again after ten minutes, and takes no proof from the future', async () => {
    const person = await test.stranger('Stefan Stepup');
    test.clock.advance(TEN_MINUTES);
    try {
      expect((await errorOf(person.post('/api/v1/me/two-factor'))).code).toBe('auth.stepUpRequired');
      expect((await errorOf(person.post('/api/v1/auth/step-up', { password: 'wrong' }))).fields[0]?.field).toBe('password');
      expect((await errorOf(person.post('/api/v1/auth/step-up', {}))).fields[0]?.field).toBe('password');
      await dataOf(person.post('/api/v1/auth/step-up', { password: PASSWORD }));
      await dataOf(person.post('/api/v1/me/two-factor'));
    } finally {
      test.clock.advance(-TEN_MINUTES);
    }
    expect((await errorOf(person.post('/api/v1/me/two-factor'))).code).toBe('auth.stepUpRequired');
  });

  it('asks an account with a second factor for a code, and a password does not do', async () => {
    const { person, secret } = await personWithTwoFactor(test);
    test.clock.advance(TEN_MINUTES);
    expect((await errorOf(person.delete('/api/v1/me/two-factor'))).code).toBe('auth.stepUpRequired');
    expect((await errorOf(person.post('/api/v1/auth/step-up', { password: PASSWORD }))).fields[0]).toMatchObject({ field: 'code' });
    expect((await errorOf(person.post('/api/v1/auth/step-up', { code: '000000' }))).fields[0]?.code).toBe('auth.wrongCode');
    const code = codeOf(test, secret);
    await dataOf(person.post('/api/v1/auth/step-up', { code }));
    expect((await errorOf(person.post('/api/v1/auth/step-up', { code }))).fields[0]?.code).toBe('auth.wrongCode');
    await dataOf(person.delete('/api/v1/me/two-factor'));
  });

  it('is nothing for strangers', async () => {
    expect((await errorOf(visitor().post('/api/v1/auth/step-up', { password: PASSWORD }))).status).toBe(401);
  });
});
