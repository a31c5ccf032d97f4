import { domainToASCII } from 'node:url';
import { hostname } from 'node:os';
import type { Readable, Transform } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { ProviderError } from '../contracts/ProviderError.js';
import type { MailHost } from './mailHost.js';
import { openSocket } from './openSocket.js';
import { smtpErrorOf, type SmtpFailure } from './smtpErrors.js';
import type { SmtpConfig } from './smtpConfig.js';
import type { SmtpTimeouts } from './smtpTimeouts.js';

export interface Envelope {
  readonly from: string;
  readonly to: string;
}

/** One open, logged-in connection. Carries one message at a time. */
export class SmtpSession {
  /** Messages tried on this connection; the first one on a fresh connection is 1. */
  deliveries = 0;
  /** Messages that the server took over on this connection. */
  accepted = 0;
  private cutOff: ((error: ProviderError) => void) | null = null;
  private hasEnded = false;
  private onEnd: () => void = () => undefined;

  private constructor(
    private readonly connection: SMTPConnection,
    private readonly timeouts: SmtpTimeouts,
    /** The server takes addresses and headers in UTF-8 (RFC 6531). */
    readonly supportsUtf8: boolean,
  ) {
    // Errors reach us through callbacks; an idle connection that breaks only ends.
    connection.on('error', () => undefined);
    connection.on('end', () => {
      this.hasEnded = true;
      this.onEnd();
      setImmediate(() => this.cutOff?.(cutOffError('The connection to the mail server ended.')));
    });
  }

  /** Connects to the addresses of the host, secures and logs in. Rejects with a ProviderError that names the step. */
  static async open(config: SmtpConfig, timeouts: SmtpTimeouts, host: MailHost): Promise<SmtpSession> {
    const began = Date.now();
    const left = (ms: number): number => Math.max(1, began + ms - Date.now());
    const socket = await openSocket(config, host.addresses, Math.min(timeouts.connect, timeouts.open));
    const connection = new SMTPConnection({
      name: greetingName(hostname()),
      host: config.host,
      port: config.port,
      connection: socket,
      secure: config.security === 'tls',
      secured: config.security === 'tls',
      requireTLS: config.security === 'starttls',
      ignoreTLS: config.security === 'none',
      tls: { rejectUnauthorized: !config.acceptAnyCertificate },
      connectionTimeout: left(timeouts.connect),
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.answer,
      socketCloseTimeout: 1000,
    });
    await connect(connection, left(timeouts.open));
    // The last answer now is the one to EHLO; nodemailer keeps no public list of what was offered.
    const supportsUtf8 = /^250[ -]SMTPUTF8\b/im.test(connection.lastServerResponse || '');
    if (config.user !== null) await login(connection, config.user, config.password ?? '');
    return new SmtpSession(connection, timeouts, supportsUtf8);
  }

  get isUsable(): boolean {
    return !this.hasEnded && !this.connection.destroyed;
  }

  get greetingWords(): string | null {
    return this.connection.lastServerResponse || null;
  }

  get isEncrypted(): boolean {
    return this.connection.secure;
  }

  /** Resolves with the server's words of acceptance. */
  async deliver(envelope: Envelope, mime: Buffer): Promise<string> {
    this.deliveries += 1;
    try {
      const words = await this.transmit(envelope, mime);
      this.accepted += 1;
      return words;
    } catch (error) {
      if (error instanceof ProviderError && error.responseCode !== null && this.isUsable) await this.reset();
      throw error;
    }
  }

  /** Says good-bye; nobody waits for the answer. */
  quit(): void {
    if (this.isUsable) this.connection.quit();
    setTimeout(() => this.connection.close(), 500).unref();
  }

  /** Cuts the connection off. A message that was handed over ends as unknownOutcome. */
  destroy(): void {
    this.connection.close();
    this.cutOff?.(cutOffError('The connection was closed while the answer was due.'));
  }

