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
    playRecipient: async () => ({ path: { id: await labMessage(world) }, body: { action: 'open' } }),
  }),
};
