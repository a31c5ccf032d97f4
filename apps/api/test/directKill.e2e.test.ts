import { KillableServer } from './support/KillableServer.js';
import { note } from './support/note.js';
import { dataOf } from './support/Person.js';
import { SinkProcess } from './support/SinkProcess.js';
import { waitFor } from './support/waitFor.js';

const PEOPLE = 60;
const KILLS = 4;

interface Written {
  readonly contactId: string;
  readonly id: string;
  readonly to: string;
}

it('sends each message to one contact once and loses none when the server is killed again and again', async () => {
  const sink = await SinkProcess.start();
  const server = await KillableServer.start();
  try {
    const { person } = server;
    await dataOf(person.patch('', { defaultFromEmail: 'studio@example.com' }));
    await dataOf(person.put('sender', { type: 'smtp', config: { host: '127.0.0.1', port: sink.port, security: 'none' } }));
    await sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 200 } });
    const written: Written[] = [];
    for (let index = 0; index < PEOPLE; index += 1) {
      const to = `p${index}@example.org`;
      const { id: contactId } = await dataOf<{ id: string }>(person.post('contacts', { firstName: `P${index}`, primaryEmail: to }));
      const { id } = await dataOf<{ id: string }>(
        person.post(`contacts/${contactId}/messages`, { subject: 'Hello', bodyHtml: '<p>See you soon.</p>' }),
      );
      written.push({ contactId, id, to });
    }
    let kills = 0;
    for (let before = await sink.count(); kills < KILLS && before < PEOPLE; kills += 1) {
      await waitFor('mail after the start', async () => (await sink.count()) > before, 60_000);
      before = await sink.count();
      await server.killAndStart();
    }
    expect(kills).toBeGreaterThan(1);
    await sink.setFaults();
    const states = async (): Promise<(Written & { state: string })[]> =>
      Promise.all(
        written.map(async (one) => ({
          ...one,
          ...(await dataOf<{ state: string }>(server.person.get(`contacts/${one.contactId}/messages/${one.id}`))),
        })),
      );
    await waitFor('the end', async () => (await states()).every(({ state }) => state !== 'queued'), 120_000);
    const arrived = await sink.countsByRecipient();
    expect([...arrived].filter(([, count]) => count > 1)).toEqual([]);
    const ends = await states();
    // Whose answer was lost is asked about five minutes later, and until then on its way.
    expect(ends.filter(({ state }) => state !== 'sent' && state !== 'sending')).toEqual([]);
    for (const { to, state } of ends) if (state === 'sent') expect([to, arrived.get(to)]).toEqual([to, 1]);
    const open = ends.filter(({ state }) => state === 'sending');
    expect(open.length).toBeLessThan(PEOPLE / 2);
    note(
      `${kills} kills left ${open.length} of ${PEOPLE} messages without an answer, ${open.filter(({ to }) => arrived.has(to)).length} of them arrived.`,
    );
  } finally {
    await server.remove();
    await sink.stop();
  }
}, 300_000);
