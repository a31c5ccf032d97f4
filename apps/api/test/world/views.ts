import { newId } from '../../src/platform/database/ids.js';
import { dataOf } from '../support/Person.js';
import { type World, words, type WorldPart } from '../support/world.js';

const makeView = (world: World): Promise<string> => world.made('views', { name: `View ${newId()}` });

export const part: WorldPart = {
  ones: async (world) => ({ views: await makeView(world) }),
  acts: (world) => ({
    createView: () => Promise.resolve({ body: { name: 'Fresh', isShared: true, columns: [{ id: 'email', width: 200 }], sort: 'name' } }),
    updateView: async () => ({ path: { id: await makeView(world) }, body: { name: 'Renamed', version: 1 } }),
    deleteView: async () => ({ path: { id: await makeView(world) } }),
    restoreView: async () => {
      const id = await makeView(world);
      await dataOf(world.person.delete(`views/${id}`));
      return { path: { id } };
    },
    makeDefaultView: async () => ({ path: { id: await makeView(world) } }),
    dropDefaultView: async () => {
      const id = await makeView(world);
      await dataOf(world.person.post(`views/${id}/default`));
      return { path: { id } };
    },
  }),
  async lists(world) {
    const rules = JSON.stringify({ rule: 'field', with: { field: 'company', operator: 'contains', value: words(2_000) } });
    await world.made('views', { name: words(100), filter: { rules } });
    return {};
  },
};
