import { dataOf, errorOf, type Person } from './support/Person.js';
import { passTime } from './support/campaigns.js';
import { runImport } from './support/imports.js';
import { Program } from './support/Program.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface List {
  id: string;
  name: string;
}
type Stage = List & { count: number };
interface Card {
  id: string;
  displayName: string;
  since: string;
  isStuck: boolean;
  lastTouchAt: string | null;
  lastTouchType: string | null;
}
interface Move {
  stage: (List & { since: string }) | null;
  previous: (List & { since: string }) | null;
}
interface HistoryEvent {
  id: string;
  event: string;
  contactName: string;
  listName: string;
  cause: string | null;
  causeName: string | null;
  actorName: string | null;
}

let test: TestApp;
let owner: Person;
let leads: List;
let clients: List;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());
beforeEach(async () => {
  owner = await test.stranger(`Lena ${Math.random()}`);
  leads = await makeStage('Leads');
  clients = await makeStage('Clients');
});

const makeStage = (name: string, extra: object = {}): Promise<List> =>
  dataOf<List>(owner.post('lists', { name, isPrimary: true, ...extra }));
const makeContact = async (firstName: string, extra: object = {}): Promise<string> =>
  (await dataOf<{ id: string }>(owner.post('contacts', { firstName, ...extra }))).id;
const move = (contactId: string, stageId: string | null, extra: object = {}): Promise<Move> =>
  dataOf<Move>(owner.post(`contacts/${contactId}/stage`, { stageId, ...extra }));
const stages = (query = ''): Promise<Stage[]> => dataOf<Stage[]>(owner.get(`stages?${query}`));
const cards = async (stageId: string, query = ''): Promise<{ items: Card[]; nextCursor: string | null }> =>
  dataOf(owner.get(`stages/${stageId}/contacts?${query}`));
const names = async (stageId: string, query = ''): Promise<string[]> =>
  (await cards(stageId, query)).items.map(({ displayName }) => displayName);
const history = async (path: string, query = ''): Promise<{ items: HistoryEvent[]; nextCursor: string | null }> =>
  dataOf(owner.get(`${path}?${query}`));
const told = async (path: string, query = ''): Promise<string[]> =>
  (await history(path, query)).items.map(({ event, contactName, listName, cause }) => `${contactName} ${event} ${listName}: ${cause}`);
const moves = async (id: string): Promise<unknown[]> =>
  (await dataOf<{ items: { content: unknown }[] }>(owner.get(`contacts/${id}/timeline?type=stage_change`))).items.map(
    ({ content }) => content,
  );

