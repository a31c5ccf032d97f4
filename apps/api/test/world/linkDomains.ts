import { sql } from '../../src/platform/database/sql.js';
import { dataOf } from '../support/Person.js';
import type { World, WorldPart } from '../support/world.js';

async function entered(world: World): Promise<void> {
  await world.change(sql`DELETE FROM link_domains WHERE workspace_id = ${world.person.workspaceId}`);
  await dataOf(world.person.put('link-domain', { host: 'links.garden.example' }));
}

export const part: WorldPart = {
  acts: (world) => ({
    setLinkDomain: async () => {
      await world.change(sql`DELETE FROM link_domains WHERE workspace_id = ${world.person.workspaceId}`);
      return { body: { host: 'links.garden.example' } };
    },
    checkLinkDomain: async () => {
      await entered(world);
      return {};
    },
    removeLinkDomain: async () => {
      await entered(world);
      return {};
    },
  }),
};
