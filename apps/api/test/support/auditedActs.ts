import { newId } from '../../src/platform/database/ids.js';
import { execute, queryOne, sql, type SqlFragment } from '../../src/platform/database/sql.js';
import { approve, createCampaign, createTemplate } from './campaigns.js';
import { dataOf, type Person } from './Person.js';
import type { TestApp } from './startTestApp.js';
import { waitFor } from './waitFor.js';

/** What a mutating route is called with so that it succeeds and changes something: ids for its path, and a body. */
export interface Act {
  readonly path?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly file?: string | Buffer;
}

/** Values that must never be found in the log, whatever is typed where. */
export const PLANTED = {
  senderPassword: 'planted-sender-password',
  note: 'planted-note-text',
  body: 'planted-body-text',
} as const;

type MakeAct = () => Promise<Act>;

/** One for each mutating route, by the name of its handler. Each prepares what it needs: they may run in any order. */
export function auditedActs(app: TestApp): Readonly<Record<string, MakeAct>> {
  const { owner } = app;
  const change = (statement: SqlFragment): Promise<number> => execute(app.services.dataSource.manager, statement);
  const made = async (path: string, body: object): Promise<string> => (await dataOf<{ id: string }>(owner.post(path, body))).id;
  const contact = (): Promise<string> => made('contacts', { firstName: 'Ann', primaryEmail: `${newId()}@example.com` });
  const list = (): Promise<string> => made('lists', { name: `List ${newId()}` });
  const field = (): Promise<string> => made('custom-fields', { label: `Field ${newId()}`, fieldType: 'text' });
  const template = async (): Promise<string> => (await createTemplate(owner)).id;
  const listWith = async (contactId: string): Promise<string> => {
    const id = await list();
    await dataOf(owner.post(`lists/${id}/contacts`, { contactIds: [contactId] }));
    return id;
  };
  const draft = async (): Promise<string> => (await createCampaign(owner, [await listWith(await contact())])).id;
  const campaign = async (status: string): Promise<string> => {
    const id = await draft();
    await change(sql`UPDATE campaigns SET status = ${status}, started_at = updated_at WHERE id = ${id}`);
    return id;
  };
  const inReview = async (): Promise<string> => {
    const id = await draft();
    await dataOf(owner.post(`campaigns/${id}/request-approval`, {}));
    return id;
  };
  const upload = async (): Promise<string> =>
    (
      await dataOf<{ id: string }>(
        owner.post('imports').attach('file', Buffer.from(`First name,Email\nAnn,${newId()}@example.com\n`), 'people.csv'),
      )
    ).id;
  const of = (id: string, body?: object): Act => ({ path: { id }, ...(body ? { body } : {}) });
  return {
    verifyAudit: () => Promise.resolve({}),
    changeInstallationSettings: () => Promise.resolve({ body: { values: { registration: 'closed' } } }),
    sendInstallationTestMail: () => Promise.resolve({}),
    confirmAccountEmail: async () => ({ path: { userId: (await app.member('viewer')).userId } }),
    updateBranding: () => Promise.resolve({ body: { colour: '#0f6070' } }),
    resumeSending: async () => {
      await change(sql`UPDATE installation SET hold_reason = 'copied', held_at = ${new Date().toISOString()}`);
      return {};
    },
    uploadLogo: () => Promise.resolve({ file: PIXEL }),
    removeLogo: async () => {
      await dataOf(owner.post('branding/logo').attach('file', PIXEL, 'logo.png'));
      return {};
    },
    updateSender: () => Promise.resolve({ body: { type: 'smtp', config: senderConfig } }),
    testSecret: async () => {
      await dataOf(owner.put('sender', { type: 'smtp', config: senderConfig }));
      const [secret] = await dataOf<{ id: string }[]>(owner.get('secrets'));
      return of(secret?.id ?? '');
    },
    verifySender: () => Promise.resolve({ body: { type: 'smtp', config: senderConfig } }),
    sendTestMessage: () => Promise.resolve({ body: { type: 'mail_lab', config: {}, to: 'ann@example.com' } }),
    createContact: () => Promise.resolve({ body: { firstName: 'Bea' } }),
    bulkContacts: async () => ({ body: { action: 'trash', selection: { contactIds: [await contact()] } } }),
    cancelBulk: async () => {
      const selection = { contactIds: [await contact()] };
      const bulkId = await made('contacts/bulk', { action: 'trash', selection });
      await change(sql`UPDATE bulk_actions SET status = 'running' WHERE id = ${bulkId}`);
      return { path: { bulkId } };
    },
    undoBulk: async () => {
      const selection = { contactIds: [await contact()] };
      return { path: { undoId: (await dataOf<{ undoId: string }>(owner.post('contacts/bulk', { action: 'trash', selection }))).undoId } };
    },
    updateContact: async () => of(await contact(), { version: 1, company: 'Beta' }),
    deleteContact: async () => of(await contact()),
    restoreContact: async () => {
      const id = await contact();
      await dataOf(owner.delete(`contacts/${id}`));
      return of(id);
    },
    createCustomField: () => Promise.resolve({ body: { label: 'Plan', fieldType: 'text' } }),
    updateCustomField: async () => of(await field(), { label: 'Another' }),
    deleteCustomField: async () => of(await field()),
    createList: () => Promise.resolve({ body: { name: 'Fresh' } }),
    updateList: async () => of(await list(), { name: 'Renamed' }),
    deleteList: async () => of(await list()),
    addToList: async () => of(await list(), { contactIds: [await contact()] }),
    removeFromList: async () => {
      const id = await contact();
      return of(await listWith(id), { contactIds: [id] });
    },
    addNote: async () => of(await contact(), { text: PLANTED.note }),
    deleteNote: async () => {
      const id = await contact();
      return { path: { id, entryId: await made(`contacts/${id}/notes`, { text: PLANTED.note }) } };
    },
    uploadImport: () => Promise.resolve({ file: 'First name,Email\nAnn,ann.import@example.com\n' }),
    updateImport: async () => of(await upload(), { defaultCountry: 'BE' }),
    discardImport: async () => of(await upload()),
    startImport: async () => of(await upload(), { mode: 'createAndUpdate' }),
    cancelImport: async () => {
      const id = await upload();
      await change(sql`UPDATE import_jobs SET status = 'running' WHERE id = ${id}`);
      return of(id);
    },
    clearMailLab: async () => {
      await labMessage(app);
      return {};
    },
    playRecipient: async () => of(await labMessage(app), { action: 'open' }),
    createTemplate: () => Promise.resolve({ body: { name: 'Letter', subject: 'Hello', bodyHtml: `<p>${PLANTED.body}</p>` } }),
    updateTemplate: async () => of(await template(), { version: 1, bodyHtml: `<p>${PLANTED.body}</p>` }),
    deleteTemplate: async () => of(await template()),
    restoreTemplate: async () => {
      const id = await template();
      await dataOf(owner.delete(`templates/${id}`));
      return of(id);
    },
    duplicateTemplate: async () => of(await template()),
    createCampaign: () => Promise.resolve({ body: { name: 'News' } }),
    updateCampaign: async () => of(await draft(), { version: 1, name: 'Other news' }),
    deleteCampaign: async () => of(await draft()),
    duplicateCampaign: async () => of(await draft()),
    sendCampaignTest: async () => of(await draft(), { to: 'ann@example.com' }),
    requestApproval: async () => of(await draft(), {}),
    approveCampaign: async () => of(await inReview(), {}),
    rejectCampaign: async () => of(await inReview(), { notes: 'Not yet' }),
    withdrawApproval: async () => of(await inReview()),
    sendCampaign: async () => of((await approve(owner, await draft())).id),
    pauseCampaign: async () => of(await campaign('sending')),
    resumeCampaign: async () => {
      const { id } = await approve(owner, await draft());
      await change(sql`UPDATE campaigns SET status = 'paused', started_at = updated_at WHERE id = ${id}`);
      return of(id);
    },
    cancelCampaign: async () => of(await campaign('paused')),
    resolveRecipient: async () => {
      const id = await campaign('paused');
      const recipientId = newId();
      const now = new Date().toISOString();
      const contactId = await contact();
      await change(sql`INSERT INTO campaign_recipients (id, workspace_id, campaign_id, contact_id, channel, state, attempt_id, created_at, updated_at)
        VALUES (${recipientId}, ${owner.workspaceId}, ${id}, ${contactId}, 'email', 'uncertain', ${newId()}, ${now}, ${now})`);
      return { path: { id, recipientId }, body: { outcome: 'sent' } };
    },
    createSampleWorkspace: async () => {
      await owner.delete('/api/v1/sample-workspace');
      return {};
    },
    deleteSampleWorkspace: async () => {
      await owner.post('/api/v1/sample-workspace');
      return {};
    },
  };
}

