import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { twilioSignature } from '../twilio/readTwilioReports.js';
import { type TwilioCall, TwilioPhones } from './TwilioPhones.js';
import { VendorSpec } from './vendorSpec.js';

/**
 * What the next call to send is met with. `status`: answered so, and nothing is kept. `dropAfter`, `hangAfter`, `halfAfter`: the text is
 * kept, and then the connection breaks, nothing is said, or half an answer comes. `dropBefore`: broken before the body was read.
 */
export type TwilioFault =
  | { readonly kind: 'status'; readonly status: number; readonly code?: number; readonly message: string; readonly retryAfter?: string }
  | { readonly kind: 'dropBefore' | 'dropAfter' | 'hangAfter' | 'halfAfter' };

export interface TwilioArrival {
  readonly sid: string;
  readonly to: string;
  readonly from: string;
  readonly body: string;
  /** Where it asked to be told what became of it. */
  readonly statusCallback: string | null;
  readonly at: Date;
}

/** A request as Twilio would post it. */
export interface TwilioPost {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Answer {
  readonly status: number;
  readonly body: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Twilio as its clients see it, on the loopback: it keeps what it takes, lists it, signs its reports, and fails when asked to. */
export class TwilioServer {
  readonly arrivals: TwilioArrival[] = [];
  /** What differs from the vendor's document. Stays empty where that is not there. */
  readonly problems: string[] = [];
  readonly faults: TwilioFault[] = [];
  readonly accountSid = `AC${randomBytes(16).toString('hex')}`;
  readonly authToken = randomBytes(16).toString('hex');
  readonly key = { sid: `SK${randomBytes(16).toString('hex')}`, secret: randomBytes(16).toString('hex') };
  readonly serviceSid = `MG${randomBytes(16).toString('hex')}`;
  /** What it dialled. */
  readonly phones = new TwilioPhones(this.accountSid);
  /** Phones that answered STOP. */
  readonly stopped = new Set<string>();
  canSendTexts = true;
  /** How long a text that was taken over waits for its answer. */
  delayMs = 0;
  private isHalf = false;
  private readonly spec = VendorSpec.read('twilio-2010-04-01.json');
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly number: string,
  ) {}

