import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import readXlsx from 'read-excel-file/node';
import { endOfExport, exportText, type ExportAnswer, runExport } from './support/exports.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { ContactReferences } from '../src/platform/references/ContactReferences.js';
import { FileStore } from '../src/platform/files/FileStore.js';
import { passTime } from './support/campaigns.js';
import { downloadText } from './support/imports.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { seedMany } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { PASSWORD } from './support/twoFactor.js';
import { waitFor } from './support/waitFor.js';

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
beforeEach(async () => {
  owner = await test.stranger('Emma Export');
});
afterAll(() => test.stop());

const ALL = { kind: 'contacts', contacts: { filter: {} } };
const create = (body: object): Promise<{ id: string }> => dataOf(owner.post('contacts', body));
async function filesOf(id: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { key } of test.app.get(FileStore, { strict: false }).list('exports')) if (key.includes(id)) found.push(key);
  return found;
}
const linesOf = (text: string): string[] => text.replace('\ufeff', '').trimEnd().split('\r\n');

describe('contacts', () => {
  it('leave as a CSV file with the columns that were chosen, what a spreadsheet would run made harmless', async () => {
    await dataOf(owner.post('custom-fields', { label: 'Plan', fieldType: 'text' }));
    const list = await dataOf<{ id: string }>(owner.post('lists', { name: 'Fair; Berlin' }));
    await create({ firstName: '=1+1', primaryEmail: 'ann@example.com', customFields: { plan: 'A, "B"' }, listIds: [list.id] });
    await create({ firstName: 'Bob', primaryPhone: '+49 30 901820' });
    const columns = ['primaryEmail', 'firstName', 'custom:plan', 'lists', 'primaryPhone', 'emailStatus'];
    const text = await exportText(owner, { ...ALL, columns });
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(linesOf(text)).toEqual([
      'Email,First name,Plan,Lists,Phone,Email status',
      `ann@example.com,'=1+1,"A, ""B""","""Fair; Berlin""",,Subscribed`,
      `,Bob,,,'+49 30 901820,`,
    ]);
    const raw = await exportText(owner, {
      ...ALL,
      columns: ['firstName', 'primaryPhone'],
      formulaSafe: false,
      delimiter: 'semicolon',
      byteOrderMark: false,
    });
    expect(raw).toBe('First name;Phone\r\n=1+1;\r\nBob;+49 30 901820\r\n');
  });

  it('leave as an XLSX workbook, every value as text', async () => {
    await create({ firstName: '=1+1', primaryPhone: '+49 30 901820' });
    const { id, fileName } = await runExport(owner, { ...ALL, columns: ['firstName', 'primaryPhone'], format: 'xlsx' });
    const { body, headers } = (await owner
      .get(`exports/${id}/file`)
      .buffer(true)
      .parse((res, done) => void buffer(res as unknown as Readable).then((bytes) => done(null, bytes)))) as {
      body: Buffer;
      headers: Record<string, string>;
    };
    expect(headers['content-type']).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    expect(fileName).toMatch(/^contacts-.*\.xlsx$/);
    expect(await readXlsx(body)).toMatchObject([
      {
        sheet: 'Contacts',
        data: [
          ['First name', 'Phone'],
          ['=1+1', '+49 30 901820'],
        ],
      },
    ]);
  });

  it('are those of a filter or those that were named, each once', async () => {
    const ann = await create({ firstName: 'Ann', company: 'Acme' });
    const bob = await create({ firstName: 'Bob' });
    const columns = ['firstName'];
    expect(linesOf(await exportText(owner, { kind: 'contacts', contacts: { filter: { company: 'Acme' } }, columns }))).toEqual([
      'First name',
      'Ann',
    ]);
    const named = { contactIds: [bob.id, ann.id, bob.id] };
    expect(linesOf(await exportText(owner, { kind: 'contacts', contacts: named, columns }))).toEqual(['First name', 'Ann', 'Bob']);
    await dataOf(owner.delete(`contacts/${bob.id}`));
    expect(linesOf(await exportText(owner, { ...ALL, columns }))).toEqual(['First name', 'Ann']);
    expect(linesOf(await exportText(owner, { kind: 'contacts', contacts: { filter: { trashed: true } }, columns }))).toEqual([
      'First name',
      'Bob',
    ]);
  });

  it('of more than one page all arrive, and the row says how many', async () => {
    await seedMany(test, owner.workspaceId, 1_203);
    const done = await runExport(owner, { ...ALL, columns: ['id'] });
    expect(done).toMatchObject({ status: 'done', rowCount: 1_203, total: 1_203, canDownload: true, actorName: 'Emma Export' });
    const { text, headers } = await downloadText(owner, `exports/${done.id}/file`);
    const ids = linesOf(text).slice(1);
    expect([ids.length, new Set(ids).size, Buffer.byteLength(text)]).toEqual([1_203, 1_203, done.fileSize]);
    expect(headers['content-disposition']).toContain(done.fileName);
  });

  it('that were named and are gone by now end nothing: those behind them arrive', async () => {
    await seedMany(test, owner.workspaceId, 700);
    const { manager } = test.services.dataSource;
    const rows = await queryRows<{ id: string }>(
      manager,
      sql`SELECT id FROM base_contacts WHERE workspace_id = ${owner.workspaceId} ORDER BY id`,
    );
    const contactIds = rows.map(({ id }) => id);
    await execute(manager, sql`DELETE FROM base_contacts WHERE id = ${contactIds[3] ?? ''}`);
    expect((await runExport(owner, { kind: 'contacts', contacts: { contactIds }, columns: ['id'] })).rowCount).toBe(699);
  });

  it('are not exported by a column, a selection or a list that does not exist', async () => {
    expect((await errorOf(owner.post('exports', { ...ALL, columns: ['shoeSize'] }))).code).toBe('export.unknownColumn');
    expect((await errorOf(owner.post('exports', { kind: 'contacts' }))).code).toBe('export.wrongSelection');
    expect((await errorOf(owner.post('exports', { ...ALL, timeline: {} }))).code).toBe('export.wrongSelection');
    expect((await errorOf(owner.post('exports', { kind: 'contacts', contacts: {} }))).status).toBe(422);
  });
});

