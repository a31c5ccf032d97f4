import { type Recovery, recoverByOperator } from '../src/modules/auth/account/recoverByOperator.js';
import { UserService } from '../src/modules/users/UserService.js';
import { dataOf, errorOf, Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { personWithTwoFactor } from './support/twoFactor.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const recover = (email: string): Promise<Recovery | null> =>
  recoverByOperator({ ...test.services, users: test.app.get(UserService) }, email);

it('lets someone back in who has lost phone and recovery codes, and tells them so in their log', async () => {
  const { person, email } = await personWithTwoFactor(test);
  const recovery = await recover(email);
  expect(recovery).toMatchObject({ hadSecondFactor: true });
  expect((await errorOf(person.get('/api/v1/auth/session'))).status).toBe(401);

  const visitor = new Person(test.app.getHttpServer());
  const token = recovery?.link.split('/').at(-1) ?? '';
  const password = 'a brand new password';
  await dataOf(visitor.post('/api/v1/auth/password-reset/confirm', { token, newPassword: password }));
  const session = await dataOf<{ user: { hasTwoFactor: boolean } }>(visitor.post('/api/v1/auth/login', { email, password }));
  expect(session.user.hasTwoFactor).toBe(false);
  const log = await dataOf<{ items: { action: string }[] }>(visitor.get('/api/v1/me/sign-in-log'));
  expect(log.items.map(({ action }) => action)).toContain('auth.recoveredByOperator');
});

it('knows nobody of an unknown address', async () => {
  expect(await recover('nobody@example.com')).toBeNull();
});
