import { INSIGHT_TYPES } from '../../src/modules/insights/insightTypes.js';
import { newId } from '../../src/platform/database/ids.js';
import { sql } from '../../src/platform/database/sql.js';
import { answerFrom } from '../support/inbox.js';
import { type World, words, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';

/** Only detectors make them. Its rows are the conversations of the workspace. */
async function makeInsight(world: World, long = 20): Promise<string> {
  const id = newId();
  const { workspaceId, userId } = world.person;
  const now = new Date().toISOString();
  const later = new Date(Date.now() + 86_400_000).toISOString();
  const evidence = JSON.stringify({
    ...{ query: words(long), from: '2020-01-01T00:00:00.000Z', until: later, about: {} },
    bars: Array.from({ length: 8 }, () => ({ label: words(long), count: 1, total: 2, isIt: false })),
    action: {
      page: 'contacts',
      label: 'Show them',
      id: null,
      rules: { and: [{ rule: 'field', with: { field: 'email', operator: 'contains', value: '@a' } }] },
    },
  });
  await world.change(
    sql`INSERT INTO ai_insights (id, user_id, workspace_id, type, dedupe_key, content, confidence, affected, sample, expected, interval_low, interval_high, method, evidence,
          effect, state, created_at, seen_at, expires_at)
        VALUES (${id}, ${userId}, ${workspaceId}, ${INSIGHT_TYPES[0]}, ${id}, ${words(long)}, 0.999, 12, 100, 0.01, 0.07, 0.2, ${words(long * 4)}, ${evidence}, 11, 'open',
          ${now}, ${now}, ${later})`,
  );
  return id;
}

export const part: WorldPart = {
  ones: async (world) => ({ insights: await makeInsight(world) }),
  acts: (world) => ({
    decideInsight: async () => ({ path: { id: await makeInsight(world) }, body: { state: 'dismissed', reason: 'Known' } }),
  }),
  async lists(world) {
    const id = await makeInsight(world, 250);
    const contactId = await makeContact(world);
    await answerFrom(world.app, world.person.workspaceId, contactId);
    return { parameters: { listInsightRows: { id }, listContactInsights: { id: contactId } } };
  },
};