describe('the timeline', () => {
  it('leaves as a whole, by type, or for one contact', async () => {
    const ann = await create({ firstName: 'Ann', primaryEmail: 'ann@example.com' });
    const bob = await create({ firstName: 'Bob' });
    await dataOf(owner.post(`contacts/${ann.id}/notes`, { text: 'Met at the fair' }));
    await dataOf(owner.post(`contacts/${bob.id}/notes`, { text: '=cmd' }));
    const columns = ['type', 'text', 'contact', 'email'];
    const notes = await exportText(owner, { kind: 'timeline', timeline: { types: ['note'] }, columns });
    expect(linesOf(notes)).toEqual(['Type,Text,Contact,Email', 'note,Met at the fair,Ann,ann@example.com', `note,'=cmd,Bob,`]);
    const ofBob = await exportText(owner, { kind: 'timeline', timeline: { contactId: bob.id, types: ['note'] }, columns });
    expect(linesOf(ofBob)).toHaveLength(2);
    const later = await exportText(owner, { kind: 'timeline', timeline: { from: '2100-01-01' }, columns });
    expect(linesOf(later)).toHaveLength(1);
    const nobody = test.owner.workspaceId;
    expect((await errorOf(owner.post('exports', { kind: 'timeline', timeline: { contactId: nobody } }))).status).toBe(404);
  });
});

describe('everything about one person', () => {
  it('leaves as JSON, with each table that mentions them', async () => {
    await dataOf(owner.post('custom-fields', { label: 'Plan', fieldType: 'text' }));
    const list = await dataOf<{ id: string }>(owner.post('lists', { name: 'Fair' }));
    const ann = await create({
      firstName: 'Ann',
      primaryEmail: 'Ann@Example.com',
      primaryPhone: '+1 415 555 0143',
      customFields: { plan: 'Gold' },
      listIds: [list.id],
    });
    await execute(
      test.services.dataSource.manager,
      sql`INSERT INTO suppressions (workspace_id, channel, address_key, reason, created_at)
          VALUES (${owner.workspaceId}, 'text', '+14155550143', 'unsubscribed', '2026-01-01T00:00:00.000Z')`,
    );
    await create({ firstName: 'Bob', primaryEmail: 'bob@example.com' });
    await dataOf(owner.post(`contacts/${ann.id}/notes`, { text: 'Met at the fair' }));
    const done = await runExport(owner, { kind: 'person', personId: ann.id });
    expect(done).toMatchObject({ status: 'done', kind: 'person', canDownload: true });
    const { text, headers } = await downloadText(owner, `exports/${done.id}/file`);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    const told = JSON.parse(text) as Record<string, unknown[]> & { contact: Record<string, unknown> };
    expect(told.contact).toMatchObject({ firstName: 'Ann', primaryEmail: 'Ann@Example.com' });
    expect(told['consent']).toMatchObject([
      { channel: 'email', address: 'ann@example.com', suppression: null, events: [] },
      { channel: 'text', address: '+14155550143', suppression: { reason: 'unsubscribed' }, events: [] },
    ]);
    expect(told['custom_fields.contact_id']).toMatchObject([{ field_name: 'plan', field_value: 'Gold' }]);
    expect(told['contact_list_assignments.contact_id']).toMatchObject([{ list_id: list.id }]);
    expect(JSON.stringify(told['communication_logs.contact_id'])).toContain('Met at the fair');
    expect(JSON.stringify(told['audit'])).toContain('contact.created');
    for (const name of test.app.get(ContactReferences, { strict: false }).names()) expect(told[name]).toBeInstanceOf(Array);
    expect(text).not.toContain('bob@example.com');
    const stranger = await test.stranger('Sam Stranger');
    expect((await errorOf(stranger.post('exports', { kind: 'person', personId: ann.id }))).status).toBe(404);
    expect((await errorOf(owner.post('exports', { kind: 'person' }))).code).toBe('export.wrongSelection');
  });

  it('holds more rows than are read at once, each once', async () => {
    const ann = await create({ firstName: 'Ann' });
    for (let n = 0; n < 3; n += 1) await dataOf(owner.post(`contacts/${ann.id}/notes`, { text: `Note ${n}` }));
    const { manager } = test.services.dataSource;
    const many = Array.from(
      { length: 450 },
      () => sql`(${newId()}, ${owner.workspaceId}, ${ann.id}, 'note', '{"text":"x"}', '2026-01-01T00:00:00.000Z')`,
    );
    await execute(
      manager,
      sql`INSERT INTO communication_logs (id, workspace_id, contact_id, type, content, timestamp) VALUES ${sql.join(many, ', ')}`,
    );
    const { id } = await runExport(owner, { kind: 'person', personId: ann.id });
    const told = JSON.parse((await downloadText(owner, `exports/${id}/file`)).text) as Record<string, { id: string }[]>;
    expect(new Set(told['communication_logs.contact_id']?.map((row) => row.id)).size).toBe(453);
  });
});

