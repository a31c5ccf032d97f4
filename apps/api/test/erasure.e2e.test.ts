import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PreferenceService } from '../src/modules/consent/preferences/PreferenceService.js';
import { jobContext } from '../src/platform/context/contexts.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql, type SqlFragment } from '../src/platform/database/sql.js';
import { ContactReferences } from '../src/platform/references/ContactReferences.js';
import { exportText, runExport } from './support/exports.js';
import { importCsv } from './support/importCsv.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { Random } from './support/Random.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';
import { contactRows } from './support/world.js';

interface Contact {
  id: string;
  version: number;
  emailStatus: string;
  primaryEmail: string | null;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Erna ${Math.random()}`);
});

const run = (statement: SqlFragment): Promise<number> => execute(test.services.dataSource.manager, statement);
const rows = <R = Record<string, unknown>>(statement: SqlFragment): Promise<R[]> =>
  queryRows<R>(test.services.dataSource.manager, statement);
const create = (input: object): Promise<Contact> => dataOf<Contact>(owner.post('contacts', input));
const erase = async (id: string, confirm: string): Promise<void> => {
  await dataOf(owner.post(`contacts/${id}/erasure`, { confirm }));
  await waitFor('the erasure to end', async () => (await rows(sql`SELECT id FROM removals WHERE target_id = ${id}`)).length === 0);
};
const auditHolds = async (): Promise<void> => expect(await dataOf(owner.post('audit/verify'))).toMatchObject({ isUnbroken: true });

/** Where the text is, in every row of every table and in every file of the data folder but the database itself. */
async function placesOf(text: string): Promise<string[]> {
  const tables = await rows<{ name: string }>(
    test.database.isPostgres
      ? sql`SELECT table_schema || '.' || table_name AS name FROM information_schema.tables WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE'`
      : sql`SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')`,
  );
  const found: string[] = [];
  for (const { name } of tables)
    for (const row of await rows(sql`SELECT * FROM ${sql.raw(name)}`))
      for (const [column, value] of Object.entries(row)) {
        const shown =
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : typeof value === 'string' ? value : JSON.stringify(value);
        if (shown?.toLowerCase().includes(text)) found.push(`${name}.${column}`);
      }
  for (const file of readdirSync(test.database.dataDir, { recursive: true, withFileTypes: true }))
    if (file.isFile() && !/\.db(-wal|-shm)?$/.test(file.name)) {
      const where = path.join(file.parentPath, file.name);
      if (readFileSync(where).toString('latin1').toLowerCase().includes(text)) found.push(where);
    }
  return [...new Set(found)].sort();
}

/** Columns that hold what people or machines wrote, by what they are called. */
const FREE =
  /^(address|address_key|error_message|proof_json|detail_json|to_address|subject|preview|before_json|text|content|value|text_value|label)$/;
const JSON_COLUMN = /_json$|^content$/;

/** Writes the mark into every column of free text in every row that mentions the contact, whatever wrote it. */
async function plant(contactId: string, mark: string): Promise<void> {
  for (const name of test.app.get(ContactReferences, { strict: false }).names()) {
    const [table = '', column = ''] = name.split('.');
    const [row] = await rows(sql`SELECT * FROM ${sql.raw(table)} WHERE ${sql.raw(column)} = ${contactId} LIMIT 1`);
    for (const free of Object.keys(row ?? {}).filter((one) => FREE.test(one))) {
      if (row?.[free] instanceof Uint8Array) continue;
      const value = JSON_COLUMN.test(free) ? JSON.stringify({ text: mark }) : sql`${mark} || ${newId()}`;
      await run(sql`UPDATE ${sql.raw(table)} SET ${sql.raw(free)} = ${value} WHERE ${sql.raw(column)} = ${contactId}`);
    }
  }
}

