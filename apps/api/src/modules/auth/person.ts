import type { Actor, Context } from '../../platform/context/Context.js';
import { signInRequired } from '../../platform/security/accessErrors.js';

/** The signed-in person. Keys and jobs have no account of their own to look after. */
export function personOf(ctx: Context): Extract<Actor, { type: 'user' }> {
  if (ctx.actor.type !== 'user') throw signInRequired();
  return ctx.actor;
}
