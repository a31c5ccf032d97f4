import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { AccountLog } from '../AccountLog.js';
import type { OwnSessionDto, RevokedSessionsDto } from '../AuthDtos.js';
import { sessionNotFound } from '../authErrors.js';
import { PendingAccess } from '../credentials/PendingAccess.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';

/** Where a person is signed in, and signing out elsewhere. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly sessions: Sessions,
    private readonly pending: PendingAccess,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async list(ctx: Context): Promise<OwnSessionDto[]> {
    const { userId, sessionId } = personOf(ctx);
    const sessions = await this.sessions.list(ctx, userId);
    return sessions.map((session) => ({ ...session, isCurrent: session.id === sessionId }));
  }

  async revoke(ctx: Context, id: string, { request }: Exchange): Promise<void> {
    const { userId } = personOf(ctx);
    await this.unitOfWork.run(ctx, async (ctx) => {
      // What that session has begun, such as a change of the address, ends with it.
      await this.pending.voidAll(ctx, userId);
      if (!(await this.sessions.revoke(ctx, userId, id))) throw sessionNotFound();
      await this.log.record(ctx, 'auth.sessionRevoked', { userId, request, details: { sessionId: id } });
    });
  }

  revokeOthers(ctx: Context, { request }: Exchange): Promise<RevokedSessionsDto> {
    const { userId, sessionId } = personOf(ctx);
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.pending.voidAll(ctx, userId);
      const count = await this.sessions.endOthers(ctx, userId, sessionId);
      await this.log.record(ctx, 'auth.otherSessionsRevoked', { userId, request, details: { count } });
      return { count };
    });
  }
}
