import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { answerFrom, conversationsOf } from '../support/inbox.js';
import { words, type World, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';

async function makeConversation(world: World, said: { text?: string; subject?: string } = {}): Promise<{ id: string; entryId: string }> {
  const contactId = await makeContact(world);
  const entryId = await answerFrom(world.app, world.person.workspaceId, contactId, said);
  const [conversation] = await conversationsOf(world.person, `contactId=${contactId}`);
  return { id: conversation?.id ?? '', entryId };
}

export const part: WorldPart = {
  ones: async (world) => ({ conversations: (await makeConversation(world)).id }),
  acts: (world) => ({
    updateConversation: async () => ({ path: { id: (await makeConversation(world)).id }, body: { status: 'done' } }),
  }),
  async lists(world) {
    await makeConversation(world, { text: words(5_000), subject: words(500) });
    return {};
  },
  contactRows: {
    'conversations.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (const channel of ['email', 'text'])
        if (random.below(2) === 0) {
          const [status, unread] = random.below(2) === 0 ? ['open', random.below(4)] : ['done', 0];
          await run(
            sql`INSERT INTO conversations (id, workspace_id, contact_id, channel, status, unread, last_entry_id, last_received_at, listed_at, created_at)
                VALUES (${newId()}, ${workspaceId}, ${contactId}, ${channel}, ${status}, ${unread}, ${newId()}, ${at}, ${at}, ${at})`,
          );
        }
    },
  },
};
