import type { TestApp } from '../startTestApp.js';
import { emailOf, PASSWORD } from '../twoFactor.js';
import { type Ids, makeOnes } from '../world.js';
import type { KnownIds } from './requestsOf.js';
import { sendRaw } from './sendRaw.js';

/** Someone who owns one of everything, and knows the ids of a stranger's things. */
export class FuzzWorld {
  private constructor(
    private readonly url: string,
    readonly cookie: string,
    readonly workspaceId: string,
    readonly ids: KnownIds,
  ) {}

  static async settle(app: TestApp): Promise<FuzzWorld> {
    const mine = await furnish(app);
    const theirs = await furnish(app);
    const ids: Record<string, string[]> = {};
    for (const [word, id] of Object.entries(mine.ids)) ids[word] = [id, id, id, id, theirs.ids[word] ?? id];
    return new FuzzWorld(app.url, mine.cookie, mine.ids['workspaceId'] ?? '', ids);
  }

  /** False once a request signed this person out or removed the workspace. */
  async isStanding(): Promise<boolean> {
    const path = `/api/v1/workspaces/${this.workspaceId}`;
    return (await sendRaw(this.url, { method: 'GET', path, headers: { cookie: this.cookie } })).status === 200;
  }
}

async function furnish(app: TestApp): Promise<{ cookie: string; ids: Ids }> {
  const person = await app.stranger('Fay Fuzz');
  const ids = await makeOnes(app, person);
  const headers = { 'content-type': 'application/json', 'x-rapport-client': 'fuzz' };
  const body = JSON.stringify({ email: await emailOf(person), password: PASSWORD });
  const answer = await sendRaw(app.url, { method: 'POST', path: '/api/v1/auth/login', headers, body });
  if (answer.status >= 400) throw new Error(`Signing in answered ${answer.status}: ${answer.text}`);
  const cookies = [answer.headers['set-cookie'] ?? []].flat().map((line) => line.split(';')[0] ?? '');
  return { cookie: cookies.join('; '), ids };
}
