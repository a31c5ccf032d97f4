import { lookup as resolveName } from 'node:dns';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/AppConfig.js';
import { version } from '../version.js';
import { AppError } from './AppError.js';
import { isPublicAddress } from './outgoing/addresses.js';
import { guardedFetch } from './outgoing/guardedFetch.js';
import {
  answerTooLarge,
  badAddress,
  downgraded,
  foreignPort,
  privateAddress,
  tooManyRedirects,
  tooSlowToAnswer,
  unreachable,
} from './outgoing/outgoingErrors.js';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const DEFAULTS: OutgoingLimits = { maxBytes: 1024 * 1024, timeoutMs: 10_000, maxRedirects: 3 };

export interface OutgoingLimits {
  readonly maxBytes: number;
  /** For everything together: names, connections, redirects, the last byte. */
  readonly timeoutMs: number;
  readonly maxRedirects: number;
}

export interface OutgoingAnswer {
  readonly status: number;
  /** In lower case, without parameters; empty when the server does not say. */
  readonly contentType: string;
  readonly body: Buffer;
  /** Where it was in the end. */
  readonly url: string;
}

/** What tests replace: names cannot be registered in the DNS for them. */
export interface OutgoingNetwork {
  readonly resolve: LookupFunction;
  readonly isAllowed: (address: string) => boolean;
  /** Which ports `probe` asks; empty: the usual one of the scheme. */
  readonly isAllowedPort?: (port: string) => boolean;
}

export interface OutgoingStatus {
  readonly status: number;
  /** Where it was in the end. */
  readonly url: string;
}

/** One request, and what follows from its redirects. */
interface Question<T> {
  readonly method: 'GET' | 'HEAD';
  readonly limits: Pick<OutgoingLimits, 'timeoutMs' | 'maxRedirects'>;
  readonly signal: AbortSignal;
  /** @throws AppError: an address that is not asked, `from` where it was redirected */
  readonly admit: (url: URL, from: URL | null) => void;
  readonly read: (response: IncomingMessage, url: URL) => Promise<T>;
}

/**
 * Fetches addresses that people type. Nothing of the private network is reached that way: the name is resolved inside the socket's
 * own look-up, so the address that was judged is the address that is connected to, and every redirect is judged like the first.
 */
@Injectable()
export class OutgoingClient {
  private network: OutgoingNetwork;

  constructor(config: AppConfig) {
    const { mayReachPrivate } = config;
    this.network = {
      resolve: resolveName as LookupFunction,
      isAllowed: mayReachPrivate ? () => true : isPublicAddress,
      isAllowedPort: mayReachPrivate ? () => true : isWebPort,
    };
  }

  static withNetwork(config: AppConfig, network: OutgoingNetwork): OutgoingClient {
    const client = new OutgoingClient(config);
    client.network = network;
    return client;
  }

