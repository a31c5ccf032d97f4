import type { Message, PublicErrorResponse } from '@microsoft/microsoft-graph-types';
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { ConsentPage } from './ConsentPage.js';
import { GraphInbox } from './GraphInbox.js';

/** The calls that can be met with a fault. */
export type GraphPlace = 'token' | 'draft' | 'send' | 'delete' | 'folder' | 'delta' | 'mime';

/**
 * What the next call at this place is met with. `status`: answered so, and nothing is done. `dropAfter`, `hangAfter`, `halfAfter`: done, and
 * then the connection breaks, nothing is said, or half an answer comes. `dropBefore`: broken before the body was read.
 */
export type GraphFault = { readonly at: GraphPlace } & (
  | { readonly kind: 'status'; readonly status: number; readonly code: string; readonly message?: string; readonly retryAfter?: string }
  | { readonly kind: 'dropBefore' | 'dropAfter' | 'hangAfter' | 'halfAfter' }
);

/** A message in the mailbox. */
export interface GraphStored {
  id: string;
  readonly raw: Buffer;
  readonly internetMessageId: string;
  isDraft: boolean;
}

interface Answer {
  readonly status: number;
  /** Bytes go as they are. */
  readonly body: object | Buffer | null;
  readonly headers?: Readonly<Record<string, string>>;
}

const CALLS_AT_ONCE = 4;
const AT_MOST = 4 * 1024 * 1024;

