import { ImapServer } from '@rapport/providers/testing';
import { dataOf } from '../support/Person.js';
import { PLANTED, type World, type WorldPart } from '../support/world.js';

let running: Promise<ImapServer> | null = null;

async function config(): Promise<object> {
  const server = await (running ??= ImapServer.start({ password: PLANTED.senderPassword }).then((server) => server.unref()));
  return { ...server.address, security: 'none', user: server.user, password: server.password };
}

/** A sender of email; its own server is not there. */
async function addSender({ person }: World): Promise<string> {
  const smtp = { host: '127.0.0.1', port: 9, security: 'none' };
  const added = await dataOf<{ account: { id: string } }>(person.post('sender-accounts', { name: 'Mailed', type: 'smtp', config: smtp }));
  return added.account.id;
}

async function connected(world: World): Promise<string> {
  const id = await addSender(world);
  await dataOf(world.person.put(`sender-accounts/${id}/mailbox`, { config: await config() }));
  return id;
}

export const part: WorldPart = {
  acts: (world) => ({
    connectSenderMailbox: async () => ({ path: { id: await addSender(world) }, body: { config: await config() } }),
    checkSenderMailbox: async () => ({ path: { id: await connected(world) } }),
    pauseSenderMailbox: async () => ({ path: { id: await connected(world) } }),
    resumeSenderMailbox: async () => {
      const id = await connected(world);
      await dataOf(world.person.post(`sender-accounts/${id}/mailbox/pause`));
      return { path: { id } };
    },
    removeSenderMailbox: async () => ({ path: { id: await connected(world) } }),
  }),
};