describe('erasing a person', () => {
  it('leaves no word of theirs anywhere, and a log that still proves itself', async () => {
    const mark = 'zzplantedzz';
    const email = `${mark}@example.com`;
    await dataOf(owner.post('custom-fields', { label: 'Plan', fieldName: 'plan', fieldType: 'text' }));
    const person = { firstName: mark, lastName: mark, company: mark, primaryEmail: email, primaryPhone: '+4930901820' };
    const former = await create({ ...person, primaryEmail: `old.${email}`, primaryPhone: null, customFields: { plan: mark } });
    const { id, version } = await create({ ...person, customFields: { plan: mark } });
    const other = await create({ firstName: 'Bystander', primaryEmail: 'by@example.com' });
    await dataOf(owner.patch(`contacts/${id}`, { version, company: `${mark} again` }));
    const entry = await dataOf<{ id: string }>(owner.post(`contacts/${id}/notes`, { text: mark }));
    await dataOf(owner.patch(`contacts/${id}/timeline/${entry.id}`, { text: `${mark} anew` }));
    await dataOf(owner.post(`contacts/${id}/files`).attach('file', Buffer.from(mark), `${mark}.txt`));
    await dataOf(owner.post('merges', { primaryId: id, secondaryIds: [former.id] }));
    await dataOf(owner.post('contacts/bulk', { action: 'trash', selection: { contactIds: [other.id] } }));
    await importCsv(
      owner,
      `Email,Phone,Plan\n"${email};","+49 30 901820",${mark}\n${email},no phone at all,${mark}\n,,x\nbad@@,+4930901820,${mark}\n`,
    );
    await runExport(owner, { kind: 'contacts', contacts: { filter: {} } });
    const seeders = await contactRows();
    const made = async (path: string, body: object): Promise<string> => (await dataOf<{ id: string }>(owner.post(path, body))).id;
    const [action] = await rows<{ id: string }>(sql`SELECT id FROM bulk_actions WHERE workspace_id = ${owner.workspaceId}`);
    const parents = {
      fields: [],
      lists: [await made('lists', { name: 'One' })],
      stages: [await made('lists', { name: 'Two', isPrimary: true })],
      campaigns: [await made('campaigns', { name: 'May' })],
      actions: [action?.id ?? ''],
    };
    for (const [column, seed] of Object.entries(seeders).filter(
      ([name]) => name !== 'custom_fields.contact_id' && !name.startsWith('merge_'),
    ))
      for (let round = 0; round < 3; round += 1)
        await seed({
          random: new Random(column.length + round),
          workspaceId: owner.workspaceId,
          contactId: id,
          parents,
          at: '2026-01-01T00:00:00.000Z',
          run,
        }).catch(
          // A second row for what there is one of.
          () => undefined,
        );
    await plant(id, mark);
    const [recipient] = await rows<{ id: string }>(sql`SELECT id FROM campaign_recipients WHERE contact_id = ${id}`);
    await run(
      sql`INSERT INTO delivery_events (id, workspace_id, provider, account_id, event_id, recipient_id, type, detail_json, occurred_at, received_at)
          VALUES (${newId()}, ${owner.workspaceId}, 'smtp', ${newId()}, ${newId()}, ${recipient?.id}, 'bounced', ${JSON.stringify({ words: mark })}, '2026-01-01', '2026-01-01')`,
    );
    const before = await placesOf(mark);
    const planted = (name: string): boolean => before.some((place) => place.replace(/^public\./, '').startsWith(`${name}.`));
    for (const table of [
      ...['base_contacts', 'contact_points', 'custom_fields', 'communication_logs', 'timeline_versions', 'merge_journal', 'reminders'],
      ...['campaign_recipients', 'sent_messages', 'delivery_events', 'mail_lab_messages', 'consent_events', 'bulk_action_rows'],
      ...['import_rejects', 'audit_logs', 'note_files'],
    ])
      expect([table, planted(table)]).toEqual([table, true]);
    for (const folder of ['exports', 'notes']) expect(before.some((place) => place.includes(`/${folder}/`))).toBe(true);

    await erase(id, email);
    expect(await placesOf(mark)).toEqual([]);
    await auditHolds();
    expect(await dataOf(owner.get(`contacts/${other.id}`))).toMatchObject({ id: other.id });
    const log = await dataOf<{ items: { action: string }[] }>(owner.get('audit?limit=200'));
    expect(log.items.map(({ action }) => action)).toEqual(expect.arrayContaining(['contact.erased', 'audit.redacted', 'contact.merged']));
    expect((await errorOf(owner.get(`contacts/${id}`))).status).toBe(404);
  }, 60_000);

  it('asks for their address, or their name where they have none, and for a recent proof of who asks', async () => {
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@example.com' });
    const bo = await create({ firstName: 'Bo', lastName: 'Lind' });
    for (const confirm of ['Ann', 'bo@example.com'])
      expect(await errorOf(owner.post(`contacts/${ann.id}/erasure`, { confirm }))).toMatchObject({
        status: 422,
        fields: [{ field: 'confirm', code: 'contact.erasureNotConfirmed' }],
      });
    test.clock.advance(11 * 60_000);
    const stale = await errorOf(owner.post(`contacts/${ann.id}/erasure`, { confirm: 'ann@example.com' }));
    test.clock.advance(-11 * 60_000);
    expect(stale.code).toBe('auth.stepUpRequired');
    await erase(ann.id, ' ANN@example.com');
    await erase(bo.id, 'Bo Lind');
    expect((await dataOf<{ count: number }>(owner.get('contacts/count'))).count).toBe(0);
    expect(await errorOf(owner.post(`contacts/${ann.id}/erasure`, { confirm: 'ann@example.com' }))).toMatchObject({ status: 404 });
  });

  it('is refused to authors and strangers', async () => {
    const ann = await create({ primaryEmail: 'ann@example.com' });
    const author = await test.member('author', owner);
    expect((await errorOf(author.post(`contacts/${ann.id}/erasure`, { confirm: 'ann@example.com' }))).status).toBe(403);
    const stranger = await test.stranger('Sven');
    expect((await errorOf(stranger.post(`contacts/${ann.id}/erasure`, { confirm: 'ann@example.com' }))).status).toBe(404);
  });

  it('reaches one in the trash, and a twin of theirs in the trash comes back only as someone who is not mailed', async () => {
    const first = await create({ primaryEmail: 'ann@example.com' });
    await dataOf(owner.delete(`contacts/${first.id}`));
    const twin = await create({ firstName: 'Twin', primaryEmail: 'ann@example.com' });
    await dataOf(owner.delete(`contacts/${twin.id}`));
    await erase(first.id, 'ann@example.com');
    expect(await errorOf(owner.post(`contacts/${twin.id}/restore`))).toMatchObject({ status: 409, code: 'contact.erased' });
    await dataOf(owner.post('contacts/bulk', { action: 'restore', selection: { contactIds: [twin.id] } }));
    await waitFor('the restore', async () => (await dataOf<{ count: number }>(owner.get('contacts/count'))).count === 1);
    expect((await dataOf<Contact>(owner.get(`contacts/${twin.id}`))).emailStatus).toBe('unsubscribed');
  });
});

