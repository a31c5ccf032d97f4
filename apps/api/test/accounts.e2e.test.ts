import { passTime, rowsOf } from './support/campaigns.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { mailsTo, mailTo, tokenIn } from './support/systemMails.js';
import { emailOf, PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';

const NEW_PASSWORD = 'seven paper lanterns';
const HOUR = 60 * 60_000;
const NOISE_MS = 5;

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const visitor = (): Person => new Person(test.app.getHttpServer());

async function signIn(email: string, password = PASSWORD): Promise<Person> {
  const person = visitor();
  await dataOf(person.post('/api/v1/auth/login', { email, password }).set('User-Agent', 'Mozilla/5.0 (Windows NT 10.0) Firefox/132.0'));
  return person;
}

async function resetToken(email: string, n = 1): Promise<string> {
  expect((await visitor().post('/api/v1/auth/password-reset', { email })).status).toBe(202);
  return tokenIn(await mailTo(test.database, email, 'Choose a new password', n), 'reset-password');
}

const reset = (token: string, newPassword = NEW_PASSWORD): ReturnType<Person['post']> =>
  visitor().post('/api/v1/auth/password-reset/confirm', { token, newPassword });

describe('a forgotten password', () => {
  it('is replaced by a link from the mail, which ends every session and works once', async () => {
    const person = await test.stranger('Fanny Forgot');
    const email = await emailOf(person);
    const token = await resetToken(email);
    await dataOf(reset(token));
    expect((await errorOf(reset(token, 'yet another password'))).code).toBe('auth.linkOver');
    expect((await errorOf(person.get('/api/v1/auth/session'))).status).toBe(401);
    expect((await errorOf(visitor().post('/api/v1/auth/login', { email, password: PASSWORD }))).status).toBe(401);
    await signIn(email, NEW_PASSWORD);
    const notice = await mailTo(test.database, email, 'Your password was reset');
    expect(notice.text).toContain('127.0.0.1');
  });

  it('is reset by one of several who use the link at the same moment', async () => {
    const email = await emailOf(await test.stranger('Rita Race'));
    const token = await resetToken(email);
    const statuses = (await Promise.all([1, 2, 3].map((n) => reset(token, `${NEW_PASSWORD} ${n}`)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 410, 410]);
  });

  it('has one valid link at a time, for an hour, and none that a clock set back would revive', async () => {
    const email = await emailOf(await test.stranger('Nora New'));
    const first = await resetToken(email);
    const second = await resetToken(email, 2);
    expect((await errorOf(reset(first))).code).toBe('auth.linkOver');
    test.clock.advance(-2 * HOUR);
    expect((await errorOf(reset(second))).code).toBe('auth.linkOver');
    test.clock.advance(3 * HOUR);
    expect((await errorOf(reset(second))).code).toBe('auth.linkOver');
    test.clock.advance(-HOUR);
    await dataOf(reset(second));
  });

  it('keeps neither tokens nor passwords in the tables', async () => {
    const email = await emailOf(await test.stranger('Petra Plain'));
    const token = await resetToken(email);
    const tables = test.database.isPostgres ? ['password_resets', 'audit_logs'] : ['password_resets', 'audit_logs', 'jobs'];
    const stored = JSON.stringify(await Promise.all(tables.map((table) => rowsOf(test.services.dataSource.manager, table))));
    expect(stored).not.toContain(token);
  });
});

describe('what strangers may learn', () => {
  it('is nothing about who has an account: the same status and body, in comparable time', async () => {
    const email = await emailOf(await test.stranger('Ella Exists'));
    const unknown = 'nobody-at-all@example.com';
    const ask = async (path: string, body: object): Promise<{ answer: string; ms: number }> => {
      const started = performance.now();
      const response = await visitor().post(path, body);
      const { requestId: _differs, ...error } = (response.body.error ?? {}) as Record<string, unknown>;
      return { answer: JSON.stringify([response.status, response.body.data, error]), ms: performance.now() - started };
    };
    for (const [path, rest] of [
      ['/api/v1/auth/login', { password: 'wrong' }],
      ['/api/v1/auth/password-reset', {}],
    ] as const) {
      const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
      await ask(path, { email: 'warm-up@example.com', ...rest });
      for (let n = 0; n < 3; n += 1) {
        const one = await ask(path, { email, ...rest });
        const other = await ask(path, { email: unknown, ...rest });
        expect(one.answer).toBe(other.answer);
        times.known.push(one.ms);
        times.unknown.push(other.ms);
      }
      // Some milliseconds on both sides are the machine's own; an argon2id left out would still show.
      const ratio = (median(times.known) + NOISE_MS) / (median(times.unknown) + NOISE_MS);
      expect(ratio).toBeGreaterThan(0.3);
      expect(ratio).toBeLessThan(3);
    }
  });

  it('is nothing by asking for an address that is taken: its owner is told instead', async () => {
    const taken = await emailOf(await test.stranger('Tina Taken'));
    const person = await test.stranger('Curt Curious');
    const one = await person.post('/api/v1/me/email', { email: taken });
    const other = await person.post('/api/v1/me/email', { email: 'free-address@example.com' });
    expect([one.status, one.body]).toEqual([other.status, other.body]);
    await mailTo(test.database, taken, 'Someone tried to use your email address');
    await mailTo(test.database, 'free-address@example.com', 'Confirm your new email address');
    expect(mailsTo(test.database, taken).map(({ subject }) => subject)).not.toContain('Confirm your new email address');
  });
});

describe('registration where it is open', () => {
  const ask = (email: string): ReturnType<Person['post']> => visitor().post('/api/v1/auth/registrations', { email });
  const input = { name: 'Greta Guest', password: PASSWORD, workspaceName: 'Greta and friends' };

  it('answers alike for a new address and a taken one; the mails differ', async () => {
    const taken = await emailOf(await test.stranger('Tom Twice'));
    const fresh = 'greta@example.com';
    const [one, other] = [await ask(taken), await ask(fresh.toUpperCase())];
    expect([one.status, one.body]).toEqual([202, other.body]);
    await mailTo(test.database, taken, 'You already have an account');
    const token = tokenIn(await mailTo(test.database, fresh, 'Create your account'), 'register');
    expect(await dataOf(visitor().get(`/api/v1/auth/registrations/${token}`))).toMatchObject({ email: fresh });
    const statuses = await Promise.all([1, 2].map(() => visitor().post(`/api/v1/auth/registrations/${token}/confirm`, input)));
    expect(statuses.map(({ status }) => status).sort()).toEqual([201, 410]);
    await signIn(fresh);
    expect((await errorOf(visitor().get(`/api/v1/auth/registrations/${token}`))).code).toBe('auth.linkOver');
  });

  it('makes only the first account on the spot', async () => {
    const refused = await errorOf(visitor().post('/api/v1/auth/register', { ...input, email: 'second@example.com' }));
    expect(refused.code).toBe('auth.registrationByMail');
  });
});

describe('registration where it is closed', () => {
  it('is refused in the same words for every address', async () => {
    const closed = await TestApp.start({ REGISTRATION: 'closed' });
    try {
      const guest = new Person(closed.app.getHttpServer());
      const taken = await emailOf(closed.owner);
      const answers = [
        await errorOf(guest.post('/api/v1/auth/registrations', { email: taken })),
        await errorOf(guest.post('/api/v1/auth/registrations', { email: 'free@example.com' })),
        await errorOf(guest.post('/api/v1/auth/register', { name: 'A', email: taken, password: PASSWORD })),
      ];
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ status: 403, code: 'auth.registrationClosed' });
    } finally {
      await closed.stop();
    }
  });
});

