import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { PLANTED, type World, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';

const TEXT = { subject: 'Hello', bodyHtml: `<p>${PLANTED.body}</p>` };

/** Written and still to be called back. */
async function writtenTo(world: World): Promise<{ id: string; messageId: string }> {
  await dataOf(world.person.patch('', { defaultFromEmail: 'club@garden.example.org' }));
  const id = await makeContact(world);
  return { id, messageId: await world.made(`contacts/${id}/messages`, TEXT) };
}

export const part: WorldPart = {
  ones: async (world) => ({ messageId: (await writtenTo(world)).messageId }),
  acts: (world) => ({
    sendMessage: async () => ({ path: { id: (await writtenTo(world)).id }, body: TEXT }),
    sendTextMessage: async () => {
      const id = await world.made('contacts', { firstName: 'Ada', primaryPhone: '+14155550123' });
      return { path: { id }, body: { text: PLANTED.body } };
    },
    cancelMessage: async () => ({ path: await writtenTo(world) }),
    resolveMessage: async () => {
      const path = await writtenTo(world);
      await world.change(sql`UPDATE direct_messages SET state = 'uncertain' WHERE id = ${path.messageId}`);
      return { path, body: { outcome: 'sent' } };
    },
  }),
  contactRows: {
    // Cancelled: one that waits would be sent meanwhile.
    'direct_messages.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1) {
        const id = newId();
        await run(
          sql`INSERT INTO direct_messages (id, workspace_id, contact_id, channel, sender_type, from_address, to_address, subject, message_id, state, due_at, created_at, updated_at)
              VALUES (${id}, ${workspaceId}, ${contactId}, 'email', 'mail_lab', 'a@example.com', 'b@example.com', 'x', ${`<${id}@example.com>`}, 'cancelled', ${at}, ${at}, ${at})`,
        );
      }
    },
  },
};
