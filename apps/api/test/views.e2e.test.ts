import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { SweepOldRows } from '../src/platform/database/SweepOldRows.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';

interface View {
  id: string;
  name: string;
  isShared: boolean;
  isOwn: boolean;
  ownerName: string | null;
  mayEdit: boolean;
  isDefault: boolean;
  version: number;
  columns: { id: string; width?: number; isPinned?: boolean }[];
  sort: string;
  filter: object;
  missing: { kind: string; key: string; place: string }[];
}

let test: TestApp;
beforeAll(async () => {
  test = await TestApp.start();
});
afterAll(() => test.stop());

const save = (person: Person, name: string, more: object = {}): Promise<View> => dataOf(person.post('views', { name, ...more }));
const get = (person: Person, id: string): Promise<View> => dataOf(person.get(`views/${id}`));
const names = async (person: Person): Promise<string[]> => (await dataOf<View[]>(person.get('views'))).map(({ name }) => name);

it('keep columns, order and filter as they were saved, and are listed by name without them', async () => {
  const look = {
    columns: [{ id: 'name', isPinned: true }, { id: 'field:plan', width: 140 }, { id: 'email' }],
    sort: '-field:plan',
    filter: { search: 'acme', status: 'subscribed', createdAfter: '2026-01-31' },
  };
  const view = await save(test.owner, 'Kept', look);
  expect(view).toMatchObject({
    ...look,
    isShared: false,
    isOwn: true,
    mayEdit: true,
    isDefault: false,
    version: 1,
    ownerName: 'Olivia Owner',
  });
  expect(await get(test.owner, view.id)).toEqual(view);
  await save(test.owner, 'Another');
  expect(await names(test.owner)).toEqual(['Another', 'Kept']);
  const [listed] = await dataOf<object[]>(test.owner.get('views'));
  expect(Object.keys(listed ?? {})).not.toContain('filter');
});

it('are changed with their version, deleted and brought back as they were', async () => {
  const view = await save(test.owner, 'Changing', { sort: 'name' });
  const changed = await dataOf<View>(test.owner.patch(`views/${view.id}`, { name: 'Changed', columns: [{ id: 'email' }], version: 1 }));
  expect(changed).toMatchObject({ name: 'Changed', sort: 'name', columns: [{ id: 'email' }], version: 2 });
  expect(await errorOf(test.owner.patch(`views/${view.id}`, { name: 'Late', version: 1 }))).toMatchObject({
    status: 409,
    code: 'view.changedMeanwhile',
    details: { version: 2 },
  });
  await dataOf(test.owner.post(`views/${view.id}/default`));
  await dataOf(test.owner.delete(`views/${view.id}`));
  expect(await names(test.owner)).not.toContain('Changed');
  expect(await errorOf(test.owner.get(`views/${view.id}`))).toMatchObject({ status: 404, code: 'view.notFound' });
  expect(await dataOf<View>(test.owner.post(`views/${view.id}/restore`))).toMatchObject({ name: 'Changed', isDefault: true });
  expect(await errorOf(test.owner.post(`views/${view.id}/restore`))).toMatchObject({ status: 404 });
  await dataOf(test.owner.delete(`views/${view.id}/default`));
});

it('have one name each for one member', async () => {
  const first = await save(test.owner, 'Mine');
  const taken = { status: 409, code: 'view.nameTaken', fields: [{ field: 'name' }] };
  expect(await errorOf(test.owner.post('views', { name: ' Mine ' }))).toMatchObject(taken);
  const second = await save(test.owner, 'Mine too');
  expect(await errorOf(test.owner.patch(`views/${second.id}`, { name: 'Mine', version: 1 }))).toMatchObject(taken);
  await dataOf(test.owner.delete(`views/${first.id}`));
  await dataOf(test.owner.patch(`views/${second.id}`, { name: 'Mine', version: 1 }));
  expect(await errorOf(test.owner.post(`views/${first.id}/restore`))).toMatchObject(taken);
  expect((await save(await test.member('viewer'), 'Mine')).name).toBe('Mine');
});

