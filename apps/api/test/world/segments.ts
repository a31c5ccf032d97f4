import { newId } from '../../src/platform/database/ids.js';
import { type World, words, type WorldPart } from '../support/world.js';

const tree = { rule: 'field', with: { field: 'company', operator: 'contains', value: 'Acme' } };
const makeSegment = (world: World): Promise<string> => world.made('segments', { name: `Segment ${newId()}`, tree });

export const part: WorldPart = {
  ones: async (world) => ({ segments: await makeSegment(world) }),
  acts: (world) => ({
    createSegment: () => Promise.resolve({ body: { name: 'Fresh', tree } }),
    updateSegment: async () => ({ path: { id: await makeSegment(world) }, body: { name: 'Renamed', version: 1 } }),
    deleteSegment: async () => ({ path: { id: await makeSegment(world) } }),
  }),
  async lists(world) {
    await world.made('segments', { name: words(100), description: words(500), tree });
    const id = await world.made('contacts', { company: 'Acme' });
    return { parameters: { listContactSegments: { id } } };
  },
};
