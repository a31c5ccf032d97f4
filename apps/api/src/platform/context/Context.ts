import type { Role } from '@rapport/common';
import type { EntityManager } from 'typeorm';
import type { Scope } from '../security/scopes.js';

export type { Role };

/** Who acts. Jobs and public links act without a signed-in person. */
export type Actor =
  | {
      readonly type: 'user';
      readonly userId: string;
      readonly sessionId: string;
      /** They proved who they are within the last ten minutes (security/stepUp.ts). */
      readonly isSteppedUp?: boolean;
    }
  /** A program with an API key; it acts with at most the rights that the key's maker has now. */
  | { readonly type: 'key'; readonly keyId: string; readonly userId: string; readonly scopes: readonly Scope[] }
  | { readonly type: 'job'; readonly name: string }
  | { readonly type: 'public' }
  | { readonly type: 'system' };

/** What every service method takes first: who asks, for which request, on which connection or transaction. */
export interface Context {
  readonly requestId: string;
  readonly actor: Actor;
  readonly ip: string | null;
  readonly manager: EntityManager;
  /** What every unit of work of this request does last, inside its transaction (platform/idempotency marks what has acted). */
  readonly lastAct?: (manager: EntityManager) => Promise<void>;
}

/** A context inside one tenant. Repositories filter by `workspaceId`, always. */
export interface WorkspaceContext extends Context {
  readonly workspaceId: string;
  readonly role: Role;
}

/** The acting person's id (for a key: its maker's), or null for jobs and public links. */
export function actorUserId(ctx: Context): string | null {
  return ctx.actor.type === 'user' || ctx.actor.type === 'key' ? ctx.actor.userId : null;
}
