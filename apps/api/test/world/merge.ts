import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import { type World, words, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';

const pair = async (world: World): Promise<{ primaryId: string; secondaryIds: string[] }> => ({
  primaryId: await makeContact(world),
  secondaryIds: [await makeContact(world)],
});

export const part: WorldPart = {
  ones: async (world) => ({ merges: await world.made('merges', await pair(world)) }),
  acts: (world) => ({
    mergeContacts: async () => ({ body: await pair(world) }),
    undoMerge: async () => ({ path: { id: await world.made('merges', await pair(world)) } }),
  }),
  async lists(world) {
    const contact = (): Promise<string> => world.made('contacts', { firstName: words(200), lastName: words(200) });
    const secondaryIds: string[] = [];
    for (let n = 0; n < 9; n += 1) secondaryIds.push(await contact());
    await dataOf(world.person.post('merges', { primaryId: await contact(), secondaryIds }));
    return {};
  },
  contactRows: {
    'merge_journal.primary_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO merge_journal (id, workspace_id, primary_id, merged_at, summary_json, journal_json) VALUES (${newId()}, ${workspaceId}, ${contactId}, ${at}, '{}', '{}')`,
        );
    },
  },
};
