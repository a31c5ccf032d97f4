import type { SendReceipt, Settlement } from '../contracts/MessageSender.js';
import { FaultProxy, type NetworkFault } from './FaultProxy.js';
import { kindOf, type TestRunner } from './senderContract.js';

/** A sender that reaches its provider through an address that the suite gives. */
export interface FaultSubject {
  /** Sends one message, each time another one. */
  send(): Promise<SendReceipt>;
  /** How many messages the provider has sent. */
  arrived(): number;
  /** What the provider says of the last message, when that was handed over long ago. */
  settle(): Promise<Settlement>;
  stop(): Promise<void>;
}

export interface FaultyPlace {
  readonly name: string;
  readonly isMeant: (method: string, path: string) => boolean;
  /** Whether the message is sent by this call. False: it prepares that, and nothing is sent before it. */
  readonly isHandOver: boolean;
}

export interface FaultSuite {
  readonly places: readonly FaultyPlace[];
  /** Where the provider listens, and how a sender is built that goes through the address between. */
  readonly start: () => Promise<{ readonly url: string; readonly build: (url: string, timeoutMs: number) => FaultSubject }>;
  /** How many messages one `send` is. */
  readonly count?: number;
}

const LONG_MS = 60_000;
/** Long enough for a busy machine to take the message first. */
const SHORT_MS = 2_000;
const HTML = '<!doctype html><title>502</title><p>A page of something in between.</p>';
const asJson = { 'Content-Type': 'application/json' };
const refuse = (status: number, body: string, headers: Readonly<Record<string, string>> = asJson): NetworkFault => ({
  ...{ kind: 'refuse', status, body, headers },
});
const answer = (body: string, contentType = 'application/json'): NetworkFault => ({ kind: 'answer', body, contentType });

interface Case {
  readonly fault: NetworkFault;
  /** Whether the provider has done what was asked. */
  readonly isDone: boolean;
  /** What may be said where the message is handed over, and before. */
  readonly handOver: readonly string[];
  readonly before: readonly string[];
}

const unknown = ['unknownOutcome'] as const;
/** An acceptance that cannot be read is one, or nobody knows: never a reason to send again. */
const taken = ['sent', 'unknownOutcome'] as const;
const away = ['unavailable'] as const;

const CASES: Readonly<Record<string, Case>> = {
  '429': {
    ...{ fault: refuse(429, '{"message":"Too many requests","error":{"code":429}}', { ...asJson, 'Retry-After': '7' }), isDone: false },
    ...{ handOver: ['limited'], before: ['limited'] },
  },
  '500': { fault: refuse(500, '{"message":"Internal"}'), isDone: false, handOver: unknown, before: away },
  '502 with a page of a proxy': {
    fault: refuse(502, HTML, { 'Content-Type': 'text/html' }),
    isDone: false,
    handOver: unknown,
    before: away,
  },
  '503 without words': { fault: refuse(503, '', {}), isDone: false, handOver: unknown, before: away },
  '408': { fault: refuse(408, ''), isDone: false, handOver: unknown, before: away },
  'a connection that is reset before it was read': { fault: { kind: 'resetBefore' }, isDone: false, handOver: unknown, before: away },
  'a connection that is reset afterwards': { fault: { kind: 'resetAfter' }, isDone: true, handOver: unknown, before: away },
  silence: { fault: { kind: 'hang' }, isDone: true, handOver: unknown, before: away },
  'half an answer': { fault: { kind: 'half' }, isDone: true, handOver: taken, before: away },
  'a slow answer': { fault: { kind: 'slow' }, isDone: true, handOver: ['sent'], before: ['sent'] },
  'a page in place of JSON': { fault: answer(HTML, 'text/html'), isDone: true, handOver: taken, before: away },
  'broken JSON': { fault: answer('{"id":'), isDone: true, handOver: taken, before: away },
  'JSON without what was asked for': { fault: answer('{}'), isDone: true, handOver: taken, before: away },
  'a list': { fault: answer('[]'), isDone: true, handOver: taken, before: away },
  null: { fault: answer('null'), isDone: true, handOver: taken, before: away },
  'JSON of other types': {
    ...{ fault: answer('{"id":17,"sid":false,"message":{"id":["x"]},"status":[]}'), isDone: true, handOver: taken, before: away },
  },
};

/**
 * What every sender over HTTP must do when the network or its provider fails, whatever the vendor's words are: a message that was sent is
 * never called unsent, one that was not is never called sent, no message goes twice, and the next one goes as if nothing had been.
 */
export function describeSenderFaults({ places, start, count = 1 }: FaultSuite, { it, equal }: Pick<TestRunner, 'it' | 'equal'>): void {
  const within = async (timeoutMs: number, run: (subject: FaultSubject, proxy: FaultProxy) => Promise<void>): Promise<void> => {
    const { url, build } = await start();
    const proxy = await FaultProxy.start(url);
    const subject = build(proxy.url, timeoutMs);
    try {
      await run(subject, proxy);
    } finally {
      await subject.stop();
      await proxy.stop();
    }
  };

  for (const { name: place, isMeant, isHandOver } of places)
    for (const [name, { fault, isDone, ...kinds }] of Object.entries(CASES))
      it(`${place}: ${name}`, () =>
        within(fault.kind === 'hang' ? SHORT_MS : LONG_MS, async (subject, proxy) => {
          proxy.expect(isMeant, fault);
          let receipt: SendReceipt | null = null;
          const kind = await kindOf(subject.send().then((given) => (receipt = given)));
          const allowed = isHandOver ? kinds.handOver : kinds.before;
          equal({ kind, isMet: proxy.isMet }, { kind: allowed.includes(kind) ? kind : allowed.join(' or '), isMet: true });
          if (receipt) equal(typesOf(receipt), { id: true, words: true });
          // What is under way at the provider when nobody waits any more still arrives.
          const first = (isHandOver && isDone) || kind === 'sent' ? count : 0;
          while (subject.arrived() < first) await new Promise((resolve) => setTimeout(resolve, 10));
          equal(subject.arrived(), first);
          equal(await kindOf(subject.send()), 'sent');
          equal(subject.arrived(), first + count);
        }));

  for (const [name, { fault }] of Object.entries(CASES).filter(([, one]) => one.fault.kind === 'answer' || one.fault.kind === 'half'))
    it(`asking what became of a message: ${name}`, () =>
      within(LONG_MS, async (subject, proxy) => {
        equal(await kindOf(subject.send()), 'sent');
        proxy.meetAll(fault);
        const said = await subject.settle().catch((error: unknown) => (error instanceof Error ? 'unknown' : 'no error'));
        // It was sent: whoever is told that it was not sends it again.
        equal(said, said === 'sent' ? said : 'unknown');
      }));

  it('a provider that is not there', () =>
    within(LONG_MS, async (subject, proxy) => {
      await proxy.stop();
      equal(await kindOf(subject.send()), 'unavailable');
      equal(subject.arrived(), 0);
    }));
}

function typesOf({ providerMessageId, serverResponse }: SendReceipt): { id: boolean; words: boolean } {
  return { id: providerMessageId === null || typeof providerMessageId === 'string', words: typeof serverResponse === 'string' };
}
