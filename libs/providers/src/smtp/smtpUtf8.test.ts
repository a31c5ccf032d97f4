import { kindOf, sampleEmail, type SmtpSink } from '../testing/index.js';
import { failureOf, senderFor, withSink } from '../testing/withSink.js';
import { greetingName } from './SmtpSession.js';

describe('addresses beyond ASCII', () => {
  const wire = (sink: SmtpSink): Buffer => Buffer.concat(sink.rawBytes);
  const isAscii = (bytes: Buffer): boolean => bytes.every((byte) => byte < 0x80);
  const idn = {
    from: { name: 'Bücher', address: 'news@bücher.example' },
    to: { name: 'Jörg Müller', address: 'joerg@müller.example' },
    replyTo: { name: 'Ä', address: 'answers@bücher.example' },
    messageId: '<1@xn--bcher-kva.example>',
  };

  it('travel in ASCII where only the domain has them', () =>
    withSink({ smtpUtf8: false }, async (sink) => {
      await senderFor(sink).send(sampleEmail(idn));
      expect(isAscii(wire(sink))).toBe(true);
      expect(wire(sink).toString()).toContain('MAIL FROM:<news@xn--bcher-kva.example>');
      expect(wire(sink).toString()).toContain('RCPT TO:<joerg@xn--mller-kva.example>');
      expect(sink.received[0]?.raw.toString('latin1')).toContain('<answers@xn--bcher-kva.example>');
    }));

  it('are refused before a byte of the message is written where the server has no SMTPUTF8', () =>
    withSink({ smtpUtf8: false }, async (sink) => {
      const cases = [
        { change: { to: { name: null, address: 'müller@example.com' } }, scope: 'recipient' },
        { change: { from: { name: null, address: 'jörg@example.com' } }, scope: 'ours' },
        { change: { replyTo: { name: null, address: 'jörg@example.com' } }, scope: 'ours' },
      ];
      const sender = senderFor(sink);
      for (const { change, scope } of cases) {
        const failure = await failureOf(sender.send(sampleEmail(change)));
        expect({ kind: failure.kind, scope: failure.scope, says: failure.message.includes('SMTPUTF8') }).toEqual({
          kind: 'rejected',
          scope,
          says: true,
        });
        expect(failure.isAddressInvalid).toBe(false);
      }
      expect(isAscii(wire(sink))).toBe(true);
      expect(wire(sink).toString()).not.toContain('MAIL FROM');
      // The connection is none the worse for it.
      expect(await kindOf(sender.send(sampleEmail()))).toBe('sent');
    }));

  it('are sent to with SMTPUTF8 where the server offers it', () =>
    withSink({}, async (sink) => {
      await senderFor(sink).send(sampleEmail({ to: { name: 'Müller', address: 'müller@bücher.example' } }));
      expect(wire(sink).toString()).toMatch(/MAIL FROM:<ada@example\.com>[^\r\n]* SMTPUTF8/);
      expect(wire(sink).toString()).toContain('RCPT TO:<müller@xn--bcher-kva.example>');
      expect(sink.received).toHaveLength(1);
    }));

  it('tells in a check whether the server takes them', () =>
    withSink({ smtpUtf8: false }, async (plain) => {
      expect((await senderFor(plain).verify()).supportsUtf8).toBe(false);
      await withSink({ user: 'ada', password: 'secret' }, async (modern) => {
        expect((await senderFor(modern, { user: 'ada', password: 'secret' }).verify()).supportsUtf8).toBe(true);
      });
      expect((await senderFor(plain, { port: 1 }).verify()).supportsUtf8).toBeNull();
    }));

  it('never appear in a Message-ID', () =>
    withSink({}, async (sink) => {
      expect(await kindOf(senderFor(sink).send(sampleEmail({ messageId: '<1@bücher.example>' })))).toBe('rejected');
    }));

  it('never appear in our greeting', () => {
    expect(greetingName('server.bücher.example')).toBe('server.xn--bcher-kva.example');
    expect(greetingName('laptop')).toBe('[127.0.0.1]');
    expect(greetingName('192.0.2.7')).toBe('[192.0.2.7]');
  });
});
