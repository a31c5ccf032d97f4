import { dataOf, type Person } from '../support/Person.js';
import { PLANTED, words, type WorldPart } from '../support/world.js';

/** A server that is not there: what is tried is recorded, whether or not it works. */
const config = { host: '127.0.0.1', port: 9, security: 'none', user: 'ann', password: PLANTED.senderPassword };

/** A sender whose password is a secret of the workspace. */
export async function saveSender(person: Person, login: { user?: string; password?: string } = {}): Promise<void> {
  await dataOf(person.put('sender', { type: 'smtp', config: { ...config, ...login } }));
}

async function addAccount(person: Person, over: object = {}): Promise<string> {
  const added = await dataOf<{ account: { id: string } }>(person.post('sender-accounts', { name: 'Other', type: 'smtp', config, ...over }));
  return added.account.id;
}

export const part: WorldPart = {
  async ones(world) {
    await saveSender(world.person);
    const accountId = await world.first('sender-accounts');
    return {
      secrets: await world.first('secrets'),
      'sender-accounts': accountId,
      'signing-keys': await world.made(`sender-accounts/${accountId}/signing-keys`, { domain: 'garden.example' }),
    };
  },
  acts: (world) => ({
    updateSender: () => Promise.resolve({ body: { type: 'smtp', config } }),
    testSecret: async () => {
      await saveSender(world.person);
      return { path: { id: await world.first('secrets') } };
    },
    createSenderAccount: () => Promise.resolve({ body: { name: 'Second', type: 'smtp', config } }),
    updateSenderAccount: async () => ({ path: { id: await addAccount(world.person) }, body: { name: 'Third', quotaPerDay: 500 } }),
    activateSenderAccount: async () => ({ path: { id: await addAccount(world.person) } }),
    deleteSenderAccount: async () => ({ path: { id: await addAccount(world.person) } }),
    verifySenderAccount: async () => ({ path: { id: await addAccount(world.person) }, body: {} }),
    sendAccountTestMessage: async () => ({ path: { id: await addAccount(world.person) }, body: { to: 'ann@example.com' } }),
    createSigningKey: async () => ({ path: { id: await addAccount(world.person) }, body: { domain: 'garden.example' } }),
    removeSigningKey: async () => {
      const id = await addAccount(world.person);
      return { path: { id, keyId: await world.made(`sender-accounts/${id}/signing-keys`, { domain: 'garden.example' }) } };
    },
    verifySender: () => Promise.resolve({ body: { type: 'smtp', config } }),
    sendTestMessage: () => Promise.resolve({ body: { type: 'mail_lab', config: {}, to: 'ann@example.com' } }),
  }),
  async lists(world) {
    const { person } = world;
    await saveSender(person, { user: words(100), password: words(100) });
    for (let number = 1; number < 20; number += 1)
      await addAccount(person, { name: words(80), ratePerMinute: 1_000_000, quotaPerDay: 100_000_000 });
    const id = await world.first('sender-accounts');
    const domain = `${'a'.repeat(62)}.${'b'.repeat(62)}.${'c'.repeat(62)}.${'d'.repeat(28)}.example`;
    await world.made(`sender-accounts/${id}/signing-keys`, { domain });
    return { parameters: { listSigningKeys: { id } } };
  },
};
