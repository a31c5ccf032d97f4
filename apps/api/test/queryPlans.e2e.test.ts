import type { Database } from 'better-sqlite3';
import { SmtpSink } from '@rapport/providers/testing';
import { approvedCampaign, createTemplate, seedList, untilStatus, useSink } from './support/campaigns.js';
import { dataOf } from './support/Person.js';
import { runImport } from './support/imports.js';
import { waitFor } from './support/waitFor.js';
import { TestApp } from './support/startTestApp.js';

/** Tables that grow with the people and the mail of a workspace. */
const LARGE = [
  'audit_logs',
  'base_contacts',
  'bulk_action_rows',
  'campaign_recipients',
  'communication_logs',
  'consent_events',
  'contact_list_assignments',
  'contact_points',
  'custom_fields',
  'daily_figures',
  'delivery_events',
  'figure_changes',
  'import_cells',
  'import_rejects',
  'list_stays',
  'mail_lab_messages',
  'sent_messages',
  'suppressions',
  'system_mails',
];

/** What a connection has been asked so far. */
interface Asked {
  readonly statements: ReadonlyMap<string, unknown>;
}
interface Connections {
  readonly writer: Database;
  readonly writerStatements: Asked;
  readonly readerStatements: Asked | null;
}

/**
 * SQLite has no statistics in a young database, and then takes `workspace_id = ?` for as good as a primary key: it reads all of a
 * workspace where ten rows were asked for. Statements that a thread of its own runs are not looked at.
 */
function readsOfAll(database: Database, statement: string): string[] {
  const steps = planOf(database, statement).map(({ detail }) => detail);
  const isPage = /\bLIMIT\b/i.test(statement) && !steps.some((step) => step.includes('TEMP B-TREE FOR ORDER BY'));
  return steps.filter((step) => {
    const [, verb = '', name = ''] = /^(SCAN|SEARCH) (\w+)/.exec(step) ?? [];
    const [, table = name] = new RegExp(`\\b(${LARGE.join('|')})"?\\s+(?:AS\\s+)?"?${name}"?\\b`).exec(statement) ?? [];
    if (!LARGE.includes(table) || isPage) return false;
    return verb === 'SCAN' ? !isSweep(step, statement) : / \(workspace_id=\?\)$/.test(step);
  });
}

/**
 * An index over the few rows that wait is no scan of the table, for those who ask for whatever waits. Who names rows has to find them
 * by their ids: among all that is under way, of all campaigns, each of them would be looked for anew.
 */
function isSweep(step: string, statement: string): boolean {
  const [, index = ''] = /USING (?:COVERING )?INDEX idx_campaign_recipients_(claims|ask)\b/.exec(step) ?? [];
  if (index === 'claims')
    return /\bWHERE state IN \('claimed','handed'\) AND state = '\w+' AND (?:1 = 1|claim_expires_at < \?|campaign_id = \? AND lane = \?)\s*$/.test(
      statement,
    );
  return index === 'ask' && /\bstate = 'uncertain' AND next_ask_at <=? \?/.test(statement);
}

/** More ids than the planner takes for few: it weighs their number against what an index of the workspace might hold. */
const HUNDREDS = 600;
const MANY_IDS = /(?:\b(\w+)\.)?"?\b(\w*(?:id|_key|e164))"? IN \(\?(?:\s*,\s*\?)*\)/g;

/**
 * Rows that are named by ids are found by them, when there are hundreds too. One plan serves few ids and another many: SQLite takes
 * the index of a state or a time (`deleted_at > ?`) once the list is long, and reads all that have it.
 * Answers the lists that are only compared, in a statement with hundreds of ids in each of its lists.
 */
function idsOnlyCompared(database: Database, statement: string): string[] {
  const wide = statement.replace(MANY_IDS, (found) => found.replace(/\(.*\)$/s, `(${Array<string>(HUNDREDS).fill('?').join(', ')})`));
  if (wide === statement) return [];
  const steps = planOf(database, wide);
  return [...statement.matchAll(MANY_IDS)].flatMap(([found, alias, column = '']) => {
    const tables =
      alias === undefined
        ? LARGE
        : LARGE.filter((table) => table === alias || new RegExp(`\\b${table}"?\\s+(?:AS\\s+)?"?${alias}\\b`).test(statement));
    if (!tables.some((table) => new RegExp(`\\b${table}\\b`).test(statement))) return [];
    const isFound = steps.some(({ detail }) => new RegExp(`^SEARCH ${alias ?? '\\w+'} .*\\b${column}=\\?`).test(detail));
    return isFound
      ? []
      : [`${found.slice(0, 40)} in ${steps.map(({ detail }) => detail).join('; ')}\n${statement.replace(/\s+/g, ' ').slice(0, 400)}`];
  });
}

