import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../config/AppConfig.js';
import { cleanForwardedFor } from '../config/trustedProxies.js';
import type { AppLogger } from '../logging/AppLogger.js';
import type { Metrics } from '../metrics/Metrics.js';
import { problemWithInput } from './checkInput.js';
import { addressedArea } from './addressedArea.js';
import { isUnmatched, type KnownRoutes } from './knownRoutes.js';
import { ignoreMailLinkBody } from './mailLinks.js';
import { methodNotAllowed, tooManyParameters, tooSlow, urlTooLong } from './requestErrors.js';
import { requestLimits } from './requestLimits.js';
import { answerHeaders, securityHeaders } from './securityHeaders.js';
import { endConnection } from './serverOptions.js';

/** Routes whose answers are for programs. The documentation of the API is a page, and reads as one. */
const FOR_PROGRAMS = /^\/(api(?!\/docs)|health|metrics)(\/|$)/;
/** Addresses that belong to programs: an unknown one is an error in JSON, never the dashboard. */
const NOT_PAGES = new Set(['api', 'health', 'metrics', 'u', 't', 'f', 'a', 'media', 'hooks', 'assets']);

/** What happens around every request, whatever its route. */
export function addRequestHooks(
  fastify: FastifyInstance,
  config: Pick<AppConfig, 'isSecure'>,
  { logger, metrics, routes }: { logger: AppLogger; metrics?: Pick<Metrics, 'requestAnswered'>; routes?: KnownRoutes },
  bodyMs: number = requestLimits.bodyMs,
): void {
  const headers = securityHeaders(config);
  const forPrograms = { ...headers, ...answerHeaders };
  fastify.addHook('onRequest', (request, reply, done) => {
    cleanForwarded(request);
    reply.headers(isForPrograms(request) ? forPrograms : headers).header('x-request-id', request.id);
    if (request.url.length > requestLimits.urlBytes) return done(urlTooLong());
    const allowed = routes && isUnmatched(request) ? routes.methodsOf(request.url) : [];
    if (allowed.length > 0) return refuseMethod(request, reply, allowed, done);
    if (isSlowlyArriving(request)) limitBodyTime(request, headers, bodyMs);
    ignoreMailLinkBody(request);
    done();
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    const { query, params, body } = request;
    if (query && Object.values(query).flat().length > requestLimits.queryParameters) return done(tooManyParameters());
    const problem = problemWithInput(params) ?? problemWithInput(query) ?? problemWithInput(body);
    done(problem ?? undefined);
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    done();
    const route = request.routeOptions.url ?? 'unknown';
    metrics?.requestAnswered({ method: request.method, route, status: reply.statusCode, seconds: reply.elapsedTime / 1000 });
    if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
    logger.info('http.request', {
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      requestId: request.id,
    });
  });
}

/** Addresses go into the audit log and into limits: what is none does not get that far. */
function cleanForwarded({ headers, raw }: FastifyRequest): void {
  const given = headers['x-forwarded-for'];
  if (given !== undefined) headers['x-forwarded-for'] = cleanForwardedFor(String(given)) ?? raw.socket.remoteAddress;
}

/** Programs may ask the API which methods an address has; pages and links have nobody who would. */
function refuseMethod(request: FastifyRequest, reply: FastifyReply, methods: readonly string[], done: (error: Error) => void): void {
  const isApi = addressedArea(request.url) === 'api';
  const allowed = isApi ? [...methods, 'OPTIONS'] : methods;
  void reply.header('allow', allowed.join(', '));
  if (isApi && request.method === 'OPTIONS') void reply.status(204).send();
  else done(methodNotAllowed(request.method, methods));
}

/** By the route that matched, because one address can be written in many ways. */
function isForPrograms(request: FastifyRequest): boolean {
  return isUnmatched(request) ? !isPage(request) : FOR_PROGRAMS.test(request.routeOptions.url ?? '');
}

/** Whether the dashboard's page answers an address that has no route. */
export function isPage({ url, method }: Pick<FastifyRequest, 'url' | 'method'>): boolean {
  return (method === 'GET' || method === 'HEAD') && !NOT_PAGES.has(addressedArea(url));
}

/** Uploads have a limit of their own (requestTimeout); a body that is already here needs none. */
function isSlowlyArriving({ headers, raw }: FastifyRequest): boolean {
  const hasBody = (headers['content-length'] ?? '0') !== '0' || headers['transfer-encoding'] !== undefined;
  return hasBody && !raw.complete && !headers['content-type']?.startsWith('multipart/');
}

function limitBodyTime({ raw }: FastifyRequest, headers: Readonly<Record<string, string>>, bodyMs: number): void {
  const timer = setTimeout(() => endConnection(raw.socket, tooSlow(), headers), bodyMs);
  timer.unref();
  const clear = (): void => clearTimeout(timer);
  raw.once('end', clear).once('close', clear);
}
