import { BulkTurns } from '../src/modules/contacts/bulk/BulkTurns.js';
import { referencesTo } from '../src/platform/database/foreignKeys.js';
import { newId } from '../src/platform/database/ids.js';
import { execute, queryRows, sql } from '../src/platform/database/sql.js';
import { passTime } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { refuseRows } from './support/refuseRows.js';
import { countOf, seedMany } from './support/seedMany.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Left {
  contactId: string;
  displayName: string | null;
  reason: string;
  message: string;
  existingContactId: string | null;
}
interface Bulk {
  id: string;
  status: string;
  isFinished: boolean;
  affected: number;
  processed: number;
  total: number | null;
  undoId: string | null;
  left: number;
  leftBehind: Left[];
  error: string | null;
  undo: { status: string; affected: number; processed: number; total: number; left: number; leftBehind: Left[] } | null;
}

let test: TestApp;
let owner: Person;
let other: Person;
beforeAll(async () => {
  test = await TestApp.start();
  other = await test.stranger('Olga Other');
});
beforeEach(async () => {
  owner = await test.stranger('Bea Bulk');
});
afterAll(() => test.stop());

const start = (body: object): Promise<Bulk> => dataOf(owner.post('contacts/bulk', body));
const stateOf = (id: string): Promise<Bulk> => dataOf(owner.get(`contacts/bulk/${id}`));
const create = (body: object): Promise<{ id: string }> => dataOf(owner.post('contacts', body));
const trashed = (): Promise<number> => countOf(test, 'base_contacts', sql`workspace_id = ${owner.workspaceId} AND deleted_at IS NOT NULL`);
async function until(id: string, status: string, limitMs = 120_000): Promise<Bulk> {
  await waitFor(`the action to be ${status}`, async () => (await stateOf(id)).status === status, limitMs);
  return stateOf(id);
}

/** Many steps of at most 500, of which one is done within the answer: PostgreSQL takes longer for each. */
const MANY = process.env['TEST_DATABASE_URL'] ? 5_000 : 12_000;

/** How often PostgreSQL was asked to look at contacts for its planner; null on SQLite, which plans without. */
async function looksAtContacts(): Promise<number | null> {
  if (!test.database.isPostgres) return null;
  const [row] = await queryRows<{ looks: string }>(
    test.services.dataSource.manager,
    sql`SELECT analyze_count AS looks FROM pg_stat_user_tables WHERE relname = 'base_contacts'`,
  );
  return Number(row?.looks);
}

