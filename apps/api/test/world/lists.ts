import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import type { World, WorldPart } from '../support/world.js';
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
    deleteList: async () => ({ path: { id: await makeList(world) } }),
    addToList: async () => ({ path: { id: await makeList(world) }, body: { contactIds: [await makeContact(world)] } }),
    removeFromList: async () => {
      const contactId = await makeContact(world);
      return { path: { id: await listWith(world, contactId) }, body: { contactIds: [contactId] } };
    },
  }),
  contactRows: {
    'contact_list_assignments.contact_id': async ({ random, contactId, parents, run, at }) => {
      const stage = random.chance(70) ? [random.pick(parents.stages)] : [];
      for (const listId of [...random.some(parents.lists), ...stage])
        await run(
          sql`INSERT INTO contact_list_assignments (contact_id, list_id, assigned_at) VALUES (${contactId}, ${listId}, ${random.pick([at, '2026-02-01T09:00:00.000Z'])})`,
        );
    },
  },
};
