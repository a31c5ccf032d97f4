import { systemContext } from '../../../platform/context/contexts.js';
import { operatorTools, type Platform } from './operatorTools.js';

export interface Recovery {
  /** Where a new password is chosen; works once, for an hour. */
  readonly link: string;
  readonly hadSecondFactor: boolean;
  readonly endedSessions: number;
}

/**
 * For someone who lost both phone and recovery codes, by whoever runs the server: the second factor goes, all sessions end, what was
 * begun is void, and a link to a new password is made. Null when there is no such account. It is in the person's sign-in log.
 */
export function recoverByOperator(platform: Platform, email: string): Promise<Recovery | null> {
  const { unitOfWork, log, sessions, twoFactor, resets, pending } = operatorTools(platform);
  return unitOfWork.run(systemContext(platform.dataSource.manager), async (ctx) => {
    const user = await platform.users.findByEmail(ctx, email);
    if (!user) return null;
    await pending.voidAll(ctx, user.id);
    const hadSecondFactor = await twoFactor.remove(ctx, user.id);
    const endedSessions = await sessions.endAll(ctx, user.id);
    const token = await resets.issue(ctx, user.id);
    await log.record(ctx, 'auth.recoveredByOperator', { userId: user.id, details: { hadSecondFactor, endedSessions } });
    return { link: `${platform.config.publicUrl}/reset-password/${token}`, hadSecondFactor, endedSessions };
  });
}
