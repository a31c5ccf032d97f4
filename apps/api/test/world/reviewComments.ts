import { sql } from '../../src/platform/database/sql.js';
import { createCampaign } from '../support/campaigns.js';
import { type World, type WorldPart, words } from '../support/world.js';

const draft = async (world: World): Promise<string> => (await createCampaign(world.person, [])).id;

/** A campaign with one comment, as a path names both. */
async function commented(world: World): Promise<{ id: string; commentId: string }> {
  const id = await draft(world);
  return { id, commentId: await world.made(`campaigns/${id}/comments`, { text: 'The discount ended.' }) };
}

export const part: WorldPart = {
  ones: async (world) => ({ commentId: (await commented(world)).commentId }),
  acts: (world) => ({
    commentOnCampaign: async () => ({ path: { id: await draft(world) }, body: { text: 'The discount ended.', part: 'content' } }),
    editCampaignComment: async () => ({ path: await commented(world), body: { text: 'The discount ends on Friday.' } }),
    deleteCampaignComment: async () => ({ path: await commented(world) }),
    resolveCampaignComment: async () => ({ path: await commented(world) }),
    reopenCampaignComment: async () => {
      const path = await commented(world);
      await world.change(sql`UPDATE campaign_comments SET resolved_at = created_at WHERE id = ${path.commentId}`);
      return { path };
    },
  }),
  async lists(world) {
    const id = await draft(world);
    await world.made(`campaigns/${id}/comments`, { text: words(2000), part: 'audience' });
    await world.change(
      sql`UPDATE campaign_comments SET edited_at = created_at, resolved_at = created_at, resolved_by = author_id, part = 'variant', variant_id = id
          WHERE campaign_id = ${id}`,
    );
    await world.change(
      sql`UPDATE users SET name = ${words(100)} WHERE id = (SELECT author_id FROM campaign_comments WHERE campaign_id = ${id})`,
    );
    return { parameters: { listCampaignComments: { id } } };
  },
};
