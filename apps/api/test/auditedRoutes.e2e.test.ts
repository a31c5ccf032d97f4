import request from 'supertest';
import { UnsubscribeService } from '../src/modules/consent/UnsubscribeService.js';
import { createOpenApiDocument } from '../src/openApiDocument.js';
import { AuditWords } from '../src/platform/audit/AuditWords.js';
import { queryRows, sql } from '../src/platform/database/sql.js';
import { approvedCampaign, seedList, untilStatus } from './support/campaigns.js';
import { dataOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';
import { type Act, actsOf, PLANTED } from './support/world.js';

type Method = 'post' | 'put' | 'patch' | 'delete';
const METHODS: readonly Method[] = ['post', 'put', 'patch', 'delete'];

/** Mutating by method, but without an entry of this walk. Whoever adds one says why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  previewForm: 'renders the words it is sent and changes nothing',
  previewTemplate: 'renders what it is sent and changes nothing',
  rehearseTemplateImport: 'reads a file and says what an import would make',
  previewMessage: 'renders what it is sent and changes nothing',
  previewTextMessage: 'renders what it is sent and changes nothing',
  previewSegment: 'counts whom rules mean and changes nothing',
  explainSegment: 'says why someone meets rules and changes nothing',
  previewMerge: 'tells what a merge would result in and changes nothing',
  findLikeContacts: 'tells who may be there already and changes nothing',
  savePersonalValues: 'only the member who saves them sees them; an entry would tell the others',
  saveHomeLayout: 'how one member sees Home; nobody else sees a difference',
  resetHomeLayout: 'as saving one',
  readConversation: 'opening an answer decides nothing; what is decided about the conversation has an entry',
  unreadConversation: 'as opening one',
  testAi: 'asks the AI service for a word and changes nothing',
  beginSenderSignIn: 'answers an address to go to and changes nothing',
  finishSenderSignIn: 'needs the code of a vendor: senderSignIn.e2e looks for its entries',
  connectSenderReports: 'needs the server of a provider: mailgun.e2e looks for its entry',
  makeCall: 'needs the server of Twilio: calls.e2e looks for its entry',
  cancelCall: 'as making one',
  checkSigningKey: 'asks the name servers and changes nothing unless the record is there: signingKeys.e2e looks for its entry',
  checkInsights: 'asks for a check that runs every night anyway; it finds what is there and decides nothing',
  searchDuplicates: 'asks for a search that runs every hour anyway; no contact is changed by it',
};

/** Accounts, members, keys and settings record their acts in modules of their own, and the tests of those look for the entries. */
const WALKED_ELSEWHERE = new Set([
  ...['workspaces', 'members', 'invitations', 'auth', 'me', 'api-keys', 'settings'],
  // They end or hand over the workspace that is walked: workspaceMembers and workspaceDeletion look for their entries.
  ...['transfer', 'delete', 'restore'],
]);

/** `/api/v1/workspaces/{workspaceId}/contacts/{id}` is about contacts. */
function areaOf(path: string): string {
  return path.replace('/api/v1/workspaces/{workspaceId}/', '').replace('/api/v1/', '').split('/')[0] ?? '';
}

interface Route {
  readonly name: string;
  readonly method: Method;
  readonly path: string;
}

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start({ REGISTRATION: '' });
  await dataOf(
    app.owner.patch('', { postalAddress: 'Lane 1, Ghent', defaultFromEmail: 'club@garden.example.org', defaultFromName: 'Garden Club' }),
  );
});
afterAll(() => app.stop());

const rowsWhere = (condition: ReturnType<typeof sql>): Promise<Record<string, unknown>[]> =>
  queryRows(app.services.dataSource.manager, sql`SELECT * FROM audit_logs WHERE ${condition} ORDER BY seq`);
const inChain = async (): Promise<Record<string, unknown>[]> => rowsWhere(sql`chain = ${app.owner.workspaceId}`);