/** The sign-in of Microsoft and one mailbox behind Microsoft Graph, on the loopback, in the shapes of the vendor's own types. */
export class GraphServer {
  /** What was sent, in order. */
  readonly arrivals: GraphStored[] = [];
  readonly faults: GraphFault[] = [];
  /** `POST draft`, `POST send`, …: every call that came, in order. */
  readonly calls: string[] = [];
  /** What no client should do. */
  readonly problems: string[] = [];
  readonly tenantId = '11111111-2222-4333-8444-555555555555';
  readonly clientId = '66666666-7777-4888-8999-000000000000';
  clientSecret = randomBytes(12).toString('hex');
  mailbox = 'news@example.com';
  tokenSeconds = 3599;
  /** Milliseconds between the taking of a message and the answer to it. */
  delayMs = 0;
  /** Milliseconds before the answer to the call that makes a draft. */
  draftDelayMs = 0;
  /** Each token that was given. */
  readonly tokens: string[] = [];
  /** The most calls to the mailbox at a time. */
  peak = 0;
  /** As some mailboxes do: the id of a message changes when it is sent. */
  changesIds = false;
  /** Told after each message how many were sent. */
  onSent: ((count: number) => void) | null = null;
  /** A message gets another Message-ID when it is sent. */
  changesMessageIds = false;
  /** Whether an administrator has granted Mail.Read. */
  mayRead = true;
  /** What arrived. */
  readonly inbox = new GraphInbox();
  /** Where the mailbox signs in itself. */
  readonly consent = new ConsentPage();
  private readonly good = new Set<string>();
  private readonly stored = new Map<string, GraphStored>();
  private readonly sockets = new Set<Socket>();
  private running = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<GraphServer> {
    const server = createServer();
    const graph = new GraphServer(server);
    server.on('connection', (socket) => {
      graph.sockets.add(socket);
      socket.on('close', () => graph.sockets.delete(socket));
    });
    server.on('request', (request, response) => void graph.meet(request, response).catch(() => request.socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return graph;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What is in the mailbox and was sent. */
  get sent(): readonly GraphStored[] {
    return [...this.stored.values()].filter(({ isDraft }) => !isDraft);
  }

  get drafts(): readonly GraphStored[] {
    return [...this.stored.values()].filter(({ isDraft }) => isDraft);
  }

  /** Settings of a sender that may send here. */
  get settings(): { mailbox: string; tenantId: string; clientId: string; clientSecret: string } {
    return { mailbox: this.mailbox, tenantId: this.tenantId, clientId: this.clientId, clientSecret: this.clientSecret };
  }

  /** As when they end, or an administrator withdraws them. */
  revokeTokens(): void {
    this.good.clear();
  }

  /** As a person who empties the mailbox. */
  remove(id: string): void {
    this.stored.delete(id);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url);
    // Where people sign in; here they allow all that is asked for.
    if (url.pathname === `/${this.tenantId}/oauth2/v2.0/authorize`)
      return void response.writeHead(302, { Location: this.consent.allow(url.href).href }).end();
    const { place, item } = this.placeOf(request.method ?? '', url.pathname);
    this.calls.push(`${request.method ?? ''} ${place}`);
    const index = this.faults.findIndex(({ at }) => at === place);
    const fault = index < 0 ? undefined : this.faults.splice(index, 1)[0];
    if (fault?.kind === 'dropBefore') return void request.socket.destroy();
    if (place !== 'token') this.peak = Math.max(this.peak, (this.running += 1));
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
      // Calls overlap as they do at a distance.
      await new Promise((resolve) => setTimeout(resolve, 2));
      const body = Buffer.concat(chunks);
      const answer = fault?.kind === 'status' ? refusal(fault, place) : this.answer(request, place, item, url, body);
      if (place === 'send') await new Promise((resolve) => setTimeout(resolve, this.delayMs));
      if (place === 'draft') await new Promise((resolve) => setTimeout(resolve, this.draftDelayMs));
      if (fault?.kind === 'dropAfter') return void request.socket.destroy();
      if (fault?.kind === 'hangAfter') return;
      say(request, response, answer, fault?.kind === 'halfAfter');
    } finally {
      if (place !== 'token') this.running -= 1;
    }
  }

  private placeOf(method: string, path: string): { place: GraphPlace | 'list' | 'find' | 'user' | 'nowhere'; item: string } {
    if (path === `/${this.tenantId}/oauth2/v2.0/token` || /^\/[^/]+\/oauth2\/v2\.0\/token$/.test(path))
      return { place: 'token', item: path };
    const [, of = '', folder, isDelta] = /^\/v1\.0\/users\/([^/]+)\/mailFolders\/(\w+)(\/messages\/delta)?$/.exec(path) ?? [];
    if (folder !== undefined && decodeURIComponent(of).toLowerCase() === this.mailbox)
      return { place: isDelta ? 'delta' : 'folder', item: folder };
    const [, mailbox = '', id, action] = /^\/v1\.0\/users\/([^/]+)(?:\/messages(?:\/([^/]+)(?:\/(send|\$value))?)?)?$/.exec(path) ?? [];
    const item = id === undefined ? '' : decodeURIComponent(id);
    if (decodeURIComponent(mailbox).toLowerCase() !== this.mailbox) return { place: mailbox === '' ? 'nowhere' : 'user', item };
    if (action !== undefined) return { place: action === 'send' ? 'send' : 'mime', item };
    if (id !== undefined) return { place: method === 'DELETE' ? 'delete' : 'find', item };
    return { place: method === 'POST' ? 'draft' : 'list', item };
  }

  private answer(request: IncomingMessage, place: string, item: string, url: URL, body: Buffer): Answer {
    if (place === 'token') return this.token(item, body);
    if (!this.good.has(String(request.headers.authorization ?? '').replace(/^Bearer /, '')))
      return error(401, 'InvalidAuthenticationToken', 'Access token has expired or is not yet valid.');
    if (this.running > CALLS_AT_ONCE) {
      this.problems.push('More than four calls at a time.');
      return error(429, 'ApplicationThrottled', 'Application is over its MailboxConcurrency limit.');
    }
    if (place === 'user') return error(404, 'ErrorInvalidUser', "The requested user 'x' is invalid.");
    if (!String(request.headers.prefer).startsWith('IdType="ImmutableId"')) this.problems.push(`${place} was asked without lasting ids.`);
    switch (place) {
      case 'draft':
        return this.create(String(request.headers['content-type'] ?? ''), body);
      case 'send':
        return this.send(item, body);
      case 'delete':
        return this.stored.delete(item) ? { status: 204, body: null } : notFound();
      case 'find': {
        const found = this.stored.get(item);
        return found ? { status: 200, body: shown(found) } : notFound();
      }
      case 'folder':
        return this.mayRead ? { status: 200, body: this.inbox.folder(item) } : denied();
      case 'delta':
        return this.mayRead ? this.changes(item, url, String(request.headers.prefer)) : denied();
      case 'mime': {
        const raw = this.inbox.mime(item);
        return raw ? { status: 200, body: raw } : notFound();
      }
      case 'list':
        return this.list(url.searchParams.get('$filter'), Number(url.searchParams.get('$top') ?? 10));
      default:
        return error(404, 'ResourceNotFound', 'Resource could not be discovered.');
    }
  }

  private token(path: string, body: Buffer): Answer {
    const form = new URLSearchParams(body.toString('utf8'));
    if (!path.startsWith(`/${this.tenantId}/`))
      return signInError('invalid_request', 90002, `Tenant '${path.split('/')[1] ?? ''}' not found.`);
    if (/^(authorization_code|refresh_token)$/.test(form.get('grant_type') ?? '')) return this.tokenOfConsent(form);
    if (form.get('grant_type') !== 'client_credentials' || !(form.get('scope') ?? '').endsWith('/.default'))
      return signInError('invalid_scope', 1002012, 'The provided value for scope is not valid.');
    if (form.get('client_id') !== this.clientId)
      return signInError('unauthorized_client', 700016, 'Application was not found in the directory.');
    if (form.get('client_secret') !== this.clientSecret)
      return signInError('invalid_client', 7000215, `Invalid client secret provided: ${form.get('client_secret') ?? ''}.`, 401);
    return { status: 200, body: this.newToken() };
  }

  private tokenOfConsent(form: URLSearchParams): Answer {
    const granted = this.consent.grant(form);
    if ('error' in granted && granted.error === 'invalid_client')
      return signInError('invalid_client', 7000215, `Invalid client secret provided: ${form.get('client_secret') ?? ''}.`, 401);
    if ('error' in granted) return signInError('invalid_grant', 50173, 'The provided grant has expired due to it being revoked.');
    return { status: 200, body: { ...this.newToken(), scope: granted.scope, refresh_token: granted.refresh } };
  }

  private newToken(): object {
    const token = randomBytes(24).toString('base64url');
    this.good.add(token);
    this.tokens.push(token);
    return { token_type: 'Bearer', expires_in: this.tokenSeconds, ext_expires_in: this.tokenSeconds, access_token: token };
  }

  private create(contentType: string, body: Buffer): Answer {
    if (!contentType.startsWith('text/plain')) return error(415, 'UnsupportedMediaType', 'MIME is text/plain here.');
    if (body.length > AT_MOST) return error(413, 'ErrorMessageSizeExceeded', 'The message exceeds the maximum supported size.');
    const text = body.toString('latin1');
    const raw = Buffer.from(text, 'base64');
    const internetMessageId = /^message-id:\s*(<[^>]+>)/im.exec(raw.toString('latin1'))?.[1];
    if (raw.toString('base64') !== text || internetMessageId === undefined)
      return error(400, 'ErrorMimeContentInvalidBase64String', 'Invalid base64.');
    const message = { id: newId(), raw, internetMessageId, isDraft: true };
    this.stored.set(message.id, message);
    return { status: 201, body: { ...shown(message), body: { contentType: 'html', content: '…' } } satisfies Message };
  }

  private send(id: string, body: Buffer): Answer {
    const draft = this.stored.get(id);
    if (!draft?.isDraft) return notFound();
    if (body.length > 0) this.problems.push('A draft is sent without a body.');
    this.arrivals.push(draft);
    this.stored.delete(id);
    const sent = {
      ...draft,
      isDraft: false,
      id: this.changesIds ? newId() : id,
      internetMessageId: this.changesMessageIds ? `<${newId()}@prod.outlook.com>` : draft.internetMessageId,
    };
    this.stored.set(sent.id, sent);
    this.onSent?.(this.arrivals.length);
    return { status: 202, body: null };
  }

  private changes(folder: string, { pathname, searchParams }: URL, prefer: string): Answer {
    const pageSize = Number(/odata\.maxpagesize=(\d+)/.exec(prefer)?.[1] ?? 10);
    // As Microsoft writes it, whatever address was asked.
    const found = this.inbox.changes(folder, searchParams, pageSize, (query) => `https://graph.microsoft.com${pathname}?${query}`);
    if (found === null) return error(410, 'SyncStateNotFound', 'The sync state generation is not found.');
    return typeof found === 'string' ? error(400, 'ErrorInvalidUrlQuery', found) : { status: 200, body: found };
  }

  private list(filter: string | null, top: number): Answer {
    const wanted = filter === null ? null : /^internetMessageId eq '((?:[^']|'')*)'$/.exec(filter)?.[1]?.replaceAll("''", "'");
    if (wanted === undefined) return error(400, 'ErrorInvalidUrlQueryFilter', 'The query filter contains one or more invalid nodes.');
    const found = [...this.stored.values()].filter(({ internetMessageId }) => wanted === null || internetMessageId === wanted);
    return { status: 200, body: { value: found.slice(0, top).map(shown) satisfies Message[] } };
  }
}

