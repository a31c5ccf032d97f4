import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import type { StepUpDto } from '../AuthDtos.js';
import { codeNeeded, passwordNeeded, wrongCode, wrongPassword } from '../authErrors.js';
import { RefusedAttempts } from '../RefusedAttempts.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';
import { TwoFactorService } from '../twoFactor/TwoFactorService.js';

/** The signed-in person proves again who they are. Who has a second factor gives that: a password alone may have been seen. */
@Injectable()
export class StepUpService {
  constructor(
    private readonly users: UserService,
    private readonly twoFactor: TwoFactorService,
    private readonly sessions: Sessions,
    private readonly limiter: AttemptLimiter,
    private readonly log: AccountLog,
    private readonly refused: RefusedAttempts,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async stepUp(ctx: Context, input: StepUpDto, exchange: Exchange): Promise<void> {
    const { userId } = personOf(ctx);
    if (await this.twoFactor.isOn(ctx, userId)) await this.byCode(ctx, input.code, exchange);
    else await this.byPassword(ctx, input.password, exchange);
    await this.limiter.succeed(ctx, 'stepUp', userId);
  }

  /** For acts that ask for the password themselves. */
  async assertOwnPassword(ctx: Context, password: string, field: 'password' | 'currentPassword', exchange: Exchange): Promise<void> {
    const { userId } = personOf(ctx);
    await this.limiter.count(ctx, 'stepUp', userId);
    if (!(await this.users.isOwnPassword(ctx, userId, password))) {
      await this.refused.record(ctx, 'auth.stepUpRefused', { userId, account: userId, request: exchange.request });
      throw wrongPassword(field);
    }
    await this.limiter.succeed(ctx, 'stepUp', userId);
  }

  private async byPassword(ctx: Context, password: string | undefined, exchange: Exchange): Promise<void> {
    if (!password) throw passwordNeeded();
    await this.assertOwnPassword(ctx, password, 'password', exchange);
    await this.unitOfWork.run(ctx, (ctx) => this.mark(ctx, 'password', exchange));
  }

  private async byCode(ctx: Context, code: string | undefined, exchange: Exchange): Promise<void> {
    if (!code) throw codeNeeded();
    const { userId } = personOf(ctx);
    await this.limiter.count(ctx, 'stepUp', userId);
    const proof = await this.twoFactor.read(ctx, userId, code);
    const isProved =
      proof !== null &&
      (await this.unitOfWork.run(ctx, async (ctx) => {
        if (!(await this.twoFactor.take(ctx, userId, proof))) return false;
        if (proof.kind === 'recoveryCode') await this.log.record(ctx, 'auth.recoveryCodeUsed', { userId, request: exchange.request });
        await this.mark(ctx, proof.kind, exchange);
        return true;
      }));
    if (isProved) return;
    await this.refused.record(ctx, 'auth.stepUpRefused', { userId, account: userId, request: exchange.request });
    throw wrongCode();
  }

  private async mark(ctx: Context, by: string, { request }: Exchange): Promise<void> {
    const { userId, sessionId } = personOf(ctx);
    await this.sessions.stepUp(ctx, sessionId);
    await this.log.record(ctx, 'auth.steppedUp', { userId, request, details: { by } });
  }
}
