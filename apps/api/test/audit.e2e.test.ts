import { dataOf, errorOf } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface Entry {
  id: string;
  seq: number;
  actor: { type: string; id: string | null; name: string };
  action: string;
  summary: string;
  entity: { type: string; id: string; name: string | null; exists: boolean } | null;
  changes: { field: string; label: string; before: string | null; after: string | null }[];
  details: Record<string, unknown>;
  ip: string | null;
  requestId: string | null;
}
interface Page {
  items: Entry[];
  nextCursor: string | null;
}

let app: TestApp;
beforeAll(async () => {
  app = await TestApp.start();
});
afterAll(() => app.stop());

const listed = async (query: string, person = app.owner): Promise<Entry[]> => (await dataOf<Page>(person.get(`audit?${query}`))).items;
const contact = (fields: object): Promise<{ id: string; version: number }> => dataOf(app.owner.post('contacts', fields));

describe('the log of a workspace', () => {
  it('tells who changed what from what to what', async () => {
    const { id, version } = await contact({ firstName: 'Ann', lastName: 'Smith', company: 'Acme' });
    await dataOf(app.owner.patch(`contacts/${id}`, { version, company: 'Beta' }));
    const [updated, created] = await listed(`entityType=contact&entityId=${id}`);
    expect(updated).toMatchObject({
      action: 'contact.updated',
      actor: { type: 'user', id: app.owner.userId, name: 'Olivia Owner' },
      summary: 'changed company from Acme to Beta',
      entity: { type: 'contact', id, name: 'Ann Smith', exists: true },
      changes: [{ field: 'company', label: 'company', before: 'Acme', after: 'Beta' }],
    });
    expect(updated?.ip).toBeTruthy();
    expect(updated?.requestId).toBeTruthy();
    expect(created).toMatchObject({ action: 'contact.created', summary: 'added the contact' });
  });

  it('keeps the name of a record that is gone', async () => {
    const list = await dataOf<{ id: string }>(app.owner.post('lists', { name: 'Passing' }));
    await dataOf(app.owner.delete(`lists/${list.id}`));
    const [deleted] = await listed(`entityId=${list.id}`);
    expect(deleted).toMatchObject({ action: 'list.deleted', entity: { name: 'Passing', exists: false } });
  });

  it('refuses a time that not every reader understands alike', async () => {
    for (const from of ['2026-W01-1', '2026-001', 'yesterday', '2026-13-01'])
      expect((await errorOf(app.owner.get(`audit?from=${from}`))).status).toBe(422);
  });

  it('filters by actor, action, record and time, and pages without gaps', async () => {
    const before = new Date(app.clock.now().getTime() - 1).toISOString();
    for (const name of ['North', 'South', 'East']) await dataOf(app.owner.post('lists', { name }));
    const made = await listed(`action=list.created&from=${before}&actorId=${app.owner.userId}`);
    expect(made.map((entry) => entry.entity?.name)).toEqual(['East', 'South', 'North']);
    expect(await listed(`action=list.&to=${before}&entityType=contact`)).toEqual([]);
    const seen: number[] = [];
    let cursor = '';
    do {
      const page = await dataOf<Page>(app.owner.get(`audit?limit=2${cursor && `&cursor=${cursor}`}`));
      seen.push(...page.items.map(({ seq }) => seq));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(Array.from({ length: seen.length }, (_, i) => seen.length - i));
  });

  it('writes one entry for an action on many contacts, with the number', async () => {
    const ids = [];
    for (let i = 0; i < 3; i += 1) ids.push((await contact({ firstName: `Bulk ${i}` })).id);
    const { undoId } = await dataOf<{ undoId: string }>(
      app.owner.post('contacts/bulk', { action: 'trash', selection: { contactIds: ids } }),
    );
    const entries = await listed('action=contact.bulk');
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ summary: 'moved 3 people to the trash', details: { affected: 3 } });
    await dataOf(app.owner.post(`contacts/bulk/${undoId}/undo`));
    expect((await listed('action=contact.bulkUndone'))[0]?.details).toMatchObject({ affected: 3 });
    const { items } = await dataOf<Page>(app.owner.get(`audit/history?entityType=contact&entityId=${ids[1]}`));
    expect(items.map(({ action }) => action)).toEqual(['contact.bulkUndone', 'contact.bulkDone', 'contact.created']);
  });

  it('tells in the history of a list whom an action put on it', async () => {
    const list = await dataOf<{ id: string }>(app.owner.post('lists', { name: 'Crew' }));
    const { id } = await contact({ firstName: 'Crew member' });
    await dataOf(app.owner.post('contacts/bulk', { action: 'addToList', listId: list.id, selection: { contactIds: [id] } }));
    const { items } = await dataOf<Page>(app.owner.get(`audit/history?entityType=list&entityId=${list.id}`));
    expect(items[0]).toMatchObject({
      summary: 'added 1 person to the list',
      entity: { type: 'bulkAction', name: 'Crew' },
      details: { listId: list.id },
    });
  });
});

describe('who may read it', () => {
  it('is shown to admins; everyone sees the history of a record, without addresses', async () => {
    const viewer = await app.member('viewer');
    const { id } = await contact({ firstName: 'Seen' });
    expect(await errorOf(viewer.get('audit'))).toMatchObject({ status: 403 });
    const { items } = await dataOf<Page>(viewer.get(`audit/history?entityType=contact&entityId=${id}`));
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ action: 'contact.created', ip: null, requestId: null });
    expect(await errorOf(viewer.get(`audit/history?entityType=apiKey&entityId=${id}`))).toMatchObject({ status: 422 });
  });

  it('is nothing to a stranger', async () => {
    const stranger = await app.stranger();
    const { id } = await contact({ firstName: 'Hidden' });
    stranger.workspaceId = app.owner.workspaceId;
    expect(await errorOf(stranger.get('audit'))).toMatchObject({ status: 404 });
    expect(await errorOf(stranger.get(`audit/history?entityType=contact&entityId=${id}`))).toMatchObject({ status: 404 });
  });
});
