import type { WorldPart } from '../support/world.js';

export const part: WorldPart = {
  acts: ({ person }) => ({
    createSampleWorkspace: async () => {
      await person.delete('/api/v1/sample-workspace');
      return {};
    },
    deleteSampleWorkspace: async () => {
      await person.post('/api/v1/sample-workspace');
      return {};
    },
  }),
};