  private transmit(envelope: Envelope, mime: Buffer): Promise<string> {
    return new Promise((resolve, reject) => {
      const message = new HandedMessage(mime);
      const settle = (act: () => void): void => {
        if (this.cutOff === null) return;
        this.cutOff = null;
        clearTimeout(deadline);
        act();
      };
      const fail = (failure: SmtpFailure): void =>
        settle(() => reject(smtpErrorOf(failure, { phase: 'message', wasHanded: message.wasHanded, recipient: envelope.to })));
      const deadline = setTimeout(() => {
        fail({ code: 'ETIMEDOUT', message: 'The message took too long.' });
        this.connection.close();
      }, this.timeouts.message);
      this.cutOff = (error) => fail({ code: 'ECONNECTION', message: error.message });
      this.connection.send({ from: envelope.from, to: [envelope.to], size: mime.length }, message as unknown as Readable, (error, info) => {
        if (error) fail(error);
        else settle(() => resolve(info.response));
      });
    });
  }

  /** A refused recipient leaves its transaction open at the server; the next message must not find it. */
  private reset(): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(giveUp);
        this.onEnd = () => undefined;
        resolve();
      };
      const giveUp = setTimeout(() => {
        this.connection.close();
        done();
      }, 5000);
      this.onEnd = done;
      this.connection.reset((error) => {
        if (error) this.connection.close();
        done();
      });
    });
  }
}

/** The stream in which nodemailer makes ready what goes to the socket. */
interface BodyStream extends Transform {
  lastByte: number | false;
}

/**
 * Knows whether the client began to write the body: after that, silence no longer means "not sent". What is written here has whole line
 * ends only, so a body without a dot at the beginning of a line needs nothing of the stream, which looks at each byte, but its end.
 */
class HandedMessage {
  wasHanded = false;

  constructor(private readonly mime: Buffer) {}

  /** All that nodemailer asks of a message. */
  pipe(body: BodyStream): void {
    this.wasHanded = true;
    if (this.mime.includes(DOT_AT_LINE_START) || !this.mime.subarray(-2).equals(LINE_END)) body.write(this.mime);
    else {
      body.push(this.mime);
      body.lastByte = LF;
    }
    body.end();
  }
}

const DOT_AT_LINE_START = Buffer.from('\n.', 'latin1');
const LINE_END = Buffer.from('\r\n', 'latin1');
const LF = 0x0a;

/** What we call ourselves in EHLO: this machine's full name in ASCII, else an address literal. */
export function greetingName(machine: string): string {
  const ascii = machine.includes('.') ? domainToASCII(machine) : '';
  if (ascii === '') return '[127.0.0.1]';
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(ascii) ? `[${ascii}]` : ascii;
}

/** As far as the greeting, EHLO and STARTTLS, within `timeoutMs` altogether. */
function connect(connection: SMTPConnection, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (failure: SmtpFailure): void => {
      clearTimeout(deadline);
      connection.close();
      reject(smtpErrorOf(failure, { phase: 'open', wasHanded: false }));
    };
    const deadline = setTimeout(() => fail({ code: 'ETIMEDOUT', message: 'Opening took too long.' }), timeoutMs);
    connection.on('error', fail);
    connection.connect((error) => {
      if (error) return fail(error);
      clearTimeout(deadline);
      connection.removeListener('error', fail);
      resolve();
    });
  });
}

function login(connection: SMTPConnection, user: string, password: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (failure: SmtpFailure): void => {
      connection.close();
      reject(smtpErrorOf(failure, { phase: 'login', wasHanded: false }));
    };
    if (!connection.allowsAuth) return fail({ code: 'EAUTH', originalCode: 'NO_AUTH_OFFERED', message: 'The server offers no login.' });
    connection.on('error', fail);
    connection.login({ user, pass: password }, (error) => {
      if (error) return fail(error);
      connection.removeListener('error', fail);
      resolve();
    });
  });
}

function cutOffError(message: string): ProviderError {
  return new ProviderError({ kind: 'unavailable', scope: 'connection', step: 'data', message });
}
