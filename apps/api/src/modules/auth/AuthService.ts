import { Injectable } from '@nestjs/common';
import { actorUserId, type Context } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Sessions } from '../../platform/security/Sessions.js';
import { UserService } from '../users/UserService.js';
import { AccountLog } from './AccountLog.js';
import type { SessionDto } from './AuthDtos.js';
import type { Exchange } from './Exchange.js';
import { personOf } from './person.js';
import { SessionPresenter } from './signIn/SessionPresenter.js';

/** Who is signed in, under what name, and signing out. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UserService,
    private readonly sessions: Sessions,
    private readonly presenter: SessionPresenter,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async logout(ctx: Context, { request, reply }: Exchange): Promise<void> {
    const { userId, sessionId } = personOf(ctx);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.sessions.end(ctx, sessionId, reply);
      await this.log.record(ctx, 'auth.signedOut', { userId, request });
    });
  }

  currentSession(ctx: Context): Promise<SessionDto> {
    return this.presenter.describe(ctx, actorUserId(ctx) ?? '');
  }

  async updateMe(ctx: Context, name: string): Promise<SessionDto> {
    const { userId } = personOf(ctx);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.users.requireUser(ctx, userId);
      await this.users.rename(ctx, userId, name);
      await this.log.record(ctx, 'auth.profileChanged', { userId, before: { name: before.name }, after: { name } });
    });
    return this.currentSession(ctx);
  }
}
