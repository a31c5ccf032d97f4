import { newId } from '../../src/platform/database/ids.js';
import { execute, sql } from '../../src/platform/database/sql.js';
import { ALL_SCOPES } from '../../src/platform/security/scopes.js';
import { approvedCampaign, untilStatus } from './campaigns.js';
import { runImport } from './imports.js';
import { dataOf, type Person } from './Person.js';
import type { TestApp } from './startTestApp.js';
import { waitFor } from './waitFor.js';

/** A workspace in which everything that is listed is as large as the API lets it be: what a path's parameters stand for, by operation. */
export interface FullLists {
  readonly owner: Person;
  readonly parameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What a query needs, by operation. */
  readonly queries: Readonly<Record<string, string>>;
}

const LISTS = 8;
const FIELDS = 8;
const words = (length: number): string => 'wide '.repeat(Math.ceil(length / 5)).slice(0, length - 1) + 'w';
const email = (length = 254): string => {
  const domain = `${'d'.repeat(60)}.${'d'.repeat(60)}.example.com`;
  return `${'l'.repeat(Math.min(64, length - domain.length - 1))}@${domain}`;
};

export async function fillLists(test: TestApp): Promise<FullLists> {
  const { owner } = test;
  const contactId = await fillContacts(owner);
  const templateId = await fillTemplates(owner);
  const importId = await fillImports(owner);
  const campaignId = await fillCampaigns(test, contactId);
  const bulkId = await fillBulk(test, contactId);
  await fillAccount(test);
  await fillSecrets(owner);
  return {
    owner,
    parameters: {
      listBulkLeft: { bulkId },
      listTimeline: { id: contactId },
      listImportRejects: { id: importId },
      listImportCells: { id: importId },
      listImportNotes: { id: importId },
      listTemplateVersions: { id: templateId },
      listRecipients: { id: campaignId },
    },
    queries: {
      listRecordHistory: `entityType=contact&entityId=${contactId}`,
      listBulkLeft: 'phase=do',
    },
  };
}

async function fillSecrets(owner: Person): Promise<void> {
  const config = { host: '127.0.0.1', port: 9, security: 'none', user: words(100), password: words(100) };
  await dataOf(owner.put('sender', { type: 'smtp', config }));
}

/** One contact on many lists, with long names, a long note and long custom fields, all of which an audit entry tells as changed. */
async function fillContacts(owner: Person): Promise<string> {
  const listIds: string[] = [];
  for (let number = 0; number < LISTS; number += 1)
    listIds.push((await dataOf<{ id: string }>(owner.post('lists', { name: `${number} ${words(98)}` }))).id);
  const customFields: Record<string, string> = {};
  for (let number = 0; number < FIELDS; number += 1) {
    const field = { label: `${number} ${words(98)}`, fieldName: `field_${number}`, fieldType: 'text' };
    customFields[(await dataOf<{ fieldName: string }>(owner.post('custom-fields', field))).fieldName] = words(9_000);
  }
  const options = Array.from({ length: 200 }, (_, number) => `${number} ${words(190)}`);
  await dataOf(owner.post('custom-fields', { label: 'Choice', fieldName: 'choice', fieldType: 'select', options }));
  const person = { firstName: words(200), lastName: words(200), company: words(200), primaryEmail: email() };
  const { id, version } = await dataOf<{ id: string; version: number }>(owner.post('contacts', { ...person, listIds }));
  await dataOf(owner.patch(`contacts/${id}`, { version, customFields }));
  await dataOf(owner.post(`contacts/${id}/notes`, { text: words(10_000) }));
  return id;
}

async function fillTemplates(owner: Person): Promise<string> {
  const content = { subject: words(500), preheader: words(500), bodyHtml: `<p>${words(900_000)}</p>`, signature: words(19_000) };
  const { id, version } = await dataOf<{ id: string; version: number }>(owner.post('templates', { name: words(120), ...content }));
  await dataOf(owner.patch(`templates/${id}`, { version, signature: `${words(18_000)}!` }));
  return id;
}