/** Campaigns of the walk above may still be finishing. */
const isOfBulkWork = ({ action }: Record<string, unknown>): boolean => !String(action).startsWith('campaign.');

function mutatingRoutes(): Route[] {
  const { paths } = createOpenApiDocument(app.app);
  return Object.entries(paths)
    .filter(([path]) => !WALKED_ELSEWHERE.has(areaOf(path)))
    .flatMap(([path, item]) => METHODS.flatMap((method) => (item[method] ? [{ name: item[method].operationId ?? '', method, path }] : [])));
}

async function perform(method: Method, path: string, { body, file }: Act): Promise<{ status: number; text: string; requestId: string }> {
  const { owner } = app;
  const call = body && method !== 'delete' ? owner[method](path, body) : owner[method](path);
  const { status, text, headers } = await (file ? call.attach('file', Buffer.from(file), 'people.csv') : call);
  return { status, text, requestId: String(headers['x-request-id']) };
}

describe('every mutating route', () => {
  it('leaves an entry with its request, its actor and its address when it succeeds', async () => {
    const acts = await actsOf(app);
    const wrong: string[] = [];
    let walked = 0;
    for (const { name, method, path } of mutatingRoutes().filter((route) => !(route.name in EXCEPTIONS))) {
      const prepare = acts[name];
      if (!prepare) {
        wrong.push(`${method} ${path} (${name}) has neither an act in test/world nor a reason to be left out`);
        continue;
      }
      const act = await prepare();
      const url = path
        .replace('{workspaceId}', app.owner.workspaceId)
        .replace(/\{(\w+)\}/g, (_, key: string) => act.path?.[key] ?? 'missing');
      const { status, text, requestId } = await perform(method, url, act);
      walked += 1;
      if (status >= 300) wrong.push(`${method} ${path} (${name}) did not succeed: ${status} ${text}`);
      const entries = await rowsWhere(
        sql`request_id = ${requestId} AND actor_type = 'user' AND actor_id = ${app.owner.userId} AND ip_address IS NOT NULL`,
      );
      if (entries.length === 0) wrong.push(`${method} ${path} (${name}) left no entry`);
    }
    expect(wrong).toEqual([]);
    expect(walked).toBeGreaterThan(45);
    expect(await dataOf(app.owner.post('audit/verify'))).toMatchObject({ isUnbroken: true });
  }, 60_000);

  it('is told in words of its own in the log of the workspace', async () => {
    const actions = new Set((await rowsWhere(sql`workspace_id IS NOT NULL`)).map(({ action }) => String(action)));
    expect(actions.size).toBeGreaterThan(40);
    const words = app.app.get(AuditWords);
    // Its module has none for them (null in its list of acts), or does not register them.
    expect([...actions].filter((action) => !words.has(action))).toEqual([]);
  });

  it('puts no secret, no note and no message body into the log', async () => {
    const text = JSON.stringify(await rowsWhere(sql`1 = 1`));
    for (const planted of [...Object.values(PLANTED), 'correct horse battery']) expect(text).not.toContain(planted);
    // It was tried with them: the sender that was saved has a password.
    expect(text).toContain('"replaced\\":[\\"password\\"]');
  });
});

describe('acts of nobody who is signed in', () => {
  it('records a click on an unsubscribe link as someone with a link, and taking it back', async () => {
    const { id } = await dataOf<{ id: string }>(app.owner.post('contacts', { firstName: 'Una', primaryEmail: 'una@example.com' }));
    const link = { workspaceId: app.owner.workspaceId, contactId: id, recipientId: null, addressKey: 'una@example.com' };
    const path = new URL(app.app.get(UnsubscribeService, { strict: false }).urlFor(link)).pathname;
    await request(app.app.getHttpServer()).post(path).type('form').send('List-Unsubscribe=One-Click').expect(200);
    await request(app.app.getHttpServer()).post(path).type('form').send('List-Unsubscribe=One-Click').expect(200);
    await request(app.app.getHttpServer()).post(`${path}/undo`).expect(200);
    const entries = (await rowsWhere(sql`entity_id = ${id} AND actor_type = 'public'`)).map(({ action }) => action);
    expect(entries).toEqual(['consent.unsubscribed', 'consent.resubscribed']);
  });
});

