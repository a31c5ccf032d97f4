import { ALL_SCOPES } from '../../src/platform/security/scopes.js';
import { words, type WorldPart } from '../support/world.js';

export const part: WorldPart = {
  ones: async (world) => ({ 'api-keys': await world.made('api-keys', { description: 'Fuzz', scopes: ['contacts:read'] }) }),
  async lists(world) {
    await world.made('api-keys', { description: words(200), scopes: ALL_SCOPES });
    return {};
  },
};
