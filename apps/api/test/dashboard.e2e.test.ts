import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Dashboard {
  contacts: { total: number; daily: { date: string; count: number }[] };
  needsYou: { kind: string }[];
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

it('is all zeros, and thirty days long, for a new workspace', async () => {
  const dashboard = await dataOf<Dashboard>(test.owner.get('dashboard'));
  expect(dashboard.contacts.total).toBe(0);
  expect(dashboard.contacts.daily).toHaveLength(30);
  expect(dashboard.contacts.daily.at(-1)?.date).toBe(new Date().toISOString().slice(0, 10));
  expect(dashboard.needsYou).toEqual([]);
});

it('is not for strangers', async () => {
  const stranger = await test.stranger();
  stranger.workspaceId = test.owner.workspaceId;
  expect((await errorOf(stranger.get('dashboard'))).status).toBe(404);
});
