import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';

/** Why a contact joined or left a list. */
export const LIST_CAUSES = ['member', 'api', 'import', 'bulk', 'undo', 'merge', 'form', 'system'] as const;
export type ListCause = (typeof LIST_CAUSES)[number];

/** What brought it about, beyond who acts: the id of an import or of a bulk action. */
export interface GivenCause {
  readonly via: ListCause;
  readonly ref?: string | null;
}

/** As it is stored with a membership and with its end. */
export interface StoredCause {
  readonly at: string;
  readonly via: ListCause;
  readonly by: string | null;
  readonly ref: string | null;
}

export function causeOf(ctx: WorkspaceContext, at: string, given?: GivenCause): StoredCause {
  const by = actorUserId(ctx);
  if (given) return { at, by, via: given.via, ref: given.ref ?? null };
  switch (ctx.actor.type) {
    case 'user':
      return { at, by, via: 'member', ref: null };
    case 'key':
      return { at, by, via: 'api', ref: ctx.actor.keyId };
    case 'job':
    case 'public':
    case 'system':
      return { at, by, via: 'system', ref: null };
  }
}
