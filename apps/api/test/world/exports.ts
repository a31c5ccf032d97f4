import { sql } from '../../src/platform/database/sql.js';
import { runExport } from '../support/exports.js';
import { dataOf } from '../support/Person.js';
import { type World, words, type WorldPart } from '../support/world.js';

const ALL = { kind: 'contacts', contacts: { filter: {} } };
const made = async (world: World): Promise<string> => (await runExport(world.person, ALL)).id;

export const part: WorldPart = {
  ones: async (world) => ({ exports: await made(world) }),
  acts: (world) => ({
    createExport: () => Promise.resolve({ body: ALL }),
    cancelExport: async () => {
      const id = await made(world);
      await world.change(sql`UPDATE exports SET status = 'running' WHERE id = ${id}`);
      return { path: { id } };
    },
    deleteExport: async () => ({ path: { id: await made(world) } }),
  }),
  async lists({ person }) {
    await dataOf(person.post('exports', { kind: 'contacts', contacts: { filter: { search: words(200), company: words(200) } } }));
    return {};
  },
};
