import net, { type AddressInfo, type Socket } from 'node:net';
import tls, { type SecureContext } from 'node:tls';
import { SMTPServer } from 'smtp-server';

export interface ImapServerOptions {
  readonly user?: string;
  readonly password?: string;
  /** TLS from the start, with a self-signed certificate. */
  readonly secure?: boolean;
  /** Offer STARTTLS, with a self-signed certificate. */
  readonly startTls?: boolean;
}

/**
 * - `refuseLogin`: the password is another one by now.
 * - `dropAt`: the connection breaks in the middle of the n-th message that is fetched.
 * - `silent`: greets and then says nothing.
 * - `slowMs`: every answer comes so late.
 */
export interface ImapFaults {
  readonly refuseLogin?: boolean;
  readonly dropAt?: number;
  readonly silent?: boolean;
  readonly slowMs?: number;
}

interface Kept {
  readonly uid: number;
  readonly raw: Buffer;
  readonly receivedAt: Date;
}

/** A small real IMAP server on loopback with one folder, INBOX. It notes every command, so a test sees that nothing was changed. */
export class ImapServer {
  readonly commands: string[] = [];
  faults: ImapFaults = {};
  password: string;
  connections = 0;
  private messages: Kept[] = [];
  private uidValidity = 1_000;
  private nextUid = 1;
  private readonly sockets = new Set<Socket>();
  private readonly server = net.createServer((socket) => this.greet(socket));

  private constructor(private readonly options: ImapServerOptions) {
    this.password = options.password ?? 'secret';
  }

