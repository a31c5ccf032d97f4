import { dataOf } from '../support/Person.js';
import { waitFor } from '../support/waitFor.js';
import type { WorldPart } from '../support/world.js';

export const part: WorldPart = {
  acts: ({ app }) => ({
    confirmAccountEmail: async () => ({ path: { userId: (await app.member('viewer')).userId } }),
  }),
  async lists({ person }) {
    const { user } = await dataOf<{ user: { email: string } }>(person.get('/api/v1/auth/session'));
    await dataOf(person.post('/api/v1/auth/password-reset', { email: user.email }));
    await waitFor('the mail', async () => (await dataOf<object[]>(person.get('/api/v1/me/system-mails'))).length > 0);
    return {};
  },
};
