import { TwilioServer } from '@rapport/providers/testing';
import { approve, type Campaign, getCampaign, recipientsOf, untilAllEnded } from './support/campaigns.js';
import { KillableServer } from './support/KillableServer.js';
import { note } from './support/note.js';
import { dataOf, type Person } from './support/Person.js';
import { waitFor } from './support/waitFor.js';

const PEOPLE = 400;
const KILLS = 3;
/** A fast machine may be done before the last. */
const LEAST_KILLS = 2;

it('texts nobody twice and loses nobody when the server is killed again and again', async () => {
  const twilio = await TwilioServer.start();
  twilio.delayMs = 700;
  const server = await KillableServer.start({ TWILIO_URL: twilio.url });
  try {
    const id = await prepare(server, twilio);
    await dataOf(server.person.post(`campaigns/${id}/send`));
    let kills = 0;
    for (let before = 0; kills < KILLS; kills += 1) {
      await waitFor('texts after the start', async () => twilio.arrivals.length > before || (await hasEnded(server.person, id)), 240_000);
      before = twilio.arrivals.length;
      if (before === PEOPLE) break;
      await server.killAndStart();
    }
    expect(kills).toBeGreaterThanOrEqual(LEAST_KILLS);
    await untilAllEnded(server.person, id, PEOPLE, 120_000);
    const uncertain = await settleByTruth(server.person, twilio, id);
    expect((await untilAllEnded(server.person, id, PEOPLE, 60_000)).counts).toMatchObject({ accepted: PEOPLE, uncertain: 0 });
    const phones = twilio.arrivals.map(({ to }) => to);
    expect([phones.length, new Set(phones).size]).toEqual([PEOPLE, PEOPLE]);
    expect(twilio.problems).toEqual([]);
    note(`${kills} kills during a send of texts left ${uncertain} of ${PEOPLE} for a person.`);
  } finally {
    await server.remove();
    await twilio.stop();
  }
}, 600_000);

async function prepare(server: KillableServer, twilio: TwilioServer): Promise<string> {
  const { person } = server;
  const rows = Array.from({ length: PEOPLE }, (_, i) => `First${i},p${i}@example.com,+1415555${1000 + i}`).join('\n');
  const { id } = await dataOf<{ id: string }>(
    person.post('imports').attach('file', Buffer.from(`First name,Email,Phone\n${rows}\n`), 'people.csv'),
  );
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate', newListName: 'Everyone' }));
  await server.until<{ status: string }>(`imports/${id}`, ({ status }) => status === 'completed');
  const [list] = await dataOf<{ id: string }[]>(person.get('lists'));
  const { accountSid, authToken, number: from } = twilio;
  await dataOf(person.post('sender-accounts', { name: 'Texts', type: 'twilio', config: { accountSid, authToken, from } }));
  const audience = { listIds: [list?.id ?? ''], excludeListIds: [] };
  const text = 'Hi {{ first_name }}, we open on Friday. Reply STOP to opt out';
  const campaign = await dataOf<Campaign>(person.post('campaigns', { name: 'Texts', type: 'text', text, audience }));
  return (await approve(person, campaign.id)).id;
}

/** One that has stopped sends nothing, however long one waits: it says why. */
async function hasEnded(person: Person, id: string): Promise<boolean> {
  const { status, statusReason } = await getCampaign(person, id);
  if (status !== 'sending' && status !== 'sent') throw new Error(`The campaign is ${status}: ${statusReason ?? 'it does not say why'}`);
  return status === 'sent';
}

/** Twilio tells which it has; of the others it says nothing for five minutes, and a person settles them by what really happened. */
async function settleByTruth(person: Person, twilio: TwilioServer, id: string): Promise<number> {
  const rows = await recipientsOf(person, id);
  const arrived = new Set(twilio.arrivals.map(({ to }) => to));
  for (const { email, state } of rows) if (state === 'accepted') expect(arrived).toContain(email);
  const uncertain = await recipientsOf(person, id, '&state=uncertain');
  for (const { id: recipientId, email } of uncertain) {
    const outcome = arrived.has(email ?? '') ? 'sent' : 'notSent';
    const answer = await person.post(`campaigns/${id}/recipients/${recipientId}/resolve`, { outcome });
    // Asked meanwhile, Twilio may have told.
    if (answer.status >= 400) expect((answer.body as { error: { code: string } }).error.code).toBe('recipient.notUncertain');
  }
  return uncertain.length;
}
