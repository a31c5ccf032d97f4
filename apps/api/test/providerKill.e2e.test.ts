import { GmailServer, GraphServer, MailgunServer } from '@rapport/providers/testing';
import { approve, createCampaign, recipientsOf, untilAllEnded } from './support/campaigns.js';
import { KillableServer } from './support/KillableServer.js';
import { note } from './support/note.js';
import { dataOf, type Person } from './support/Person.js';
import { waitFor } from './support/waitFor.js';

/** A vendor's machine, which lives on while the server is killed. */
interface Vendor {
  readonly environment: Readonly<Record<string, string>>;
  readonly sender: { readonly type: string; readonly config: object };
  /** Whom it took messages for, once for each message. */
  arrivals(): string[];
  readonly problems: readonly string[];
  stop(): Promise<void>;
}

const PEOPLE = 160;
const KILLS_EACH = 2;
const MOST_KILLS = 8;
/** So slow that Mailgun, which takes a thousand with one call, needs several. */
const PER_MINUTE = '1200';

it('mails nobody twice and loses nobody over any provider when the server is killed again and again', async () => {
  const vendors = await Promise.all([startMailgun(), startMicrosoft(), startGoogle()]);
  const server = await KillableServer.start(
    Object.assign({ SEND_PER_MINUTE: PER_MINUTE }, ...vendors.map(({ environment }) => environment)) as Record<string, string>,
  );
  const open = (): Vendor[] => vendors.filter((vendor) => vendor.arrivals().length < PEOPLE);
  try {
    const sendings: { vendor: Vendor; workspaceId: string; id: string }[] = [];
    for (const vendor of vendors) {
      const name = vendor.sender.type;
      const { id: workspaceId } = await dataOf<{ id: string }>(server.person.post('/api/v1/workspaces', { name }));
      sendings.push({ vendor, workspaceId, id: await prepare(server, workspaceId, vendor) });
    }
    for (const { workspaceId, id } of sendings) await dataOf(within(server, workspaceId).post(`campaigns/${id}/send`));
    const during = new Map<Vendor, number>();
    // A vendor that answers faster than the others is not waited for until it has everything.
    const short = (): Vendor[] => open().filter((vendor) => (during.get(vendor) ?? 0) < KILLS_EACH);
    // What arrives while we sign in again counts as well.
    let before = new Map<Vendor, number>();
    const reached = (of: readonly Vendor[]): Vendor[] => of.filter((vendor) => vendor.arrivals().length > (before.get(vendor) ?? 0));
    for (let kills = 0; short().length > 0 && kills < MOST_KILLS; kills += 1) {
      await waitFor('messages after the start', () => Promise.resolve(reached(short()).length > 0 || short().length === 0), 120_000);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 300));
      for (const vendor of reached(open())) during.set(vendor, (during.get(vendor) ?? 0) + 1);
      before = new Map(vendors.map((vendor) => [vendor, vendor.arrivals().length]));
      await server.killAndStart();
    }
    for (const { vendor, workspaceId, id } of sendings) {
      const uncertain = await settleByTruth(server, workspaceId, vendor, id);
      expect(vendor.problems).toEqual([]);
      expect(during.get(vendor)).toBeGreaterThanOrEqual(KILLS_EACH);
      note(`${during.get(vendor) ?? 0} kills during a send over ${vendor.sender.type} left ${uncertain} of ${PEOPLE} for a person.`);
    }
  } finally {
    await server.remove();
    for (const vendor of vendors) await vendor.stop();
  }
}, 300_000);

function within({ person }: KillableServer, workspaceId: string): Person {
  person.workspaceId = workspaceId;
  return person;
}

/** An approved campaign to everyone. */
async function prepare(server: KillableServer, workspaceId: string, { sender }: Vendor): Promise<string> {
  const person = within(server, workspaceId);
  const rows = Array.from({ length: PEOPLE }, (_, i) => `First${i},Last,p${i}@example.com`).join('\n');
  const { id } = await dataOf<{ id: string }>(
    person.post('imports').attach('file', Buffer.from(`First name,Last name,Email\n${rows}\n`), 'people.csv'),
  );
  await dataOf(person.post(`imports/${id}/start`, { mode: 'createAndUpdate', newListName: 'Everyone' }));
  await server.until<{ status: string }>(`imports/${id}`, ({ status }) => status === 'completed');
  const [list] = await dataOf<{ id: string }[]>(person.get('lists'));
  await dataOf(person.put('sender', sender));
  return (await approve(person, (await createCampaign(person, [list?.id ?? ''])).id)).id;
}

/** Everyone is somewhere, and what the ledger calls accepted has arrived; a person settles the rest by what really happened. */
async function settleByTruth(server: KillableServer, workspaceId: string, vendor: Vendor, id: string): Promise<number> {
  const person = within(server, workspaceId);
  await untilAllEnded(person, id, PEOPLE, 120_000);
  const rows = await recipientsOf(person, id);
  const arrived = new Set(vendor.arrivals());
  for (const { email, state } of rows) if (state === 'accepted') expect(arrived).toContain(email);
  const uncertain = await recipientsOf(person, id, '&state=uncertain');
  for (const { id: recipientId, email } of uncertain) {
    const outcome = arrived.has(email ?? '') ? 'sent' : 'notSent';
    const answer = await person.post(`campaigns/${id}/recipients/${recipientId}/resolve`, { outcome });
    // Asked meanwhile, the vendor may have told.
    if (answer.status >= 400) expect((answer.body as { error: { code: string } }).error.code).toBe('recipient.notUncertain');
  }
  const settled = await untilAllEnded(person, id, PEOPLE, 60_000);
  expect(settled.counts).toMatchObject({ recipients: PEOPLE, accepted: PEOPLE, uncertain: 0 });
  expect([vendor.arrivals().length, new Set(vendor.arrivals()).size]).toEqual([PEOPLE, PEOPLE]);
  return uncertain.length;
}

async function startMailgun(): Promise<Vendor> {
  const mailgun = await MailgunServer.start();
  mailgun.delayMs = 500;
  return {
    environment: { MAILGUN_URL: mailgun.url },
    sender: { type: 'mailgun', config: { domain: mailgun.domain, region: 'us', apiKey: mailgun.apiKey } },
    arrivals: () => mailgun.arrivals.map(({ to }) => to),
    problems: mailgun.problems,
    stop: () => mailgun.stop(),
  };
}

async function startMicrosoft(): Promise<Vendor> {
  const graph = await GraphServer.start();
  graph.delayMs = 100;
  return {
    environment: { MICROSOFT_LOGIN_URL: graph.url, MICROSOFT_GRAPH_URL: graph.url },
    sender: { type: 'microsoft_365', config: graph.settings },
    arrivals: () =>
      graph.arrivals.map(({ raw }) => /^To: [^]*?([^\s<>"]+@[^\s<>"]+?)>?\r\n(?![ \t])/m.exec(raw.toString('latin1'))?.[1] ?? ''),
    problems: graph.problems,
    stop: () => graph.stop(),
  };
}

async function startGoogle(): Promise<Vendor> {
  const google = await GmailServer.start();
  google.delayMs = 250;
  return {
    environment: { GMAIL_URL: google.url, GOOGLE_TOKEN_URL: google.tokenUrl },
    sender: { type: 'google_workspace', config: { mailbox: google.mailbox, serviceAccountKey: google.keyFile() } },
    arrivals: () => google.sent.map(({ to }) => to),
    problems: google.problems,
    stop: () => google.stop(),
  };
}