describe('someone who was erased', () => {
  beforeEach(async () => {
    const ann = await create({ firstName: 'Ann', primaryEmail: 'Ann@bücher.example', primaryPhone: '+4930901820' });
    await erase(ann.id, 'ann@bücher.example');
  });

  it('is not added again by hand, by a change or by an upsert, in any spelling', async () => {
    for (const input of [{ primaryEmail: 'ANN@xn--bcher-kva.example' }, { primaryPhone: '0049 30 901820' }])
      expect(await errorOf(owner.post('contacts', input))).toMatchObject({ status: 409, code: 'contact.erased' });
    expect(await errorOf(owner.post('contacts/upsert', { primaryEmail: 'ann@bücher.example' }))).toMatchObject({ code: 'contact.erased' });
    const bo = await create({ firstName: 'Bo' });
    expect(await errorOf(owner.patch(`contacts/${bo.id}`, { version: 1, primaryEmail: 'ann@bücher.example' }))).toMatchObject({
      status: 409,
      code: 'contact.erased',
      fields: [{ field: 'primaryEmail' }],
    });
    const stranger = await test.stranger('Sven');
    expect((await stranger.post('contacts', { primaryEmail: 'ann@bücher.example' })).status).toBe(201);
  });

  it('is not mailed when an import brings them, as a new contact or as the new address of another', async () => {
    await create({ firstName: 'Cleo', primaryPhone: '+4930111222' });
    await importCsv(owner, 'First name,Email,Phone\nAnn,ann@bücher.example,\nCleo,,+4930111222\nDora,dora@example.com,\n');
    const { items } = await dataOf<{ items: Contact[] }>(owner.get('contacts?sort=name'));
    expect(items.map(({ primaryEmail, emailStatus }) => [primaryEmail, emailStatus])).toEqual([
      ['ann@bücher.example', 'unsubscribed'],
      [null, 'noEmail'],
      ['dora@example.com', 'subscribed'],
    ]);
    await auditHolds();
  });

  it('is known by a hash alone', async () => {
    const kept = await rows<{ kind: string; hash: string; salt: string }>(
      sql`SELECT kind, hash, salt FROM erased_addresses WHERE workspace_id = ${owner.workspaceId} ORDER BY kind`,
    );
    expect(kept.map(({ kind }) => kind)).toEqual(['email', 'phone']);
    const zoe = await create({ firstName: 'Zoe', primaryEmail: 'zoe-erased@example.com' });
    await erase(zoe.id, 'zoe-erased@example.com');
    expect(await placesOf('zoe-erased')).toEqual([]);
  });
});

