import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: string;
  readonly raw: string;
  readonly parsed: ParsedMail;
}

/** A real mail server on the loopback that keeps what it is given. */
export interface MailServer {
  readonly port: number;
  readonly mails: readonly ReceivedMail[];
  /** How long it thinks before it accepts each message. */
  slowDown(milliseconds: number): void;
  stop(): Promise<void>;
}

export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  let delayMs = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        simpleParser(raw).then(
          (parsed) => {
            for (const { address } of session.envelope.rcptTo) mails.push({ to: address, raw, parsed });
            setTimeout(callback, delayMs);
          },
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
        );
      });
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mails,
    slowDown: (milliseconds) => (delayMs = milliseconds),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
