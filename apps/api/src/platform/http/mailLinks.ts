import { linkTokenIn } from '@rapport/common';
import type { FastifyRequest } from 'fastify';

const PREFIX = '/u/';
/** The one page behind such a link that has a form with fields. */
const FORM = '/preferences';
/** Of a link that is followed, of the image of a message, and of the link that confirms a sign-up: a token and nothing after it. */
const WHOLE = /^\/(?:t\/(?:c|o)|f\/confirm)\//;
/** Short enough to be no token: answered with the page for links that are not ours. */
const NO_TOKEN = 'unknown';

/**
 * The path of a link in a message without what mail programs and people add to it, before it is routed: an address that is no valid
 * path, or one with a slash at its end, would otherwise never arrive at the page. Every other path stays as it is.
 */
export function forgiveMailLink(url: string): string {
  const whole = WHOLE.exec(url);
  if (whole) return `${whole[0]}${linkTokenIn(url.slice(whole[0].length).split('?')[0] ?? '') ?? NO_TOKEN}`;
  if (!url.startsWith(PREFIX)) return url;
  const path = url.slice(PREFIX.length).split('?')[0] ?? '';
  const token = linkTokenIn(path) ?? NO_TOKEN;
  const rest = /\/(undo|all|preferences)(?:[^\w-]|$)/.exec(path);
  return `${PREFIX}${token}${rest ? `/${rest[1] ?? ''}` : ''}`;
}

/**
 * A POST to an unsubscribe link means the same whatever its body is and calls itself: it is not read, so nothing in it can be refused.
 * Without these headers the framework knows of no body; the HTTP server lets it run dry.
 */
export function ignoreMailLinkBody({ routeOptions, method, raw }: FastifyRequest): void {
  if (method !== 'POST' || !routeOptions.url?.startsWith(PREFIX) || routeOptions.url.endsWith(FORM)) return;
  for (const name of ['content-type', 'content-length', 'content-encoding', 'transfer-encoding']) delete raw.headers[name];
}