it('what servers reported and what imports rejected is in the file of everything about a person', async () => {
  const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@example.com' });
  const { id: campaignId } = await dataOf<{ id: string }>(owner.post('campaigns', { name: 'May' }));
  const recipientId = newId();
  await run(
    sql`INSERT INTO campaign_recipients (id, workspace_id, campaign_id, contact_id, channel, address_key, state, created_at, updated_at)
        VALUES (${recipientId}, ${owner.workspaceId}, ${campaignId}, ${ann.id}, 'email', 'ann@example.com', 'accepted', '2026-01-01', '2026-01-01')`,
  );
  await run(
    sql`INSERT INTO delivery_events (id, workspace_id, provider, account_id, event_id, recipient_id, type, detail_json, occurred_at, received_at)
        VALUES (${newId()}, ${owner.workspaceId}, 'smtp', ${newId()}, ${newId()}, ${recipientId}, 'bounced', '{"words":"Mailbox full"}', '2026-01-01', '2026-01-01')`,
  );
  await importCsv(owner, 'Email,Note\n"ann@example.com, other@example.com",both\nnobody@@,x\n');
  const told = JSON.parse(await exportText(owner, { kind: 'person', personId: ann.id })) as Record<string, Record<string, unknown>[]>;
  expect(told['delivery_events']).toMatchObject([
    { recipientId, type: 'bounced', detail: expect.stringContaining('Mailbox full') as string },
  ]);
  expect(told['import_rejects']?.map(({ said }) => said)).toEqual([expect.stringContaining('ann@example.com')]);
});

describe('the log', () => {
  it('notices what was taken out of it by anybody else, or changed since', async () => {
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@example.com' });
    await create({ firstName: 'Bo', primaryEmail: 'bo@example.com' });
    await erase(ann.id, 'ann@example.com');
    const chain = owner.workspaceId;
    await auditHolds();
    const broken = async (): Promise<unknown> => (await dataOf<{ broken: { reason: string } | null }>(owner.post('audit/verify'))).broken;
    const [redacted] = await rows<{ seq: number; action: string }>(
      sql`SELECT seq, action FROM audit_logs WHERE chain = ${chain} AND details LIKE '%isErased%' ORDER BY seq LIMIT 1`,
    );
    await run(sql`UPDATE audit_logs SET action = 'contact.restored' WHERE chain = ${chain} AND seq = ${redacted?.seq}`);
    expect(await broken()).toMatchObject({ reason: 'changed', seq: redacted?.seq });
    await run(sql`UPDATE audit_logs SET action = ${redacted?.action} WHERE chain = ${chain} AND seq = ${redacted?.seq}`);
    expect(await broken()).toBeNull();
    const [plain] = await rows<{ seq: number }>(
      sql`SELECT seq FROM audit_logs WHERE chain = ${chain} AND details LIKE '%bo@example.com%' ORDER BY seq LIMIT 1`,
    );
    await run(sql`UPDATE audit_logs SET details = '{"isErased":true}' WHERE chain = ${chain} AND seq = ${plain?.seq}`);
    expect(await broken()).toMatchObject({ reason: 'changed', seq: plain?.seq });
  });
});

it('tells topics and pauses in the file of everything about a person, and erases them with the person', async () => {
  const contact = await create({ firstName: 'Tessa', primaryEmail: 'tessa.topics@example.net' });
  const topic = await dataOf<{ id: string }>(owner.post('topics', { name: 'Harbour news' }));
  const key = 'tessa.topics@example.net';
  const reader = {
    channel: 'email',
    addressKey: key,
    source: 'preferencePage',
    contactId: contact.id,
    recipientId: null,
    proof: {},
  } as const;
  const ctx = jobContext(test.services.dataSource.manager, owner.workspaceId, 'test');
  await test.app.get(PreferenceService).change(ctx, reader, { leave: [topic.id], pause: 'begin' });
  const told = JSON.parse(await exportText(owner, { kind: 'person', personId: contact.id })) as {
    preferences: object[];
    consent: { events: { event: string }[] }[];
  };
  expect(told.preferences).toEqual([
    { address: key, leftTopic: 'Harbour news', since: expect.any(String) },
    { address: key, pausedUntil: expect.any(String), since: expect.any(String) },
  ]);
  expect(told.consent[0]?.events.map(({ event }) => event)).toEqual(['topicLeft', 'paused']);
  await erase(contact.id, key);
  for (const table of ['topic_opt_outs', 'consent_pauses', 'consent_events'])
    expect([table, await rows(sql`SELECT * FROM ${sql.raw(table)} WHERE address_key = ${key}`)]).toEqual([table, []]);
});
