import type { Context } from '../context/Context.js';
import { stepUpRequired } from './accessErrors.js';

/** For acts that need it only in some cases; a route that always does says `@StepUp()`. */
export function assertSteppedUp(ctx: Context): void {
  if (ctx.actor.type === 'user' && !ctx.actor.isSteppedUp) throw stepUpRequired();
}