it('are private until they are shared; then all read them, and only their owner and admins change them', async () => {
  const author = await test.member('author');
  const viewer = await test.member('viewer');
  const admin = await test.member('admin');
  const view = await save(author, 'Of the author', { sort: 'company' });
  for (const other of [viewer, admin, test.owner]) expect((await errorOf(other.get(`views/${view.id}`))).status).toBe(404);
  expect((await errorOf(admin.patch(`views/${view.id}`, { name: 'Seized', version: 1 }))).status).toBe(404);
  await dataOf(author.patch(`views/${view.id}`, { isShared: true, version: 1 }));
  expect(await get(viewer, view.id)).toMatchObject({ isOwn: false, mayEdit: false, ownerName: 'Member author', sort: 'company' });
  expect(await names(viewer)).toContain('Of the author');
  const notYours = { status: 403, code: 'view.notYours' };
  expect(await errorOf(viewer.patch(`views/${view.id}`, { sort: 'name', version: 2 }))).toMatchObject(notYours);
  expect(await errorOf(viewer.delete(`views/${view.id}`))).toMatchObject(notYours);
  expect(await dataOf<View>(admin.patch(`views/${view.id}`, { sort: 'name', version: 2 }))).toMatchObject({ mayEdit: true, isOwn: false });
  await dataOf(author.patch(`views/${view.id}`, { isShared: false, version: 3 }));
  expect((await errorOf(viewer.get(`views/${view.id}`))).status).toBe(404);
});

it('are not shared by viewers, who keep their own', async () => {
  const viewer = await test.member('viewer');
  const refused = { status: 403, code: 'view.mayNotShare', fields: [{ field: 'isShared' }] };
  expect(await errorOf(viewer.post('views', { name: 'Loud', isShared: true }))).toMatchObject(refused);
  const own = await save(viewer, 'Quiet');
  expect(await errorOf(viewer.patch(`views/${own.id}`, { isShared: true, version: 1 }))).toMatchObject(refused);
});

it('open the table for whoever chose so, one for each member', async () => {
  const author = await test.member('author');
  const shared = await save(test.owner, 'For all', { isShared: true });
  const own = await save(author, 'For me');
  const isDefault = async (id: string): Promise<boolean> => (await get(author, id)).isDefault;
  await dataOf(author.post(`views/${shared.id}/default`));
  expect([await isDefault(shared.id), (await get(test.owner, shared.id)).isDefault]).toEqual([true, false]);
  await dataOf(author.post(`views/${own.id}/default`));
  await dataOf(author.post(`views/${own.id}/default`));
  expect([await isDefault(shared.id), await isDefault(own.id)]).toEqual([false, true]);
  await dataOf(author.delete(`views/${shared.id}/default`));
  expect(await isDefault(own.id)).toBe(true);
  await dataOf(author.delete(`views/${own.id}/default`));
  expect(await isDefault(own.id)).toBe(false);
});

it('open without what is gone, and say what that is', async () => {
  const field = await dataOf<{ id: string }>(test.owner.post('custom-fields', { label: 'Plan', fieldName: 'plan', fieldType: 'text' }));
  const kept = await dataOf<{ id: string }>(test.owner.post('custom-fields', { label: 'Tier', fieldName: 'tier', fieldType: 'text' }));
  const list = await dataOf<{ id: string }>(test.owner.post('lists', { name: 'Going' }));
  const tree = { rule: 'field', with: { field: 'company', operator: 'contains', value: 'Acme' } };
  const segment = await dataOf<{ id: string }>(test.owner.post('segments', { name: 'Going', tree }));
  const rules = JSON.stringify({
    or: [
      { rule: 'customField', with: { fieldName: 'plan', operator: 'is', value: 'x' } },
      { rule: 'inSegment', with: { segmentId: segment.id } },
    ],
  });
  const view = await save(test.owner, 'Broken', {
    columns: [{ id: 'field:plan' }, { id: 'field:tier' }],
    sort: 'field:plan',
    filter: { listId: list.id, rules },
  });
  expect(view.missing).toEqual([]);
  await dataOf(test.owner.delete(`custom-fields/${field.id}`));
  await dataOf(test.owner.post(`custom-fields/${kept.id}/archive`));
  await dataOf(test.owner.delete(`lists/${list.id}`));
  await dataOf(test.owner.delete(`segments/${segment.id}`));
  const { missing, filter } = await get(test.owner, view.id);
  expect(filter).toEqual({ listId: list.id, rules });
  expect(missing).toEqual([
    { kind: 'field', key: 'plan', place: 'columns' },
    { kind: 'field', key: 'tier', place: 'columns' },
    { kind: 'field', key: 'plan', place: 'sort' },
    { kind: 'field', key: 'plan', place: 'filter' },
    { kind: 'list', key: list.id, place: 'filter' },
    { kind: 'segment', key: segment.id, place: 'filter' },
  ]);
});

