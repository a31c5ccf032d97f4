import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { AccountMailer } from '../AccountMailer.js';
import { PendingAccess } from '../credentials/PendingAccess.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';
import { type FirstProof, TwoFactorService } from './TwoFactorService.js';

/**
 * What turning the second factor on or off brings with it: nothing begun before stays open, the session gets a new token, the others end,
 * and the owner is told. Inside the caller's unit of work.
 */
@Injectable()
export class SecondFactorChanges {
  constructor(
    private readonly users: UserService,
    private readonly twoFactor: TwoFactorService,
    private readonly pending: PendingAccess,
    private readonly sessions: Sessions,
    private readonly log: AccountLog,
    private readonly mailer: AccountMailer,
  ) {}

  async turnOn(ctx: Context, proof: FirstProof, recoveryHashes: readonly string[], exchange: Exchange): Promise<void> {
    const { userId } = personOf(ctx);
    await this.users.lock(ctx, userId);
    await this.twoFactor.turnOn(ctx, userId, proof);
    await this.twoFactor.replaceRecoveryCodes(ctx, userId, recoveryHashes);
    await this.finish(ctx, 'auth.twoFactorTurnedOn', exchange);
  }

  async turnOff(ctx: Context, exchange: Exchange): Promise<void> {
    const { userId } = personOf(ctx);
    await this.users.lock(ctx, userId);
    await this.twoFactor.turnOff(ctx, userId);
    await this.finish(ctx, 'auth.twoFactorTurnedOff', exchange);
  }

  private async finish(ctx: Context, action: 'auth.twoFactorTurnedOn' | 'auth.twoFactorTurnedOff', exchange: Exchange): Promise<void> {
    const { userId, sessionId } = personOf(ctx);
    await this.pending.voidAll(ctx, userId);
    await this.sessions.rotate(ctx, sessionId, exchange.reply);
    await this.sessions.endOthers(ctx, userId, sessionId);
    await this.log.record(ctx, action, { userId, request: exchange.request });
    await this.mailer.tell(ctx, userId, action, exchange.request);
  }
}
