import { createHmac, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isAddress, takeBatch } from './mailgunBatches.js';
import { VendorSpec } from './vendorSpec.js';

/**
 * What the next call to send is met with. `status`: answered so, and nothing is kept. `dropAfter`, `hangAfter`, `halfAfter`: the message is
 * kept, and then the connection breaks, nothing is said, or half an answer comes. `dropBefore`: broken before the body was read.
 */
export type MailgunFault =
  | { readonly kind: 'status'; readonly status: number; readonly message: string }
  | { readonly kind: 'dropBefore' | 'dropAfter' | 'hangAfter' | 'halfAfter' };

export interface MailgunArrival {
  readonly raw: Buffer;
  readonly to: string;
  readonly id: string;
  readonly fields: Readonly<Record<string, string>>;
  /** What the call said about it under v:, as reports tell it. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly at: Date;
}

export type MailgunList = 'bounces' | 'complaints' | 'unsubscribes';

export interface MailgunListed {
  readonly address: string;
  readonly created_at: string;
  readonly code?: string;
  readonly error?: string;
  readonly tags?: readonly string[];
}

interface Answer {
  readonly status: number;
  readonly body: object | string;
}

const AT_MOST = 26_214_400;

/** Mailgun as its clients see it, on the loopback: it keeps what it takes, knows its log, signs its reports, and fails when asked to. */
export class MailgunServer {
  readonly arrivals: MailgunArrival[] = [];
  /** How many recipients each call had that was taken. */
  readonly calls: number[] = [];
  /** Whether messages of a batch keep a Message-ID of their own. Else they share that of the call. */
  keepsOwnIds = true;
  /** Answers 400 to every call with one of these, whatever else it holds. */
  readonly badAddresses = new Set<string>();
  /** What differs from the vendor's document. Stays empty where that is not there. */
  readonly problems: string[] = [];
  readonly faults: MailgunFault[] = [];
  readonly webhooks = new Map<string, string[]>();
  /** Whom it mails no more, by list. */
  readonly suppressed: Record<MailgunList, MailgunListed[]> = { bounces: [], complaints: [], unsubscribes: [] };
  /** The largest page that was asked for is given, unless this is smaller. */
  mostOnPage = 1_000;
  readonly signingKey = randomBytes(16).toString('hex');
  domainState = 'active';
  /** What it signs with, as published. */
  readonly signatureKey = 'MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQC7';
  /** Milliseconds between the taking of a message and the answer to it. */
  delayMs = 0;
  private readonly spec = VendorSpec.read('mailgun.json');
  private readonly sockets = new Set<import('node:net').Socket>();

  private constructor(
    private readonly server: Server,
    readonly domain: string,
    readonly apiKey: string,
    /** May only send. */
    readonly sendingKey: string,
  ) {}

