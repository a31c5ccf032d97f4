import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface List {
  id: string;
  name: string;
  isPrimary: boolean;
  count: number;
}
interface Contact {
  id: string;
  displayName: string;
  lists: { id: string; name: string; isPrimary: boolean }[];
}
interface Entry {
  id: string;
  type: string;
  title: string;
  content: Record<string, unknown>;
  actorName: string | null;
}

let test: TestApp;
let owner: Person;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Lena ${Math.random()}`);
});

const makeList = (name: string, isPrimary = false): Promise<List> => dataOf<List>(owner.post('lists', { name, isPrimary }));
const makeContact = (firstName: string, extra: object = {}): Promise<Contact> =>
  dataOf<Contact>(owner.post('contacts', { firstName, ...extra }));
const contact = (id: string): Promise<Contact> => dataOf<Contact>(owner.get(`contacts/${id}`));
const timeline = async (id: string, query = ''): Promise<Entry[]> =>
  (await dataOf<{ items: Entry[] }>(owner.get(`contacts/${id}/timeline?${query}`))).items;
const listNames = async (id: string): Promise<string[]> => (await contact(id)).lists.map((list) => list.name);

describe('a list', () => {
  it('is made, renamed, counted and deleted; its contacts stay', async () => {
    const news = await makeList('News');
    const ann = await makeContact('Ann');
    const bob = await makeContact('Bob');
    expect(await dataOf(owner.post(`lists/${news.id}/contacts`, { contactIds: [ann.id, bob.id] }))).toEqual({ affected: 2 });
    expect(await dataOf(owner.post(`lists/${news.id}/contacts`, { contactIds: [ann.id] }))).toEqual({ affected: 0 });
    await dataOf(owner.delete(`contacts/${bob.id}`));
    expect(await dataOf<List[]>(owner.get('lists'))).toMatchObject([{ name: 'News', count: 1 }]);
    expect(await dataOf<List>(owner.patch(`lists/${news.id}`, { name: 'Letters' }))).toMatchObject({ name: 'Letters', count: 1 });
    expect((await dataOf<{ items: Contact[] }>(owner.get(`contacts?listId=${news.id}`))).items.map((item) => item.displayName)).toEqual([
      'Ann',
    ]);
    expect(await dataOf(owner.post(`lists/${news.id}/contacts/remove`, { contactIds: [ann.id] }))).toEqual({ affected: 1 });
    await dataOf(owner.delete(`lists/${news.id}`));
    expect((await errorOf(owner.get(`lists/${news.id}`))).status).toBe(404);
    expect((await contact(ann.id)).displayName).toBe('Ann');
  });

  it('has a name of its own', async () => {
    await makeList('News');
    const other = await makeList('Other');
    expect(await errorOf(owner.post('lists', { name: 'News' }))).toMatchObject({ status: 409, code: 'list.nameTaken' });
    expect(await errorOf(owner.patch(`lists/${other.id}`, { name: 'News' }))).toMatchObject({ status: 409, code: 'list.nameTaken' });
  });

  it('does not exist for a stranger, and takes no contact of theirs', async () => {
    const news = await makeList('News');
    const stranger = await test.stranger();
    const theirs = await dataOf<Contact>(stranger.post('contacts', { firstName: 'Theirs' }));
    for (const call of [
      stranger.get(`lists/${news.id}`),
      stranger.patch(`lists/${news.id}`, { name: 'X' }),
      stranger.delete(`lists/${news.id}`),
      stranger.post(`lists/${news.id}/contacts`, { contactIds: [theirs.id] }),
      stranger.post('contacts', { firstName: 'A', listIds: [news.id] }),
    ]) {
      expect((await errorOf(call)).status).toBe(404);
    }
    expect(await dataOf(owner.post(`lists/${news.id}/contacts`, { contactIds: [theirs.id] }))).toEqual({ affected: 0 });
  });
});

describe('stages', () => {
  it('hold a contact one at a time, and the timeline tells of the move', async () => {
    const leads = await makeList('Leads', true);
    const clients = await makeList('Clients', true);
    const ann = await makeContact('Ann', { listIds: [leads.id] });
    expect(await listNames(ann.id)).toEqual(['Leads']);
    await dataOf(owner.post(`lists/${clients.id}/contacts`, { contactIds: [ann.id] }));
    expect(await listNames(ann.id)).toEqual(['Clients']);
    const moves = await timeline(ann.id, 'type=stage_change');
    expect(moves.map((entry) => entry.title)).toEqual(['Moved from Leads to Clients', 'Moved to Leads']);
    expect(moves[0]?.content).toEqual({ old_list: 'Leads', new_list: 'Clients' });
  });

  it('cannot be chosen two at once, nor made of a list whose contacts stand elsewhere', async () => {
    const leads = await makeList('Leads', true);
    const clients = await makeList('Clients', true);
    expect((await errorOf(owner.post('contacts', { firstName: 'A', listIds: [leads.id, clients.id] }))).fields[0]?.code).toBe(
      'list.severalStages',
    );
    const news = await makeList('News');
    await makeContact('Ann', { listIds: [leads.id, news.id] });
    expect(await errorOf(owner.patch(`lists/${news.id}`, { isPrimary: true }))).toMatchObject({
      status: 409,
      code: 'list.contactsOnOtherStage',
      details: { count: 1 },
    });
  });

  it('come back when a bulk move is undone', async () => {
    const leads = await makeList('Leads', true);
    const clients = await makeList('Clients', true);
    const ann = await makeContact('Ann', { listIds: [leads.id] });
    const bob = await makeContact('Bob');
    const move = await dataOf<{ affected: number; undoId: string }>(
      owner.post('contacts/bulk', { action: 'addToList', listId: clients.id, selection: { contactIds: [ann.id, bob.id] } }),
    );
    expect(move.affected).toBe(2);
    expect(await dataOf(owner.post(`contacts/bulk/${move.undoId}/undo`))).toMatchObject({ affected: 2, left: 0 });
    expect([await listNames(ann.id), await listNames(bob.id)]).toEqual([['Leads'], []]);
  });

  it('of two moves at once keep one', async () => {
    const stages = await Promise.all(['A', 'B', 'C'].map((name) => makeList(name, true)));
    const ann = await makeContact('Ann');
    await Promise.all(stages.map((stage) => owner.post(`lists/${stage.id}/contacts`, { contactIds: [ann.id] })));
    expect((await listNames(ann.id)).length).toBe(1);
  });

  it('are left by a bulk removal, and its undo brings back', async () => {
    const news = await makeList('News');
    const ann = await makeContact('Ann', { listIds: [news.id] });
    const { undoId } = await dataOf<{ undoId: string }>(
      owner.post('contacts/bulk', { action: 'removeFromList', listId: news.id, selection: { filter: { listId: news.id } } }),
    );
    expect(await listNames(ann.id)).toEqual([]);
    await dataOf(owner.post(`contacts/bulk/${undoId}/undo`));
    expect(await listNames(ann.id)).toEqual(['News']);
  });
});

describe('the timeline', () => {
  it('begins with where the contact came from, and pages to it', async () => {
    const ann = await makeContact('Ann');
    for (const text of ['first', 'second', 'third']) await dataOf(owner.post(`contacts/${ann.id}/notes`, { text }));
    const all = await timeline(ann.id);
    expect(all.map((entry) => entry.title)).toEqual(['Note', 'Note', 'Note', 'Contact added']);
    expect(all.at(-1)?.actorName).toMatch(/^Lena/);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: Entry[]; nextCursor: string | null } = await dataOf(
        owner.get(`contacts/${ann.id}/timeline?limit=1${cursor ? `&cursor=${cursor}` : ''}`),
      );
      seen.push(...page.items.map((entry) => entry.id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(all.map((entry) => entry.id));
    expect((await timeline(ann.id, 'type=note')).length).toBe(3);
  });

  it('lets notes be deleted, and nothing else', async () => {
    const news = await makeList('News');
    const ann = await makeContact('Ann', { listIds: [news.id] });
    const note = await dataOf<Entry>(owner.post(`contacts/${ann.id}/notes`, { text: 'call back' }));
    expect(note).toMatchObject({ type: 'note', content: { text: 'call back' } });
    await dataOf(owner.delete(`contacts/${ann.id}/notes/${note.id}`));
    const [put] = await timeline(ann.id);
    expect(put?.title).toBe('Added to the list News');
    expect((await errorOf(owner.delete(`contacts/${ann.id}/notes/${put?.id}`))).status).toBe(404);
    const stranger = await test.stranger();
    expect((await errorOf(stranger.delete(`contacts/${ann.id}/notes/${note.id}`))).status).toBe(404);
  });
});
