import type { Settlement } from '../contracts/MessageSender.js';
import { GraphServer, sampleEmail } from '../testing/index.js';
import { failureOf } from '../testing/withSink.js';
import { Microsoft365Sender } from './Microsoft365Sender.js';

const HOUR_MS = 3_600_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const { messageId } = sampleEmail();

let server: GraphServer;
let sender: Microsoft365Sender;
beforeEach(async () => {
  server = await GraphServer.start();
  sender = new Microsoft365Sender(server.settings, { loginUrl: server.url, graphUrl: server.url });
});
afterEach(async () => {
  await sender.close(0);
  await server.stop();
  expect(server.problems).toEqual([]);
});

/** The id of a message that broke off at this point of its sending. */
async function brokenOff(kind: 'dropBefore' | 'dropAfter'): Promise<string> {
  server.faults.push({ at: 'send', kind });
  const failure = await failureOf(sender.send(sampleEmail()));
  return failure.providerMessageId ?? '';
}

const settle = (providerMessageId: string | null, handedAt: string | null = ago(HOUR_MS)): Promise<Settlement> =>
  sender.settle({ messageId, providerMessageId, handedAt });

describe('by the id of the draft', () => {
  it('finds what was sent', async () => {
    expect(await settle(await brokenOff('dropAfter'), ago(0))).toBe('sent');
  });

  it('deletes a draft that was not sent, once it is old enough', async () => {
    const id = await brokenOff('dropBefore');
    expect(await settle(id, ago(9 * 60_000))).toBe('unknown');
    expect(server.drafts).toHaveLength(1);
    expect(await settle(id, ago(11 * 60_000))).toBe('notSent');
    expect([server.drafts.length, server.arrivals.length]).toEqual([0, 0]);
  });

  it('does not say that it was not sent while the draft could be sent by hand', async () => {
    const id = await brokenOff('dropBefore');
    server.faults.push({ at: 'delete', kind: 'status', status: 403, code: 'ErrorAccessDenied' });
    expect(await settle(id, null)).toBe('unknown');
    expect(server.drafts).toHaveLength(1);
  });

  it('knows nothing of a draft that is gone', async () => {
    await sender.send(sampleEmail({ messageId: '<before@example.com>' }));
    const id = await brokenOff('dropBefore');
    server.remove(id);
    expect(await settle(id, null)).toBe('unknown');
  });

  it('finds what was sent under another id by our Message-ID', async () => {
    server.changesIds = true;
    expect(await settle(await brokenOff('dropAfter'), ago(0))).toBe('sent');
  });
});

describe('by our Message-ID, where the process ended before it knew the draft', () => {
  it('finds what was sent', async () => {
    await brokenOff('dropAfter');
    expect(await settle(null, ago(0))).toBe('sent');
  });

  it('deletes drafts that were not sent, once they are old enough', async () => {
    await sender.send(sampleEmail({ messageId: '<before@example.com>' }));
    await brokenOff('dropBefore');
    server.faults.push({ at: 'draft', kind: 'dropAfter' });
    await failureOf(sender.send(sampleEmail()));
    expect(server.drafts).toHaveLength(2);
    expect(await settle(null, ago(60_000))).toBe('unknown');
    expect(await settle(null)).toBe('notSent');
    expect(server.drafts).toHaveLength(0);
  });

  it('takes silence for an answer only where a message that was sent is found by its Message-ID', async () => {
    expect(await settle(null)).toBe('unknown');
    server.changesMessageIds = true;
    await sender.send(sampleEmail({ messageId: '<first@example.com>' }));
    expect(await settle(null)).toBe('unknown');
    server.changesMessageIds = false;
    await sender.send(sampleEmail({ messageId: '<second@example.com>' }));
    expect(await settle(null)).toBe('notSent');
    expect(await settle(null, ago(60_000))).toBe('unknown');
  });

  it('asks for exactly the id, whatever is in it', async () => {
    const odd = "<o'brien+1&x=%20#@example.com>";
    await sender.send(sampleEmail({ messageId: odd }));
    expect(await sender.settle({ messageId: odd, providerMessageId: null, handedAt: null })).toBe('sent');
    expect(await sender.settle({ messageId: "<o'brien@example.com>", providerMessageId: null, handedAt: null })).toBe('notSent');
  });
});
