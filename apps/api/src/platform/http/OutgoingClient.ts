import { lookup as resolveName } from 'node:dns';
import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Injectable } from '@nestjs/common';
import { AppConfig } from '../config/AppConfig.js';
import { version } from '../version.js';
import { AppError } from './AppError.js';
import { isPublicAddress } from './outgoing/addresses.js';
import {
  answerTooLarge,
  badAddress,
  downgraded,
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
}

/**
 * Fetches addresses that people type. Nothing of the private network is reached that way: the name is resolved inside the socket's
 * own look-up, so the address that was judged is the address that is connected to, and every redirect is judged like the first.
 */
@Injectable()
export class OutgoingClient {
  private network: OutgoingNetwork;

  constructor(config: AppConfig) {
    this.network = { resolve: resolveName as LookupFunction, isAllowed: config.mayReachPrivate ? () => true : isPublicAddress };
  }

  static withNetwork(config: AppConfig, network: OutgoingNetwork): OutgoingClient {
    const client = new OutgoingClient(config);
    client.network = network;
    return client;
  }

  async get(address: string, given: Partial<OutgoingLimits> = {}): Promise<OutgoingAnswer> {
    const limits = { ...DEFAULTS, ...given };
    const signal = AbortSignal.timeout(limits.timeoutMs);
    let url = parseAddress(address);
    for (let redirects = 0; redirects <= limits.maxRedirects; redirects += 1) {
      const answer = await this.ask(url, limits, signal);
      if (!('location' in answer)) return answer;
      const next = parseAddress(answer.location, url);
      if (url.protocol === 'https:' && next.protocol === 'http:') throw downgraded();
      url = next;
    }
    throw tooManyRedirects();
  }

  private async ask(url: URL, limits: OutgoingLimits, signal: AbortSignal): Promise<OutgoingAnswer | { location: string }> {
    // A literal address is connected to without a look-up.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isLiteral(url.hostname) && !this.network.isAllowed(literal)) throw privateAddress();
    try {
      const response = await this.open(url, signal);
      const { statusCode: status = 0, headers } = response;
      if (REDIRECTS.has(status) && headers.location) {
        response.destroy();
        return { location: headers.location };
      }
      const body = await readLimited(response, limits.maxBytes);
      const contentType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
      return { status, contentType, body, url: url.href };
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw signal.aborted ? tooSlowToAnswer(limits.timeoutMs / 1000) : unreachable();
    }
  }

  private open(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    return new Promise((resolve, reject) => {
      request(
        url,
        {
          // No connection is kept: a kept one was judged for another name.
          agent: false,
          lookup: this.guardedLookup(),
          signal,
          headers: { 'user-agent': `Rapport/${version}`, accept: '*/*', 'accept-encoding': 'identity' },
        },
        resolve,
      )
        .on('error', reject)
        .end();
    });
  }

  private guardedLookup(): LookupFunction {
    const { resolve, isAllowed } = this.network;
    return (hostname, options, callback) =>
      resolve(hostname, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, []);
        const all = (Array.isArray(addresses) ? addresses : [{ address: addresses, family: 0 }]).filter(({ address }) => address);
        // One private address among public ones is no accident.
        const first = all[0];
        if (!first || !all.every(({ address }) => isAllowed(address))) return callback(privateAddress() as NodeJS.ErrnoException, []);
        if (options.all) callback(null, all);
        else callback(null, first.address, first.family);
      });
  }
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
