import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
let other: Server | null = null;
afterEach(async () => {
  await test.stop();
  other?.close();
  other = null;
});

const check = (): Promise<{ url: string; state: string; message: string; checkedAt: string }> => dataOf(test.owner.get('public-address'));

it('says that an address of the own network is out of reach for recipients', async () => {
  test = await TestApp.start({ OUTGOING_ALLOW_PRIVATE: 'false' });
  expect(await check()).toMatchObject({ url: test.url, state: 'private', message: expect.stringContaining('PUBLIC_URL') });
});

it('says that the links lead here, where the private network is all there is', async () => {
  test = await TestApp.start({ OUTGOING_ALLOW_PRIVATE: 'true' });
  expect(await check()).toMatchObject({ url: test.url, state: 'reachable' });
});

it('says that nothing, or something else, answers; and asks the network once a minute', async () => {
  other = createServer((_request, response) => response.end('<h1>Welcome to nginx!</h1>'));
  await new Promise<void>((resolve) => other?.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  test = await TestApp.start({ OUTGOING_ALLOW_PRIVATE: 'true', PUBLIC_URL: `http://127.0.0.1:${port}` });
  expect(await check()).toMatchObject({ state: 'somethingElse' });
  await new Promise((resolve) => other?.close(resolve));
  expect(await check()).toMatchObject({ state: 'somethingElse' });
  test.clock.advance(61_000);
  expect(await check()).toMatchObject({ state: 'unreachable' });
});

it('answers admins of the workspace alone', async () => {
  test = await TestApp.start({ OUTGOING_ALLOW_PRIVATE: 'false' });
  expect((await errorOf((await test.member('author')).get('public-address'))).status).toBe(403);
  const stranger = await test.stranger();
  stranger.workspaceId = test.owner.workspaceId;
  expect((await errorOf(stranger.get('public-address'))).status).toBe(404);
});
