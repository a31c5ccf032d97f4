import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { AI_SETTINGS } from '../support/ai.js';
import { dataOf } from '../support/Person.js';
import { PLANTED, type World, type WorldPart } from '../support/world.js';

/** Nobody answers there: what only needs to be taken is taken. */
const SETTINGS = { ...AI_SETTINGS, baseUrl: 'http://127.0.0.1:9/v1' };
const WORK = { order: 'Write', sources: [], implied: [], kinds: ['paragraph'], language: null, tags: [], mostTokens: 100 };
const PIECES = [{ kind: 'paragraph', text: 'Hello', url: null, reason: null, sources: [], findings: [] }];

async function answered(world: World): Promise<string> {
  const id = newId();
  const { workspaceId, userId } = world.person;
  await world.change(
    sql`INSERT INTO ai_requests (id, workspace_id, user_id, task, state, model, input, pieces, input_tokens, output_tokens, cost, created_at)
        VALUES (${id}, ${workspaceId}, ${userId}, 'draft', 'done', 'm', ${JSON.stringify(WORK)}, ${JSON.stringify(PIECES)}, 1, 1, 0, ${new Date().toISOString()})`,
  );
  return id;
}

export const part: WorldPart = {
  ones: async (world) => ({ requests: await answered(world) }),
  lists: async (world) => {
    for (let at = 0; at < 3; at += 1) await answered(world);
    return {};
  },
  acts: (world) => ({
    setAiSettings: () => Promise.resolve({ body: SETTINGS }),
    askAi: async () => {
      await dataOf(world.person.put('ai/settings', SETTINGS));
      return { body: { task: 'draft', brief: { goal: 'Greet' } } };
    },
    decideAi: async () => ({ path: { id: await answered(world) }, body: { piece: 0, isAccepted: true } }),
  }),
  contactRows: {
    'ai_requests.contact_id': async ({ random, workspaceId, contactId, run, at }) => {
      for (let n = random.below(3); n > 0; n -= 1)
        await run(
          sql`INSERT INTO ai_requests (id, workspace_id, contact_id, task, state, model, input, response, input_tokens, output_tokens, cost, created_at, ended_at)
              VALUES (${newId()}, ${workspaceId}, ${contactId}, 'summary', 'done', 'm', ${JSON.stringify(WORK)}, ${PLANTED.body}, 1, 1, 0, ${at}, ${at})`,
        );
    },
  },
};
