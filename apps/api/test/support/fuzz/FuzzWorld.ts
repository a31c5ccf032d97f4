import type { TestApp } from '../startTestApp.js';
import { emailOf, PASSWORD } from '../twoFactor.js';
import type { KnownIds } from './requestsOf.js';
import { type RawAnswer, sendRaw } from './sendRaw.js';

/** Somebody who owns one of everything, and knows the ids of a stranger's things. */
export class FuzzWorld {
  private constructor(
    private readonly url: string,
    readonly cookie: string,
    readonly workspaceId: string,
    readonly ids: KnownIds,
  ) {}

  static async settle(app: TestApp): Promise<FuzzWorld> {
    const { url } = app;
    const mine = await furnish(app);
    const theirs = await furnish(app);
    const ids: Record<string, string[]> = {};
    for (const [word, id] of Object.entries(mine.ids)) ids[word] = [id, id, id, id, theirs.ids[word] ?? id];
    return new FuzzWorld(url, mine.cookie, mine.ids['workspaceId'] ?? '', ids);
  }

  /** False once a request signed this person out or removed the workspace. */
  async isStanding(): Promise<boolean> {
    const path = `/api/v1/workspaces/${this.workspaceId}`;
    return (await sendRaw(this.url, { method: 'GET', path, headers: { cookie: this.cookie } })).status === 200;
  }
}

async function furnish(app: TestApp): Promise<{ cookie: string; ids: Record<string, string> }> {
  const { url } = app;
  const person = await app.stranger('Fay Fuzz');
  const { workspaceId } = person;
  const signedIn = await post(url, '', '/api/v1/auth/login', { email: await emailOf(person), password: PASSWORD });
  const cookie = [signedIn.headers['set-cookie'] ?? []]
    .flat()
    .map((line) => line.split(';')[0] ?? '')
    .join('; ');
  const make = async (path: string, body: object): Promise<string> => {
    const answer = await post(url, cookie, `/api/v1/workspaces/${workspaceId}/${path}`, body);
    return (JSON.parse(answer.text) as { data: { id: string } }).data.id;
  };
  const contacts = await make('contacts', { primaryEmail: 'ann@example.com', firstName: 'Ann' });
  const lists = await make('lists', { name: 'Friends' });
  const templates = await make('templates', { name: 'Hello', subject: 'Hello', bodyHtml: '<p>Hello {{ first_name }}</p>' });
  const campaigns = await make('campaigns', { name: 'Spring', templateId: templates, audience: { listIds: [lists] } });
  const notes = await make(`contacts/${contacts}/notes`, { text: 'Met at the fair.' });
  const fields = await make('custom-fields', { label: 'Shoe size', fieldType: 'number' });
  const imports = await upload(url, cookie, workspaceId);
  await post(url, cookie, `/api/v1/workspaces/${workspaceId}/sender/test`, { to: 'ann@example.com' });
  const lab = await sendRaw(url, { method: 'GET', path: `/api/v1/workspaces/${workspaceId}/mail-lab/messages`, headers: { cookie } });
  const messages = (JSON.parse(lab.text) as { data: { items: { id: string }[] } }).data.items[0]?.id ?? '';
  return {
    cookie,
    ids: { imports, messages, workspaceId, userId: person.userId, contacts, lists, templates, campaigns, notes, 'custom-fields': fields },
  };
}

async function upload(url: string, cookie: string, workspaceId: string): Promise<string> {
  const headers = { cookie, 'content-type': 'multipart/form-data; boundary=fuzz', 'x-rapport-client': 'fuzz' };
  const body =
    '--fuzz\r\ncontent-disposition: form-data; name="file"; filename="people.csv"\r\ncontent-type: text/csv\r\n\r\n' +
    'First name,Email\r\nBea,bea@example.com\r\n\r\n--fuzz--\r\n';
  const answer = await sendRaw(url, { method: 'POST', path: `/api/v1/workspaces/${workspaceId}/imports`, headers, body });
  return (JSON.parse(answer.text) as { data: { id: string } }).data.id;
}

async function post(url: string, cookie: string, path: string, body: object): Promise<RawAnswer> {
  const headers = { cookie, 'content-type': 'application/json', 'x-rapport-client': 'fuzz' };
  const answer = await sendRaw(url, { method: 'POST', path, headers, body: JSON.stringify(body) });
  if (answer.status >= 400) throw new Error(`POST ${path} answered ${answer.status}: ${answer.text}`);
  return answer;
}
