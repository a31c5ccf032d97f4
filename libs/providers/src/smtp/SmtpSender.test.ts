import { describeSenderContract, kindOf, parseForContract, sampleEmail, SmtpSink, type SmtpFault } from '../testing/index.js';
import { failureOf, quick, senderFor as calmSender, withSink } from '../testing/withSink.js';
import type { SmtpConfig } from './smtpConfig.js';
import type { SmtpSender } from './SmtpSender.js';

const senderFor = (sink: SmtpSink, config: Partial<SmtpConfig> = {}): SmtpSender => calmSender(sink, config, quick);

describe('SmtpSender', () => {
  describe('keeps the contract of every sender', () => {
    describeSenderContract(
      async () => {
        const sink = await SmtpSink.start();
        return { sender: senderFor(sink), arrived: async () => sink.received.map((mail) => mail.raw), stop: () => sink.stop() };
      },
      { it, equal: (actual, expected) => expect(actual).toEqual(expected), parse: parseForContract },
    );
  });

  const cases: Array<{ name: string; fault: SmtpFault; kind: string; scope: string; arrives: number }> = [
    {
      name: '4xx greeting',
      fault: { at: 'greeting', action: { kind: 'reply', code: 450, text: 'busy' } },
      kind: 'limited',
      scope: 'connection',
      arrives: 0,
    },
    {
      name: '5xx greeting',
      fault: { at: 'greeting', action: { kind: 'reply', code: 554, text: 'go away' } },
      kind: 'rejected',
      scope: 'ours',
      arrives: 0,
    },
    {
      name: 'hang at the greeting',
      fault: { at: 'greeting', action: { kind: 'hang' } },
      kind: 'unavailable',
      scope: 'connection',
      arrives: 0,
    },
    {
      name: 'drop at the greeting',
      fault: { at: 'greeting', action: { kind: 'drop' } },
      kind: 'unavailable',
      scope: 'connection',
      arrives: 0,
    },
    {
      name: '421 at MAIL FROM',
      fault: { at: 'mail', action: { kind: 'reply', code: 421, text: 'closing' } },
      kind: 'limited',
      scope: 'connection',
      arrives: 0,
    },
    {
      name: '450 at MAIL FROM',
      fault: { at: 'mail', action: { kind: 'reply', code: 450, text: 'try again in 60 seconds' } },
      kind: 'limited',
      scope: 'ours',
      arrives: 0,
    },
    {
      name: '550 at MAIL FROM',
      fault: { at: 'mail', action: { kind: 'reply', code: 550, text: 'sender not allowed' } },
      kind: 'rejected',
      scope: 'ours',
      arrives: 0,
    },
    {
      name: '530 at MAIL FROM',
      fault: { at: 'mail', action: { kind: 'reply', code: 530, text: 'log in first' } },
      kind: 'auth',
      scope: 'ours',
      arrives: 0,
    },
    {
      name: '450 at RCPT TO',
      fault: { at: 'rcpt', action: { kind: 'reply', code: 450, text: '4.2.0 greylisted' } },
      kind: 'limited',
      scope: 'recipient',
      arrives: 0,
    },
    {
      name: '550 at RCPT TO',
      fault: { at: 'rcpt', action: { kind: 'reply', code: 550, text: '5.1.1 no such user' } },
      kind: 'rejected',
      scope: 'recipient',
      arrives: 0,
    },
    {
      name: 'relay refused at RCPT TO',
      fault: { at: 'rcpt', action: { kind: 'reply', code: 554, text: '5.7.1 Relay access denied' } },
      kind: 'rejected',
      scope: 'ours',
      arrives: 0,
    },
    { name: 'hang at RCPT TO', fault: { at: 'rcpt', action: { kind: 'hang' } }, kind: 'unavailable', scope: 'connection', arrives: 0 },
    {
      name: '451 at DATA',
      fault: { at: 'data', action: { kind: 'reply', code: 451, text: 'not now' } },
      kind: 'limited',
      scope: 'recipient',
      arrives: 0,
    },
    {
      name: '554 at DATA',
      fault: { at: 'data', action: { kind: 'reply', code: 554, text: 'no' } },
      kind: 'rejected',
      scope: 'recipient',
      arrives: 0,
    },
    { name: 'drop at DATA', fault: { at: 'data', action: { kind: 'drop' } }, kind: 'unavailable', scope: 'connection', arrives: 0 },
    {
      name: '452 after the dot',
      fault: { at: 'dot', action: { kind: 'reply', code: 452, text: 'mailbox full' } },
      kind: 'limited',
      scope: 'recipient',
      arrives: 0,
    },
    {
      name: '554 after the dot',
      fault: { at: 'dot', action: { kind: 'reply', code: 554, text: 'spam' } },
      kind: 'rejected',
      scope: 'ours',
      arrives: 0,
    },
    { name: 'drop in the body', fault: { at: 'body', action: { kind: 'drop' } }, kind: 'unknownOutcome', scope: 'recipient', arrives: 0 },
    { name: 'drop after the dot', fault: { at: 'dot', action: { kind: 'drop' } }, kind: 'unknownOutcome', scope: 'recipient', arrives: 1 },
    {
      name: 'half an answer after the dot',
      fault: { at: 'dot', action: { kind: 'halfAnswer' } },
      kind: 'unknownOutcome',
      scope: 'recipient',
      arrives: 1,
    },
    { name: 'hang after the dot', fault: { at: 'dot', action: { kind: 'hang' } }, kind: 'unknownOutcome', scope: 'recipient', arrives: 1 },
  ];
  for (const { name, fault, kind, scope, arrives } of cases) {
    it(`calls it ${kind} (${scope}): ${name}`, () =>
      withSink({}, async (sink) => {
        const sender = senderFor(sink);
        sink.setFaults({ ...fault, times: 1 });
        const failure = await failureOf(sender.send(sampleEmail()));
        expect({ kind: failure.kind, scope: failure.scope }).toEqual({ kind, scope });
        expect(sink.received).toHaveLength(arrives);
        // The connection, or a new one, carries the next message.
        expect(await kindOf(sender.send(sampleEmail({ messageId: '<next@example.com>' })))).toBe('sent');
        expect(sink.received).toHaveLength(arrives + 1);
        await sender.close(500);
      }));
  }

  it('reads how long the server wants us to wait, and its words', () =>
    withSink({}, async (sink) => {
      sink.setFaults({ at: 'mail', action: { kind: 'reply', code: 450, text: 'Too many messages, try again in 5 minutes' } });
      const failure = await failureOf(senderFor(sink).send(sampleEmail()));
      expect(failure.retryAfterMs).toBe(300_000);
      expect(failure.serverResponse).toContain('try again in 5 minutes');
      expect(failure.responseCode).toBe(450);
    }));

  it('knows a mailbox that does not exist', () =>
    withSink({}, async (sink) => {
      sink.setFaults({ at: 'rcpt', action: { kind: 'reply', code: 550, text: '5.1.1 User unknown' } });
      expect((await failureOf(senderFor(sink).send(sampleEmail()))).isAddressInvalid).toBe(true);
    }));

  it('reuses connections, and survives one that the server dropped meanwhile', () =>
    withSink({}, async (sink) => {
      const sender = senderFor(sink);
      await sender.send(sampleEmail());
      await sender.send(sampleEmail());
      expect(sink.connections).toBe(1);
      sink.setFaults({ at: 'mail', action: { kind: 'drop' }, times: 1 });
      expect(await kindOf(sender.send(sampleEmail()))).toBe('sent');
      expect(sink.received).toHaveLength(3);
      expect(sink.connections).toBe(2);
    }));

  it('logs in, and calls a refused login an auth failure of the whole sender', () =>
    withSink({ user: 'ada', password: 'secret' }, async (sink) => {
      expect(await kindOf(senderFor(sink, { user: 'ada', password: 'secret' }).send(sampleEmail()))).toBe('sent');
      const failure = await failureOf(senderFor(sink, { user: 'ada', password: 'wrong' }).send(sampleEmail()));
      expect({ kind: failure.kind, scope: failure.scope, code: failure.responseCode }).toEqual({
        kind: 'auth',
        scope: 'ours',
        code: 535,
      });
      sink.setFaults({ at: 'auth', action: { kind: 'reply', code: 454, text: 'Temporary authentication failure' } });
      expect(await kindOf(senderFor(sink, { user: 'ada', password: 'secret' }).send(sampleEmail()))).toBe('limited');
    }));

  it('requires STARTTLS once chosen, and checks the certificate', () =>
    withSink({ startTls: true }, async (sink) => {
      const failure = await failureOf(senderFor(sink, { security: 'starttls' }).send(sampleEmail()));
      expect({ kind: failure.kind, step: failure.step }).toEqual({ kind: 'auth', step: 'tls' });
      const trusting = senderFor(sink, { security: 'starttls', acceptAnyCertificate: true });
      expect(await kindOf(trusting.send(sampleEmail()))).toBe('sent');
      await withSink({}, async (plain) => {
        const refused = await failureOf(senderFor(plain, { security: 'starttls', acceptAnyCertificate: true }).send(sampleEmail()));
        expect(refused.step).toBe('tls');
        expect(plain.received).toHaveLength(0);
      });
    }));

  it('explains each step of a check and what to do', () =>
    withSink({ user: 'ada', password: 'secret' }, async (sink) => {
      const good = await senderFor(sink, { user: 'ada', password: 'secret' }).verify();
      expect(good.steps.map((step) => step.name)).toEqual(['resolve', 'connect', 'greeting', 'login']);
      const bad = await senderFor(sink, { user: 'ada', password: 'wrong' }).verify();
      expect(bad.steps.at(-1)).toMatchObject({ name: 'login', ok: false });
      expect(bad.isRefused).toBe(true);
      expect(bad.serverResponse).toContain('535');
      expect(bad.hint).toContain('app password');
      const nowhere = await senderFor(sink, { host: 'mail.invalid' }).verify();
      expect(nowhere.steps).toHaveLength(1);
      expect(nowhere.steps[0]).toMatchObject({ name: 'resolve', ok: false });
      const closedPort = await senderFor(sink, { port: 1 }).verify();
      expect(closedPort.hint).toContain('Nothing listens');
      expect(closedPort.isRefused).toBe(false);
      const wrongMode = await senderFor(sink, { security: 'tls' }).verify();
      expect(wrongMode.steps.at(-1)).toMatchObject({ name: 'tls', ok: false });
      const test = await senderFor(sink, { user: 'ada', password: 'secret' }).sendTest(sampleEmail());
      expect(test.steps.map((step) => step.name)).toEqual(['resolve', 'connect', 'greeting', 'login', 'from', 'to', 'data']);
    }));

  it('lets messages in flight finish when it closes, and cuts off what takes too long', () =>
    withSink({}, async (sink) => {
      sink.setFaults({ at: 'dot', action: { kind: 'slow', delayMs: 200 } });
      const slow = senderFor(sink);
      const finished = kindOf(slow.send(sampleEmail()));
      await untilReceived(sink, 1);
      await slow.close(1000);
      expect(await finished).toBe('sent');
      sink.setFaults({ at: 'dot', action: { kind: 'hang' } });
      const hanging = senderFor(sink);
      const cut = kindOf(hanging.send(sampleEmail()));
      await untilReceived(sink, 2);
      await hanging.close(50);
      expect(await cut).toBe('unknownOutcome');
      expect(await kindOf(hanging.send(sampleEmail()))).toBe('unavailable');
    }));
});

async function untilReceived(sink: SmtpSink, count: number): Promise<void> {
  while (sink.received.length < count) await new Promise((resolve) => setTimeout(resolve, 5));
}
