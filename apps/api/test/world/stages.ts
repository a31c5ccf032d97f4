import { newId } from '../../src/platform/database/ids.js';
import { dataOf } from '../support/Person.js';
import { words, type World, type WorldPart } from '../support/world.js';
import { makeContact } from './contacts.js';

const makeStage = (world: World): Promise<string> => world.made('lists', { name: `Stage ${newId()}`, isPrimary: true });

export const part: WorldPart = {
  ones: async (world) => ({ stages: await makeStage(world) }),
  acts: (world) => ({
    moveToStage: async () => ({ path: { id: await makeContact(world) }, body: { stageId: await makeStage(world) } }),
  }),
  async lists(world) {
    const stageId = await world.made('lists', { name: `Stage ${words(90)}`, isPrimary: true, stuckAfterDays: 1 });
    const contactId = await world.made('contacts', { firstName: words(200), lastName: words(200), company: words(200) });
    await dataOf(world.person.post(`contacts/${contactId}/stage`, { stageId }));
    return { parameters: { listStageContacts: { id: stageId } } };
  },
};
