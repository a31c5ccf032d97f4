import { type ConsentPage, GmailServer, GraphServer } from '@rapport/providers/testing';
import { newId } from '../src/platform/database/ids.js';
import { execute, sql } from '../src/platform/database/sql.js';
import { SenderPoolService } from '../src/modules/providers/SenderPoolService.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { approvedCampaign, passTime, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Sender {
  state: string;
  stateReason: string | null;
  config: Record<string, unknown>;
  account: { id: string; name: string } | null;
}

let google: GmailServer;
let graph: GraphServer;
let test: TestApp;
let owner: Person;
beforeAll(async () => {
  google = await GmailServer.start();
  graph = await GraphServer.start();
  test = await TestApp.start({
    GMAIL_URL: google.url,
    GOOGLE_TOKEN_URL: google.tokenUrl,
    MICROSOFT_LOGIN_URL: graph.url,
    MICROSOFT_GRAPH_URL: graph.url,
  });
});
afterAll(async () => {
  await test.stop();
  await google.stop();
  await graph.stop();
  expect(google.problems).toEqual([]);
});
beforeEach(async () => {
  owner = await test.stranger('Si Gnin');
  google.signedInAs = null;
  google.sent.splice(0);
  graph.consent.replaces = false;
});

const googleConfig = (over: object = {}): object => ({
  mailbox: google.mailbox,
  access: 'signIn',
  oauthClientId: google.consent.clientId,
  oauthClientSecret: google.consent.clientSecret,
  ...over,
});
const microsoftConfig = (): object => ({
  mailbox: graph.mailbox,
  access: 'signIn',
  tenantId: graph.tenantId,
  clientId: graph.consent.clientId,
  clientSecret: graph.consent.clientSecret,
});

async function add(person: Person, type: string, config: object): Promise<string> {
  const sender = await dataOf<Sender>(person.put('sender', { type, config }));
  return sender.account?.id ?? '';
}

const begin = async (person: Person, id: string): Promise<string> =>
  (await dataOf<{ url: string }>(person.post(`sender-accounts/${id}/sign-in`))).url;
const answerOf = (back: URL): { code: string; state: string } => ({
  code: back.searchParams.get('code') ?? '',
  state: back.searchParams.get('state') ?? '',
});
const finish = (person: Person, back: URL): Promise<Sender> => dataOf(person.post('sender-sign-ins', answerOf(back)));
const refused = (person: Person, back: URL): ReturnType<typeof errorOf> => errorOf(person.post('sender-sign-ins', answerOf(back)));
const signIn = async (id: string, page: ConsentPage): Promise<Sender> => finish(owner, page.allow(await begin(owner, id)));

