import { existsSync } from 'node:fs';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { newId } from '../src/platform/database/ids.js';
import { webRoot } from '../src/platform/http/webRoot.js';
import { dataOf } from './support/Person.js';
import { appendingProxy } from './support/appendingProxy.js';
import { TestApp } from './support/startTestApp.js';

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start({ PUBLIC_URL: 'http://example.com/tools/rapport/' });
});
afterAll(() => test.stop());

const under = (path: string): string => `${test.url}/tools/rapport${path}`;

it('answers below the path and without it, as behind a proxy that passes it on and one that leaves it out', async () => {
  for (const base of [test.url, under('')]) {
    expect((await fetch(`${base}/health/live`)).status).toBe(200);
    expect((await fetch(`${base}/api/v1/setup`)).status).toBe(200);
    expect((await fetch(`${base}/api/openapi.json`)).status).toBe(200);
  }
  const proxy = await appendingProxy(test.url, { stripped: '/tools/rapport' });
  expect((await fetch(`${proxy.url}/tools/rapport/health/live`)).status).toBe(200);
  proxy.close();
});

it('takes only the whole path for its own', async () => {
  expect((await fetch(`${test.url}/tools/rapporteur/api/v1/setup`)).headers.get('content-type')).not.toContain('json');
  expect((await fetch(under('/api/v1/nothing'))).status).toBe(404);
});

it('shows the dashboard with everything it loads named below the path', async () => {
  if (!existsSync(webRoot)) throw new Error('Build the dashboard first: npm run build.');
  for (const page of ['', '/', '?a=1', '/w/x/contacts']) {
    const answer = await fetch(under(page));
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('<meta name="rapport-base" content="/tools/rapport" />');
    const loaded = [...html.matchAll(/\b(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(loaded.length).toBeGreaterThan(3);
    for (const address of loaded) {
      expect(address).toMatch(/^\/tools\/rapport\//);
      expect((await fetch(test.url + address)).status).toBe(200);
    }
  }
});

it('makes unsubscribe links that work below the path, with a form that stays there', async () => {
  const of = { workspaceId: test.owner.workspaceId, contactId: newId(), recipientId: newId(), addressKey: 'ann@example.com' };
  const link = test.app.get(UnsubscribeService).urlFor(of);
  expect(link).toMatch(/^http:\/\/example\.com\/tools\/rapport\/u\//);
  const local = link.replace('http://example.com', test.url);
  const page = await (await fetch(local)).text();
  expect(page).toContain(`action="${new URL(link).pathname}"`);
  expect((await fetch(local, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) })).status).toBe(200);
});

it('names the path in system mail and to whoever asks for the address', async () => {
  const { url } = await dataOf<{ url: string }>(test.owner.post('invitations', { email: 'new@example.com', role: 'viewer' }));
  expect(url).toMatch(/^http:\/\/example\.com\/tools\/rapport\/invite\//);
});
