import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { waitFor } from '../support/waitFor.js';
import type { World, WorldPart } from '../support/world.js';

/** A test message that the lab keeps, whatever the sender of the workspace is. */
async function labMessage(world: World): Promise<string> {
  await dataOf(world.person.post('sender/test', { type: 'mail_lab', config: {}, to: 'ann@example.com' }));
  const messages = (): Promise<{ items: object[] }> => dataOf(world.person.get('mail-lab/messages'));
  await waitFor('a message in the mail lab', async () => (await messages()).items.length > 0);
  return world.first('mail-lab/messages');
}

export const part: WorldPart = {
  ones: async (world) => ({ messages: await labMessage(world) }),
  acts: (world) => ({
    clearMailLab: async () => {
      await labMessage(world);
      return {};
    },
    setLabFault: () => Promise.resolve({ body: { fault: 'timesOut', recipient: 'nobody@example.net' } }),
    clearLabFault: async () => {
      await dataOf(world.person.put('mail-lab/fault', { fault: 'slow', recipient: 'nobody@example.net' }));
      return {};
    },
    playRecipient: async () => ({ path: { id: await labMessage(world) }, body: { action: 'open' } }),
  }),
  contactRows: {
    'mail_lab_messages.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO mail_lab_messages (id, workspace_id, message_id, contact_id, from_address, to_address, subject, preview, raw, received_at)
              VALUES (${newId()}, ${workspaceId}, ${newId()}, ${contactId}, 'a@example.com', 'b@example.com', 'Hello', '', ${Buffer.from('x')}, ${at})`,
        );
    },
  },
};