it.each([
  [{ columns: [{ id: 'nothing' }] }, 422, 'view.unknownColumn'],
  [{ columns: [{ id: 'field:Bad Name' }] }, 422, 'view.unknownColumn'],
  [{ columns: [{ id: 'email' }, { id: 'email' }] }, 422, 'view.repeatedColumn'],
  [{ sort: 'age' }, 400, 'contact.unknownSort'],
])('refuse %j', async (look, status, code) => {
  expect(await errorOf(test.owner.post('views', { name: 'Refused', ...look }))).toMatchObject({ status, fields: [{ code }] });
});

it('refuse rules that cannot be read, names that are blank and widths that nobody can use', async () => {
  const refusal = async (body: object): Promise<[number, string]> => {
    const { status, code, fields } = await errorOf(test.owner.post('views', { name: 'Refused', ...body }));
    return [status, fields[0]?.field ?? code];
  };
  expect(await refusal({ filter: { rules: '{' } })).toEqual([422, 'rules']);
  expect(await refusal({ filter: { rules: '{"what":1}' } })).toEqual([422, 'segment.badShape']);
  expect(await refusal({ name: ' ' })).toEqual([422, 'name']);
  expect((await refusal({ columns: [{ id: 'email', width: 5 }] }))[0]).toBe(422);
  expect((await refusal({ filter: { status: 'happy' } }))[0]).toBe(422);
});

it('are at most 100 of one member', async () => {
  const person = await test.member('viewer');
  for (let made = 0; made < 100; made += 1) await save(person, `View ${made}`);
  expect(await errorOf(person.post('views', { name: 'One more' }))).toMatchObject({ status: 409, code: 'view.tooMany' });
});

it('are not for strangers', async () => {
  const { id } = await save(test.owner, 'Ours', { isShared: true });
  const stranger = await test.stranger();
  expect((await errorOf(stranger.get(`views/${id}`))).status).toBe(404);
  expect((await errorOf(stranger.delete(`views/${id}`))).status).toBe(404);
  stranger.workspaceId = test.owner.workspaceId;
  expect((await errorOf(stranger.get('views'))).status).toBe(404);
});

it('stay for the others when their owner deletes the account, if they are shared', async () => {
  const leaving = await test.member('author');
  const shared = await save(leaving, 'Stays', { isShared: true });
  const own = await save(leaving, 'Goes');
  const { manager } = test.services.dataSource;
  await execute(manager, sql`DELETE FROM users WHERE id = ${leaving.userId}`);
  expect(await get(test.owner, shared.id)).toMatchObject({ ownerName: null, mayEdit: true });
  expect((await errorOf(test.owner.get(`views/${own.id}`))).status).toBe(404);
  await test.app.get(SweepOldRows, { strict: false }).run();
  expect(await queryRows(manager, sql`SELECT name FROM saved_views WHERE owner_id IS NULL`)).toEqual([{ name: 'Stays' }]);
});

it('can be brought back for 30 days', async () => {
  const view = await save(test.owner, 'Forgotten');
  await dataOf(test.owner.delete(`views/${view.id}`));
  const sweep = (): Promise<void> => test.app.get(SweepOldRows, { strict: false }).run();
  test.clock.advance(29 * 86_400_000);
  await sweep();
  const { manager } = test.services.dataSource;
  const left = (): Promise<unknown[]> => queryRows(manager, sql`SELECT id FROM saved_views WHERE id = ${view.id}`);
  expect(await left()).toHaveLength(1);
  test.clock.advance(2 * 86_400_000);
  await sweep();
  expect(await left()).toEqual([]);
  test.clock.advance(-31 * 86_400_000);
});
