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

interface Identified {
  readonly id: string;
}

/** The first of what there is; there is one of everything. */
function idOf(entries: readonly Identified[]): string {
  const [first] = entries;
  if (!first) throw new Error('The world of the fuzz test lacks what it should have one of.');
  return first.id;
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
  const create = async <T = { id: string }>(path: string, body: object): Promise<T> => {
    const answer = await post(url, cookie, `/api/v1/workspaces/${workspaceId}/${path}`, body);
    return (JSON.parse(answer.text) as { data: T }).data;
  };
  const make = async (path: string, body: object): Promise<string> => (await create(path, body)).id;
  const find = async <T>(path: string): Promise<T> => {
    const answer = await sendRaw(url, { method: 'GET', path: `/api/v1/${path}`, headers: { cookie } });
    return (JSON.parse(answer.text) as { data: T }).data;
  };
  const contacts = await make('contacts', { primaryEmail: 'ann@example.com', firstName: 'Ann' });
  const lists = await make('lists', { name: 'Friends' });
  const templates = await make('templates', { name: 'Hello', subject: 'Hello', bodyHtml: '<p>Hello {{ first_name }}</p>' });
  const campaigns = await make('campaigns', { name: 'Spring', templateId: templates, audience: { listIds: [lists] } });
  const notes = await make(`contacts/${contacts}/notes`, { text: 'Met at the fair.' });
  const fields = await make('custom-fields', { label: 'Shoe size', fieldType: 'number' });
  const imports = await upload(url, cookie, workspaceId);
  await post(url, cookie, `/api/v1/workspaces/${workspaceId}/sender/test`, { to: 'ann@example.com' });
  const messages = idOf((await find<{ items: Identified[] }>(`workspaces/${workspaceId}/mail-lab/messages`)).items);
  const versions = idOf(await find<Identified[]>(`workspaces/${workspaceId}/templates/${templates}/versions`));
  const entries = idOf((await find<{ items: Identified[] }>(`workspaces/${workspaceId}/audit`)).items);
  const trashed = await make('contacts', { primaryEmail: 'bo@example.com', firstName: 'Bo' });
  const bulk = await create<{ id: string; undoId: string }>('contacts/bulk', { action: 'trash', selection: { contactIds: [trashed] } });
  const invitations = await make('invitations', { email: `guest-${person.userId}@example.com`, role: 'viewer' });
  const config = { host: '127.0.0.1', port: 9, security: 'none', user: 'ann', password: 'secret' };
  await sendRaw(url, {
    method: 'PUT',
    path: `/api/v1/workspaces/${workspaceId}/sender`,
    headers: { cookie, 'content-type': 'application/json', 'x-rapport-client': 'fuzz' },
    body: JSON.stringify({ type: 'smtp', config }),
  });
  const secrets = idOf(await find<Identified[]>(`workspaces/${workspaceId}/secrets`));
  const keys = await make('api-keys', { description: 'Fuzz', scopes: ['contacts:read'] });
  return {
    cookie,
    ids: {
      workspaceId,
      userId: person.userId,
      contacts,
      lists,
      templates,
      versions,
      campaigns,
      notes,
      timeline: notes,
      imports,
      messages,
      entries,
      invitations,
      secrets,
      bulkId: bulk.id,
      undoId: bulk.undoId,
      'api-keys': keys,
      'custom-fields': fields,
    },
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
