import { sql } from '../../src/platform/database/sql.js';
import { createCampaign } from '../support/campaigns.js';
import { dataOf } from '../support/Person.js';
import { type World, type WorldPart, words } from '../support/world.js';
import { makeContact } from './contacts.js';
import { listWith } from './lists.js';

async function sent(world: World): Promise<string> {
  const { id } = await createCampaign(world.person, [await listWith(world, await makeContact(world))]);
  await world.change(sql`UPDATE campaigns SET status = 'sent', started_at = updated_at WHERE id = ${id}`);
  return id;
}

const shared = (world: World, id: string): Promise<{ link: { id: string }; url: string }> =>
  dataOf(world.person.post(`campaigns/${id}/shared-reports`, {}));

export const part: WorldPart = {
  ones: async (world) => {
    const { link } = await shared(world, await sent(world));
    return { linkId: link.id };
  },
  acts: (world) => ({
    shareReport: async () => ({ path: { id: await sent(world) }, body: { days: 7 } }),
    unshareReport: async () => {
      const id = await sent(world);
      return { path: { id, linkId: (await shared(world, id)).link.id } };
    },
  }),
  async lists(world) {
    const id = await sent(world);
    for (let n = 0; n < 5; n += 1) await shared(world, id);
    await world.change(sql`UPDATE shared_reports SET last_opened_at = created_at, opens = 1000000000 WHERE campaign_id = ${id}`);
    await world.change(
      sql`UPDATE users SET name = ${words(100)} WHERE id = (SELECT created_by FROM shared_reports WHERE campaign_id = ${id} LIMIT 1)`,
    );
    return { parameters: { listSharedReports: { id } } };
  },
};