/** One row that is rejected, one with a cell that cannot be read, one with a note: its number is another person's. */
async function fillImports(owner: Person): Promise<string> {
  const header = ['email', 'first name', 'phone', words(80)];
  const rows = [
    ['no address', words(3_000), '', '1'],
    [email(200), 'Ann', '+49 30 901820', words(3_000)],
    ['bob@example.com', 'Bob', '+49 30 901820', '2'],
  ];
  const name = `${'f'.repeat(190)}.csv`;
  const columns = [{ index: 3, target: 'custom:number', newField: { label: words(80), fieldType: 'number' } }];
  const { id } = await runImport(owner, [header, ...rows].map((row) => row.join(';')).join('\n'), {
    name,
    update: { columns },
    start: { mode: 'createAndUpdate', newListName: words(100) },
  });
  return id;
}

/** Sent to the mail lab, with a subject that a merge tag makes long. */
async function fillCampaigns(test: TestApp, contactId: string): Promise<string> {
  const { owner } = test;
  const { listId } = await listOf(owner, contactId);
  const campaign = await approvedCampaign(owner, [listId], {
    name: words(120),
    subject: '{{ custom.field_0 }}',
    fromName: words(120),
    fromEmail: email(),
  });
  await dataOf(owner.post(`campaigns/${campaign.id}/send`, {}));
  await untilStatus(owner, campaign.id, 'sent');
  const { manager } = test.services.dataSource;
  await execute(manager, sql`UPDATE campaign_recipients SET error_message = ${words(5_000)} WHERE campaign_id = ${campaign.id}`);
  await execute(manager, sql`UPDATE campaigns SET status_reason = ${words(5_000)} WHERE id = ${campaign.id}`);
  return campaign.id;
}

async function listOf(owner: Person, contactId: string): Promise<{ listId: string }> {
  const { lists } = await dataOf<{ lists: { id: string }[] }>(owner.get(`contacts/${contactId}`));
  return { listId: lists[0]?.id ?? '' };
}

/** An action that is under way and has left many behind, as the tables hold it while a job works on it. */
async function fillBulk(test: TestApp, contactId: string): Promise<string> {
  const { owner, services } = test;
  const { manager } = services.dataSource;
  const id = newId();
  const now = new Date().toISOString();
  const actor = JSON.stringify({ type: 'user', userId: owner.userId });
  const selection = JSON.stringify({ contactIds: Array.from({ length: 10_000 }, () => contactId) });
  await execute(
    manager,
    sql`INSERT INTO bulk_actions (id, workspace_id, user_id, action, details_json, affected, created_at, status, queued_at, selection_json, actor_json, total, undo_processed)
        VALUES (${id}, ${owner.workspaceId}, ${owner.userId}, 'trash', '{"listId":null}', 0, ${now}, 'undoing', ${now}, ${selection}, ${actor}, 10000, 1)`,
  );
  for (const phase of ['do', 'undo'])
    await execute(
      manager,
      sql`INSERT INTO bulk_action_left (bulk_action_id, phase, contact_id, reason, existing_contact_id) VALUES (${id}, ${phase}, ${contactId}, 'emailTaken', ${contactId})`,
    );
  return id;
}

/** What belongs to the person and the people of the workspace. */
async function fillAccount({ owner }: TestApp): Promise<void> {
  const { user } = await dataOf<{ user: { email: string } }>(owner.get('/api/v1/auth/session'));
  await dataOf(owner.post('invitations', { email: email(), role: 'viewer' }));
  await dataOf(owner.post('api-keys', { description: words(200), scopes: ALL_SCOPES }));
  await dataOf(owner.patch('', { name: words(80) }));
  await dataOf(owner.post('/api/v1/auth/password-reset', { email: user.email }));
  await waitFor('the mail', async () => (await dataOf<object[]>(owner.get('/api/v1/me/system-mails'))).length > 0);
}
