import type { FastifyInstance, FastifyRequest } from 'fastify';
import { notFound } from './AppError.js';

/** Whom a host, or a link, belongs to: the id of a workspace. Null: nobody's in particular. */
export interface LinkOwners {
  ownerOf(hostname: string): Promise<string | null>;
  /** By the area of its address (`u`, `t`) and its token. */
  ownerOfLink(area: string, token: string): Promise<string | null>;
}

/** What is served at a host that a workspace's links lead through. The first two are of that workspace alone. */
const SERVED = /^\/(?<area>u|t\/[co])\/:token(?:\/|$)|^\/link-challenge\/:nonce$/;

/** At hosts of links there is neither dashboard nor API, and nothing of another workspace. */
export function limitLinkHosts(fastify: FastifyInstance, owners: LinkOwners): void {
  fastify.addHook('onRequest', async (request, reply) => {
    const owner = await owners.ownerOf(request.hostname);
    if (owner === null || (await isServed(request, owner, owners))) return;
    if (request.url.startsWith('/api/')) throw notFound('page');
    await reply.status(404).header('cache-control', 'no-store').type('text/plain; charset=utf-8').send('There is no such page here.');
  });
}

async function isServed(request: FastifyRequest, owner: string, owners: LinkOwners): Promise<boolean> {
  const served = SERVED.exec(request.routeOptions.url ?? '');
  if (!served) return false;
  const area = served.groups?.['area'];
  if (area === undefined) return true;
  const { token = '' } = request.params as { token?: string };
  const ownerOfLink = await owners.ownerOfLink(area.slice(0, 1), token);
  return ownerOfLink === null || ownerOfLink === owner;
}
