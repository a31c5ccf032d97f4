import { request as requestHttp, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { badAddress, privateAddress } from './outgoingErrors.js';

interface Guard {
  readonly lookup: LookupFunction;
  readonly isAllowed: (address: string) => boolean;
  /** `host:port` that are asked wherever they are. */
  readonly privateHosts: readonly string[];
}

const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * `fetch` for a vendor's client whose address people type: bodies of text, no redirects, and nothing of the private network but what the
 * operator has named. The address that was judged is the one that is connected to.
 */
export function guardedFetch({ lookup, isAllowed, privateHosts }: Guard): typeof fetch {
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') throw badAddress();
    const isNamed = privateHosts.includes(hostOf(url));
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (!isNamed && (url.hostname.startsWith('[') || /^[\d.]+$/.test(literal)) && !isAllowed(literal)) throw privateAddress();
    const response = await open(url, init, isNamed ? undefined : lookup);
    const status = response.statusCode ?? 502;
    const headers = new Headers();
    for (const [name, value] of Object.entries(response.headers)) if (value !== undefined) headers.set(name, [value].flat().join(', '));
    if (WITHOUT_BODY.has(status)) {
      response.destroy();
      return new Response(null, { status, headers });
    }
    return new Response(Readable.toWeb(response) as ReadableStream<Uint8Array>, { status, headers });
  };
}

/** With its port, also where that is the usual one. */
export function hostOf({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

function open(url: URL, { method, headers, body, signal }: RequestInit, lookup: LookupFunction | undefined): Promise<IncomingMessage> {
  const ask = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const options = {
      ...{ method: method ?? 'GET', agent: false as const, headers: Object.fromEntries(new Headers(headers)) },
      ...(lookup ? { lookup } : {}),
      ...(signal ? { signal } : {}),
    };
    ask(url, options, resolve)
      .on('error', reject)
      .end(typeof body === 'string' ? body : undefined);
  });
}