  static async start(number = '+15005550006'): Promise<TwilioServer> {
    const server = createServer();
    const twilio = new TwilioServer(server, number);
    server.on('connection', (socket) => {
      twilio.sockets.add(socket);
      socket.on('close', () => twilio.sockets.delete(socket));
    });
    server.on('request', (request, response) => void twilio.meet(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return twilio;
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

  /** A status callback, signed with this account's token or another one. */
  status(of: TwilioArrival, status: string, more: Readonly<Record<string, string>> = {}, authToken = this.authToken): TwilioPost {
    if (of.statusCallback === null) throw new Error('This text asked for no status callback.');
    const own = { MessageSid: of.sid, SmsSid: of.sid, MessageStatus: status, SmsStatus: status };
    return this.signed(of.statusCallback, { AccountSid: this.accountSid, From: of.from, To: of.to, ...own, ...more }, authToken);
  }

  /** A status callback of a leg of a call, which is so from now on. */
  callStatus(of: TwilioCall, status: string, seconds = 0): TwilioPost {
    if (of.statusCallback === null) throw new Error('This call asked for no status callback.');
    Object.assign(of, { status, seconds });
    const parent: Record<string, string> = of.parentSid === null ? {} : { ParentCallSid: of.parentSid };
    const length: Record<string, string> = status === 'completed' ? { CallDuration: String(seconds) } : {};
    const own = {
      CallSid: of.sid,
      AccountSid: this.accountSid,
      ApiVersion: '2010-04-01',
      From: of.from,
      To: of.to,
      Direction: 'outbound-api',
    };
    return this.signed(of.statusCallback, { ...own, CallStatus: status, CallbackSource: 'call-progress-events', ...parent, ...length });
  }

  /** What a person writes to the number; STOP and START count here too, as they do at Twilio. */
  inbound(url: string, from: string, body: string, more: Readonly<Record<string, string>> = {}): TwilioPost {
    const word = body.trim().toUpperCase();
    if (word === 'STOP') this.stopped.add(from);
    if (word === 'START') this.stopped.delete(from);
    const sid = newSid('SM');
    const own = { MessageSid: sid, SmsMessageSid: sid, SmsSid: sid, SmsStatus: 'received', NumMedia: '0', NumSegments: '1' };
    return this.signed(url, {
      AccountSid: this.accountSid,
      ApiVersion: '2010-04-01',
      From: from,
      To: this.number,
      Body: body,
      ...own,
      ...more,
    });
  }

  signed(url: string, fields: Readonly<Record<string, string>>, authToken = this.authToken): TwilioPost {
    const form = new URLSearchParams(fields);
    return {
      url,
      body: form.toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'X-Twilio-Signature': twilioSignature(url, form, authToken) },
    };
  }

  private async meet(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', this.url);
    const isCalling = request.method === 'POST' && path === this.path('Calls');
    const isSending = isCalling || (request.method === 'POST' && path === this.path('Messages'));
    if (isSending && this.faults[0]?.kind === 'dropBefore') {
      this.faults.shift();
      return void request.socket.destroy();
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    const fields = Object.fromEntries(form);
    const answer = isSending ? this.take(request, fields, isCalling) : this.answer(request, path, searchParams, fields);
    if (answer === 'drop') return void request.socket.destroy();
    if (answer === 'hang') return;
    if (isSending && this.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    const { status, body, headers } = answer;
    if (status < 400) this.hold(request, path, [...searchParams.keys()], asSent(form), answer);
    const text = JSON.stringify(body);
    response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text), ...headers });
    if (!this.isHalf) return void response.end(text);
    this.isHalf = false;
    response.write(text.slice(0, text.length / 2));
    setImmediate(() => request.socket.destroy());
  }

  /** Refusals are in no document of Twilio's. */
  private hold(request: IncomingMessage, path: string, query: string[], body: object, { status, body: answer }: Answer): void {
    const contentType = String(request.headers['content-type'] ?? '');
    const exchange = { method: request.method ?? '', path, query, contentType, body, status, answer };
    this.problems.push(...(this.spec?.problemsOf(exchange) ?? []));
  }

  private path(resource: string): string {
    return `/2010-04-01/Accounts/${this.accountSid}/${resource}.json`;
  }

  private take(request: IncomingMessage, fields: Readonly<Record<string, string>>, isCall: boolean): Answer | 'drop' | 'hang' {
    const fault = this.faults.shift();
    if (fault?.kind === 'status')
      return {
        ...refusal(fault.status, fault.code ?? null, fault.message),
        headers: fault.retryAfter ? { 'Retry-After': fault.retryAfter } : {},
      };
    if (!this.isLetIn(request)) return refusal(401, 20003, 'Authenticate');
    const answer = isCall ? this.call(fields) : this.send(fields);
    if (answer.status >= 400) return answer;
    if (fault?.kind === 'dropAfter') return 'drop';
    if (fault?.kind === 'hangAfter') return 'hang';
    this.isHalf = fault?.kind === 'halfAfter';
    return answer;
  }

  private call(fields: Readonly<Record<string, string>>): Answer {
    const { To: to = '', From: from = '' } = fields;
    if (from !== this.number) return refusal(400, 21210, `'From' phone number not verified: ${from}`);
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refusal(400, 21211, `Invalid 'To' Phone Number: ${to}`);
    return { status: 201, body: this.phones.bodyOf(this.phones.ring(fields)) };
  }

  private send(fields: Readonly<Record<string, string>>): Answer {
    const { To: to = '', Body: body = '', From: from, MessagingServiceSid: service, StatusCallback: callback } = fields;
    if (from !== this.number && service !== this.serviceSid)
      return refusal(400, 21606, `The From phone number ${from ?? ''} is not a valid message-capable Twilio phone number.`);
    if (!/^\+[1-9]\d{6,14}$/.test(to)) return refusal(400, 21211, `Invalid 'To' Phone Number: ${to}`);
    if (body === '' || body.length > 1600)
      return refusal(400, body === '' ? 21602 : 21617, 'The message body is empty or longer than 1600 characters.');
    if (this.stopped.has(to)) return refusal(400, 21610, 'Attempt to send to unsubscribed recipient');
    const arrival = { sid: newSid('SM'), to, from: this.number, body, statusCallback: callback ?? null, at: new Date() };
    this.arrivals.push(arrival);
    return { status: 201, body: this.messageOf(arrival, service === undefined ? 'queued' : 'accepted') };
  }

  private answer(request: IncomingMessage, path: string, query: URLSearchParams, fields: Readonly<Record<string, string>>): Answer {
    if (!path.startsWith(`/2010-04-01/Accounts/${this.accountSid}/`))
      return refusal(404, 20404, `The requested resource ${path} was not found`);
    if (!this.isLetIn(request)) return refusal(401, 20003, 'Authenticate');
    if (path === this.path('Messages')) return { status: 200, body: this.list(query, 'messages', this.texts(query.get('To'))) };
    if (path === this.path('Calls'))
      return {
        status: 200,
        body: this.list(
          query,
          'calls',
          this.phones.list(query).map((call) => this.phones.bodyOf(call)),
        ),
      };
    const [, sid = ''] = /\/Calls\/(CA[0-9a-f]{32})\.json$/.exec(path) ?? [];
    const call = this.phones.find(sid);
    if (call) {
      if (fields['Status'] === 'completed') this.phones.hangUp(call);
      return { status: 200, body: this.phones.bodyOf(call) };
    }
    if (path === this.path('IncomingPhoneNumbers')) {
      const wanted = query.get('PhoneNumber');
      return {
        status: 200,
        body: this.list(query, 'incoming_phone_numbers', wanted === null || wanted === this.number ? [this.numberBody()] : []),
      };
    }
    return refusal(404, 20404, `The requested resource ${path} was not found`);
  }

  private texts(to: string | null): object[] {
    const found = this.arrivals.filter((arrival) => to === null || arrival.to === to);
    return found.reverse().map((arrival) => this.messageOf(arrival, 'sent'));
  }

  private list(query: URLSearchParams, name: string, items: object[]): object {
    const pageSize = Number(query.get('PageSize') ?? 50);
    const uri = `${this.path(name)}?PageSize=${pageSize}`;
    const place = {
      end: 0,
      start: 0,
      page: 0,
      page_size: pageSize,
      uri,
      first_page_uri: uri,
      next_page_uri: null,
      previous_page_uri: null,
    };
    return { ...place, [name]: items.slice(0, pageSize) };
  }

  private messageOf({ sid, to, from, body, at }: TwilioArrival, status: string): object {
    return {
      account_sid: this.accountSid,
      api_version: '2010-04-01',
      body,
      date_created: rfc2822(at),
      date_sent: null,
      date_updated: rfc2822(at),
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      from,
      messaging_service_sid: null,
      num_media: '0',
      num_segments: '1',
      price: null,
      price_unit: 'USD',
      sid,
      status,
      subresource_uris: { media: `/2010-04-01/Accounts/${this.accountSid}/Messages/${sid}/Media.json` },
      to,
      uri: `/2010-04-01/Accounts/${this.accountSid}/Messages/${sid}.json`,
    };
  }

  private numberBody(): object {
    return {
      account_sid: this.accountSid,
      sid: `PN${'0'.repeat(32)}`,
      phone_number: this.number,
      friendly_name: this.number,
      capabilities: { mms: false, sms: this.canSendTexts, voice: true, fax: false },
      uri: this.path(`IncomingPhoneNumbers/PN${'0'.repeat(32)}`),
    };
  }

  private isLetIn(request: IncomingMessage): boolean {
    const given = Buffer.from(String(request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString('utf8');
    return given === `${this.accountSid}:${this.authToken}` || given === `${this.key.sid}:${this.key.secret}`;
  }
}

/** A field that comes several times is a list, and so is the one that may. */
function asSent(form: URLSearchParams): object {
  return Object.fromEntries([...form.keys()].map((key) => [key, key === 'StatusCallbackEvent' ? form.getAll(key) : form.get(key)]));
}

function refusal(status: number, code: number | null, message: string): Answer {
  return { status, body: { status, code, message, more_info: `https://www.twilio.com/docs/errors/${code ?? ''}` } };
}

function newSid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex');
}

function rfc2822(at: Date): string {
  return at.toUTCString().replace('GMT', '+0000');
}