describe('a new email address', () => {
  it('is in force once it is confirmed, and the old one is told before and after', async () => {
    const person = await test.stranger('Moritz Move');
    const old = await emailOf(person);
    const fresh = `moved-${old}`;
    expect((await person.post('/api/v1/me/email', { email: fresh.toUpperCase() })).status).toBe(202);
    const token = tokenIn(await mailTo(test.database, fresh, 'Confirm your new email address'), 'confirm-email');
    await mailTo(test.database, old, 'Your email address is about to change');
    expect(await emailOf(person)).toBe(old);
    expect(await dataOf(visitor().post('/api/v1/auth/confirm-email', { token }))).toEqual({ email: fresh });
    expect((await errorOf(visitor().post('/api/v1/auth/confirm-email', { token }))).code).toBe('auth.linkOver');
    await mailTo(test.database, old, 'Your email address was changed');
    await signIn(fresh);
    expect((await errorOf(visitor().post('/api/v1/auth/login', { email: old, password: PASSWORD }))).status).toBe(401);
  });

  it('leaves a workspace that was deleted before its thirty days and its audit log, then goes with the last of them', async () => {
    const person = await test.stranger('Greta Grace');
    const { workspaceId, userId } = person;
    const { manager } = test.services.dataSource;
    const chain = async (): Promise<number> =>
      (await rowsOf<{ chain: string }>(manager, 'audit_logs')).filter((row) => row.chain === workspaceId).length;
    await dataOf(person.post('delete', { name: 'Workspace of Greta Grace' }));
    const before = await chain();
    expect(before).toBeGreaterThan(0);
    const email = await emailOf(person);
    await dataOf(person.delete('/api/v1/me'));
    expect((await errorOf(visitor().post('/api/v1/auth/login', { email, password: PASSWORD }))).status).toBe(401);
    expect(await chain()).toBeGreaterThanOrEqual(before);
    const left = async (table: string, id: string): Promise<boolean> =>
      (await rowsOf<{ id: string }>(manager, table)).some((row) => row.id === id);
    expect(await left('workspaces', workspaceId)).toBe(true);
    const back = await passTime(test, 31 * 86_400_000);
    await waitFor('the workspace is purged', async () => !(await left('workspaces', workspaceId)), 20_000);
    await waitFor('the account is removed', async () => !(await left('users', userId)), 20_000);
    back();
  });

  it('needs a fresh proof of who asks', async () => {
    const person = await test.stranger('Lena Late');
    test.clock.advance(10 * 60_000);
    expect((await errorOf(person.post('/api/v1/me/email', { email: 'late@example.com' }))).code).toBe('auth.stepUpRequired');
    test.clock.advance(-10 * 60_000);
  });
});

