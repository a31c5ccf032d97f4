import type { WorldPart } from '../support/world.js';

export const part: WorldPart = {
  ones: async (world) => ({ entries: await world.first('audit') }),
  acts: () => ({ verifyAudit: () => Promise.resolve({}) }),
};
