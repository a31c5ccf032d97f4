import { type FaultAction, kindOf, sampleEmail, type SinkOptions } from '../testing/index.js';
import { senderFor, withSink } from '../testing/withSink.js';

describe('what a server allows', () => {
  const reply = (code: number, text: string): FaultAction => ({ kind: 'reply', code, text });
  const cases: [string, NonNullable<SinkOptions['perConnection']>][] = [
    ['421 at MAIL FROM', { messages: 4, at: 'mail', action: reply(421, '4.7.0 Too many messages in this session') }],
    ['450 at MAIL FROM', { messages: 4, at: 'mail', action: reply(450, '4.7.0 too many') }],
    ['450 at RCPT TO', { messages: 4, at: 'rcpt', action: reply(450, '4.2.1 limit') }],
    ['452 at RCPT TO', { messages: 4, at: 'rcpt', action: reply(452, 'Too many recipients received this hour') }],
    ['421 at RCPT TO', { messages: 4, at: 'rcpt', action: reply(421, 'bye') }],
    ['a closed connection', { messages: 4, at: 'mail', action: { kind: 'drop' } }],
    ['one message only', { messages: 1, at: 'rcpt', action: reply(451, '4.3.0 once') }],
  ];
  it.each(cases)('%s after so many messages: a fresh connection at once, and the limit is learned', (_name, perConnection) =>
    withSink({ perConnection }, async (sink) => {
      const sender = senderFor(sink, { connections: 2 });
      for (let round = 0; round < 20; round += 1) {
        const kinds = await Promise.all([0, 1].map((n) => kindOf(sender.send(sampleEmail({ messageId: `<${round}-${n}@example.com>` })))));
        expect(kinds).toEqual(['sent', 'sent']);
      }
      expect(sink.received).toHaveLength(40);
      // Learned from the first two connections; from then on each is closed before the server has to say so.
      expect(sink.refusals.length).toBeLessThanOrEqual(4);
      expect(sink.connections).toBeGreaterThanOrEqual(40 / perConnection.messages);
      await sender.close(500);
    }),
  );

  it('keeps to as many connections as are let in', () =>
    withSink({ connectionsAtOnce: 2 }, async (sink) => {
      const sender = senderFor(sink, { connections: 6 });
      const kinds = await Promise.all(
        Array.from({ length: 60 }, (_, n) => kindOf(sender.send(sampleEmail({ messageId: `<${n}@example.com>` })))),
      );
      expect(kinds.filter((kind) => kind !== 'sent')).toEqual([]);
      await sender.close(500);
    }));

  it('tells everyone at once when no connection comes about', () =>
    withSink({}, async (sink) => {
      const sender = senderFor(sink, { connections: 3 });
      sink.setFaults({ at: 'connect', action: { kind: 'drop' } });
      const send = (n: number): Promise<string> => kindOf(sender.send(sampleEmail({ messageId: `<${n}@example.com>` })));
      expect(new Set(await Promise.all(Array.from({ length: 12 }, (_, n) => send(n))))).toEqual(new Set(['unavailable']));
      sink.setFaults();
      expect(new Set(await Promise.all(Array.from({ length: 12 }, (_, n) => send(n))))).toEqual(new Set(['sent']));
      await sender.close(500);
    }));

  it('asks a busy mailbox twice at most, and stops looking for the fault in the connection', () =>
    withSink({}, async (sink) => {
      const sender = senderFor(sink, { connections: 1 });
      await sender.send(sampleEmail());
      sink.setFaults({ at: 'rcpt', action: reply(450, '4.2.1 receiving mail at a rate'), recipient: 'busy' });
      const busy = (): Promise<string> => kindOf(sender.send(sampleEmail({ to: { name: null, address: 'busy@example.org' } })));
      for (let n = 0; n < 8; n += 1) {
        expect(await busy()).toBe('limited');
        await sender.send(sampleEmail());
      }
      expect(sink.refusals.length).toBeLessThanOrEqual(8 + 3);
      expect(sink.received).toHaveLength(9);
      await sender.close(500);
    }));

  it('leaves nothing behind for each refusal', () =>
    withSink({}, async (sink) => {
      const warnings: string[] = [];
      const note = (warning: Error): void => void warnings.push(warning.name);
      process.on('warning', note);
      const sender = senderFor(sink, { connections: 1 });
      sink.setFaults({ at: 'rcpt', action: reply(550, '5.1.1 no'), recipient: 'nobody' });
      for (let n = 0; n < 30; n += 1) {
        await kindOf(sender.send(sampleEmail({ to: { name: null, address: 'nobody@example.org' } })));
      }
      expect(await kindOf(sender.send(sampleEmail()))).toBe('sent');
      expect(sink.connections).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      process.off('warning', note);
      expect(warnings).toEqual([]);
      await sender.close(500);
    }));
});