describe('sessions', () => {
  it('get a token of their own at every sign-in, whatever cookie came along', async () => {
    const email = await emailOf(await test.stranger('Fiona Fixed'));
    const planted = 'rapport=0000000000000000000000000000000000000000000';
    const answer = await visitor().post('/api/v1/auth/login', { email, password: PASSWORD }).set('Cookie', planted);
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    expect(cookie).toMatch(/^rapport=.{43}$/);
    expect(cookie).not.toBe(planted);
    expect((await errorOf(visitor().get('/api/v1/auth/session').set('Cookie', planted))).status).toBe(401);
    const again = await visitor().post('/api/v1/auth/login', { email, password: PASSWORD }).set('Cookie', cookie);
    expect(String(again.headers['set-cookie']).split(';')[0]).not.toBe(cookie);
  });

  it('get a new token when the password changes: the old one opens nothing', async () => {
    const email = await emailOf(await test.stranger('Stella Stolen'));
    const signedIn = await visitor().post('/api/v1/auth/login', { email, password: PASSWORD });
    const stolen = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
    await dataOf(visitor().post('/api/v1/me/password', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }).set('Cookie', stolen));
    expect((await errorOf(visitor().get('/api/v1/auth/session').set('Cookie', stolen))).status).toBe(401);
    await mailTo(test.database, email, 'Your password was changed');
  });

  it('are listed with their device, and end one by one or all others at once', async () => {
    const email = await emailOf(await test.stranger('Luis List'));
    const [here, there, elsewhere] = [await signIn(email), await signIn(email), await signIn(email)];
    type Listed = { id: string; device: string; ipAddress: string; isCurrent: boolean }[];
    const listed = await dataOf<Listed>(here.get('/api/v1/me/sessions'));
    expect(listed).toHaveLength(4);
    expect(listed.filter(({ isCurrent }) => isCurrent)).toMatchObject([{ device: 'Firefox on Windows', ipAddress: '127.0.0.1' }]);
    const own = (await dataOf<Listed>(there.get('/api/v1/me/sessions'))).find(({ isCurrent }) => isCurrent);
    await dataOf(here.delete(`/api/v1/me/sessions/${own?.id ?? ''}`));
    expect((await errorOf(there.get('/api/v1/auth/session'))).status).toBe(401);
    expect((await errorOf(here.delete(`/api/v1/me/sessions/${own?.id ?? ''}`))).code).toBe('session.notFound');
    expect(await dataOf(here.delete('/api/v1/me/sessions'))).toEqual({ count: 2 });
    expect((await errorOf(elsewhere.get('/api/v1/auth/session'))).status).toBe(401);
    await dataOf(here.get('/api/v1/auth/session'));
  });

  it('of others do not exist for a stranger', async () => {
    const victim = await signIn(await emailOf(await test.stranger('Vera Victim')));
    const [session] = await dataOf<{ id: string }[]>(victim.get('/api/v1/me/sessions'));
    const stranger = await test.stranger();
    expect((await errorOf(stranger.delete(`/api/v1/me/sessions/${session?.id ?? ''}`))).status).toBe(404);
    await dataOf(victim.get('/api/v1/auth/session'));
  });

  it('that have expired stay so when the clock is set back', async () => {
    const person = await test.stranger('Erik Expired');
    test.clock.advance(31 * 24 * HOUR);
    expect((await errorOf(person.get('/api/v1/auth/session'))).status).toBe(401);
    test.clock.advance(-31 * 24 * HOUR);
    expect((await errorOf(person.get('/api/v1/auth/session'))).status).toBe(401);
  });
});

