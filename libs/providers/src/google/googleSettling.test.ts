import type { SentReference } from '../contracts/MessageSender.js';
import { type GmailFault, GmailServer, sampleEmail } from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { googleConfigOf } from './googleConfig.js';
import { GoogleSender } from './GoogleSender.js';

let google: GmailServer;
let sender: GoogleSender;
beforeEach(async () => {
  google = await GmailServer.start();
  sender = new GoogleSender(googleConfigOf({ mailbox: google.mailbox, serviceAccountKey: google.keyFile() }), {
    url: google.url,
    tokenUrl: google.tokenUrl,
  });
});
afterEach(async () => {
  await google.stop();
  expect(google.problems).toEqual([]);
});

const YOUNG = 60_000;
const OLD = 11 * 60_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const reference = (ageMs: number, providerMessageId: string | null): SentReference => ({
  messageId: sampleEmail().messageId,
  providerMessageId,
  handedAt: ago(ageMs),
});

/** Answers the id of the draft as the failure tells it. */
async function uncertain(kind: 'dropBefore' | 'dropAfter'): Promise<string | null> {
  google.faults.push({ at: 'send', kind });
  const failure = await failureOf(sender.send(sampleEmail()));
  expect(failure.kind).toBe('unknownOutcome');
  return failure.providerMessageId;
}

describe('with the id of the draft', () => {
  it('finds the sent message', async () => {
    const draftId = await uncertain('dropAfter');
    expect(await sender.settle(reference(YOUNG, draftId))).toBe('sent');
    expect(await sender.settle(reference(OLD, draftId))).toBe('sent');
  });

  it('waits for a young draft, and withdraws an old one before it says that nothing was sent', async () => {
    const draftId = await uncertain('dropBefore');
    expect(await sender.settle(reference(YOUNG, draftId))).toBe('unknown');
    expect(google.drafts.size).toBe(1);
    expect(await sender.settle(reference(OLD, draftId))).toBe('notSent');
    expect([google.drafts.size, google.sent.length]).toEqual([0, 0]);
  });

  it.each<GmailFault>([
    { at: 'delete', kind: 'status', status: 500, reason: 'backendError' },
    { at: 'delete', kind: 'status', status: 404, reason: 'notFound' },
    { at: 'delete', kind: 'dropAfter' },
  ])('does not know where the draft could not be withdrawn: %p', async (fault) => {
    const draftId = await uncertain('dropBefore');
    google.faults.push(fault);
    expect(await sender.settle(reference(OLD, draftId))).toBe('unknown');
    expect(google.countOf('delete')).toBe(1);
  });

  it('never takes a draft that is gone for one that was not sent', async () => {
    google.keepsMessageIds = false;
    const draftId = await uncertain('dropAfter');
    expect(await sender.settle(reference(OLD, draftId))).toBe('unknown');
    expect(google.sent).toHaveLength(1);
  });

  it.each<GmailFault>([
    { at: 'get', kind: 'status', status: 503 },
    { at: 'get', kind: 'dropBefore' },
    { at: 'search', kind: 'status', status: 503 },
    { at: 'search', kind: 'halfAfter' },
  ])('does not know what Google does not tell, and asks once: %p', async (fault) => {
    const draftId = await uncertain(fault.at === 'get' ? 'dropBefore' : 'dropAfter');
    google.faults.push(fault);
    await expect(sender.settle(reference(OLD, draftId))).rejects.toThrow();
    expect([google.countOf(fault.at), google.countOf('delete')]).toEqual([1, 0]);
  });
});

describe('without it', () => {
  it('finds the sent message, and leaves drafts of earlier attempts alone', async () => {
    google.faults.push({ at: 'draft', kind: 'dropAfter' });
    expect((await failureOf(sender.send(sampleEmail()))).kind).toBe('unavailable');
    await sender.send(sampleEmail());
    expect(await sender.settle(reference(OLD, null))).toBe('sent');
    expect(google.drafts.size).toBe(1);
  });

  /** Shows that Gmail keeps our ids. */
  const sendAnother = () => sender.send(sampleEmail({ messageId: '<another-one@example.com>' }));

  it('does not say that nothing was sent before it was seen that Gmail keeps our ids', async () => {
    await uncertain('dropBefore');
    expect(await sender.settle(reference(OLD, null))).toBe('unknown');
    expect(google.drafts.size).toBe(1);
    await sendAnother();
    expect(await sender.settle(reference(OLD, null))).toBe('notSent');
  });

  it('withdraws what was written and not sent', async () => {
    await sendAnother();
    await uncertain('dropBefore');
    expect(await sender.settle(reference(YOUNG, null))).toBe('unknown');
    google.faults.push({ at: 'delete', kind: 'status', status: 500 });
    expect(await sender.settle(reference(OLD, null))).toBe('unknown');
    expect(await sender.settle(reference(OLD, null))).toBe('notSent');
    expect(google.drafts.size).toBe(0);
  });

  it('takes silence for an answer only after a while', async () => {
    await sendAnother();
    expect(await sender.settle(reference(YOUNG, null))).toBe('unknown');
    expect(await sender.settle({ ...reference(OLD, null), handedAt: 'some time ago' })).toBe('unknown');
    google.calls.splice(0);
    expect(await sender.settle(reference(OLD, null))).toBe('notSent');
    // In the order in which a message moves: what is sent in between is found.
    expect(google.calls).toEqual(['list', 'search']);
  });

  it('says of nothing that it was not sent where Gmail gives ids of its own', async () => {
    google.keepsMessageIds = false;
    await sender.send(sampleEmail());
    google.faults.push({ at: 'draft', kind: 'dropAfter' });
    await failureOf(sender.send(sampleEmail()));
    expect(await sender.settle(reference(OLD, null))).toBe('unknown');
    expect([google.sent.length, google.drafts.size, google.countOf('read')]).toEqual([1, 1, 1]);
  });

  it('touches no message of others', async () => {
    await sender.send(sampleEmail({ messageId: '<other@example.com>' }));
    google.faults.push({ at: 'draft', kind: 'dropAfter' });
    await failureOf(sender.send(sampleEmail({ messageId: '<another@example.com>' })));
    expect(await sender.settle(reference(OLD, null))).toBe('notSent');
    expect(google.drafts.size).toBe(1);
  });
});
