import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { type World, words, type WorldPart } from '../support/world.js';

const makeTopic = (world: World): Promise<string> => world.made('topics', { name: `Topic ${newId()}` });

export const part: WorldPart = {
  ones: async (world) => ({ topics: await makeTopic(world) }),
  acts: (world) => ({
    createTopic: () => Promise.resolve({ body: { name: 'Product news', description: 'Once a month' } }),
    updateTopic: async () => ({ path: { id: await makeTopic(world) }, body: { name: 'Renamed', version: 1 } }),
    archiveTopic: async () => ({ path: { id: await makeTopic(world) } }),
    restoreTopic: async () => {
      const id = await makeTopic(world);
      await dataOf(world.person.post(`topics/${id}/archive`));
      return { path: { id } };
    },
    orderTopics: async () => {
      await makeTopic(world);
      await makeTopic(world);
      const topics = await dataOf<{ id: string; isArchived: boolean }[]>(world.person.get('topics'));
      return { body: { topicIds: topics.flatMap(({ id, isArchived }) => (isArchived ? [] : [id])).reverse() } };
    },
  }),
  async lists(world) {
    await world.made('topics', { name: words(80), description: words(300) });
    return {};
  },
  contactRows: {
    'consent_events.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO consent_events (id, workspace_id, channel, address_key, contact_id, event, source, created_at)
              VALUES (${newId()}, ${workspaceId}, 'email', ${newId()}, ${contactId}, 'unsubscribed', 'api', ${at})`,
        );
    },
  },
};
