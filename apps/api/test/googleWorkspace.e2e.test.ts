import { GmailServer } from '@rapport/providers/testing';
import { newId } from '../src/platform/database/ids.js';
import { approvedCampaign, askUntil, getCampaign, passTime, seedList, untilStatus } from './support/campaigns.js';
import { dataOf, errorOf, type Person } from './support/Person.js';
import { TestApp } from './support/startTestApp.js';
import { waitFor } from './support/waitFor.js';

interface Sender {
  type: string;
  state: string;
  config: Record<string, unknown>;
  reports: unknown;
}

let google: GmailServer;
let test: TestApp;
beforeAll(async () => {
  google = await GmailServer.start();
  test = await TestApp.start({ GMAIL_URL: google.url, GOOGLE_TOKEN_URL: google.tokenUrl });
});
afterAll(async () => {
  await test.stop();
  await google.stop();
  expect(google.problems).toEqual([]);
});
beforeEach(() => {
  google.sent.splice(0);
  google.drafts.clear();
});

const config = (over: object = {}): object => ({ mailbox: google.mailbox, serviceAccountKey: google.keyFile(), ...over });
const connect = (owner: Person): Promise<Sender> => dataOf(owner.put('sender', { type: 'google_workspace', config: config() }));

async function begin(owner: Person, people: number): Promise<string> {
  const { listId } = await seedList(test.services.dataSource.manager, owner.workspaceId, people, `g${newId()}`);
  const { id } = await approvedCampaign(owner, [listId]);
  await dataOf(owner.post(`campaigns/${id}/send`));
  return id;
}

function expectNobodyTwice(): void {
  const messages = google.sent.map(({ messageId }) => messageId);
  expect(messages.length).toBe(new Set(messages).size);
}

it('is set up with a key file that is never shown again, and checked without sending', async () => {
  const owner = await test.stranger('Goo Gle');
  const bad = await errorOf(owner.put('sender', { type: 'google_workspace', config: { mailbox: 'ada', serviceAccountKey: 'no file' } }));
  expect(bad.fields.map(({ field }) => field)).toEqual(['config.mailbox', 'config.serviceAccountKey']);
  expect(JSON.stringify(bad)).toContain('Paste all of it');
  const sender = await connect(owner);
  expect(sender).toMatchObject({
    state: 'untested',
    reports: null,
    config: { mailbox: google.mailbox, serviceAccountKey: { isSet: true } },
  });
  expect(JSON.stringify(sender)).not.toContain('PRIVATE KEY');
  // Kept where it is left out, and not for another mailbox.
  await dataOf(owner.put('sender', { type: 'google_workspace', config: { mailbox: google.mailbox } }));
  expect(await dataOf(owner.post('sender/verify', {}))).toMatchObject({ ok: true });
  const moved = await errorOf(owner.put('sender', { type: 'google_workspace', config: { mailbox: 'other@example.com' } }));
  expect(moved.fields).toMatchObject([{ field: 'config.serviceAccountKey', code: 'sender.secretNeededAgain' }]);
  expect(google.sent).toHaveLength(0);
});

it('sends a campaign, finds what broke off, and sends again only what is still a draft', async () => {
  const owner = await test.stranger('Cam Paign');
  await connect(owner);
  google.faults.push({ at: 'send', kind: 'dropAfter' }, { at: 'send', kind: 'dropBefore' }, { at: 'send', kind: 'halfAfter' });
  const id = await begin(owner, 30);
  await waitFor('all to have an end', async () => {
    const { counts } = await getCampaign(owner, id);
    return counts.accepted + counts.uncertain === 30;
  });
  expectNobodyTwice();
  // The two whose answer was lost are found. The third is a draft that nobody sends any more, and goes out.
  await passTime(test, 7 * 3_600_000);
  await askUntil(test, 'all to be sent', async () => (await getCampaign(owner, id)).counts.accepted === 30);
  expect((await getCampaign(owner, id)).counts).toMatchObject({ uncertain: 0, failed: 0 });
  expect(google.sent).toHaveLength(30);
  expectNobodyTwice();
});

it('stops when the key is revoked in the middle of a campaign, and continues when it works again', async () => {
  const owner = await test.stranger('Re Voked');
  await connect(owner);
  await dataOf(owner.post('sender/verify', {}));
  google.revokeAfter = 8;
  const id = await begin(owner, 20);
  const paused = await untilStatus(owner, id, 'paused');
  expect(paused.statusReason).toContain('Invalid JWT Signature');
  expect(paused.counts.failed).toBe(0);
  expect(google.sent.length).toBeLessThan(20);
  expect((await dataOf<Sender>(owner.get('sender'))).state).toBe('paused');
  google.isKeyRevoked = false;
  await dataOf(owner.post(`campaigns/${id}/resume`));
  const sent = await untilStatus(owner, id, 'sent');
  expect(sent.counts).toMatchObject({ accepted: 20, failed: 0, uncertain: 0 });
  expect(google.sent).toHaveLength(20);
  expectNobodyTwice();
});
