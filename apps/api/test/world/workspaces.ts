import { dataOf } from '../support/Person.js';
import { longEmail, words, type WorldPart } from '../support/world.js';

export const part: WorldPart = {
  async ones(world) {
    const email = `guest-${world.person.userId}@example.com`;
    return { invitations: await world.made('invitations', { email, role: 'viewer' }) };
  },
  async lists({ person }) {
    await dataOf(person.post('invitations', { email: longEmail(), role: 'viewer' }));
    await dataOf(person.patch('', { name: words(80) }));
    return {};
  },
};
