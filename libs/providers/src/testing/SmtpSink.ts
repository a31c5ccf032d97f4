import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import { FaultPlan, type FaultAction, type FaultPoint, type SmtpFault } from './smtpFaults.js';
import type { AddressInfo, Socket } from 'node:net';
import type { Readable } from 'node:stream';

type SMTPConnection = SMTPServer['connections'] extends Set<infer Connection> ? Connection : never;

export interface SinkOptions {
  /** With a user name, a login is required. */
  readonly user?: string;
  readonly password?: string;
  /** TLS from the start, with a self-signed certificate. */
  readonly secure?: boolean;
  /** Offer STARTTLS, with a self-signed certificate. */
  readonly startTls?: boolean;
  /** Keep the bytes of each message; off for the counting runs, where memory matters. */
  readonly keepMessages?: boolean;
  readonly port?: number;
  /** Announce SMTPUTF8; on unless told otherwise. */
  readonly smtpUtf8?: boolean;
  /** What one connection may carry; after that the server does this, whatever comes. */
  readonly perConnection?: { readonly messages: number; readonly at: 'mail' | 'rcpt'; readonly action: FaultAction };
  /** Further connections are turned away with 421. */
  readonly connectionsAtOnce?: number;
}

export interface ReceivedMail {
  readonly recipients: readonly string[];
  readonly from: string;
  readonly messageId: string;
  /** Empty unless the sink keeps messages. */
  readonly raw: Buffer;
}

/**
 * A real SMTP server on loopback that takes everything and counts it per recipient and Message-ID. Nagle is off on
 * its sockets: with it a client is held to 22 messages a second on each connection.
 */
export class SmtpSink {
  readonly received: ReceivedMail[] = [];
  readonly logins: string[] = [];
  connections = 0;
  /** Replies that refused or put off something. */
  readonly refusals: string[] = [];
  /** Every byte that clients wrote, while `keepMessages` is on; what goes over TLS stays unreadable. */
  readonly rawBytes: Buffer[] = [];
  private readonly carried = new WeakMap<SMTPServerSession, number>();
  private readonly faults = new FaultPlan();
  private readonly server: SMTPServer;
  private port = 0;

  constructor(private readonly options: SinkOptions = {}) {
    this.server = new SMTPServer(this.serverOptions());
    this.server.server.on('connection', (socket) => {
      this.connections += 1;
      socket.setNoDelay(true);
      if (options.keepMessages !== false) socket.on('data', (chunk: Buffer) => this.rawBytes.push(chunk));
    });
    // A client that is killed in mid-conversation is the point of some tests, not a failure of the sink.
    this.server.on('error', () => undefined);
  }