describe('a bulk action on many contacts', () => {
  let usual = 0;
  beforeAll(() => {
    const turns = test.app.get(BulkTurns, { strict: false });
    usual = turns.answerWithinMs;
    turns.answerWithinMs = 0;
  });
  afterAll(() => {
    test.app.get(BulkTurns, { strict: false }).answerWithinMs = usual;
  });

  it('is cancelled between two steps; what was changed by then can be undone, and the undo can be stopped and resumed', async () => {
    await seedMany(test, owner.workspaceId, MANY);
    const { id } = await start({ action: 'trash', selection: { filter: {} } });
    // So many that their undo takes several steps, too.
    await waitFor('a third of it', async () => (await stateOf(id)).processed >= MANY / 3);
    const cancelled = await dataOf<Bulk>(owner.post(`contacts/bulk/${id}/cancel`));
    expect(cancelled).toMatchObject({ status: 'cancelled', isFinished: true, undoId: id });
    expect(cancelled.affected).toBeGreaterThan(0);
    expect(cancelled.affected).toBeLessThan(MANY);
    expect(await trashed()).toBe(cancelled.affected);
    expect((await errorOf(owner.post(`contacts/bulk/${id}/cancel`))).code).toBe('bulkAction.finished');
    const undo = await dataOf<{ status: string }>(owner.post(`contacts/bulk/${id}/undo`));
    if (undo.status !== 'undone') {
      await dataOf(owner.post(`contacts/bulk/${id}/cancel`));
      expect((await stateOf(id)).status).toBe('done');
      await dataOf(owner.post(`contacts/bulk/${id}/undo`));
    }
    expect((await until(id, 'undone')).undo?.affected).toBe(cancelled.affected);
    expect(await trashed()).toBe(0);
  }, 180_000);

  it('waits for the one before it', async () => {
    await seedMany(test, owner.workspaceId, MANY);
    const looks = await looksAtContacts();
    const first = await start({ action: 'trash', selection: { filter: {} } });
    const second = await start({ action: 'restore', selection: { filter: { trashed: true } } });
    expect(first.status).toBe('running');
    expect(second).toMatchObject({ status: 'waiting', processed: 0 });
    expect(await until(first.id, 'done')).toMatchObject({ affected: MANY });
    expect(await until(second.id, 'done')).toMatchObject({ affected: MANY });
    expect(await trashed()).toBe(0);
    // PostgreSQL was told to look anew after each, and while they went on: who was in the trash at its last look is alive again.
    const each = Math.floor(Math.log2(MANY / 1_000)) + 2;
    if (looks !== null) await waitFor('its looks', async () => ((await looksAtContacts()) ?? 0) >= looks + 2 * each);
  }, 180_000);

  it('leaves alone whoever is added while it runs', async () => {
    await seedMany(test, owner.workspaceId, MANY);
    const { id } = await start({ action: 'trash', selection: { filter: {} } });
    const late = await create({ firstName: 'Late' });
    await until(id, 'done');
    expect((await dataOf<{ deletedAt: string | null }>(owner.get(`contacts/${late.id}`))).deletedAt).toBeNull();
  }, 180_000);

  it('that fails says what it has changed, and gives that back', async () => {
    await seedMany(test, owner.workspaceId, MANY);
    const bad = await create({ firstName: 'Refused', company: 'Refused' });
    const mend = await refuseRows(test, { table: 'base_contacts', before: 'UPDATE', when: `OLD.id = '${bad.id}'` });
    const backs: (() => void)[] = [];
    try {
      const { id } = await start({ action: 'trash', selection: { filter: {} } });
      // Each attempt waits longer than the one before it.
      await waitFor(
        'its last attempt',
        async () => {
          backs.push(await passTime(test, 60_000));
          return (await stateOf(id)).status === 'failed';
        },
        150_000,
      );
      const failed = await stateOf(id);
      expect(failed.affected).toBe(await trashed());
      expect(failed.affected).toBeGreaterThan(0);
      expect(failed.error).toMatch(/server error/);
      expect(failed.undoId).toBe(id);
      await dataOf(owner.post(`contacts/bulk/${id}/undo`));
      expect((await until(id, 'undone')).undo?.affected).toBe(failed.affected);
      expect(await trashed()).toBe(0);
    } finally {
      backs.forEach((back) => back());
      await mend();
    }
  }, 300_000);
});

describe('what could not be undone', () => {
  it('is listed with names and reasons: address or number taken, changed since, gone', async () => {
    const people = {
      email: await create({ firstName: 'Ed', primaryEmail: 'ed@example.com' }),
      phone: await create({ firstName: 'Flo', primaryPhone: '+49 30 901820' }),
      again: await create({ firstName: 'Gil' }),
      gone: await create({ firstName: 'Hal' }),
      back: await create({ firstName: 'Ida' }),
      fine: await create({ firstName: 'Joe' }),
    };
    const { undoId } = await start({ action: 'trash', selection: { contactIds: Object.values(people).map(({ id }) => id) } });
    const ed = await create({ firstName: 'Edna', primaryEmail: 'ED@example.com' });
    const flo = await create({ firstName: 'Florian', primaryPhone: '+4930901820' });
    await dataOf(owner.post(`contacts/${people.again.id}/restore`));
    await dataOf(owner.delete(`contacts/${people.again.id}`));
    await dataOf(owner.post(`contacts/${people.back.id}/restore`));
    await execute(test.services.dataSource.manager, sql`DELETE FROM base_contacts WHERE id = ${people.gone.id}`);
    const undone = await dataOf<NonNullable<Bulk['undo']>>(owner.post(`contacts/bulk/${undoId ?? ''}/undo`));
    expect(undone).toMatchObject({ status: 'undone', affected: 1, left: 4 });
    const byName = Object.fromEntries(undone.leftBehind.map((left) => [left.displayName ?? 'gone', left]));
    expect(byName).toMatchObject({
      Ed: { reason: 'emailTaken', existingContactId: ed.id },
      Flo: { reason: 'phoneTaken', existingContactId: flo.id },
      Gil: { reason: 'changedSince', existingContactId: null },
      gone: { reason: 'gone', contactId: people.gone.id },
    });
    expect(byName['Ed']?.message).toMatch(/another contact has this email address/);
    const page = await dataOf<{ items: Left[]; nextCursor: string | null }>(owner.get(`contacts/bulk/${undoId ?? ''}/left?limit=3`));
    expect(page.items).toHaveLength(3);
    const rest = await dataOf<{ items: Left[] }>(owner.get(`contacts/bulk/${undoId ?? ''}/left?limit=3&cursor=${page.nextCursor ?? ''}`));
    expect([...page.items, ...rest.items].map(({ contactId }) => contactId).sort()).toEqual(
      undone.leftBehind.map(({ contactId }) => contactId).sort(),
    );
  });

  it('is said of a restore too, and of lists that were deleted', async () => {
    const ann = await create({ primaryEmail: 'ann@example.com' });
    await dataOf(owner.delete(`contacts/${ann.id}`));
    const twin = await create({ primaryEmail: 'ann@example.com' });
    expect(await start({ action: 'restore', selection: { filter: { trashed: true } } })).toMatchObject({
      affected: 0,
      undoId: null,
      left: 1,
      leftBehind: [{ contactId: ann.id, reason: 'emailTaken', existingContactId: twin.id }],
    });

    const [first, second] = await Promise.all(
      ['First', 'Second'].map((name) => dataOf<{ id: string }>(owner.post('lists', { name, isPrimary: true }))),
    );
    const news = await dataOf<{ id: string }>(owner.post('lists', { name: 'News' }));
    for (const list of [first, news]) await dataOf(owner.post(`lists/${list?.id ?? ''}/contacts`, { contactIds: [twin.id] }));
    const moved = await start({ action: 'addToList', listId: second?.id, selection: { contactIds: [twin.id] } });
    const removed = await start({ action: 'removeFromList', listId: news.id, selection: { contactIds: [twin.id] } });
    expect([moved.affected, removed.affected]).toEqual([1, 1]);
    for (const list of [first, news]) await dataOf(owner.delete(`lists/${list?.id ?? ''}`));
    expect(await dataOf(owner.post(`contacts/bulk/${moved.id}/undo`))).toMatchObject({ left: 1, leftBehind: [{ reason: 'listGone' }] });
    expect(await dataOf(owner.post(`contacts/bulk/${removed.id}/undo`))).toMatchObject({
      affected: 0,
      left: 1,
      leftBehind: [{ reason: 'listGone' }],
    });
  });
});