/** A PNG of one pixel. */
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** A server that is not there: what is tried is recorded, whether or not it works. */
const senderConfig = { host: '127.0.0.1', port: 9, security: 'none', user: 'ann', password: PLANTED.senderPassword };

/** The mail lab holds what a campaign sent; answers one of its messages. */
async function labMessage({ owner, services }: TestApp): Promise<string> {
  await dataOf(owner.put('sender', { type: 'mail_lab', config: {} }));
  await dataOf(owner.post('sender/test', { to: 'ann@example.com' }));
  const find = (): Promise<{ id: string } | null> =>
    queryOne(services.dataSource.manager, sql`SELECT id FROM mail_lab_messages WHERE workspace_id = ${owner.workspaceId} LIMIT 1`);
  await waitFor('a message in the mail lab', async () => (await find()) !== null);
  return (await find())?.id ?? '';
}

export async function perform(
  owner: Person,
  method: 'post' | 'put' | 'patch' | 'delete',
  path: string,
  { body, file }: Act,
): Promise<{ status: number; text: string; requestId: string }> {
  const call = body && method !== 'delete' ? owner[method](path, body) : owner[method](path);
  const { status, text, headers } = await (file ? call.attach('file', Buffer.from(file), 'people.csv') : call);
  return { status, text, requestId: String(headers['x-request-id']) };
}
