import { dataOf, type Person } from '../support/Person.js';
import { PLANTED, words, type WorldPart } from '../support/world.js';

/** A server that is not there: what is tried is recorded, whether or not it works. */
const config = { host: '127.0.0.1', port: 9, security: 'none', user: 'ann', password: PLANTED.senderPassword };

/** A sender whose password is a secret of the workspace. */
export async function saveSender(person: Person, login: { user?: string; password?: string } = {}): Promise<void> {
  await dataOf(person.put('sender', { type: 'smtp', config: { ...config, ...login } }));
}

export const part: WorldPart = {
  async ones(world) {
    await saveSender(world.person);
    return { secrets: await world.first('secrets') };
  },
  acts: (world) => ({
    updateSender: () => Promise.resolve({ body: { type: 'smtp', config } }),
    testSecret: async () => {
      await saveSender(world.person);
      return { path: { id: await world.first('secrets') } };
    },
    verifySender: () => Promise.resolve({ body: { type: 'smtp', config } }),
    sendTestMessage: () => Promise.resolve({ body: { type: 'mail_lab', config: {}, to: 'ann@example.com' } }),
  }),
  async lists({ person }) {
    await saveSender(person, { user: words(100), password: words(100) });
    return {};
  },
};