function shown({ id, internetMessageId, isDraft }: GraphStored): Message {
  return { id, internetMessageId, isDraft, parentFolderId: isDraft ? 'drafts' : 'sentitems' };
}

function error(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, body: { error: { code, message } } satisfies PublicErrorResponse, headers };
}

function denied(): Answer {
  return error(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
}

function notFound(): Answer {
  return error(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
}

function signInError(name: string, code: number, words: string, status = 400): Answer {
  const trace = `Trace ID: ${newId()} Correlation ID: ${newId()} Timestamp: ${new Date().toISOString()}`;
  return { status, body: { error: name, error_description: `AADSTS${code}: ${words} ${trace}`, error_codes: [code] } };
}

function refusal(fault: Extract<GraphFault, { kind: 'status' }>, place: string): Answer {
  const headers: Record<string, string> = fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter };
  const code = /^AADSTS(\d+)$/.exec(fault.code)?.[1];
  if (place === 'token' && code !== undefined)
    return { ...signInError('invalid_client', Number(code), fault.message ?? '', fault.status), headers };
  return error(fault.status, fault.code, fault.message ?? fault.code, headers);
}

function say(request: IncomingMessage, response: ServerResponse, { status, body, headers = {} }: Answer, isHalf: boolean): void {
  // Half of an answer without a body: its head promises one.
  if (Buffer.isBuffer(body) && !isHalf) return void response.writeHead(status, { ...headers, 'Content-Type': 'text/plain' }).end(body);
  const text = body === null ? (isHalf ? '{"so": "on"}' : '') : JSON.stringify(body);
  response.writeHead(status, {
    ...headers,
    'Content-Type': 'application/json',
    ...(status === 204 ? {} : { 'Content-Length': Buffer.byteLength(text) }),
  });
  if (!isHalf) return void response.end(text);
  response.write(text.slice(0, text.length / 2));
  setImmediate(() => request.socket.destroy());
}

function newId(): string {
  return `AAkA${randomBytes(24).toString('base64url')}==`;
}