describe('the sign-in log', () => {
  it('tells what happened to the own account, newest first and page by page, and nothing of others', async () => {
    const email = await emailOf(await test.stranger('Gus Glance'));
    await errorOf(visitor().post('/api/v1/auth/login', { email, password: 'wrong' }));
    const person = await signIn(email);
    type LogPage = { items: { action: string; device: string | null; ipAddress: string }[]; nextCursor: string | null };
    const all = await dataOf<LogPage>(person.get('/api/v1/me/sign-in-log'));
    expect(all.items.map(({ action }) => action)).toEqual(['auth.signedIn', 'auth.signInRefused', 'auth.signedIn', 'auth.registered']);
    expect(all.items[0]).toMatchObject({ device: 'Firefox on Windows', ipAddress: '127.0.0.1' });
    const first = await dataOf<LogPage>(person.get('/api/v1/me/sign-in-log?limit=3'));
    const second = await dataOf<LogPage>(person.get(`/api/v1/me/sign-in-log?limit=3&cursor=${first.nextCursor ?? ''}`));
    expect([...first.items, ...second.items]).toEqual(all.items);
    expect(second.nextCursor).toBeNull();
  });
});

describe('deleting an account', () => {
  it('waits until nothing is owned any more, and says what is', async () => {
    const person = await test.stranger('Dora Delete');
    const email = await emailOf(person);
    const refused = await errorOf(person.delete('/api/v1/me'));
    expect(refused.code).toBe('account.ownsWorkspaces');
    expect(refused.details['workspaces']).toEqual([{ id: person.workspaceId, name: 'Workspace of Dora Delete' }]);
    await dataOf(person.get('/api/v1/auth/session'));
    expect((await errorOf(visitor().post('/api/v1/auth/login', { email, password: 'wrong' }))).status).toBe(401);
  });

  it('takes sessions and memberships along and leaves the audit log whole', async () => {
    const member = await test.member('author');
    const email = await emailOf(member);
    await dataOf(member.delete('/api/v1/me'));
    expect((await errorOf(member.get('/api/v1/auth/session'))).status).toBe(401);
    expect((await errorOf(visitor().post('/api/v1/auth/login', { email, password: 'correct horse battery' }))).status).toBe(401);
    const members = await dataOf<{ email: string }[]>(test.owner.get('members'));
    expect(members.map((row) => row.email)).not.toContain(email);
    const log = await rowsOf<{ action: string; entity_id: string }>(test.services.dataSource.manager, 'audit_logs');
    expect(log.filter((row) => row.entity_id === member.userId).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['auth.signedIn', 'auth.accountDeleted']),
    );
  });

  it('takes sample data along', async () => {
    const member = await test.member('author');
    await dataOf(member.post('/api/v1/sample-workspace'));
    const memberships = await dataOf<{ isSample: boolean; id: string }[]>(member.get('/api/v1/workspaces'));
    const sample = memberships.find(({ isSample }) => isSample);
    expect(sample).toBeDefined();
    await dataOf(member.delete('/api/v1/me'));
    const { manager } = test.services.dataSource;
    await waitFor(
      'the sample is gone',
      async () => !(await rowsOf<{ id: string }>(manager, 'workspaces')).some(({ id }) => id === sample?.id),
    );
  });

  it('is not ended by PostgreSQL for what is written in the sample meanwhile, which holds the person and asks for the workspace', async () => {
    const { dataSource } = test.services;
    if (!test.database.isPostgres) return expect(dataSource.options.type).toBe('better-sqlite3');
    const member = await test.member('author');
    const { id } = await dataOf<{ id: string }>(member.post('/api/v1/sample-workspace'));
    await waitFor('the sample is filled', async () => {
      const all = await rowsOf<{ id: string; sample_state: string }>(dataSource.manager, 'workspaces');
      return all.some((row) => row.id === id && row.sample_state === 'ready');
    });
    const writer = dataSource.createQueryRunner();
    await writer.startTransaction();
    await writer.query('SELECT id FROM users WHERE id = $1 FOR KEY SHARE', [member.userId]);
    const deletion = dataOf(member.delete('/api/v1/me'));
    await waitFor('the deletion waits for the writer', async () => {
      const waiting = `SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE users%' AND datname = current_database()`;
      return ((await dataSource.query(waiting)) as unknown[]).length === 1;
    });
    await writer.query('SELECT id FROM workspaces WHERE id = $1 FOR KEY SHARE', [id]);
    await writer.commitTransaction();
    await writer.release();
    await deletion;
  });

  it('needs a fresh proof of who asks', async () => {
    const member = await test.member('viewer');
    test.clock.advance(10 * 60_000);
    expect((await errorOf(member.delete('/api/v1/me'))).code).toBe('auth.stepUpRequired');
    test.clock.advance(-10 * 60_000);
  });
});

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
