import { ProviderError } from '../contracts/ProviderError.js';
import type { EmailSender, OutgoingEmail } from '../contracts/OutgoingEmail.js';

/** What a sender under test gives to the contract suite. */
export interface SenderUnderTest {
  readonly sender: EmailSender;
  /** Every message that arrived at the provider's side, as bytes, in order of arrival. */
  arrived(): Promise<readonly Buffer[]>;
  stop(): Promise<void>;
}

/** The functions of the test runner, handed in so that this library needs none itself. */
export interface TestRunner {
  readonly it: (name: string, run: () => Promise<void>) => void;
  readonly equal: (actual: unknown, expected: unknown) => void;
  readonly parse: (raw: Buffer) => Promise<ParsedForContract>;
}

export interface ParsedForContract {
  readonly subject: string | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly replyTo: string | undefined;
  readonly html: string | undefined;
  readonly text: string | undefined;
  readonly messageId: string | undefined;
  header(name: string): string | undefined;
  readonly headerNames: readonly string[];
}

export function sampleEmail(overrides: Partial<OutgoingEmail> = {}): OutgoingEmail {
  return {
    from: { name: 'Ada Lindqvist', address: 'ada@example.com' },
    to: { name: 'Jürgen Groß', address: 'juergen@example.org' },
    replyTo: { name: null, address: 'answers@example.com' },
    subject: 'Grüße aus dem Garten 🌱',
    html: '<p>Hello Jürgen,</p>\n<p>.a line that starts with a dot</p>\n.\n<p>Yours</p>',
    text: 'Hello Jürgen,\n.a line that starts with a dot\n.\nYours',
    headers: [
      { name: 'List-Unsubscribe', value: '<https://rapport.example.com/u/token>' },
      { name: 'List-Unsubscribe-Post', value: 'List-Unsubscribe=One-Click' },
      { name: 'X-Rapport-Recipient', value: '0198f0a0-0000-7000-8000-000000000001' },
    ],
    messageId: '<0198f0a0-0000-7000-8000-000000000001@example.com>',
    date: new Date('2026-11-23T09:00:00.000Z'),
    ...overrides,
  };
}

/** What every sender must do, whatever is behind it. */
export function describeSenderContract(build: () => Promise<SenderUnderTest>, runner: TestRunner): void {
  const { it, equal, parse } = runner;
  const within = async (run: (subject: SenderUnderTest) => Promise<void>): Promise<void> => {
    const subject = await build();
    try {
      await run(subject);
    } finally {
      await subject.sender.close(1000);
      await subject.stop();
    }
  };
  const sendOne = async (subject: SenderUnderTest, email: OutgoingEmail): Promise<ParsedForContract> => {
    await subject.sender.send(email);
    const [raw] = await subject.arrived();
    if (!raw) throw new Error('Nothing arrived.');
    return parse(raw);
  };

  it('delivers both parts, the addresses and every header unchanged', () =>
    within(async (subject) => {
      const mail = await sendOne(subject, sampleEmail());
      equal(mail.subject, 'Grüße aus dem Garten 🌱');
      equal(mail.from, '"Ada Lindqvist" <ada@example.com>');
      equal(mail.to, '"Jürgen Groß" <juergen@example.org>');
      equal(mail.replyTo, 'answers@example.com');
      equal(mail.text?.trim(), 'Hello Jürgen,\n.a line that starts with a dot\n.\nYours');
      equal(mail.html?.trim(), sampleEmail().html);
      equal(mail.header('list-unsubscribe-post'), 'List-Unsubscribe=One-Click');
      equal(mail.header('x-rapport-recipient'), '0198f0a0-0000-7000-8000-000000000001');
    }));

  it('keeps the Message-ID that was chosen before the call', () =>
    within(async (subject) => equal((await sendOne(subject, sampleEmail())).messageId, sampleEmail().messageId)));

  it('lets no line break start a header of its own', () =>
    within(async (subject) => {
      const evil = 'Hello\r\nBcc: victim@example.net\r\n\r\nbody';
      const mail = await sendOne(
        subject,
        sampleEmail({ subject: evil, to: { name: evil, address: 'juergen@example.org' }, headers: [{ name: 'X-Note', value: evil }] }),
      );
      equal(mail.headerNames.includes('bcc'), false);
      equal(mail.subject, 'Hello Bcc: victim@example.net body');
    }));

  it('refuses addresses and header names that would break out of their line', () =>
    within(async (subject) => {
      for (const address of [
        'a@example.org\r\nRCPT TO:<b@example.org>',
        'a@example.org> SIZE=1',
        'no address',
        'a@b@example.org',
        '@example.org',
      ]) {
        equal(await kindOf(subject.sender.send(sampleEmail({ to: { name: null, address } }))), 'rejected');
      }
      equal(await kindOf(subject.sender.send(sampleEmail({ headers: [{ name: 'X\r\nBcc', value: 'b@example.org' }] }))), 'rejected');
      equal((await subject.arrived()).length, 0);
    }));

  it('sends as many at once as it claims to', () =>
    within(async (subject) => {
      const count = subject.sender.concurrency * 3;
      await Promise.all(
        Array.from({ length: count }, (_, index) => subject.sender.send(sampleEmail({ messageId: `<${index}@example.com>` }))),
      );
      const ids = new Set(await Promise.all((await subject.arrived()).map(async (raw) => (await parse(raw)).messageId)));
      equal(ids.size, count);
    }));

  it('reports a check step by step without sending', () =>
    within(async (subject) => {
      const check = await subject.sender.verify();
      equal(check.ok, true);
      equal(
        check.steps.every((step) => step.ok),
        true,
      );
      equal((await subject.arrived()).length, 0);
    }));

  it('sends a test message and reports it', () =>
    within(async (subject) => {
      equal((await subject.sender.sendTest(sampleEmail())).ok, true);
      equal((await subject.arrived()).length, 1);
    }));

  it('tells what became of a message, where it can be asked', () =>
    within(async (subject) => {
      if (!subject.sender.settle) return;
      await subject.sender.send(sampleEmail());
      equal(await subject.sender.settle({ messageId: sampleEmail().messageId, providerMessageId: null, handedAt: null }), 'sent');
      equal(await subject.sender.settle({ messageId: '<never@example.com>', providerMessageId: null, handedAt: null }), 'notSent');
    }));
}

/** The kind of ProviderError with which a send failed, or 'sent'. Any other error is thrown on. */
export async function kindOf(send: Promise<unknown>): Promise<string> {
  try {
    await send;
    return 'sent';
  } catch (error) {
    if (error instanceof ProviderError) return error.kind;
    throw error;
  }
}
