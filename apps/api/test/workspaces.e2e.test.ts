import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

describe('accounts', () => {
  it('signs in with the right password only, and says the same about an unknown address', async () => {
    const { url } = await dataOf<{ url: string }>(test.owner.post('invitations', { email: 'Ann@Example.com', role: 'author' }));
    const registered = await dataOf<{ user: { email: string } }>(
      new Person(test.app.getHttpServer()).post(`/api/v1/invitations/${url.split('/').at(-1) ?? ''}/accept`, {
        name: 'Ann',
        password: 'correct horse battery',
      }),
    );
    expect(registered.user.email).toBe('ann@example.com');
    const other = new Person(test.app.getHttpServer());
    const wrong = await errorOf(other.post('/api/v1/auth/login', { email: 'ann@example.com', password: 'wrong password' }));
    const unknown = await errorOf(other.post('/api/v1/auth/login', { email: 'nobody@example.com', password: 'wrong password' }));
    expect(wrong).toEqual(unknown);
    expect(wrong.status).toBe(401);
    await dataOf(other.post('/api/v1/auth/login', { email: 'ANN@example.com', password: 'correct horse battery' }));
    await dataOf(other.get('/api/v1/auth/session'));
    await dataOf(other.post('/api/v1/auth/logout'));
    expect((await errorOf(other.get('/api/v1/auth/session'))).code).toBe('auth.required');
  });

  it('signs everyone else out when the password changes', async () => {
    const here = await test.stranger('Carl Change');
    const { user } = await dataOf<{ user: { email: string } }>(here.get('/api/v1/auth/session'));
    const elsewhere = new Person(test.app.getHttpServer());
    await dataOf(elsewhere.post('/api/v1/auth/login', { email: user.email, password: 'correct horse battery' }));
    expect(
      (await errorOf(here.post('/api/v1/me/password', { currentPassword: 'no', newPassword: 'another long one' }))).fields[0]?.field,
    ).toBe('currentPassword');
    await dataOf(here.post('/api/v1/me/password', { currentPassword: 'correct horse battery', newPassword: 'another long one' }));
    await dataOf(here.get('/api/v1/auth/session'));
    expect((await errorOf(elsewhere.get('/api/v1/auth/session'))).status).toBe(401);
  });

  it('forgets a session that was idle for two weeks', async () => {
    const person = await test.stranger('Ida Idle');
    test.clock.advance(15 * 86_400_000);
    try {
      expect((await errorOf(person.get('/api/v1/auth/session'))).status).toBe(401);
    } finally {
      test.clock.advance(-15 * 86_400_000);
    }
  });

  it('refuses an unsafe request without the client header or from another site', async () => {
    const server = test.app.getHttpServer();
    const { default: request } = await import('supertest');
    const body = { email: 'a@example.com', password: 'x' };
    expect((await request(server).post('/api/v1/auth/login').send(body)).body.error.code).toBe('request.forged');
    for (const [name, value] of [
      ['Origin', 'https://evil.example'],
      ['Sec-Fetch-Site', 'cross-site'],
    ] as const) {
      const answer = await request(server).post('/api/v1/auth/login').set('X-Rapport-Client', 'x').set(name, value).send(body);
      expect(answer.body.error.code).toBe('request.forged');
    }
  });
});

describe('workspaces', () => {
  it('shows a workspace to its members and to nobody else', async () => {
    const stranger = await test.stranger();
    stranger.workspaceId = test.owner.workspaceId;
    expect((await errorOf(stranger.get(''))).status).toBe(404);
    expect((await errorOf(stranger.get('members'))).status).toBe(404);
    expect((await errorOf(new Person(test.app.getHttpServer()).get(`/api/v1/workspaces/${test.owner.workspaceId}`))).status).toBe(401);
  });

  it('lets a role do what it may', async () => {
    const viewer = await test.member('viewer');
    await dataOf(viewer.get('members'));
    expect((await errorOf(viewer.patch('', { name: 'Mine now' }))).code).toBe('auth.roleTooLow');
    const updated = await dataOf<{ name: string; timeZone: string }>(test.owner.patch('', { name: 'Renamed', timeZone: 'Europe/Berlin' }));
    expect(updated).toMatchObject({ name: 'Renamed', timeZone: 'Europe/Berlin' });
    expect((await errorOf(test.owner.patch('', { timeZone: 'Mars/Olympus' }))).fields[0]?.field).toBe('timeZone');
  });

  it('lets one of two people use an invitation, once', async () => {
    const { url } = await dataOf<{ url: string }>(test.owner.post('invitations', { email: 'twice@example.com', role: 'author' }));
    const token = url.split('/').at(-1) ?? '';
    const accept = (): PromiseLike<{ status: number }> =>
      new Person(test.app.getHttpServer()).post(`/api/v1/invitations/${token}/accept`, {
        name: 'Twice',
        password: 'correct horse battery',
      });
    const answers = await Promise.all([accept(), accept(), accept()]);
    expect(answers.filter((answer) => answer.status < 400)).toHaveLength(1);
    expect((await errorOf(new Person(test.app.getHttpServer()).get(`/api/v1/invitations/${token}`))).code).toBe('invitation.notFound');
  });

  it('keeps the owner in place', async () => {
    const admin = await test.member('admin');
    expect((await errorOf(admin.delete(`members/${test.owner.userId}`))).code).toBe('member.ownerStays');
    await dataOf(test.owner.delete(`members/${admin.userId}`));
    expect((await errorOf(admin.get(''))).status).toBe(404);
  });
});