it('takes ids twice as one, ten thousand at once, and none of a stranger', async () => {
  const { firstContactId } = await seedMany(test, owner.workspaceId, 9_000);
  const ids = (await dataOf<{ items: { id: string }[] }>(owner.get('contacts?limit=200'))).items.map(({ id }) => id);
  const done = await start({ action: 'trash', selection: { contactIds: [...ids, ...ids, firstContactId] } });
  expect(done).toMatchObject({ status: 'done', processed: 201, total: 201, affected: 201 });
  expect(
    (
      await errorOf(
        owner.post('contacts/bulk', { action: 'trash', selection: { contactIds: Array.from({ length: 10_001 }, () => newId()) } }),
      )
    ).status,
  ).toBe(422);
  const theirs = await dataOf<Bulk>(other.post('contacts/bulk', { action: 'restore', selection: { contactIds: ids } }));
  expect(theirs.affected).toBe(0);
  for (const call of [
    other.get(`contacts/bulk/${done.id}`),
    other.post(`contacts/bulk/${done.id}/undo`),
    other.post(`contacts/bulk/${done.id}/cancel`),
    other.get(`contacts/bulk/${done.id}/left`),
  ])
    expect((await errorOf(call)).status).toBe(404);
});

describe('the trash', () => {
  it('leaves nothing behind that names a removed contact, but for what has to stay', async () => {
    const { manager } = test.services.dataSource;
    const tables = test.database.isPostgres
      ? await manager.query<{ name: string }[]>(
          `SELECT table_name AS name FROM information_schema.columns WHERE column_name = 'contact_id' AND table_schema = 'public'`,
        )
      : await manager.query<{ name: string }[]>(
          `SELECT l.name FROM pragma_table_list AS l, pragma_table_info(l.name) AS c WHERE l.schema = 'main' AND l.type = 'table' AND c.name = 'contact_id'`,
        );
    const references = await referencesTo(manager, 'base_contacts');
    const removed = new Set(references.filter(({ onDelete }) => onDelete === 'CASCADE').map(({ table }) => table));
    expect([...removed]).toEqual(
      expect.arrayContaining(['communication_logs', 'contact_list_assignments', 'contact_points', 'custom_fields']),
    );
    // Proof of consent, what was sent to whom, and the actions themselves: by id, without a name.
    const kept = ['bulk_action_left', 'bulk_action_rows', 'campaign_recipients', 'consent_events', 'mail_lab_messages', 'sent_messages'];
    const left = tables.map(({ name }) => name).filter((name) => !removed.has(name));
    expect(left.sort()).toEqual(kept);
  });
});