  async get(address: string, given: Partial<OutgoingLimits> = {}): Promise<OutgoingAnswer> {
    const limits = { ...DEFAULTS, ...given };
    return this.follow(parseAddress(address), {
      method: 'GET',
      limits,
      signal: AbortSignal.timeout(limits.timeoutMs),
      admit: (url, from) => {
        if (from?.protocol === 'https:' && url.protocol === 'http:') throw downgraded();
      },
      read: async (response, url) => {
        const body = await readLimited(response, limits.maxBytes);
        const contentType = (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
        return { status: response.statusCode ?? 0, contentType, body, url: url.href };
      },
    });
  }

  /**
   * Whether something answers there, and with which status; what it says is not read. HEAD first, and GET where that is refused: many
   * servers know only the latter. Only ports 80 and 443. The time is for each of the two.
   * @throws AppError; of `outgoing.unreachable` the cause is the error of the network, its code `EAI_AGAIN` also where no name server answered in time
   */
  async probe(address: string, limits: Question<never>['limits']): Promise<OutgoingStatus> {
    const head = await this.peek(address, 'HEAD', limits).catch((error: unknown) => {
      if (isHungUp(error)) return null;
      throw error;
    });
    return head && head.status < 400 ? head : this.peek(address, 'GET', limits);
  }

  /** For a client that brings its own way of asking. `privateHosts`: `host:port` that it may ask wherever they are. */
  fetcher(privateHosts: readonly string[]): typeof fetch {
    return guardedFetch({ lookup: this.guardedLookup({ isWaiting: false }), isAllowed: this.network.isAllowed, privateHosts });
  }

  /** Whether names can be looked up at all. `example.com` always exists. */
  knowsNames(timeoutMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      this.network.resolve('example.com', { all: true }, (error) => {
        clearTimeout(timer);
        resolve(!error);
      });
    });
  }

  private async peek(address: string, method: 'GET' | 'HEAD', limits: Question<never>['limits']): Promise<OutgoingStatus> {
    const { isAllowedPort = isWebPort } = this.network;
    return this.follow(parseAddress(address), {
      method,
      limits,
      signal: AbortSignal.timeout(limits.timeoutMs),
      admit: ({ port }) => {
        if (!isAllowedPort(port)) throw foreignPort();
      },
      read: (response, { href }) => {
        response.destroy();
        return Promise.resolve({ status: response.statusCode ?? 0, url: href });
      },
    });
  }

  private async follow<T>(first: URL, question: Question<T>): Promise<T> {
    let url = first;
    let from: URL | null = null;
    for (let redirects = 0; redirects <= question.limits.maxRedirects; redirects += 1) {
      question.admit(url, from);
      const answer = await this.ask(url, question);
      if (!('location' in answer)) return answer.read;
      from = url;
      url = parseAddress(answer.location, url);
    }
    throw tooManyRedirects();
  }

  private async ask<T>(url: URL, { method, limits, signal, read }: Question<T>): Promise<{ read: T } | { location: string }> {
    // A literal address is connected to without a look-up.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isLiteral(url.hostname) && !this.network.isAllowed(literal)) throw privateAddress();
    const names = { isWaiting: false };
    try {
      const response = await this.open(url, { method, signal, names });
      const { statusCode: status = 0, headers } = response;
      if (REDIRECTS.has(status) && headers.location) {
        response.destroy();
        return { location: headers.location };
      }
      return { read: await read(response, url) };
    } catch (error) {
      if (error instanceof AppError) throw error;
      if (!signal.aborted) throw unreachable(error);
      if (names.isWaiting) throw unreachable(Object.assign(new Error('No name server answered in time.'), { code: 'EAI_AGAIN' }));
      throw tooSlowToAnswer(limits.timeoutMs / 1000);
    }
  }

  private open(
    url: URL,
    { method, signal, names }: { method: string; signal: AbortSignal; names: { isWaiting: boolean } },
  ): Promise<IncomingMessage> {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      request(
        url,
        {
          method,
          // No connection is kept: a kept one was judged for another name.
          agent: false,
          lookup: this.guardedLookup(names),
          signal,
          headers: { 'user-agent': `Rapport/${version}`, accept: '*/*', 'accept-encoding': 'identity' },
        },
        resolve,
      )
        .on('error', reject)
        .end();
    });
  }

  private guardedLookup(names: { isWaiting: boolean }): LookupFunction {
    const { resolve, isAllowed } = this.network;
    return (hostname, options, callback) => {
      names.isWaiting = true;
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        names.isWaiting = false;
        if (error) return callback(error, []);
        const all = (Array.isArray(addresses) ? addresses : [{ address: addresses, family: 0 }]).filter(({ address }) => address);
        // One private address among public ones is no accident.
        const first = all[0];
        if (!first || !all.every(({ address }) => isAllowed(address))) return callback(privateAddress() as NodeJS.ErrnoException, []);
        if (options.all) callback(null, all);
        else callback(null, first.address, first.family);
      });
    };
  }
}

function isWebPort(port: string): boolean {
  return port === '' || port === '80' || port === '443';
}

/** Some servers close the connection on a method that they do not know. */
function isHungUp(error: unknown): boolean {
  const code = error instanceof AppError ? (error.cause as NodeJS.ErrnoException | undefined)?.code : undefined;
  return code === 'ECONNRESET' || code?.startsWith('HPE_') === true;
}

function parseAddress(address: string, base?: URL): URL {
  if (!URL.canParse(address, base?.href)) throw badAddress();
  const url = new URL(address, base);
  const isFetchable = (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '';
  if (!isFetchable || url.username !== '' || url.password !== '') throw badAddress();
  return url;
}

/** The URL parser has already made `0x7f.1`, `2130706433` and the like into four numbers. */
function isLiteral(hostname: string): boolean {
  return hostname.startsWith('[') || /^[\d.]+$/.test(hostname);
}

async function readLimited(response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  if (Number(response.headers['content-length'] ?? 0) > maxBytes) {
    response.destroy();
    throw answerTooLarge(maxBytes);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      response.destroy();
      throw answerTooLarge(maxBytes);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