describe('a contact', () => {
  it('moves to a stage, on to another and to none, and its timeline tells of each move', async () => {
    const ann = await makeContact('Ann');
    expect(await move(ann, leads.id)).toMatchObject({ stage: { name: 'Leads' }, previous: null });
    expect(await move(ann, clients.id)).toMatchObject({ stage: { name: 'Clients' }, previous: { name: 'Leads' } });
    expect(await move(ann, null)).toMatchObject({ stage: null, previous: { name: 'Clients' } });
    expect(await moves(ann)).toEqual([
      { old_list: 'Clients', new_list: null },
      { old_list: 'Leads', new_list: 'Clients' },
      { old_list: null, new_list: 'Leads' },
    ]);
  });

  it('that is there already has not moved', async () => {
    const ann = await makeContact('Ann');
    const { stage } = await move(ann, leads.id);
    expect(await move(ann, leads.id)).toEqual({ stage, previous: stage });
    expect((await moves(ann)).length).toBe(1);
    expect(await move(await makeContact('Bob'), null)).toEqual({ stage: null, previous: null });
  });

  it('goes on with its time when the move is undone, and begins anew when it comes back by a move', async () => {
    const ann = await makeContact('Ann');
    const { stage } = await move(ann, leads.id);
    await move(ann, clients.id);
    expect((await move(ann, leads.id, { undo: true })).stage).toEqual(stage);
    await move(ann, null);
    expect((await move(ann, leads.id, { undo: true })).stage).toEqual(stage);
    await move(ann, clients.id);
    await move(ann, null);
    // Not the stage that it left last: a move like any other.
    expect((await move(ann, leads.id, { undo: true })).stage?.since).not.toBe(stage?.since);
  });

  it('comes to no list that is no stage, to none of others, and not out of the trash', async () => {
    const ann = await makeContact('Ann');
    const news = await dataOf<List>(owner.post('lists', { name: 'News' }));
    expect(await errorOf(owner.post(`contacts/${ann}/stage`, { stageId: news.id }))).toMatchObject({
      status: 422,
      fields: [{ field: 'stageId', code: 'list.notAStage' }],
    });
    const stranger = await test.stranger();
    expect((await errorOf(stranger.post(`contacts/${ann}/stage`, { stageId: null }))).status).toBe(404);
    const theirs = await dataOf<List>(stranger.post('lists', { name: 'Theirs', isPrimary: true }));
    expect((await errorOf(owner.post(`contacts/${ann}/stage`, { stageId: theirs.id }))).status).toBe(404);
    expect((await errorOf(owner.post(`contacts/${ann}/stage`, {}))).status).toBe(422);
    await dataOf(owner.delete(`contacts/${ann}`));
    expect(await errorOf(owner.post(`contacts/${ann}/stage`, { stageId: leads.id }))).toMatchObject({
      status: 409,
      code: 'contact.inTrash',
    });
  });

  it('stands on one stage after several moves at once', async () => {
    const ann = await makeContact('Ann');
    const further = await makeStage('Further');
    await Promise.all([leads, clients, further].map(({ id }) => owner.post(`contacts/${ann}/stage`, { stageId: id })));
    const counts = (await stages()).map(({ count }) => count);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect((await moves(ann)).length).toBe(3);
  });
});

