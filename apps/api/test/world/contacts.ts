import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { longEmail, type World, words, type WorldPart } from '../support/world.js';

export const makeContact = (world: World): Promise<string> =>
  world.made('contacts', { firstName: 'Ann', primaryEmail: `${newId()}@example.com` });

/** What a bulk action is told of one new contact. */
const trashOne = async (world: World): Promise<object> => ({ action: 'trash', selection: { contactIds: [await makeContact(world)] } });

export const part: WorldPart = {
  async ones(world) {
    const contacts = await makeContact(world);
    const bulk = await dataOf<{ id: string; undoId: string }>(world.person.post('contacts/bulk', await trashOne(world)));
    return { contacts, bulkId: bulk.id, undoId: bulk.undoId };
  },
  acts: (world) => ({
    createContact: () => Promise.resolve({ body: { firstName: 'Bea' } }),
    updateContact: async () => ({ path: { id: await makeContact(world) }, body: { version: 1, company: 'Beta' } }),
    eraseContact: async () => ({ path: { id: await world.made('contacts', { firstName: 'Eve' }) }, body: { confirm: 'Eve' } }),
    upsertContact: () => Promise.resolve({ body: { primaryEmail: `${newId()}@example.com` } }),
    deleteContact: async () => ({ path: { id: await makeContact(world) } }),
    restoreContact: async () => {
      const id = await makeContact(world);
      await dataOf(world.person.delete(`contacts/${id}`));
      return { path: { id } };
    },
    bulkContacts: async () => ({ body: await trashOne(world) }),
    cancelBulk: async () => {
      const bulkId = await world.made('contacts/bulk', await trashOne(world));
      await world.change(sql`UPDATE bulk_actions SET status = 'running' WHERE id = ${bulkId}`);
      return { path: { bulkId } };
    },
    undoBulk: async () => {
      const { undoId } = await dataOf<{ undoId: string }>(world.person.post('contacts/bulk', await trashOne(world)));
      return { path: { undoId } };
    },
  }),
  async lists(world) {
    const contacts = await largestContact(world);
    const bulkId = await largestBulk(world, contacts);
    await world.made('contacts', { firstName: 'Jonathan', lastName: 'Misspelt', company: words(200) });
    return {
      ids: { contacts },
      parameters: { listBulkLeft: { bulkId } },
      queries: {
        listBulkLeft: 'phase=do',
        listRecordHistory: `entityType=contact&entityId=${contacts}`,
        listSimilarContacts: 'search=Jonathon%20Mispelt',
      },
    };
  },
  contactRows: {
    'contact_points.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (const kind of ['email', 'phone'])
        for (const key of random.some(['one', 'two', 'three']))
          await run(
            sql`INSERT INTO contact_points (id, workspace_id, contact_id, kind, value, point_key, label, state, created_at)
                VALUES (${newId()}, ${workspaceId}, ${contactId}, ${kind}, ${`${key} ${random.below(9)}`}, ${key}, ${random.pick([null, 'Work'])}, 'active', ${at})`,
          );
    },
    'bulk_action_rows.contact_id': async ({ random, contactId, parents, run }) => {
      for (const id of random.some(parents.actions))
        await run(
          sql`INSERT INTO bulk_action_rows (bulk_action_id, contact_id, before_json) VALUES (${id}, ${contactId}, ${random.pick([null, '{"stageId":null}'])})`,
        );
    },
    'bulk_action_left.contact_id': async ({ random, contactId, parents, run }) => {
      for (const id of random.some(parents.actions))
        for (const phase of random.some(['do', 'undo']))
          await run(
            sql`INSERT INTO bulk_action_left (bulk_action_id, phase, contact_id, reason) VALUES (${id}, ${phase}, ${contactId}, 'gone')`,
          );
    },
    'bulk_action_left.existing_contact_id': async ({ random, contactId, parents, run }) => {
      for (const id of random.some(parents.actions))
        await run(
          sql`INSERT INTO bulk_action_left (bulk_action_id, phase, contact_id, reason, existing_contact_id) VALUES (${id}, 'do', ${newId()}, 'emailTaken', ${contactId})`,
        );
    },
  },
};

const LISTS = 8;
const FIELDS = 8;

/** On many lists, with long names and long custom fields, all of which an audit entry tells as changed. */
async function largestContact(world: World): Promise<string> {
  const listIds: string[] = [];
  for (let number = 0; number < LISTS; number += 1) listIds.push(await world.made('lists', { name: `${number} ${words(98)}` }));
  const customFields: Record<string, string> = {};
  for (let number = 0; number < FIELDS; number += 1) {
    const field = { label: `${number} ${words(98)}`, fieldName: `field_${number}`, fieldType: 'text' };
    customFields[(await dataOf<{ fieldName: string }>(world.person.post('custom-fields', field))).fieldName] = words(9_000);
  }
  const about = { firstName: words(200), lastName: words(200), company: words(200), primaryEmail: longEmail() };
  const { id, version } = await dataOf<{ id: string; version: number }>(world.person.post('contacts', { ...about, listIds }));
  await dataOf(world.person.patch(`contacts/${id}`, { version, customFields }));
  return id;
}

/** An action that is under way and has left many behind, as the tables hold it while a job works on it. */
async function largestBulk({ person, change }: World, contactId: string): Promise<string> {
  const id = newId();
  const now = new Date().toISOString();
  const actor = JSON.stringify({ type: 'user', userId: person.userId });
  const selection = JSON.stringify({ contactIds: Array.from({ length: 10_000 }, () => contactId) });
  await change(
    sql`INSERT INTO bulk_actions (id, workspace_id, user_id, action, details_json, affected, created_at, status, queued_at, selection_json, actor_json, total, undo_processed)
        VALUES (${id}, ${person.workspaceId}, ${person.userId}, 'trash', '{"listId":null}', 0, ${now}, 'undoing', ${now}, ${selection}, ${actor}, 10000, 1)`,
  );
  for (const phase of ['do', 'undo'])
    await change(
      sql`INSERT INTO bulk_action_left (bulk_action_id, phase, contact_id, reason, existing_contact_id) VALUES (${id}, ${phase}, ${contactId}, 'emailTaken', ${contactId})`,
    );
  return id;
}