  static async start(domain = 'mail.example.com'): Promise<MailgunServer> {
    const server = createServer();
    const mailgun = new MailgunServer(server, domain, randomBytes(12).toString('hex'), randomBytes(12).toString('hex'));
    server.on('connection', (socket) => {
      mailgun.sockets.add(socket);
      socket.on('close', () => mailgun.sockets.delete(socket));
    });
    server.on('request', (request, response) => void mailgun.meet(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return mailgun;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Whether the vendor's document was there to hold this server to. */
  get isHeldToSpec(): boolean {
    return this.spec !== null;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** A report as it would be posted, signed with this server's key or another one. */
  report(event: string, of: MailgunArrival, more: object = {}, { key = this.signingKey, at = new Date() } = {}): MailgunReport {
    const timestamp = String(Math.floor(at.getTime() / 1000));
    const token = randomBytes(25).toString('hex');
    const signature = createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex');
    const headers = { 'message-id': of.id.replace(/^<|>$/g, ''), to: of.to, from: `news@${this.domain}`, subject: 'News' };
    return {
      signature: { timestamp, token, signature },
      'event-data': {
        event,
        id: randomBytes(12).toString('base64url'),
        timestamp: at.getTime() / 1000,
        recipient: of.to,
        message: { headers },
        'user-variables': of.variables ?? {},
        ...more,
      },
    };
  }

  private async meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = ''] = (request.url ?? '').split('?');
    const isSending = request.method === 'POST' && /^\/v3\/[^/]+\/messages(\.mime)?$/.test(path);
    if (isSending && this.faults[0]?.kind === 'dropBefore') {
      this.faults.shift();
      request.socket.destroy();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const contentType = String(request.headers['content-type'] ?? '');
    const fields = await readFields(contentType, Buffer.concat(chunks));
    const answer = isSending ? this.send(request, path, fields) : this.answer(request, path, fields);
    if (answer === 'drop') return void request.socket.destroy();
    if (answer === 'hang') return;
    if (isSending) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    const text = JSON.stringify(answer.body);
    this.hold(request, path, contentType, fields, answer);
    response.writeHead(answer.status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
    if (this.isHalf) {
      this.isHalf = false;
      response.write(text.slice(0, text.length / 2));
      setImmediate(() => request.socket.destroy());
      return;
    }
    response.end(text);
  }

  private isHalf = false;

  private hold(request: IncomingMessage, path: string, contentType: string, fields: Fields, { status, body }: Answer): void {
    if (!this.spec || this.faultAnswered) {
      this.faultAnswered = false;
      return;
    }
    // A field that may come several times is a list in the document for `to` alone.
    const plain = (value: unknown): unknown => (Buffer.isBuffer(value) ? value.toString('latin1') : [value].flat()[0]);
    const sent = Object.fromEntries([...fields].map(([key, value]) => [key, key === 'to' ? [value].flat() : plain(value)]));
    const exchange = { method: request.method ?? '', path, contentType, body: fields.get(JSON_BODY) ?? sent, status, answer: body };
    this.problems.push(...this.spec.problemsOf(exchange));
  }

  private faultAnswered = false;

  private send(request: IncomingMessage, path: string, fields: Fields): Answer | 'drop' | 'hang' {
    const fault = this.faults.shift();
    if (fault?.kind === 'status') {
      this.faultAnswered = true;
      return { status: fault.status, body: { message: fault.message } };
    }
    const key = keyOf(request);
    if (key !== this.apiKey && key !== this.sendingKey) return { status: 401, body: 'Forbidden' };
    if (path.split('/')[2] !== this.domain) return { status: 404, body: { message: 'Domain not found: ' + (path.split('/')[2] ?? '') } };
    const taken = path.endsWith('.mime') ? this.takeOne(fields) : takeBatch(fields, this);
    if ('refusal' in taken) return { status: taken.status, body: { message: taken.refusal } };
    this.calls.push(taken.arrivals.length);
    this.arrivals.push(...taken.arrivals);
    if (fault?.kind === 'dropAfter') return 'drop';
    if (fault?.kind === 'hangAfter') return 'hang';
    this.isHalf = fault?.kind === 'halfAfter';
    return { status: 200, body: { id: taken.id, message: 'Queued. Thank you.' } };
  }

  private takeOne(fields: Fields): Taken {
    const to = fields.get('to');
    const message = fields.get('message');
    if (typeof to !== 'string') return { status: 400, refusal: 'to parameter is missing' };
    if (!isAddress(to) || this.badAddresses.has(to))
      return { status: 400, refusal: "'to' parameter is not a valid address. please check documentation" };
    if (!Buffer.isBuffer(message)) return { status: 400, refusal: "Need at least one of 'message' parameters specified" };
    if (message.length > AT_MOST) return { status: 413, refusal: 'Request Entity Too Large' };
    const id = /^message-id:\s*(<[^>]+>)/im.exec(message.toString('latin1'))?.[1] ?? `<${randomBytes(8).toString('hex')}@${this.domain}>`;
    const texts = Object.fromEntries([...fields].filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
    return { id, arrivals: [{ raw: message, to, id, fields: texts, at: new Date() }] };
  }

  private answer(request: IncomingMessage, path: string, fields: Fields): Answer {
    const key = keyOf(request);
    // A sending key may send, and nothing else.
    if (key !== this.apiKey) return { status: 401, body: { message: 'Invalid private key' } };
    if (path === '/v1/analytics/logs') return { status: 200, body: this.logs(fields.get(JSON_BODY) as LogsRequest) };
    const domain = /^\/v4\/domains\/([^/]+)$/.exec(path)?.[1];
    if (domain !== undefined)
      return domain === this.domain
        ? { status: 200, body: { domain: this.domainBody(), receiving_dns_records: [], sending_dns_records: this.sendingRecords() } }
        : { status: 404, body: { message: 'Domain not found' } };
    const hook = /^\/v3\/domains\/([^/]+)\/webhooks(?:\/([^/]+))?$/.exec(path);
    if (hook && hook[1] === this.domain) return this.hook(request.method ?? '', hook[2] ?? null, fields);
    const list = /^\/v3\/([^/]+)\/(bounces|complaints|unsubscribes)$/.exec(path);
    if (list && list[1] === this.domain)
      return { status: 200, body: this.page(list[2] as MailgunList, new URL(request.url ?? '', this.url)) };
    return { status: 404, body: { message: 'Not found' } };
  }

  /** By address, each page after the last address of the one before; the last one is empty and leads to itself. */
  private page(list: MailgunList, { searchParams, pathname }: URL): object {
    const after = searchParams.get('page') === 'next' ? (searchParams.get('address') ?? '') : '';
    const limit = Math.min(Number(searchParams.get('limit') ?? 100), this.mostOnPage);
    const all = [...this.suppressed[list]].sort((a, b) => (a.address < b.address ? -1 : 1));
    const items = all.filter(({ address }) => address > after).slice(0, limit);
    const link = (page: string, address: string): string =>
      `${this.url}${pathname}?page=${page}&address=${encodeURIComponent(address)}&limit=${limit}`;
    const next = link('next', items.at(-1)?.address ?? after);
    return { items, paging: { first: link('first', ''), last: link('last', ''), previous: link('previous', after), next } };
  }

  private hook(method: string, name: string | null, fields: Fields): Answer {
    if (method === 'GET')
      return { status: 200, body: { webhooks: Object.fromEntries([...this.webhooks].map(([id, urls]) => [id, { urls }])) } };
    const id = name ?? String(fields.get('id'));
    const urls = [fields.get('url')].flat().map(String);
    this.webhooks.set(id, method === 'POST' ? [...(this.webhooks.get(id) ?? []), ...urls] : urls);
    return { status: 200, body: { message: 'Webhook has been created', webhook: { urls: this.webhooks.get(id) ?? [] } } };
  }

  /** As Mailgun wants them published. */
  sendingRecords(): object[] {
    const record = { cached: [], is_active: true, record_type: 'TXT', valid: 'unknown' };
    return [
      { ...record, name: this.domain, value: 'v=spf1 include:mailgun.org ~all' },
      { ...record, name: `k1._domainkey.${this.domain}`, value: `k=rsa; p=${this.signatureKey}` },
    ];
  }

  private domainBody(): object {
    return {
      id: '5f0000000000000000000001',
      name: this.domain,
      state: this.domainState,
      type: 'custom',
      created_at: 'Mon, 02 Nov 2026 09:00:00 GMT',
      encrypt_incoming_message: false,
      is_disabled: false,
      message_ttl: 259_200,
      require_tls: false,
      skip_verification: false,
      smtp_login: `postmaster@${this.domain}`,
      spam_action: 'disabled',
      use_automatic_sender_security: false,
      web_prefix: 'email',
      web_scheme: 'https',
      wildcard: false,
    };
  }

  private logs({ filter, start, end }: LogsRequest): object {
    const valuesOf = (name: string): string[] | undefined =>
      filter.AND.find(({ attribute }) => attribute === name)?.values.map(({ value }) => value);
    const [ids, recipients] = [valuesOf('message-id'), valuesOf('recipient')];
    const found = this.arrivals.filter(
      ({ id, to }) => (!ids || ids.includes(id.replace(/^<|>$/g, ''))) && (!recipients || recipients.includes(to)),
    );
    return {
      start,
      end,
      items: found.slice(0, 100).map(({ id, to, at, variables }) => ({
        id: randomBytes(8).toString('hex'),
        event: 'accepted',
        '@timestamp': at.toISOString(),
        account: { id: 'account' },
        domain: { name: this.domain },
        recipient: to,
        'user-variables': JSON.stringify(variables ?? {}),
        message: { headers: { to, 'message-id': id.replace(/^<|>$/g, ''), from: `news@${this.domain}`, subject: 'News' } },
      })),
      pagination: { previous: '', next: '', first: '', last: '', total: found.length },
      aggregates: { all: 0, metrics: {} },
    };
  }
}

/** What became of one call. */
export type Taken =
  { readonly status: number; readonly refusal: string } | { readonly id: string; readonly arrivals: readonly MailgunArrival[] };

export interface MailgunReport {
  readonly signature: { readonly timestamp: string; readonly token: string; readonly signature: string };
  readonly 'event-data': Readonly<Record<string, unknown>>;
}

interface LogsRequest {
  readonly start: string;
  readonly end: string;
  readonly filter: { readonly AND: readonly { readonly attribute: string; readonly values: readonly { readonly value: string }[] }[] };
}

const JSON_BODY = 'json body';
type Fields = ReadonlyMap<string, unknown>;

async function readFields(contentType: string, body: Buffer): Promise<Fields> {
  if (contentType.startsWith('application/json')) return new Map([[JSON_BODY, JSON.parse(body.toString('utf8')) as unknown]]);
  if (!contentType.startsWith('multipart/form-data')) return new Map();
  const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': contentType } }).formData();
  const fields = new Map<string, unknown>();
  for (const [key, value] of form.entries()) {
    const read = typeof value === 'string' ? value : Buffer.from(await value.arrayBuffer());
    const before = fields.get(key);
    fields.set(key, before === undefined ? read : [...(Array.isArray(before) ? (before as unknown[]) : [before]), read]);
  }
  return fields;
}

function keyOf(request: IncomingMessage): string {
  const [user, key] = Buffer.from(String(request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64')
    .toString('utf8')
    .split(':');
  return user === 'api' ? (key ?? '') : '';
}
