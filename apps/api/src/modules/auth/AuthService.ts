import { Injectable } from '@nestjs/common';
import { actorUserId, type Context } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Sessions } from '../../platform/security/Sessions.js';
import { AttemptLimiter } from '../../platform/security/throttling/AttemptLimiter.js';
import { UserService } from '../users/UserService.js';
import { AccountLog } from './AccountLog.js';
import type { LoginDto, SecondFactorRequiredDto, SessionDto } from './AuthDtos.js';
import { loginRefused } from './authErrors.js';
import type { Exchange } from './Exchange.js';
import { personOf } from './person.js';
import { RefusedAttempts } from './RefusedAttempts.js';
import { SessionPresenter } from './signIn/SessionPresenter.js';
import { SignInService } from './signIn/SignInService.js';

/** In and out with a password, and who one is. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UserService,
    private readonly signIn: SignInService,
    private readonly sessions: Sessions,
    private readonly presenter: SessionPresenter,
    private readonly limiter: AttemptLimiter,
    private readonly log: AccountLog,
    private readonly refused: RefusedAttempts,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** What is refused costs the same time and the same writes, whether there is such an account or not. */
  async login(ctx: Context, { email, password }: LoginDto, exchange: Exchange): Promise<SessionDto | SecondFactorRequiredDto> {
    await this.limiter.count(ctx, 'signIn', email);
    const user = await this.users.authenticate(ctx, email, password);
    if (!user) {
      const owner = await this.users.findByEmail(ctx, email);
      await this.refused.record(ctx, 'auth.signInRefused', { userId: owner?.id ?? null, account: email, request: exchange.request });
      throw loginRefused();
    }
    await this.limiter.succeed(ctx, 'signIn', email);
    const { id: userId, credentialsVersion } = user;
    return this.signIn.enter(ctx, { userId, credentialsVersion, invitationId: null, provesEmail: false }, exchange);
  }

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
