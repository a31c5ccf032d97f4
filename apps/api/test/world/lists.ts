import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { words, type World, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';

const makeList = (world: World): Promise<string> => world.made('lists', { name: `List ${newId()}` });

export async function listWith(world: World, contactId: string): Promise<string> {
  const id = await makeList(world);
  await dataOf(world.person.post(`lists/${id}/contacts`, { contactIds: [contactId] }));
  return id;
}

export const part: WorldPart = {
  ones: async (world) => ({ lists: await makeList(world) }),
  acts: (world) => ({
    createList: () => Promise.resolve({ body: { name: 'Fresh' } }),
    updateList: async () => ({ path: { id: await makeList(world) }, body: { name: 'Renamed' } }),
    orderStages: async () => {
      for (let n = 0; n < 2; n += 1) await world.made('lists', { name: `Stage ${newId()}`, isPrimary: true });
      const lists = await dataOf<{ id: string; isPrimary: boolean }[]>(world.person.get('lists'));
      return { body: { stageIds: lists.flatMap(({ id, isPrimary }) => (isPrimary ? [id] : [])).reverse() } };
    },
    deleteList: async () => ({ path: { id: await makeList(world) } }),
    addToList: async () => ({ path: { id: await makeList(world) }, body: { contactIds: [await makeContact(world)] } }),
    removeFromList: async () => {
      const contactId = await makeContact(world);
      return { path: { id: await listWith(world, contactId) }, body: { contactIds: [contactId] } };
    },
  }),
  async lists(world) {
    const listId = await world.made('lists', { name: words(100) });
    const contactId = await world.made('contacts', { firstName: words(200), lastName: words(200) });
    for (let n = 0; n < 3; n += 1) {
      await dataOf(world.person.post(`lists/${listId}/contacts`, { contactIds: [contactId] }));
      await dataOf(world.person.post(`lists/${listId}/contacts/remove`, { contactIds: [contactId] }));
    }
    return { parameters: { listHistory: { id: listId }, listHistoryOfContact: { id: contactId } } };
  },
  contactRows: {
    'list_stays.contact_id': async ({ random, workspaceId, contactId, parents, run, at }) => {
      for (const listId of random.some([...parents.lists, ...parents.stages]))
        await run(
          sql`INSERT INTO list_stays (id, workspace_id, list_id, contact_id, joined_at, joined_via, left_at, left_via)
              VALUES (${newId()}, ${workspaceId}, ${listId}, ${contactId}, '2026-02-01T09:00:00.000Z', 'import', ${at}, 'member')`,
        );
    },
    'contact_list_assignments.contact_id': async ({ random, contactId, parents, run, at }) => {
      const stage = random.chance(70) ? [random.pick(parents.stages)] : [];
      for (const listId of [...random.some(parents.lists), ...stage])
        await run(
          sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at) VALUES (${contactId}, ${listId}, ${random.pick([at, '2026-02-01T09:00:00.000Z'])})`,
        );
    },
  },
};
