import type { FastifyRequest } from 'fastify';
import type { Context } from '../context/Context.js';
import { scopeMissing } from './accessErrors.js';
import type { Scope } from './scopes.js';

/**
 * Which scopes a route needs besides its own when a request names certain fields, because they reach into another resource. Paths are
 * those of the body or the query, with `*` for each entry of a list: `{ 'columns.*.newField': 'fields:write' }`.
 */
export type FieldScopes = Readonly<Record<string, Scope>>;

/** The scopes that this request needs besides the one of its route. Asked before validation, so the input may be anything. */
export function scopesReached(fields: FieldScopes, { body, query }: Pick<FastifyRequest, 'body' | 'query'>): Scope[] {
  return Object.entries(fields)
    .filter(([path]) => names(body, path.split('.')) || names(query, path.split('.')))
    .map(([, scope]) => scope);
}

/** For what only shows once a service has looked: undoing a change of lists changes lists. People have no scopes. */
export function requireScope({ actor }: Context, scope: Scope): void {
  if (actor.type === 'key' && !actor.scopes.includes(scope)) throw scopeMissing(scope);
}

function names(input: unknown, [part, ...rest]: readonly string[]): boolean {
  if (part === undefined) return !isNothing(input);
  if (typeof input !== 'object' || input === null) return false;
  if (part === '*') return Object.values(input).some((entry) => names(entry, rest));
  return Object.hasOwn(input, part) && names((input as Record<string, unknown>)[part], rest);
}

/** Left out, cleared, or a list of none. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}