  static async start(options: SinkOptions = {}): Promise<SmtpSink> {
    const sink = new SmtpSink(options);
    await sink.listen();
    return sink;
  }

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: this.port };
  }

  setFaults(...faults: SmtpFault[]): void {
    this.faults.set(faults);
  }

  /** How many times each recipient got mail. */
  countsByRecipient(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const mail of this.received) {
      for (const recipient of mail.recipients) counts.set(recipient, (counts.get(recipient) ?? 0) + 1);
    }
    return counts;
  }

  async stop(): Promise<void> {
    for (const connection of this.server.connections) connection._socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.server.once('error', reject);
      this.server.listen(this.options.port ?? 0, '127.0.0.1', () => {
        this.port = (this.server.server.address() as AddressInfo).port;
        resolve();
      });
    });
  }

  private serverOptions(): SMTPServerOptions {
    const { user, secure = false, startTls = false } = this.options;
    return {
      secure,
      authOptional: user === undefined,
      allowInsecureAuth: true,
      disabledCommands: [...(startTls ? [] : ['STARTTLS']), ...(user === undefined ? ['AUTH'] : [])],
      disableReverseLookup: true,
      // The replies of the tests are sent as they are written.
      hideENHANCEDSTATUSCODES: true,
      hideSMTPUTF8: this.options.smtpUtf8 === false,
      logger: false,
      closeTimeout: 100,
      socketTimeout: 600_000,
      size: 50 * 1024 * 1024,
      onConnect: (session, callback) => {
        this.faultDataVerb(session);
        const { connectionsAtOnce = Number.POSITIVE_INFINITY } = this.options;
        if (this.server.connections.size > connectionsAtOnce) return callback(this.refuse(421, '4.7.0 Too many connections'));
        this.strike('connect', session, callback, () => this.strike('greeting', session, callback, callback));
      },
      onAuth: (auth, session, callback) =>
        this.strike('auth', session, callback, () => {
          const isKnown = auth.username === user && auth.password === this.options.password;
          this.logins.push(auth.username ?? '');
          if (isKnown) callback(null, { user: auth.username });
          else callback(refusal(535, 'Authentication credentials invalid'));
        }),
      onMailFrom: (_address, session, callback) => this.strike('mail', session, callback, callback),
      onRcptTo: (address, session, callback) => this.strike('rcpt', session, callback, callback, [address.address]),
      onData: (stream, session, callback) => this.onData(stream, session, callback),
    };
  }

  private onData(stream: Readable, session: SMTPServerSession, callback: (error?: Error | null) => void): void {
    const recipients = session.envelope.rcptTo.map((entry) => entry.address);
    const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
    const inBody = this.faults.next('body', recipients);
    if (inBody && inBody.kind !== 'slow') {
      stream.once('data', () => this.act(inBody, session, callback)).on('error', () => undefined);
      return;
    }
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', () => undefined);
    stream.on('end', () => {
      const raw = Buffer.concat(chunks);
      const action = this.faults.next('dot', recipients);
      if (action?.kind !== 'reply') {
        this.carried.set(session, (this.carried.get(session) ?? 0) + 1);
        this.received.push({
          recipients,
          from,
          messageId: messageIdOf(raw),
          raw: this.options.keepMessages === false ? Buffer.alloc(0) : raw,
        });
      }
      if (action === null) callback();
      else this.act(action, session, callback);
    });
  }

  /** The server answers 354 by itself; a fault at the verb has to come before that. */
  private faultDataVerb(session: SMTPServerSession): void {
    const connection = this.connectionOf(session);
    if (!connection) return;
    const accept = connection.handler_DATA.bind(connection);
    connection.handler_DATA = (command, next) => {
      const recipients = session.envelope.rcptTo.map((entry) => entry.address);
      const action = this.faults.next('data', recipients);
      if (action === null) return accept(command, next);
      this.act(action, session, (error) => {
        if (!error) return accept(command, next);
        connection.send(action.kind === 'reply' ? action.code : 451, error.message);
        next();
      });
    };
  }

  private strike(
    at: FaultPoint,
    session: SMTPServerSession,
    refuse: (error: Error) => void,
    pass: () => void,
    recipients: string[] = [],
  ): void {
    const action = this.usedUp(at, session) ?? this.faults.next(at, recipients);
    if (action === null) pass();
    else if (action.kind === 'slow') setTimeout(pass, action.delayMs).unref();
    else this.act(action, session, (error) => (error ? refuse(error) : pass()));
  }

  private usedUp(at: FaultPoint, session: SMTPServerSession): FaultAction | null {
    const limit = this.options.perConnection;
    return limit && at === limit.at && (this.carried.get(session) ?? 0) >= limit.messages ? limit.action : null;
  }

  private refuse(code: number, text: string): Error {
    this.refusals.push(`${code} ${text}`);
    return refusal(code, text);
  }

  private act(action: FaultAction, session: SMTPServerSession, answer: (error?: Error | null) => void): void {
    switch (action.kind) {
      case 'reply':
        answer(this.refuse(action.code, action.text));
        return;
      case 'drop':
        this.socketOf(session)?.destroy();
        return;
      case 'hang':
        return;
      case 'halfAnswer':
        this.socketOf(session)?.write('25', () => this.socketOf(session)?.destroy());
        return;
      case 'slow':
        setTimeout(() => answer(null), action.delayMs).unref();
    }
  }

  private socketOf(session: SMTPServerSession): Socket | null {
    return this.connectionOf(session)?._socket ?? null;
  }

  private connectionOf(session: SMTPServerSession): SMTPConnection | null {
    for (const connection of this.server.connections) if (connection.session === session) return connection;
    return null;
  }
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}

function messageIdOf(raw: Buffer): string {
  const head = raw.subarray(0, 16_384).toString('latin1');
  return /^message-id:\s*(<[^>]+>)/im.exec(head)?.[1] ?? '';
}
