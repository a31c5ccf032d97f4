import type { FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { AppConfig } from '../config/AppConfig.js';
import { isTrustedHop } from '../config/trustedProxies.js';
import { newId } from '../database/ids.js';
import type { AppError } from './AppError.js';
import { errorBody } from './errorBody.js';
import { forgiveMailLink } from './mailLinks.js';
import { headersTooLarge, malformed, tooSlow } from './requestErrors.js';
import { requestLimits } from './requestLimits.js';
import { securityHeaders } from './securityHeaders.js';
import { toAppError } from './toAppError.js';

const REQUEST_ID = /^[A-Za-z0-9._-]{8,64}$/;
const REASONS: Readonly<Record<number, string>> = { 400: 'Bad Request', 408: 'Request Timeout', 431: 'Request Header Fields Too Large' };

/** How the HTTP server itself behaves: limits, timeouts, and errors that come before any route is known. */
export function serverOptions(config: Pick<AppConfig, 'isSecure' | 'trustedProxies' | 'basePath'>) {
  const headers = securityHeaders(config);
  return {
    // A function: with `true` the whole of X-Forwarded-For is believed, with a number none of it.
    trustProxy: (address: string, distance: number) => isTrustedHop(config.trustedProxies, address, distance),
    bodyLimit: requestLimits.bodyBytes,
    routerOptions: { maxParamLength: requestLimits.pathParameterLength },
    requestIdHeader: false as const,
    genReqId: requestIdOf,
    rewriteUrl: ({ url = '/' }: IncomingMessage) => forgiveMailLink(withoutBase(withoutOrigin(url), config.basePath)),
    connectionTimeout: requestLimits.idleMs,
    keepAliveTimeout: requestLimits.keepAliveMs,
    requestTimeout: requestLimits.uploadMs,
    http: {
      maxHeaderSize: requestLimits.headerBytes,
      headersTimeout: requestLimits.headersMs,
      connectionsCheckingInterval: 5_000,
    },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const known = toAppError(error);
      void reply
        .status(known.status)
        .headers({ ...headers, 'x-request-id': request.id, 'cache-control': 'no-store', 'content-type': 'application/json; charset=utf-8' })
        .send(errorBody(known, request.id));
    },
    clientErrorHandler: (error: Error & { code?: string }, socket: Socket) => {
      if (error.code === 'ECONNRESET' || socket.destroyed) return;
      endConnection(socket, toClientError(error.code), headers);
    },
  };
}

/** A request line may carry a whole URL (RFC 9112, absolute-form): it means its path. */
function withoutOrigin(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '');
  return path.startsWith('/') ? path : `/${path}`;
}

/** Behind a proxy that passes the path of PUBLIC_URL on and behind one that leaves it out, routes are the same. */
function withoutBase(url: string, basePath: string): string {
  if (basePath === '' || !url.startsWith(basePath)) return url;
  const rest = url.slice(basePath.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : url;
}

/** The proxy's id where it sent a reasonable one, so that its log and ours can be read together. */
function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && REQUEST_ID.test(given) ? given : newId();
}

function toClientError(code: string | undefined): AppError {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return headersTooLarge();
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return tooSlow();
    default:
      return malformed();
  }
}

/** An answer written by hand, where there is no request that could be answered; then the connection ends. */
export function endConnection(socket: Socket, error: AppError, headers: Readonly<Record<string, string>>): void {
  const requestId = newId();
  const body = JSON.stringify(errorBody(error, requestId));
  const lines = Object.entries({
    ...headers,
    'x-request-id': requestId,
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`);
  if (socket.writable) socket.write([`HTTP/1.1 ${error.status} ${REASONS[error.status] ?? 'Error'}`, ...lines, '', body].join('\r\n'));
  socket.destroySoon();
}