  static async start(options: ImapServerOptions = {}): Promise<ImapServer> {
    const server = new ImapServer(options);
    await new Promise<void>((resolve, reject) => {
      server.server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return server;
  }

  get address(): { host: string; port: number } {
    return { host: '127.0.0.1', port: (this.server.address() as AddressInfo).port };
  }

  get user(): string {
    return this.options.user ?? 'news@example.com';
  }

  add(...raws: readonly (Buffer | string)[]): void {
    for (const raw of raws) this.messages.push({ uid: this.nextUid++, raw: Buffer.from(raw), receivedAt: new Date() });
  }

  /** The folder was moved or restored: the same messages under other numbers. */
  renumber(): void {
    this.uidValidity += 1;
    this.messages = this.messages.map((message, at) => ({ ...message, uid: at + 1 }));
    this.nextUid = this.messages.length + 1;
  }

  /** Does not keep the process alive. */
  unref(): this {
    this.server.unref();
    return this;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private greet(socket: Socket): void {
    this.connections += 1;
    this.watch(socket);
    const { secure = false } = this.options;
    new Session(this.hooks(), secure ? this.secured(socket) : socket, secure).greet();
  }

  private hooks(): SessionHooks {
    return {
      note: (command) => this.commands.push(command),
      faults: () => this.faults,
      isKnown: (user, password) => !this.faults.refuseLogin && user === this.user && password === this.password,
      folder: () => ({ messages: this.messages, uidValidity: this.uidValidity, uidNext: this.nextUid }),
      secure: (socket) => this.secured(socket),
      offersStartTls: this.options.startTls === true,
    };
  }

  private secured(socket: Socket): Socket {
    const own = new tls.TLSSocket(socket, { isServer: true, secureContext: selfSigned() });
    this.watch(own);
    return own;
  }

  private watch(socket: Socket): void {
    this.sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
  }
}

interface SessionHooks {
  note(command: string): void;
  faults(): ImapFaults;
  isKnown(user: string, password: string): boolean;
  folder(): { messages: readonly Kept[]; uidValidity: number; uidNext: number };
  secure(socket: Socket): Socket;
  readonly offersStartTls: boolean;
}

/** One connection: commands by line, with literals in them. */
class Session {
  private buffered = Buffer.alloc(0);
  private fetched = 0;
  /** AUTHENTICATE without an initial answer: the next line is it. */
  private awaited: ((line: string) => void) | null = null;

  constructor(
    private readonly hooks: SessionHooks,
    private socket: Socket,
    private isSecure: boolean,
  ) {
    this.listen();
  }

  greet(): void {
    this.socket.write('* OK IMAP4rev1 ready\r\n');
  }

  private listen(): void {
    this.socket.on('data', (chunk: Buffer) => {
      this.buffered = Buffer.concat([this.buffered, chunk]);
      for (let line = this.nextLine(); line !== null; line = this.nextLine()) this.hear(line);
    });
  }

  /** A whole command: a literal is asked for, and becomes a part of its line. */
  private nextLine(): string | null {
    const end = this.buffered.indexOf('\r\n');
    if (end === -1) return null;
    const line = this.buffered.toString('utf8', 0, end);
    this.buffered = this.buffered.subarray(end + 2);
    return line;
  }

  private hear(line: string): void {
    const { silent = false, slowMs = 0 } = this.hooks.faults();
    if (silent) return;
    if (slowMs > 0) setTimeout(() => this.obey(line), slowMs).unref();
    else this.obey(line);
  }

  private obey(line: string): void {
    if (this.awaited) {
      const take = this.awaited;
      this.awaited = null;
      return take(line);
    }
    const [tag = '', ...words] = line.split(' ');
    const isUid = words[0]?.toUpperCase() === 'UID';
    const verb = (isUid ? words[1] : words[0])?.toUpperCase() ?? '';
    this.hooks.note(verb === 'LOGIN' || verb === 'AUTHENTICATE' ? verb : words.join(' '));
    const rest = words.slice(isUid ? 2 : 1).join(' ');
    const answer = (text = 'OK done'): unknown => this.socket.write(`${tag} ${text}\r\n`);
    switch (verb) {
      case 'CAPABILITY':
        this.socket.write(`* CAPABILITY IMAP4rev1${this.hooks.offersStartTls && !this.isSecure ? ' STARTTLS' : ''} AUTH=PLAIN SASL-IR\r\n`);
        return void answer();
      case 'STARTTLS':
        return this.startTls(answer);
      case 'LOGIN':
        return this.login(/^"?([^" ]*)"? "?(.*?)"?$/.exec(rest)?.slice(1) ?? [], answer);
      case 'AUTHENTICATE':
        return this.authenticate(rest, answer);
      case 'LIST':
        this.socket.write('* LIST (\\HasNoChildren) "/" INBOX\r\n');
        return void answer();
      case 'SELECT':
      case 'EXAMINE':
        return this.open(rest, verb === 'EXAMINE', answer);
      case 'SEARCH':
        return this.search(rest, answer);
      case 'FETCH':
        return this.fetch(rest, answer);
      case 'LOGOUT':
        this.socket.write('* BYE\r\n');
        answer();
        return void this.socket.end();
      case 'NOOP':
      case 'ENABLE':
      case 'ID':
      case 'NAMESPACE':
        return void answer();
      default:
        return void answer('BAD Unknown command');
    }
  }

  private startTls(answer: () => unknown): void {
    const plain = this.socket;
    plain.removeAllListeners('data');
    answer();
    this.socket = this.hooks.secure(plain);
    this.isSecure = true;
    this.listen();
  }

  private authenticate(rest: string, answer: (text?: string) => unknown): void {
    const take = (line: string): void => this.login(Buffer.from(line, 'base64').toString().split('\0').slice(1), answer);
    const [, initial] = rest.split(' ');
    if (initial) return take(initial);
    this.awaited = take;
    this.socket.write('+ \r\n');
  }

  private login([user = '', password = '']: readonly string[], answer: (text?: string) => unknown): void {
    answer(this.hooks.isKnown(user, password) ? 'OK signed in' : 'NO [AUTHENTICATIONFAILED] Invalid credentials');
  }

  private open(name: string, isReadOnly: boolean, answer: (text?: string) => unknown): void {
    if (!/^"?INBOX"?$/i.test(name.split(' ')[0] ?? '')) return void answer('NO [NONEXISTENT] Unknown Mailbox');
    const { messages, uidValidity, uidNext } = this.hooks.folder();
    this.socket.write(
      `* FLAGS (\\Seen)\r\n* ${messages.length} EXISTS\r\n* 0 RECENT\r\n* OK [UIDVALIDITY ${uidValidity}] ok\r\n* OK [UIDNEXT ${uidNext}] ok\r\n`,
    );
    answer(`OK [${isReadOnly ? 'READ-ONLY' : 'READ-WRITE'}] opened`);
  }

  private search(rest: string, answer: () => unknown): void {
    const uids = this.matching(/UID (\S+)/i.exec(rest)?.[1] ?? '1:*').map(({ uid }) => uid);
    this.socket.write(`* SEARCH${uids.map((uid) => ` ${uid}`).join('')}\r\n`);
    answer();
  }

  private fetch(rest: string, answer: () => unknown): void {
    const most = Number(/<0\.(\d+)>/.exec(rest)?.[1] ?? Number.MAX_SAFE_INTEGER);
    for (const { uid, raw, receivedAt } of this.matching(rest.split(' ')[0] ?? '')) {
      const body = raw.subarray(0, most);
      const at = this.hooks.folder().messages.findIndex((message) => message.uid === uid) + 1;
      this.fetched += 1;
      const isDropped = this.hooks.faults().dropAt === this.fetched;
      this.socket.write(`* ${at} FETCH (UID ${uid} INTERNALDATE "${imapDate(receivedAt)}" BODY[]<0> {${body.length}}\r\n`);
      if (isDropped) return void this.socket.write(body.subarray(0, body.length >> 1), () => this.socket.destroy());
      this.socket.write(body);
      this.socket.write(')\r\n');
    }
    answer();
  }

  /** `5`, `5:*`, `1,3:7`. As the standard has it, `n:*` holds the last message in any case. */
  private matching(set: string): Kept[] {
    const { messages } = this.hooks.folder();
    const last = messages.at(-1)?.uid ?? 0;
    const ranges = set.split(',').map((part) => {
      const [from = '', to = from] = part.split(':');
      const ends = [from, to].map((end) => (end === '*' ? last : Number(end))).sort((one, other) => one - other);
      return { from: ends[0] ?? 0, to: ends[1] ?? 0 };
    });
    return messages.filter(({ uid }) => ranges.some(({ from, to }) => uid >= from && uid <= to));
  }
}

function imapDate(date: Date): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(date.toUTCString()) ?? [];
  return `${day}-${month}-${year} ${time} +0000`;
}

let context: SecureContext | undefined;

/** The self-signed certificate that the SMTP server for tests brings along. */
function selfSigned(): SecureContext {
  if (context) return context;
  const { secureContext } = new SMTPServer({ secure: true, logger: false }) as unknown as { secureContext: Map<string, SecureContext> };
  const found = secureContext.get('*');
  if (!found) throw new Error('smtp-server has no certificate of its own any more.');
  return (context = found);
}
