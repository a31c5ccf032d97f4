import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { AccountMailer } from '../AccountMailer.js';
import { wrongCode } from '../authErrors.js';
import { PendingAccess } from '../credentials/PendingAccess.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';
import type { RecoveryCodesDto, TwoFactorDto, TwoFactorSetupDto } from './TwoFactorDtos.js';
import { TwoFactorService } from './TwoFactorService.js';

/** A person's own two-step verification: on, off, new recovery codes. Each change gives the session a new token and ends the others. */
@Injectable()
export class TwoFactorSettings {
  constructor(
    private readonly twoFactor: TwoFactorService,
    private readonly users: UserService,
    private readonly pending: PendingAccess,
    private readonly sessions: Sessions,
    private readonly limiter: AttemptLimiter,
    private readonly log: AccountLog,
    private readonly mailer: AccountMailer,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  describe(ctx: Context): Promise<TwoFactorDto> {
    return this.twoFactor.describe(ctx, personOf(ctx).userId);
  }

  begin(ctx: Context, { request }: Exchange): Promise<TwoFactorSetupDto> {
    const { userId } = personOf(ctx);
    return this.unitOfWork.run(ctx, async (ctx) => {
      const setup = await this.twoFactor.begin(ctx, userId, (await this.users.requireUser(ctx, userId)).email);
      await this.log.record(ctx, 'auth.twoFactorBegun', { userId, request });
      return setup;
    });
  }

  async confirm(ctx: Context, code: string, exchange: Exchange): Promise<RecoveryCodesDto> {
    const { userId } = personOf(ctx);
    await this.limiter.count(ctx, 'stepUp', userId);
    const proof = await this.twoFactor.firstProof(ctx, userId, code);
    if (proof === null) throw wrongCode();
    const { codes, hashes } = await this.twoFactor.makeRecoveryCodes(userId);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.users.lock(ctx, userId);
      await this.twoFactor.turnOn(ctx, userId, proof);
      await this.twoFactor.replaceRecoveryCodes(ctx, userId, hashes);
      await this.afterChange(ctx, 'auth.twoFactorTurnedOn', exchange);
    });
    await this.limiter.succeed(ctx, 'stepUp', userId);
    return { recoveryCodes: codes };
  }

  async turnOff(ctx: Context, exchange: Exchange): Promise<void> {
    const { userId } = personOf(ctx);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.users.lock(ctx, userId);
      await this.twoFactor.turnOff(ctx, userId);
      await this.afterChange(ctx, 'auth.twoFactorTurnedOff', exchange);
    });
  }

  async renewRecoveryCodes(ctx: Context, exchange: Exchange): Promise<RecoveryCodesDto> {
    const { userId } = personOf(ctx);
    await this.twoFactor.requireOn(ctx, userId);
    const { codes, hashes } = await this.twoFactor.makeRecoveryCodes(userId);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.twoFactor.replaceRecoveryCodes(ctx, userId, hashes);
      await this.log.record(ctx, 'auth.recoveryCodesMade', { userId, request: exchange.request });
    });
    return { recoveryCodes: codes };
  }

  private async afterChange(ctx: Context, action: 'auth.twoFactorTurnedOn' | 'auth.twoFactorTurnedOff', exchange: Exchange): Promise<void> {
    const { userId, sessionId } = personOf(ctx);
    await this.pending.voidAll(ctx, userId);
    await this.sessions.rotate(ctx, sessionId, exchange.reply);
    await this.sessions.endOthers(ctx, userId, sessionId);
    await this.log.record(ctx, action, { userId, request: exchange.request });
    await this.mailer.tell(ctx, userId, action, exchange.request);
  }
}