describe('the board', () => {
  it('has the stages in the order that people give them', async () => {
    const talking = await makeStage('Talking');
    expect((await stages()).map(({ name }) => name)).toEqual(['Leads', 'Clients', 'Talking']);
    await dataOf(owner.put('lists/stage-order', { stageIds: [leads.id, talking.id, clients.id] }));
    expect((await stages()).map(({ name }) => name)).toEqual(['Leads', 'Talking', 'Clients']);
    expect((await dataOf<List[]>(owner.get('lists'))).map(({ name }) => name)).toEqual(['Leads', 'Talking', 'Clients']);
    for (const stageIds of [
      [leads.id, talking.id],
      [leads.id, talking.id, talking.id],
      [leads.id, talking.id, clients.id, clients.id],
    ])
      expect(await errorOf(owner.put('lists/stage-order', { stageIds }))).toMatchObject({ status: 409, code: 'list.orderOutdated' });
  });

  it('puts a new stage last, and a list that becomes one', async () => {
    const news = await dataOf<List>(owner.post('lists', { name: 'News' }));
    await dataOf(owner.put('lists/stage-order', { stageIds: [clients.id, leads.id] }));
    await makeStage('Late');
    await dataOf(owner.patch(`lists/${news.id}`, { isPrimary: true }));
    expect((await stages()).map(({ name }) => name)).toEqual(['Clients', 'Leads', 'Late', 'News']);
  });

  it('pages through a stage in both directions, and counts without the trash', async () => {
    const people = ['Ann', 'Bob', 'Cleo', 'Dan', 'Eve'];
    for (const name of people) await move(await makeContact(name), leads.id);
    await dataOf(owner.delete(`contacts/${await makeTrashed('Zed')}`));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: { items: Card[]; nextCursor: string | null } = await cards(leads.id, `limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ displayName }) => displayName));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([...people].reverse());
    expect(await names(leads.id, 'order=longest')).toEqual(people);
    expect(await stages()).toMatchObject([
      { name: 'Leads', count: 5 },
      { name: 'Clients', count: 0 },
    ]);
    expect((await errorOf(owner.get(`stages/${leads.id}/contacts?cursor=nonsense`))).code).toBe('page.badCursor');
    expect((await errorOf(owner.get(`stages/${await makeContact('Ann')}/contacts`))).status).toBe(404);
  });

  const makeTrashed = async (name: string): Promise<string> => {
    const id = await makeContact(name);
    await move(id, leads.id);
    return id;
  };

  it('shows and counts whoever matches a filter', async () => {
    await move(await makeContact('Ann', { company: 'Acme' }), leads.id);
    await move(await makeContact('Bob', { company: 'Beta' }), leads.id);
    await move(await makeContact('Cleo', { company: 'Acme' }), clients.id);
    expect(await stages('company=Acme')).toMatchObject([
      { name: 'Leads', count: 1 },
      { name: 'Clients', count: 1 },
    ]);
    expect(await names(leads.id, 'company=Acme')).toEqual(['Ann']);
    expect(await names(leads.id, 'search=bob')).toEqual(['Bob']);
    const rules = encodeURIComponent(JSON.stringify({ not: { rule: 'company', with: { is: 'Acme' } } }));
    expect(await stages(`rules=${rules}`)).toMatchObject([{ count: 1 }, { count: 0 }]);
  });

  it('says who was last spoken to, and when', async () => {
    const ann = await makeContact('Ann', { company: 'Acme' });
    await move(ann, leads.id);
    expect((await cards(leads.id)).items[0]).toMatchObject({ displayName: 'Ann', company: 'Acme', lastTouchAt: null, lastTouchType: null });
    await dataOf(owner.post(`contacts/${ann}/notes`, { text: 'call back' }));
    const { items } = await cards(leads.id);
    expect(items[0]?.lastTouchType).toBe('note');
    expect(items[0]?.lastTouchAt).not.toBeNull();
  });

  it('marks whoever has been on a stage for too long', async () => {
    const slow = await makeStage('Slow', { stuckAfterDays: 7 });
    await move(await makeContact('Ann'), slow.id);
    await passTime(test, 7 * 86_400_000 + 1_000);
    await move(await makeContact('Bob'), slow.id);
    expect((await cards(slow.id)).items.map(({ displayName, isStuck }) => [displayName, isStuck])).toEqual([
      ['Bob', false],
      ['Ann', true],
    ]);
    expect((await stages()).at(-1)).toMatchObject({ name: 'Slow', count: 2, stuckCount: 1, stuckAfterDays: 7 });
    await dataOf(owner.patch(`lists/${slow.id}`, { stuckAfterDays: null }));
    expect((await stages()).at(-1)).toMatchObject({ stuckCount: 0, stuckAfterDays: null });
    expect((await errorOf(owner.patch(`lists/${slow.id}`, { stuckAfterDays: 0 }))).status).toBe(422);
  });

  it('is empty for a stranger', async () => {
    const stranger = await test.stranger();
    expect(await dataOf(stranger.get('stages'))).toEqual([]);
    expect((await errorOf(stranger.get(`stages/${leads.id}/contacts`))).status).toBe(404);
  });
});

describe('a bulk move', () => {
  const bulk = (body: object): Promise<{ affected: number; undoId: string }> => dataOf(owner.post('contacts/bulk', body));
  const undo = (id: string): Promise<{ affected: number; left: number; leftBehind: { reason: string }[] }> =>
    dataOf(owner.post(`contacts/bulk/${id}/undo`));

  it('to a stage is undone with the time that was spent on the stages before', async () => {
    const [ann, bob, cleo] = [await makeContact('Ann'), await makeContact('Bob'), await makeContact('Cleo')];
    const { stage } = await move(ann, leads.id);
    await move(cleo, leads.id);
    const { affected, undoId } = await bulk({ action: 'moveToStage', listId: clients.id, selection: { contactIds: [ann, bob, cleo] } });
    expect(affected).toBe(3);
    await move(cleo, null);
    expect(await undo(undoId)).toMatchObject({ affected: 2, left: 0 });
    expect((await cards(leads.id)).items).toMatchObject([{ displayName: 'Ann', since: stage?.since }]);
    expect(await names(clients.id)).toEqual([]);
    expect(await moves(ann)).toEqual([
      { old_list: 'Clients', new_list: 'Leads' },
      { old_list: 'Leads', new_list: 'Clients' },
      { old_list: null, new_list: 'Leads' },
    ]);
    expect(await told(`contacts/${ann}/list-history`)).toEqual([
      'Ann left Clients: undo',
      'Ann joined Clients: bulk',
      'Ann joined Leads: member',
    ]);
  });

  it('off the stages is undone, but for those who are on one by now', async () => {
    const [ann, bob] = [await makeContact('Ann'), await makeContact('Bob')];
    const { stage } = await move(ann, leads.id);
    await move(bob, clients.id);
    const { affected, undoId } = await bulk({ action: 'leaveStage', selection: { filter: {} } });
    expect(affected).toBe(2);
    expect((await stages()).map(({ count }) => count)).toEqual([0, 0]);
    await move(bob, leads.id);
    expect(await undo(undoId)).toMatchObject({ affected: 1, left: 1, leftBehind: [{ reason: 'changedSince' }] });
    expect((await cards(leads.id)).items.find(({ displayName }) => displayName === 'Ann')?.since).toBe(stage?.since);
  });

  it('leaves whoever is in the trash where they are, and says so', async () => {
    const ann = await makeContact('Ann');
    await move(ann, leads.id);
    const { undoId } = await bulk({ action: 'moveToStage', listId: clients.id, selection: { contactIds: [ann] } });
    await dataOf(owner.delete(`contacts/${ann}`));
    expect(await undo(undoId)).toMatchObject({ affected: 0, left: 1, leftBehind: [{ reason: 'inTrash' }] });
    await dataOf(owner.post(`contacts/${ann}/restore`));
    expect(await names(clients.id)).toEqual(['Ann']);
  });

  it('goes to stages only', async () => {
    const news = await dataOf<List>(owner.post('lists', { name: 'News' }));
    expect(await errorOf(owner.post('contacts/bulk', { action: 'moveToStage', listId: news.id, selection: { filter: {} } }))).toMatchObject(
      {
        status: 422,
        fields: [{ field: 'listId', code: 'list.notAStage' }],
      },
    );
    expect((await errorOf(owner.post('contacts/bulk', { action: 'moveToStage', selection: { filter: {} } }))).status).toBe(422);
  });
});

describe('the history of a list', () => {
  it('tells who joined and left, when, why and by whom', async () => {
    const news = await dataOf<List>(owner.post('lists', { name: 'News' }));
    const ann = await makeContact('Ann', { primaryEmail: 'ann@example.com' });
    await dataOf(owner.post(`lists/${news.id}/contacts`, { contactIds: [ann] }));
    await dataOf(owner.post(`lists/${news.id}/contacts/remove`, { contactIds: [ann] }));
    await runImport(owner, 'Email,First name\nann@example.com,Ann\nbob@example.com,Bob\n', { start: { listId: news.id } });
    const all = (await history(`lists/${news.id}/history`)).items;
    expect(all.map(({ event, contactName, cause }) => [contactName, event, cause])).toEqual(
      expect.arrayContaining([
        ['Ann', 'joined', 'member'],
        ['Ann', 'left', 'member'],
        ['Ann', 'joined', 'import'],
        ['Bob', 'joined', 'import'],
      ]),
    );
    expect(all.length).toBe(4);
    expect(all.every(({ actorName }) => actorName?.startsWith('Lena'))).toBe(true);
    expect(all.find(({ cause }) => cause === 'import')?.causeName).toMatch(/\.csv$/);
    expect(await told(`lists/${news.id}/history`, 'event=left')).toEqual(['Ann left News: member']);
    expect((await errorOf((await test.stranger()).get(`lists/${news.id}/history`))).status).toBe(404);
    expect((await errorOf((await test.stranger()).get(`contacts/${ann}/list-history`))).status).toBe(404);
  });

  it('names the program that did it', async () => {
    const ann = await makeContact('Ann');
    const program = await Program.of(owner, ['contacts:read', 'lists:read', 'lists:write'], { description: 'Shop' });
    await dataOf(program.post(`contacts/${ann}/stage`, { stageId: leads.id }));
    expect((await history(`contacts/${ann}/list-history`)).items).toMatchObject([
      { event: 'joined', listName: 'Leads', isStage: true, cause: 'api', causeName: 'Shop' },
    ]);
  });

  it('comes in pages of any size without a gap, also where much happened at one moment', async () => {
    const news = await dataOf<List>(owner.post('lists', { name: 'News' }));
    const people = await Promise.all(['Ann', 'Bob', 'Cleo', 'Dan'].map((name) => makeContact(name)));
    for (let n = 0; n < 3; n += 1) {
      await dataOf(owner.post(`lists/${news.id}/contacts`, { contactIds: people }));
      if (n < 2) await dataOf(owner.post(`lists/${news.id}/contacts/remove`, { contactIds: people }));
    }
    const all = (await history(`lists/${news.id}/history`)).items;
    expect(all.length).toBe(20);
    for (const limit of [1, 3, 7]) {
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: { items: HistoryEvent[]; nextCursor: string | null } = await history(
          `lists/${news.id}/history`,
          `limit=${limit}${cursor && `&cursor=${cursor}`}`,
        );
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      }
      expect(seen).toEqual(all.map(({ id }) => id));
    }
  });

  it('loses nothing in a merge, and nothing in its undo', async () => {
    const [ann, anna] = [await makeContact('Ann'), await makeContact('Anna')];
    await move(ann, leads.id);
    await move(anna, leads.id);
    await move(anna, clients.id);
    const before = [await told(`contacts/${ann}/list-history`), await told(`contacts/${anna}/list-history`)];
    const { id } = await dataOf<{ id: string }>(
      owner.post('merges', { primaryId: ann, secondaryIds: [anna], choices: { stage: 'secondary' } }),
    );
    expect((await cards(clients.id)).items.map((card) => card.id)).toEqual([ann]);
    expect((await moves(ann))[0]).toEqual({ old_list: 'Leads', new_list: 'Clients' });
    expect((await told(`contacts/${ann}/list-history`)).sort()).toEqual([
      'Ann joined Clients: member',
      'Ann joined Leads: member',
      'Ann joined Leads: member',
      'Ann left Leads: member',
      'Ann left Leads: merge',
    ]);
    await dataOf(owner.post(`merges/${id}/undo`));
    expect([await told(`contacts/${ann}/list-history`), await told(`contacts/${anna}/list-history`)]).toEqual(before);
    expect(await moves(ann)).toEqual([{ old_list: null, new_list: 'Leads' }]);
  });

  it('keeps what a merge ends by itself', async () => {
    const [ann, anna] = [await makeContact('Ann'), await makeContact('Anna')];
    await move(ann, leads.id);
    await move(anna, clients.id);
    await dataOf(owner.post('merges', { primaryId: ann, secondaryIds: [anna] }));
    expect(await names(leads.id)).toEqual(['Ann']);
    expect(await told(`contacts/${ann}/list-history`)).toEqual([
      'Ann left Clients: merge',
      'Ann joined Clients: member',
      'Ann joined Leads: member',
    ]);
  });
});

it('a contact that an import puts on a stage has moved there', async () => {
  await runImport(owner, 'Email,First name\nann@example.com,Ann\n', { start: { listId: leads.id } });
  const [card] = (await cards(leads.id)).items;
  expect(await moves(card?.id ?? '')).toEqual([{ old_list: null, new_list: 'Leads' }]);
});

it('whoever has the board open hears of a move', async () => {
  const published: string[] = [];
  const heard = test.services.liveEvents
    .stream({ workspaceId: owner.workspaceId, userId: owner.userId })
    .subscribe(({ type }) => published.push(type));
  test.services.liveEvents.publish(owner.workspaceId, { type: 'mark', id: owner.workspaceId }); // Behind what was told before.
  await waitFor('the mark', () => published.splice(0).includes('mark'));
  await move(await makeContact('Ann'), leads.id);
  await dataOf(owner.put('lists/stage-order', { stageIds: [clients.id, leads.id] }));
  await waitFor('both to be heard of', () => published.filter((type) => type === 'lists.changed').length === 2);
  heard.unsubscribe();
});
