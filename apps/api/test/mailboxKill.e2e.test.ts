import { ImapServer, SmtpSink } from '@rapport/providers/testing';
import { approve, createCampaign, recipientsOf, untilStatus } from './support/campaigns.js';
import { mail, replyTo } from './support/inboundMail.js';
import { KillableServer } from './support/KillableServer.js';
import { incomingOf, type Reached, type ShownMailbox } from './support/mailboxReading.js';
import { note } from './support/note.js';
import { dataOf } from './support/Person.js';
import { waitFor } from './support/waitFor.js';

const PEOPLE = 120;
const OTHERS = 30;
const KILLS = 2;

it('counts each answer once and loses none when the server is killed while a mailbox is read', async () => {
  const [sink, imap, server] = [await SmtpSink.start(), await ImapServer.start(), await KillableServer.start()];
  try {
    const id = await prepare(server, sink);
    await dataOf(server.person.post(`campaigns/${id}/send`));
    await untilStatus(server.person, id, 'sent', 120_000);
    const people = (await recipientsOf(server.person, id)) as Reached[];
    expect(people).toHaveLength(PEOPLE);
    const [account] = await dataOf<{ id: string }[]>(server.person.get('sender-accounts'));
    const path = `sender-accounts/${account?.id ?? ''}/mailbox`;
    const config = { ...imap.address, security: 'none', user: imap.user, password: imap.password };
    await dataOf(server.person.put(path, { config }));
    for (const [at, person] of people.entries()) {
      imap.add(replyTo(person, `Answer ${at}.`));
      if (at < OTHERS) imap.add(mail({ messageId: `<private-${at}@example.net>` }, 'Private'));
    }
    let kills = 0;
    for (; kills < KILLS; kills += 1) {
      const before = imap.connections;
      // Each page signs in once; the second is asked for while the first is written.
      await waitFor('pages to be read', () => Promise.resolve(imap.connections >= before + 2), 180_000);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
      await server.killAndStart();
    }
    const { mailbox } = await server.until<{ mailbox: ShownMailbox }>(
      path,
      ({ mailbox }) => mailbox.counts.others + mailbox.counts.replies >= PEOPLE + OTHERS,
    );
    expect(mailbox.counts).toEqual({ bounces: 0, complaints: 0, replies: PEOPLE, automatic: 0, others: OTHERS });
    for (const { contactId } of people) expect(await incomingOf(server.person, contactId)).toHaveLength(1);
    await waitFor(
      'the marks',
      async () =>
        ((await recipientsOf(server.person, id)) as (Reached & { repliedAt: string | null })[]).every(
          ({ repliedAt }) => repliedAt !== null,
        ),
      60_000,
    );
    note(`${kills} kills while a mailbox of ${PEOPLE + OTHERS} was read: each counted once.`);
  } finally {
    await server.remove();
    await imap.stop();
    await sink.stop();
  }
}, 600_000);

/** An approved campaign to everyone. */
async function prepare({ person }: KillableServer, sink: SmtpSink): Promise<string> {
  const rows = Array.from({ length: PEOPLE }, (_, i) => `First${i},p${i}@example.com`).join('\n');
  const { id } = await dataOf<{ id: string }>(
    person.post('imports').attach('file', Buffer.from(`First name,Email\n${rows}\n`), 'people.csv'),
  );
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate', newListName: 'Everyone' }));
  await waitFor('the import', async () => (await dataOf<{ status: string }>(person.get(`imports/${id}`))).status === 'completed', 60_000);
  const [list] = await dataOf<{ id: string }[]>(person.get('lists'));
  await dataOf(person.put('sender', { type: 'smtp', config: { ...sink.address, security: 'none' } }));
  return (await approve(person, (await createCampaign(person, [list?.id ?? ''])).id)).id;
}
