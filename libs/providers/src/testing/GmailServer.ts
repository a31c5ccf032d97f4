import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ConsentPage } from './ConsentPage.js';
import { GmailInbox, type GmailInboxAnswer } from './GmailInbox.js';
import { VendorSpec } from './vendorSpec.js';

export type GmailCall = 'token' | 'draft' | 'send' | 'delete' | 'get' | 'list' | 'search' | 'read' | 'profile' | 'history';

/**
 * What the next such call is met with. `status`: answered so, and nothing is done. `dropAfter`, `hangAfter`, `halfAfter`: it is done, and
 * then the connection breaks, nothing is said, or half an answer comes. `dropBefore`: broken before the body was read.
 */
export type GmailFault = { readonly at: GmailCall } & (
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly reason?: string;
      readonly words?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'dropBefore' | 'dropAfter' | 'hangAfter' | 'halfAfter' | 'textAfter' }
);

export interface GmailMessage {
  /** Google's own. */
  readonly id: string;
  readonly messageId: string;
  readonly to: string;
  readonly raw: Buffer;
}

interface Answer extends GmailInboxAnswer {
  readonly headers?: Readonly<Record<string, string>>;
}

interface Assertion {
  readonly iss?: string;
  readonly sub?: string;
  readonly aud?: string;
  readonly scope?: string;
  readonly iat?: number;
  readonly exp?: number;
}

const AT_MOST = 36_700_160;
/** One pair for all servers of a process: making it takes a while. */
let pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject } | null = null;