interface Step {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}

function planOf(database: Database, statement: string): Step[] {
  const marks = (statement.replace(/'[^']*'/g, '').match(/\?/g) ?? []).length;
  return database.prepare<unknown[], Step>(`EXPLAIN QUERY PLAN ${statement}`).all(...Array.from({ length: marks }, () => 'x'));
}

/** Values that are gone through anew for each row: of a thousand, half a million are compared. */
function looksUpRowByRow(database: Database, statement: string): boolean {
  const steps = planOf(database, statement);
  const inside = new Set<number>();
  return steps.some(({ id, parent, detail }) => {
    if (inside.has(parent) || detail.startsWith('CORRELATED')) inside.add(id);
    return inside.has(id) && /^SCAN \d+(?:-ROW VALUES CLAUSE| CONSTANT ROWS)/.test(detail);
  });
}

let test: TestApp;
let sink: SmtpSink;
beforeAll(async () => {
  test = await TestApp.start();
  sink = await SmtpSink.start();
});
afterAll(async () => {
  await sink.stop();
  await test.stop();
});

const connections = (): Connections => (test.services.dataSource.driver as unknown as { connections: Connections }).connections;
function asked(): Set<string> {
  const { writerStatements, readerStatements } = connections();
  return new Set([...writerStatements.statements.keys(), ...(readerStatements?.statements.keys() ?? [])]);
}

/** The product as it is used, through its API alone. */
async function useEverything(): Promise<void> {
  const { owner } = test;
  await useSink(owner, sink);
  const rows = Array.from(
    { length: 60 },
    (_, i) => `Ann ${i},ann${i}@example.com,+49 30 9018${100 + (i % 50)},Works,${i % 9 ? '' : 'yes'}`,
  );
  await runImport(owner, `Name,Email,Phone,Company,unsub\n${rows.join('\n')}\nNobody,broken,,,\n`);
  const { listId, contactIds } = await seedList(test.services.dataSource.manager, owner.workspaceId, 40);
  const campaign = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${campaign.id}/send`));
  await untilStatus(owner, campaign.id, 'sent');
  const { items } = await dataOf<{ items: { id: string }[] }>(owner.get(`campaigns/${campaign.id}/recipients?limit=5`));
  const contact = contactIds[0] ?? '';
  await createTemplate(owner);
  const reads = [
    'contacts?limit=5',
    'contacts?limit=5&search=ann',
    'contacts?limit=5&search=an',
    'contacts?limit=5&search=ann%20works',
    `contacts?limit=5&listId=${listId}`,
    'contacts?limit=5&trashed=true',
    'contacts?limit=5&sort=name',
    `contacts/${contact}`,
    `contacts/${contact}/timeline`,
    'campaigns',
    `campaigns/${campaign.id}`,
    `campaigns/${campaign.id}/recipients?state=accepted`,
    `campaigns/${campaign.id}/recipients/${items[0]?.id ?? ''}`,
    'templates',
    'lists',
    'imports',
    'audit',
    'members',
    'dashboard',
    'mail-lab',
    'settings',
  ];
  for (const path of reads) await owner.get(path);
  await dataOf(
    owner.patch(`contacts/${contact}`, {
      firstName: 'Anna',
      version: (await dataOf<{ version: number }>(owner.get(`contacts/${contact}`))).version,
    }),
  );
  for (const id of contactIds.slice(1, 4)) await owner.delete(`contacts/${id}`);
  for (const action of ['trash', 'restore', 'addToList', 'removeFromList'])
    await bulk({ action, selection: { contactIds: contactIds.slice(5, 35) }, ...(action.endsWith('List') ? { listId } : {}) });
  await useStages(contactIds.slice(5, 35));
  const [primaryId = '', secondaryId = '', other = ''] = contactIds.slice(36);
  await dataOf(owner.post('duplicates/dismiss', { contactId: primaryId, otherContactId: other }));
  await dataOf(owner.get(`contacts/${primaryId}/duplicates`));
  await dataOf(owner.post('merges/preview', { primaryId, secondaryIds: [secondaryId] }));
  const merge = await dataOf<{ id: string }>(owner.post('merges', { primaryId, secondaryIds: [secondaryId] }));
  await dataOf(owner.post(`merges/${merge.id}/undo`));
  for (const path of ['duplicates', 'merges', `merges?contactId=${primaryId}`]) await dataOf(owner.get(path));
}

async function useStages(contactIds: readonly string[]): Promise<void> {
  const { owner } = test;
  const stage = async (name: string): Promise<string> =>
    (await dataOf<{ id: string }>(owner.post('lists', { name, isPrimary: true, stuckAfterDays: 1 }))).id;
  const [lead, client] = [await stage('Leads'), await stage('Clients')];
  const [contactId = ''] = contactIds;
  for (const stageId of [lead, client, null]) await dataOf(owner.post(`contacts/${contactId}/stage`, { stageId }));
  await dataOf(owner.post(`contacts/${contactId}/stage`, { stageId: client, undo: true }));
  for (const body of [{ action: 'moveToStage', listId: lead }, { action: 'leaveStage' }]) {
    const id = await bulk({ ...body, selection: { contactIds } });
    await dataOf(owner.post(`contacts/bulk/${id}/undo`));
  }
  for (const path of [
    'stages',
    'stages?company=Works',
    `stages/${lead}/contacts?limit=5`,
    `stages/${client}/contacts?limit=5&order=longest&search=ann`,
    `lists/${lead}/history?limit=5`,
    `contacts/${contactId}/list-history?limit=2`,
  ])
    await dataOf(owner.get(path));
}

async function bulk(body: object): Promise<string> {
  const { owner } = test;
  const { id } = await dataOf<{ id: string }>(owner.post('contacts/bulk', body));
  await waitFor(
    'the action to be done',
    async () => (await dataOf<{ status: string }>(owner.get(`contacts/bulk/${id}`))).status === 'done',
  );
  return id;
}

it('never reads all of a large table to answer about few rows', async () => {
  const before = test.database.isPostgres ? new Set<string>() : asked();
  await useEverything();
  // PostgreSQL decides by statistics; what is asked is the same.
  if (test.database.isPostgres) return;
  const statements = [...asked()].filter(
    (statement) => !before.has(statement) && /^\s*(?:select|update|delete|insert|with)/i.test(statement),
  );
  for (const state of ['claimed', 'handed', 'accepted'])
    expect(statements.some((statement) => statement.includes(`UPDATE campaign_recipients SET state = '${state}'`))).toBe(true);
  expect(statements.length).toBeGreaterThan(70);
  const found = statements.flatMap((statement) =>
    readsOfAll(connections().writer, statement).map((step) => `${step}\n${statement.replace(/\s+/g, ' ')}`),
  );
  expect(found).toEqual([]);
  expect(statements.some((statement) => statement.includes('SET deleted_at = NULL'))).toBe(true);
  expect(statements.flatMap((statement) => idsOnlyCompared(connections().writer, statement))).toEqual([]);
  expect(statements.filter((statement) => looksUpRowByRow(connections().writer, statement))).toEqual([]);
});

it('would notice a statement that does', () => {
  if (test.database.isPostgres) return;
  const { writer } = connections();
  expect(readsOfAll(writer, 'SELECT id FROM sent_messages WHERE subject = ?')).toHaveLength(1);
  expect(readsOfAll(writer, 'SELECT s.id FROM sent_messages s WHERE s.workspace_id = ? AND s.subject = ?')).toHaveLength(1);
  expect(readsOfAll(writer, 'SELECT id FROM sent_messages WHERE workspace_id = ? AND id = ?')).toEqual([]);
  const handed = `UPDATE campaign_recipients INDEXED BY idx_campaign_recipients_claims SET message_id = m.column2 FROM (VALUES (?, ?), (?, ?)) AS m
    WHERE campaign_recipients.id = m.column1 AND state IN ('claimed','handed')`;
  expect(readsOfAll(writer, handed)).toHaveLength(1);
  const looked = `UPDATE campaign_recipients SET message_id = (SELECT m.column2 FROM (VALUES (?, ?), (?, ?)) AS m WHERE m.column1 = campaign_recipients.id) WHERE id IN (?, ?)`;
  expect(looksUpRowByRow(writer, looked)).toBe(true);
  expect(looksUpRowByRow(writer, 'UPDATE campaign_recipients SET message_id = ? WHERE id IN (?, ?)')).toBe(false);
  // How contacts were brought back once: a few by their ids, and hundreds by going through all of the trash.
  const restored = (trashed: string): string =>
    `SELECT c.id FROM base_contacts c WHERE c.workspace_id = ? AND c.id IN (?, ?) AND ${trashed} ORDER BY c.id`;
  expect(readsOfAll(writer, restored('c.deleted_at > ?'))).toEqual([]);
  expect(idsOnlyCompared(writer, restored('c.deleted_at > ?'))).toHaveLength(1);
  expect(idsOnlyCompared(writer, restored(`COALESCE(c.deleted_at, '') > ?`))).toEqual([]);
});