describe('an export', () => {
  it('is fetched by whoever asked for it alone, for seven days; its row stays', async () => {
    await create({ firstName: 'Ann' });
    const done = await runExport(owner, ALL);
    const admin = await test.member('admin');
    admin.workspaceId = test.owner.workspaceId;
    const theirs = await runExport(test.owner, ALL);
    expect((await errorOf(admin.get(`exports/${theirs.id}/file`))).code).toBe('export.notYours');
    await downloadText(owner, `exports/${done.id}/file`);
    expect(await filesOf(done.id)).toHaveLength(1);
    const goBack = await passTime(test, 8 * 86_400_000);
    try {
      await dataOf(owner.post('/api/v1/auth/step-up', { password: PASSWORD }));
      expect(await dataOf(owner.get(`exports/${done.id}`))).toMatchObject({
        status: 'done',
        hasFile: false,
        canDownload: false,
        rowCount: 1,
      });
      expect((await errorOf(owner.get(`exports/${done.id}/file`))).code).toBe('export.expired');
      await waitFor('the file to be removed', async () => (await filesOf(done.id)).length === 0, 30_000);
    } finally {
      goBack();
    }
  });

  it('is deleted with its file, and the log keeps what was exported', async () => {
    await create({ firstName: 'Ann', company: 'Acme' });
    const { id } = await runExport(owner, { kind: 'contacts', contacts: { filter: { company: 'Acme' } } });
    await downloadText(owner, `exports/${id}/file`);
    await dataOf(owner.delete(`exports/${id}`));
    expect((await errorOf(owner.get(`exports/${id}`))).code).toBe('export.notFound');
    expect((await errorOf(owner.post(`exports/${id}/cancel`))).code).toBe('export.notFound');
    const { items } = await dataOf<{ items: { action: string; details: Record<string, unknown> }[] }>(owner.get('audit?limit=50'));
    const of = (action: string): Record<string, unknown> | undefined => items.find((entry) => entry.action === action)?.details;
    expect(of('export.started')).toMatchObject({ kind: 'contacts', filter: { company: 'Acme' } });
    expect(of('export.completed')).toMatchObject({ rows: 1 });
    expect(of('export.downloaded')).toMatchObject({ rows: 1 });
    expect(of('export.deleted')).toBeDefined();
  });

  it('needs a proof of who asks, and the role for it; strangers find nothing', async () => {
    const viewer = await test.member('viewer');
    expect((await errorOf(viewer.post('exports', ALL))).status).toBe(403);
    const { id } = await runExport(owner, ALL);
    const stranger = await test.stranger('Sam Stranger');
    expect((await errorOf(stranger.get(`exports/${id}`))).status).toBe(404);
    expect((await errorOf(stranger.get(`exports/${id}/file`))).status).toBe(404);
    test.clock.advance(11 * 60_000);
    try {
      expect((await errorOf(owner.post('exports', ALL))).code).toBe('auth.stepUpRequired');
    } finally {
      test.clock.advance(-11 * 60_000);
    }
  });

  it('ends when it is cancelled, and leaves no file', async () => {
    await seedMany(test, owner.workspaceId, 3_000);
    const { id } = await dataOf<ExportAnswer>(owner.post('exports', ALL));
    const answer = await owner.post(`exports/${id}/cancel`);
    const end = await endOfExport(owner, id);
    expect(end.status).toBe(answer.status === 200 ? 'cancelled' : 'done');
    if (answer.status === 200) expect((await errorOf(owner.get(`exports/${id}/file`))).code).toBe('export.notReady');
    expect((await errorOf(owner.post(`exports/${id}/cancel`))).code).toBe('export.finished');
  });
});
