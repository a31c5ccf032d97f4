import { rowsOf } from './support/campaigns.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Setting {
  key: string;
  value: string | null;
  source: string;
  inheritedValue: string | null;
  inheritedSource: string;
}

let test: TestApp;
beforeAll(async () => {
  // Chosen in the dashboard, not by the environment.
  test = await TestApp.start({ REGISTRATION: '' });
});
afterAll(() => test.stop());

const MINE = '/api/v1/me/settings';
const GLOBAL = '/api/v1/installation/settings';

async function find(person: Person, path: string, key: string): Promise<Setting | undefined> {
  return (await dataOf<Setting[]>(person.get(path))).find((setting) => setting.key === key);
}

describe('inheritance', () => {
  it('looks from the workspace over the person to the installation, and says where a value comes from', async () => {
    const member = await test.member('author');
    const inWorkspace = (): Promise<Setting | undefined> => find(member, 'settings', 'weekStart');
    expect(await inWorkspace()).toMatchObject({ value: 'monday', source: 'default' });
    await dataOf(test.owner.patch(GLOBAL, { values: { weekStart: 'saturday' } }));
    expect(await inWorkspace()).toMatchObject({ value: 'saturday', source: 'global' });
    await dataOf(member.patch(MINE, { values: { weekStart: 'sunday' } }));
    expect(await inWorkspace()).toMatchObject({ value: 'sunday', source: 'user' });
    await dataOf(test.owner.patch('settings', { values: { weekStart: 'monday' } }));
    expect(await inWorkspace()).toEqual({
      key: 'weekStart',
      value: 'monday',
      source: 'workspace',
      inheritedValue: 'sunday',
      inheritedSource: 'user',
    });
    // The owner's own choice is another one; what the member set is nobody else's.
    expect(await find(test.owner, MINE, 'weekStart')).toMatchObject({ value: 'saturday', source: 'global' });
    await dataOf(test.owner.patch('settings', { values: { weekStart: null } }));
    expect(await inWorkspace()).toMatchObject({ value: 'sunday', source: 'user' });
    await dataOf(member.patch(MINE, { values: { weekStart: null } }));
    await dataOf(test.owner.patch(GLOBAL, { values: { weekStart: null } }));
    expect(await inWorkspace()).toMatchObject({ value: 'monday', source: 'default' });
  });

  it('follows a person to another browser', async () => {
    const { user } = await dataOf<{ user: { email: string } }>(test.owner.get('/api/v1/auth/session'));
    await dataOf(test.owner.patch(MINE, { values: { timeZone: 'Pacific/Auckland', colorScheme: 'dark', locale: 'de-DE' } }));
    const elsewhere = new Person(test.app.getHttpServer());
    await dataOf(elsewhere.post('/api/v1/auth/login', { email: user.email, password: 'correct horse battery' }));
    expect(await find(elsewhere, MINE, 'timeZone')).toMatchObject({ value: 'Pacific/Auckland', source: 'user', inheritedValue: 'auto' });
    expect(await find(elsewhere, MINE, 'colorScheme')).toMatchObject({ value: 'dark' });
  });
});

describe('what is set', () => {
  it('is checked as a whole: one wrong value changes nothing', async () => {
    const refused = await errorOf(test.owner.patch(MINE, { values: { density: 'compact', timeZone: 'Mars/Olympus' } }));
    expect([refused.status, refused.fields[0]?.field]).toEqual([422, 'values.timeZone']);
    expect(await find(test.owner, MINE, 'density')).toMatchObject({ source: 'default' });
    for (const values of [{ nonsense: 'x' }, { density: 7 }, { locale: 'not a locale' }, { registration: 'open' }, { brandColour: '#fff' }])
      expect((await errorOf(test.owner.patch(MINE, { values }))).status).toBe(422);
    for (const values of [{ brandLogo: 'A'.repeat(43) }, { __proto__x: 'y' }, { timeZone: 'Europe/Berlin' }])
      expect((await errorOf(test.owner.patch('settings', { values }))).status).toBe(422);
  });

  it('is written to the audit log with before and after', async () => {
    await dataOf(test.owner.patch(MINE, { values: { density: 'compact' } }));
    const rows = await rowsOf<{ action: string; entity_id: string; details: string }>(test.services.dataSource.manager, 'audit_logs');
    const entry = rows.find(({ action, entity_id }) => action === 'setting.changed' && entity_id === 'density');
    expect(JSON.parse(entry?.details ?? '{}')).toMatchObject({ changes: { value: { before: null, after: 'compact' } }, scope: 'user' });
  });

  it('is for admins in a workspace and hidden from strangers', async () => {
    const author = await test.member('author');
    expect((await errorOf(author.patch('settings', { values: { weekStart: 'sunday' } }))).code).toBe('auth.roleTooLow');
  });
});

describe('the operator', () => {
  it('opens and closes registration, and nobody else does', async () => {
    const visitor = (): Person => new Person(test.app.getHttpServer());
    const register = (name: string): ReturnType<Person['post']> =>
      visitor().post('/api/v1/auth/registrations', { email: `${name}@example.com` });
    expect((await errorOf(register('too-early'))).code).toBe('auth.registrationClosed');
    const admin = await test.member('admin');
    expect((await errorOf(admin.patch(GLOBAL, { values: { registration: 'open' } }))).code).toBe('installation.notOperator');
    expect((await errorOf(admin.get('/api/v1/installation'))).status).toBe(403);
    expect(await dataOf(admin.get('/api/v1/installation/operator'))).toEqual({ isOperator: false });
    await dataOf(test.owner.patch(GLOBAL, { values: { registration: 'open' } }));
    expect(await dataOf(visitor().get('/api/v1/setup'))).toMatchObject({ registrationOpen: true });
    await dataOf(register('just-right'));
    await dataOf(test.owner.patch(GLOBAL, { values: { registration: null } }));
    expect((await errorOf(register('too-late'))).code).toBe('auth.registrationClosed');
  });

  it('sees how system mail leaves and tries it', async () => {
    expect(await dataOf(test.owner.get('/api/v1/installation'))).toMatchObject({ systemMail: { transport: 'mailbox', server: null } });
    await dataOf(test.owner.post('/api/v1/installation/test-mail'));
    await waitFor('the test mail', async () => {
      const mails = await dataOf<{ subject: string }[]>(test.owner.get('/api/v1/me/system-mails'));
      return mails.some(({ subject }) => subject === 'System mail works');
    });
  });

  it('cannot change what the environment fixed', async () => {
    const fixed = await TestApp.start({ REGISTRATION: 'open' });
    try {
      const { settings } = await dataOf<{ settings: Setting[] }>(fixed.owner.get('/api/v1/installation'));
      expect(settings.find(({ key }) => key === 'registration')).toMatchObject({ value: 'open', source: 'environment' });
      expect((await errorOf(fixed.owner.patch(GLOBAL, { values: { registration: 'closed' } }))).code).toBe('setting.fixedByEnvironment');
    } finally {
      await fixed.stop();
    }
  });
});
