import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { words, type World, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';

const DUE = '2999-01-31T09:00:00.000Z';

async function makeReminder(world: World): Promise<string> {
  return world.made('reminders', { contactId: await makeContact(world), text: 'Call back', dueAt: DUE });
}

export const part: WorldPart = {
  ones: async (world) => ({ reminders: await makeReminder(world) }),
  acts: (world) => ({
    createReminder: async () => ({ body: { contactId: await makeContact(world), text: 'Fresh', dueAt: DUE } }),
    updateReminder: async () => ({ path: { id: await makeReminder(world) }, body: { text: 'Another' } }),
    finishReminder: async () => ({ path: { id: await makeReminder(world) } }),
    reopenReminder: async () => {
      const id = await makeReminder(world);
      await dataOf(world.person.post(`reminders/${id}/done`));
      return { path: { id } };
    },
    deleteReminder: async () => ({ path: { id: await makeReminder(world) } }),
    restoreReminder: async () => {
      const id = await makeReminder(world);
      await dataOf(world.person.delete(`reminders/${id}`));
      return { path: { id } };
    },
  }),
  async lists(world) {
    await world.made('reminders', { contactId: await makeContact(world), text: words(500), dueAt: DUE });
    return {};
  },
  contactRows: {
    // Done: one without an assignee would be handed to the owner meanwhile.
    'reminders.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO reminders (id, workspace_id, contact_id, text, due_at, time_zone, created_at, done_at)
              VALUES (${newId()}, ${workspaceId}, ${contactId}, 'x', ${at}, 'UTC', ${at}, ${at})`,
        );
    },
  },
};