describe('bulk work', () => {
  it('records an import as a whole, whoever is in it', async () => {
    const before = (await inChain()).length;
    const rows = Array.from({ length: 800 }, (_, i) => `P${i},p${i}@bulk.example,${i % 4 === 0 ? 'Unsubscribed' : 'Subscribed'}`).join(
      '\n',
    );
    const file = Buffer.from(`First name,Email,Email status\n${rows}\n`);
    const { id } = await dataOf<{ id: string }>(app.owner.post('imports').attach('file', file, 'people.csv'));
    await dataOf(app.owner.post(`imports/${id}/start`, { mode: 'createAndUpdate', newListName: 'Imported' }));
    await waitFor(
      'the import',
      async () => (await dataOf<{ status: string }>(app.owner.get(`imports/${id}`))).status === 'completed',
      20_000,
    );
    // What a job has committed can be read a moment before its entry has its place.
    await waitFor(
      'its entry',
      async () => (await queryRows(app.services.dataSource.manager, sql`SELECT id FROM audit_waiting`)).length === 0,
    );
    const entries = (await inChain()).slice(before).filter(isOfBulkWork);
    expect(entries.map(({ action }) => action)).toEqual(['import.uploaded', 'list.created', 'import.started', 'import.completed']);
    expect(entries[3]).toMatchObject({ actor_type: 'job', actor_id: 'imports.run' });
    expect(JSON.parse(String(entries[3]?.['details']))).toMatchObject({ fileName: 'people.csv', created: 800, rejected: 0 });
  });

  it('records an action that commits in several steps with its beginning and its counts, and so its undo', async () => {
    const { listId } = await seedList(app.services.dataSource.manager, app.owner.workspaceId, 4_000, 'steps');
    const before = (await inChain()).length;
    const { id } = await dataOf<{ id: string }>(app.owner.post('contacts/bulk', { action: 'trash', selection: { filter: { listId } } }));
    const state = (): Promise<{ status: string; affected: number; undo: { affected: number } | null }> =>
      dataOf(app.owner.get(`contacts/bulk/${id}`));
    await waitFor('the action', async () => (await state()).status === 'done', 20_000);
    expect((await state()).affected).toBe(4_000);
    await dataOf(app.owner.post(`contacts/bulk/${id}/undo`));
    await waitFor('its undo', async () => (await state()).status === 'undone', 20_000);
    expect((await state()).undo?.affected).toBe(4_000);
    const entries = (await inChain()).slice(before).filter(isOfBulkWork);
    expect(entries.map(({ action }) => action)).toEqual([
      'contact.bulkStarted',
      'contact.bulkDone',
      'contact.bulkUndoStarted',
      'contact.bulkUndone',
    ]);
    expect(JSON.parse(String(entries[1]?.['details']))).toMatchObject({ bulkAction: 'trash', affected: 4_000 });
  });

  it('records a campaign by its steps, never by its messages', async () => {
    await dataOf(app.owner.put('sender', { type: 'mail_lab', config: {} }));
    const { listId } = await seedList(app.services.dataSource.manager, app.owner.workspaceId, 200, 'many');
    const campaign = await approvedCampaign(app.owner, [listId]);
    await dataOf(app.owner.post(`campaigns/${campaign.id}/send`));
    await untilStatus(app.owner, campaign.id, 'sent');
    await waitFor(
      'the last entry',
      async () => (await rowsWhere(sql`entity_id = ${campaign.id} AND action = 'campaign.finished'`)).length === 1,
    );
    const actions = (await rowsWhere(sql`entity_id = ${campaign.id}`)).map(({ action }) => action);
    expect(actions).toEqual([
      'campaign.created',
      'campaign.approvalRequested',
      'campaign.approved',
      'campaign.launched',
      'campaign.finished',
    ]);
  });
});
