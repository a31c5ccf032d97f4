import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { wrongCode } from '../authErrors.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';
import { SecondFactorChanges } from './SecondFactorChanges.js';
import type { RecoveryCodesDto, TwoFactorDto, TwoFactorSetupDto } from './TwoFactorDtos.js';
import { TwoFactorService } from './TwoFactorService.js';

/** A person's own two-step verification: setting it up, turning it off, new recovery codes. */
@Injectable()
export class TwoFactorSettings {
  constructor(
    private readonly twoFactor: TwoFactorService,
    private readonly users: UserService,
    private readonly changes: SecondFactorChanges,
    private readonly limiter: AttemptLimiter,
    private readonly log: AccountLog,
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
    await this.unitOfWork.run(ctx, (ctx) => this.changes.turnOn(ctx, proof, hashes, exchange));
    await this.limiter.succeed(ctx, 'stepUp', userId);
    return { recoveryCodes: codes };
  }

  async turnOff(ctx: Context, exchange: Exchange): Promise<void> {
    await this.unitOfWork.run(ctx, (ctx) => this.changes.turnOff(ctx, exchange));
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
}
