import { type RawAnswer, sendRaw } from './support/fuzz/sendRaw.js';
import { Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const ask = (method: string, path: string): Promise<RawAnswer> => sendRaw(test.url, { method, path });
const codeOf = ({ text }: RawAnswer): string | undefined => (JSON.parse(text) as { error?: { code?: string } }).error?.code;

it.each([
  ['GET', '/api/v1/auth/login', 'POST, OPTIONS'],
  ['DELETE', '/api/v1/workspaces', 'GET, HEAD, POST, OPTIONS'],
  ['PATCH', '/health/live', 'GET, HEAD'],
  ['PUT', '/%61pi/v1/setup', 'GET, HEAD, OPTIONS'],
  ['POST', '/api/v1/workspaces/W/contacts/0190a0b0-0000-7000-8000-000000000000', 'DELETE, GET, HEAD, PATCH, OPTIONS'],
  ['DELETE', '/u/token', 'GET, HEAD, POST'],
  ['OPTIONS', '/u/token', 'GET, HEAD, POST'],
  ['TRACE', '/api/v1/setup', 'GET, HEAD, OPTIONS'],
  ['PROPFIND', '/api/v1/setup', 'GET, HEAD, OPTIONS'],
])('tells the methods of an address that does not have this one: %s %s', async (method, path, allow) => {
  const answer = await ask(method, path.replace('W', test.owner.workspaceId));
  expect(answer.status).toBe(405);
  expect(answer.headers['allow']).toBe(allow);
  expect(codeOf(answer)).toBe('route.methodNotAllowed');
  expect(answer.headers['cache-control']).toBe('no-store');
});

it('answers OPTIONS with the methods and nothing that lets another site in', async () => {
  const answer = await ask('OPTIONS', '/api/v1/auth/login');
  expect(answer).toMatchObject({ status: 204, text: '' });
  expect(answer.headers['allow']).toBe('POST, OPTIONS');
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
});

it('answers HEAD like GET, without the body', async () => {
  const answer = await ask('HEAD', '/health/live');
  expect(answer).toMatchObject({ status: 200, text: '' });
  expect(answer.headers['content-type']).toBe((await ask('GET', '/health/live')).headers['content-type']);
});

it('does not open a stream of events for HEAD', async () => {
  const answer = await test.owner.head('events');
  expect(answer.status).toBe(200);
  expect(answer.headers['content-type']).toMatch(/^text\/event-stream/);
});

it('says 404 where there is nothing under any method', async () => {
  for (const method of ['GET', 'POST', 'DELETE', 'OPTIONS', 'PROPFIND']) {
    const answer = await ask(method, '/api/v1/nothing');
    expect(answer.status).toBe(404);
    expect(codeOf(answer)).toBe('route.notFound');
    expect(answer.headers['allow']).toBeUndefined();
  }
  expect((await ask('POST', '/contacts')).status).toBe(404);
});

it('lets a stranger learn no more than 404 about what is behind a path', async () => {
  const stranger = new Person(test.app.getHttpServer());
  expect((await stranger.get(`/api/v1/workspaces/${test.owner.workspaceId}/contacts`)).status).toBe(401);
  expect((await (await test.stranger()).get(`/api/v1/workspaces/${test.owner.workspaceId}/contacts`)).status).toBe(404);
});