async function send(people: number): Promise<string> {
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, people, `s${newId()}`);
  const { id } = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${id}/send`));
  return id;
}

describe('signing in with Google', () => {
  it('connects the mailbox: nothing is sent before, and a campaign after', async () => {
    const id = await add(owner, 'google_workspace', googleConfig());
    expect(await dataOf(owner.post('sender/verify', {}))).toMatchObject({
      ok: false,
      steps: [{ name: 'login', ok: false, detail: expect.stringContaining('Nobody has signed in') }],
    });
    const url = new URL(await begin(owner, id));
    expect(url.origin + url.pathname).toBe('https://accounts.google.com/o/oauth2/v2/auth');
    expect(url.searchParams.get('redirect_uri')).toBe(`${test.url}/sender-sign-in`);
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ access_type: 'offline', prompt: 'consent', login_hint: google.mailbox });
    const sender = await finish(owner, google.consent.allow(url.href));
    expect(sender).toMatchObject({
      state: 'ready',
      config: { refreshToken: { isSet: true, setBy: 'Si Gnin' }, serviceAccountKey: { isSet: false } },
    });
    expect(JSON.stringify(sender)).not.toContain(google.consent.tokens[0]);
    const entries = JSON.stringify(await dataOf(owner.get('audit')));
    expect(entries).toContain('refreshToken');
    expect(entries).not.toContain(google.consent.tokens[0]);
    const sent = await untilStatus(owner, await send(3), 'sent');
    expect(sent.counts).toMatchObject({ accepted: 3, failed: 0 });
    expect(google.sent).toHaveLength(3);
    // Other settings change, the sign-in stays.
    await dataOf(owner.put('sender', { type: 'google_workspace', config: googleConfig({ oauthClientSecret: undefined }) }));
    expect(await dataOf(owner.post('sender/verify', {}))).toMatchObject({ ok: true });
  });

  it('is dropped for another mailbox, where the person signs in again', async () => {
    const id = await add(owner, 'google_workspace', googleConfig());
    await signIn(id, google.consent);
    const moved = await dataOf<Sender>(
      owner.put('sender', { type: 'google_workspace', config: googleConfig({ mailbox: 'other@example.com' }) }),
    );
    expect(moved.config).toMatchObject({ refreshToken: { isSet: false }, oauthClientSecret: { isSet: true } });
    expect((await refused(owner, google.consent.allow(await begin(owner, id)))).message).toContain('ada@example.com signed in');
    expect((await dataOf<Sender>(owner.get('sender'))).config).toMatchObject({ refreshToken: { isSet: false } });
  });

  it('pauses the sender when the mailbox takes it back in the middle of a campaign, and goes on after the next one', async () => {
    const id = await add(owner, 'google_workspace', googleConfig());
    await signIn(id, google.consent);
    google.consent.revoke();
    google.revokeTokens();
    const campaign = await send(5);
    const paused = await untilStatus(owner, campaign, 'paused');
    expect(paused.statusReason).toContain('expired or revoked');
    expect(paused.counts).toMatchObject({ accepted: 0, failed: 0, uncertain: 0 });
    expect(await dataOf<Sender>(owner.get('sender'))).toMatchObject({ state: 'paused' });
    expect((await signIn(id, google.consent)).state).toBe('ready');
    await dataOf(owner.post(`campaigns/${campaign}/resume`));
    expect((await untilStatus(owner, campaign, 'sent')).counts).toMatchObject({ accepted: 5, failed: 0 });
    expect(google.sent).toHaveLength(5);
  });

  it('is refused where a box was not ticked, for a code that was used or forged, and when it took too long', async () => {
    const id = await add(owner, 'google_workspace', googleConfig());
    const half = google.consent.allow(await begin(owner, id), { scope: 'https://www.googleapis.com/auth/gmail.compose' });
    expect(await refused(owner, half)).toMatchObject({
      status: 422,
      fields: [{ field: 'code', code: 'sender.signInRefused', message: expect.stringContaining('every box') }],
    });
    const back = google.consent.allow(await begin(owner, id));
    await finish(owner, back);
    expect((await refused(owner, back)).fields).toMatchObject([{ code: 'sender.signInRefused' }]);
    // The code of one journey with the state of another: the verifier does not fit.
    const other = google.consent.allow(await begin(owner, id));
    const mixed = new URL(other);
    mixed.searchParams.set('state', answerOf(google.consent.allow(await begin(owner, id))).state);
    expect((await refused(owner, mixed)).fields).toMatchObject([{ code: 'sender.signInRefused' }]);
    const late = google.consent.allow(await begin(owner, id));
    const goBack = await passTime(test, 16 * 60_000);
    expect((await refused(owner, late)).fields).toMatchObject([{ field: 'state', code: 'sender.signInIsOver' }]);
    goBack();
  });

  it('is finished by whoever began it, in their workspace', async () => {
    const id = await add(owner, 'google_workspace', googleConfig());
    const admin = await test.member('admin', owner);
    const back = google.consent.allow(await begin(owner, id));
    expect((await refused(admin, back)).fields).toMatchObject([{ field: 'state', code: 'sender.signInIsOver' }]);
    const stranger = await test.stranger();
    expect((await refused(stranger, back)).fields).toMatchObject([{ field: 'state', code: 'sender.signInIsOver' }]);
    expect((await errorOf(stranger.post(`sender-accounts/${id}/sign-in`))).status).toBe(404);
    for (const state of ['', 'x', `${owner.workspaceId}.`, `${owner.workspaceId}.v1.k.AAAA`, `${owner.workspaceId}.${'é'.repeat(100)}`])
      expect((await errorOf(owner.post('sender-sign-ins', { code: 'x', state }))).status).toBe(422);
    expect((await finish(owner, back)).state).toBe('ready');
  });

  it('is for senders that are set to it', async () => {
    const id = await add(owner, 'google_workspace', { mailbox: google.mailbox, serviceAccountKey: google.keyFile() });
    expect((await errorOf(owner.post(`sender-accounts/${id}/sign-in`))).code).toBe('sender.doesNotSignIn');
    // The key of the other kind of access is gone once that was chosen.
    const changed = await dataOf<Sender>(owner.put('sender', { type: 'google_workspace', config: googleConfig() }));
    expect(changed.config).toMatchObject({ serviceAccountKey: { isSet: false }, oauthClientSecret: { isSet: true } });
  });

  it('is no other sender than a service account to an approval: the mailbox is the same', async () => {
    await add(owner, 'google_workspace', { mailbox: google.mailbox, serviceAccountKey: google.keyFile() });
    const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, 2, `s${newId()}`);
    const { id } = await approvedCampaign(owner, [listId]);
    await signIn(await add(owner, 'google_workspace', googleConfig()), google.consent);
    await dataOf(owner.post(`campaigns/${id}/send`));
    expect((await untilStatus(owner, id, 'sent')).counts.accepted).toBe(2);
  });
});

describe('signing in with Microsoft', () => {
  it('connects the mailbox, and keeps each token that takes the place of the one before it', async () => {
    const id = await add(owner, 'microsoft_365', microsoftConfig());
    graph.consent.replaces = true;
    const url = await begin(owner, id);
    expect(url).toContain(`${graph.url}/${graph.tenantId}/oauth2/v2.0/authorize?`);
    expect(new URL(url).searchParams.get('scope')).toContain('offline_access');
    expect((await finish(owner, graph.consent.allow(url))).state).toBe('ready');
    const arrived = graph.arrivals.length;
    const sent = await untilStatus(owner, await send(3), 'sent');
    expect(sent.counts).toMatchObject({ accepted: 3, failed: 0 });
    expect(graph.arrivals.length - arrived).toBe(3);
    // What a restart would begin with is the last one that was given.
    await waitFor('the last token to be kept', async () => {
      const ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test', newId());
      const { values } = await test.app.get(SenderPoolService, { strict: false }).read(ctx, id);
      return values['refreshToken'] === graph.consent.tokens.at(-1);
    });
  });

  it('says when it was taken back', async () => {
    const id = await add(owner, 'microsoft_365', microsoftConfig());
    await signIn(id, graph.consent);
    graph.consent.revoke();
    expect(await dataOf(owner.post('sender/verify', {}))).toMatchObject({
      ok: false,
      steps: [{ name: 'login', detail: expect.stringContaining('sign in again') }],
    });
    expect(await dataOf<Sender>(owner.get('sender'))).toMatchObject({ state: 'paused' });
    expect((await signIn(id, graph.consent)).state).toBe('ready');
  });

  it('opens for nothing else when the row is edited in the database', async () => {
    const id = await add(owner, 'microsoft_365', microsoftConfig());
    await signIn(id, graph.consent);
    await execute(
      test.services.dataSource.manager,
      sql`UPDATE sender_accounts SET settings_json = replace(settings_json, ${graph.tenantId}, ${newId()}) WHERE id = ${id}`,
    );
    expect((await errorOf(owner.post('sender/verify', {}))).code).toBe('secret.unreadable');
  });
});