/** The token endpoint and Gmail as a sender sees them, on the loopback: drafts become sent messages with new ids, and calls fail when asked to. */
export class GmailServer {
  readonly drafts = new Map<string, GmailMessage>();
  readonly sent: GmailMessage[] = [];
  readonly faults: GmailFault[] = [];
  /** Every call that arrived, in order. */
  readonly calls: GmailCall[] = [];
  /** What differs from Google's document. Stays empty where that is not there. */
  readonly problems: string[] = [];
  readonly clientEmail = 'sender@rapport.iam.example.com';
  /** Milliseconds between the taking of a message and the answer to it. */
  delayMs = 0;
  /** Milliseconds before the answer to the call that makes a draft. */
  draftDelayMs = 0;
  /** Seconds. */
  tokenLifetime = 3599;
  /** Whether an administrator has allowed the service account to act for the mailbox. */
  isDelegated = true;
  /** For what. */
  delegated: readonly string[] = ['compose', 'readonly'];
  isKeyRevoked = false;
  /** After so many sent messages the key, and all access that was given for it, is revoked. */
  revokeAfter: number | null = null;
  /** Whether a sent message is found by our Message-ID. */
  keepsMessageIds = true;
  /** What arrived, and what Gmail remembers of it. */
  readonly inbox = new GmailInbox();
  /** Where the mailbox signs in itself. */
  readonly consent = new ConsentPage();
  /** Whose mailbox it is that signed in, where it is another one. */
  signedInAs: string | null = null;
  private readonly tokens = new Set<string>();
  private readonly spec = VendorSpec.read('gmail-v1.discovery.json');
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly mailbox: string,
  ) {}

  static async start(mailbox = 'ada@example.com'): Promise<GmailServer> {
    pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 });
    const server = createServer();
    const google = new GmailServer(server, mailbox);
    server.on('connection', (socket) => {
      google.sockets.add(socket);
      socket.on('close', () => google.sockets.delete(socket));
    });
    server.on('request', (request, response) => void google.meet(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return google;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get tokenUrl(): string {
    return `${this.url}/token`;
  }

  /** Where people sign in; here they allow all that is asked for. */
  get authUrl(): string {
    return `${this.url}/auth`;
  }

  /** Whether Google's document was there to hold this server to. */
  get isHeldToSpec(): boolean {
    return this.spec !== null;
  }

  get arrivals(): readonly Buffer[] {
    return this.sent.map(({ raw }) => raw);
  }

  get privateKey(): string {
    return String(pair?.privateKey.export({ type: 'pkcs8', format: 'pem' }));
  }

  /** As Google Cloud makes it, except that it names a token_uri that nobody may follow. */
  keyFile(over: object = {}): string {
    const file = {
      type: 'service_account',
      client_email: this.clientEmail,
      private_key: this.privateKey,
      token_uri: 'http://127.0.0.1:9/forged',
    };
    return JSON.stringify({ ...file, ...over }, null, 2);
  }

  countOf(call: GmailCall): number {
    return this.calls.filter((made) => made === call).length;
  }

  /** Access that was given is refused from now on. */
  revokeTokens(): void {
    this.tokens.clear();
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', this.url);
    if (path === '/auth') return void response.writeHead(302, { Location: this.consent.allow(`${this.url}${request.url}`).href }).end();
    const call = callOf(request.method ?? '', path);
    if (call) this.calls.push(call);
    const at = this.faults.findIndex((fault) => fault.at === call);
    const [fault] = at < 0 ? [] : this.faults.splice(at, 1);
    if (fault?.kind === 'dropBefore') return void request.socket.destroy();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    if (fault?.kind === 'status') return this.reply(response, failed(call, fault));
    const answer = call === 'token' ? this.token(body) : this.answer(request, call, path, searchParams, body);
    if (call !== 'token') this.hold(request, path, searchParams, body, answer);
    if (call === 'send') await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    if (call === 'draft') await new Promise((resolve) => setTimeout(resolve, this.draftDelayMs));
    if (fault?.kind === 'dropAfter') return void request.socket.destroy();
    if (fault?.kind === 'hangAfter') return;
    if (fault?.kind === 'textAfter') return void response.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>A page of a proxy.</p>');
    if (fault?.kind === 'halfAfter') {
      const text = JSON.stringify(answer.body);
      response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
      response.write(text.slice(0, text.length / 2));
      return void setImmediate(() => request.socket.destroy());
    }
    this.reply(response, answer);
  }

  private reply(response: ServerResponse, { status, body, headers = {} }: Answer): void {
    if (body === null) return void response.writeHead(204).end();
    response.writeHead(status, { 'Content-Type': 'application/json; charset=UTF-8', ...headers }).end(JSON.stringify(body));
  }

  private hold(request: IncomingMessage, path: string, query: URLSearchParams, body: string, { status, body: answer }: Answer): void {
    if (!this.spec || status >= 400) return;
    const contentType = String(request.headers['content-type'] ?? '');
    const sent: unknown = body === '' ? undefined : JSON.parse(body);
    const exchange = { method: request.method ?? '', path, query: [...query.keys()], contentType, body: sent, status, answer };
    this.problems.push(...this.spec.problemsOf(exchange));
  }

  private token(body: string): Answer {
    const form = new URLSearchParams(body);
    if (/^(authorization_code|refresh_token)$/.test(form.get('grant_type') ?? '')) return this.tokenOfConsent(form);
    if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer') return refusedToken(400, 'unsupported_grant_type', '');
    const [head = '', payload = '', signature = ''] = (form.get('assertion') ?? '').split('.');
    const publicKey = createPublicKey(this.privateKey);
    const isSigned = verify('RSA-SHA256', Buffer.from(`${head}.${payload}`), publicKey, Buffer.from(signature, 'base64url'));
    const { iss, sub, aud, scope = '', iat = 0, exp = 0 } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Assertion;
    if (iss !== this.clientEmail) return refusedToken(400, 'invalid_grant', 'Invalid grant: account not found');
    if (!isSigned || this.isKeyRevoked) return refusedToken(400, 'invalid_grant', 'Invalid JWT Signature.');
    const now = Date.now() / 1000;
    if (aud !== this.tokenUrl || exp - iat > 3600 || iat > now + 300 || exp < now)
      return refusedToken(400, 'invalid_grant', 'Invalid JWT: Check your iat and exp values in the JWT claim.');
    if (sub !== this.mailbox) return refusedToken(400, 'invalid_grant', 'Invalid email or User ID');
    const allowed = this.delegated.map((name) => `https://www.googleapis.com/auth/gmail.${name}`);
    if (!this.isDelegated || !scope.split(' ').every((one) => allowed.includes(one)))
      return refusedToken(401, 'unauthorized_client', 'Client is unauthorized to retrieve access tokens using this method.');
    return { status: 200, body: this.newToken() };
  }

  private tokenOfConsent(form: URLSearchParams): Answer {
    const granted = this.consent.grant(form);
    if ('error' in granted)
      return refusedToken(granted.error === 'invalid_client' ? 401 : 400, granted.error, 'Token has been expired or revoked.');
    const isNew = form.get('grant_type') === 'authorization_code';
    return { status: 200, body: { ...this.newToken(), scope: granted.scope, ...(isNew && { refresh_token: granted.refresh }) } };
  }

  private newToken(): { access_token: string; expires_in: number; token_type: 'Bearer' } {
    const token = `ya29.${randomBytes(24).toString('base64url')}`;
    this.tokens.add(token);
    return { access_token: token, expires_in: this.tokenLifetime, token_type: 'Bearer' };
  }

  private answer(request: IncomingMessage, call: GmailCall | null, path: string, query: URLSearchParams, body: string): Answer {
    const token = String(request.headers.authorization ?? '').replace(/^Bearer /, '');
    if (!this.tokens.has(token))
      return refused(401, 'authError', `Request had invalid authentication credentials: Bearer ${token || 'none'}`);
    const id = path.split('/').at(-1) ?? '';
    switch (call) {
      case 'draft':
        return this.create(body);
      case 'send':
        return this.send((JSON.parse(body) as { id?: string }).id ?? '');
      case 'get':
        return this.drafts.has(id) ? ok(this.draftBody(id)) : notFound();
      case 'delete':
        return this.drafts.delete(id) ? { status: 204, body: null } : notFound();
      case 'list':
        return ok(
          listed(
            'drafts',
            this.found(
              [...this.drafts].map(([key, { messageId }]) => ({ messageId, body: this.draftBody(key) })),
              query,
            ),
          ),
        );
      case 'search':
        if (!/(^| )in:sent( |$)/.test(query.get('q') ?? ''))
          return this.inbox.search(query) ?? refused(400, 'invalidArgument', 'Bad token.');
        return ok(
          listed(
            'messages',
            this.found(
              this.sent.map((one) => ({ messageId: one.messageId, body: bodyOf(one) })),
              query,
            ),
          ),
        );
      case 'read':
        return this.inbox.read(id, query.get('format') ?? 'full') ?? this.read(id);
      case 'history':
        return this.inbox.changes(query) ?? notFound();
      case 'profile':
        return ok({
          emailAddress: this.signedInAs ?? this.mailbox,
          messagesTotal: this.inbox.size,
          threadsTotal: this.inbox.size,
          historyId: this.inbox.now,
        });
      default:
        return notFound();
    }
  }

  private create(body: string): Answer {
    const { raw = '' } = (JSON.parse(body) as { message?: { raw?: string } }).message ?? {};
    const bytes = Buffer.from(raw, 'base64url');
    if (bytes.length > AT_MOST) return refused(413, 'uploadTooLarge', 'The request is too large.');
    const text = bytes.toString('latin1');
    const to = /^to:\s*(.*(?:\r\n[ \t].*)*)/im.exec(text)?.[1] ?? '';
    if (to === '') return refused(400, 'invalidArgument', 'Recipient address required');
    if (!/[^\s@<]+@[^\s@>]+/.test(to)) return refused(400, 'invalidArgument', 'Invalid to header');
    const messageId = /^message-id:\s*<([^>]+)>/im.exec(text)?.[1] ?? `${randomBytes(8).toString('hex')}@mail.example.com`;
    const draftId = `r-${randomBytes(8).readBigUInt64BE() >> 1n}`;
    const id = newId();
    this.inbox.note(id, ['DRAFT']);
    this.drafts.set(draftId, { id, messageId, to: /[^\s<>]+@[^\s<>]+/.exec(to)?.[0] ?? '', raw: bytes });
    return ok(this.draftBody(draftId));
  }

  private send(draftId: string): Answer {
    const draft = this.drafts.get(draftId);
    if (!draft) return notFound();
    this.drafts.delete(draftId);
    const messageId = this.keepsMessageIds ? draft.messageId : `${randomBytes(12).toString('hex')}@mail.example.com`;
    const message = { ...draft, messageId, id: newId() };
    this.sent.push(message);
    this.inbox.note(message.id, ['SENT']);
    if (this.revokeAfter !== null && this.sent.length >= this.revokeAfter) {
      this.revokeAfter = null;
      this.isKeyRevoked = true;
      this.tokens.clear();
    }
    return ok({ ...bodyOf(message), labelIds: ['SENT'] });
  }

  private read(id: string): Answer {
    const message = this.sent.find((one) => one.id === id);
    if (!message) return notFound();
    return ok({ ...bodyOf(message), payload: { headers: [{ name: 'Message-ID', value: `<${message.messageId}>` }] } });
  }

  private draftBody(id: string): object {
    const { id: messageId = '' } = this.drafts.get(id) ?? {};
    return { id, message: { id: messageId, threadId: messageId, labelIds: ['DRAFT'] } };
  }

  private found(all: readonly { readonly messageId: string; readonly body: object }[], query: URLSearchParams): object[] {
    const wanted = /(?:^| )rfc822msgid:(\S+)/.exec(query.get('q') ?? '')?.[1];
    return all.filter(({ messageId }) => wanted === undefined || messageId === wanted).map(({ body }) => body);
  }
}

function callOf(method: string, path: string): GmailCall | null {
  if (path === '/token') return method === 'POST' ? 'token' : null;
  const [, rest] = /^\/gmail\/v1\/users\/me\/(.+)$/.exec(path) ?? [];
  switch (`${method} ${rest ?? ''}`) {
    case 'POST drafts':
      return 'draft';
    case 'GET drafts':
      return 'list';
    case 'POST drafts/send':
      return 'send';
    case 'GET messages':
      return 'search';
    case 'GET profile':
      return 'profile';
    case 'GET history':
      return 'history';
  }
  if (method === 'GET' && /^messages\/[^/]+$/.test(rest ?? '')) return 'read';
  if (!/^drafts\/[^/]+$/.test(rest ?? '')) return null;
  return method === 'GET' ? 'get' : method === 'DELETE' ? 'delete' : null;
}

function failed(call: GmailCall | null, { status, reason = '', words = '', headers }: Extract<GmailFault, { kind: 'status' }>): Answer {
  const answer = call === 'token' ? refusedToken(status, reason, words) : refused(status, reason, words);
  return headers ? { ...answer, headers } : answer;
}

function refusedToken(status: number, error: string, description: string): Answer {
  return { status, body: { error, error_description: description } };
}

function refused(status: number, reason: string, message: string): Answer {
  return { status, body: { error: { code: status, message, errors: [{ message, domain: 'global', reason }] } } };
}

function notFound(): Answer {
  return refused(404, 'notFound', 'Requested entity was not found.');
}

function ok(body: object): Answer {
  return { status: 200, body };
}

function bodyOf({ id }: GmailMessage): object {
  return { id, threadId: id };
}

/** Google leaves an empty list out. */
function listed(name: 'drafts' | 'messages', found: readonly object[]): object {
  return { ...(found.length > 0 ? { [name]: found } : {}), resultSizeEstimate: found.length };
}

function newId(): string {
  return randomBytes(8).toString('hex');
}
