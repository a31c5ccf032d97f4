import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { AccountMailer } from '../AccountMailer.js';
import type { Exchange } from '../Exchange.js';
import { SignInChallengeRepository } from '../signIn/SignInChallengeRepository.js';
import { PasswordResetRepository } from './PasswordResetRepository.js';

/** What a new password brings with it: nothing that was opened with the old one stays open, and the owner is told. */
@Injectable()
export class NewPasswords {
  constructor(
    private readonly users: UserService,
    private readonly sessions: Sessions,
    private readonly challenges: SignInChallengeRepository,
    private readonly resets: PasswordResetRepository,
    private readonly log: AccountLog,
    private readonly mailer: AccountMailer,
  ) {}

  async change(ctx: Context, person: { userId: string; sessionId: string }, passwordHash: string, exchange: Exchange): Promise<void> {
    await this.set(ctx, person.userId, passwordHash, 'auth.passwordChanged', exchange);
    await this.resets.voidAll(ctx, person.userId);
    await this.sessions.endOthers(ctx, person.userId, person.sessionId);
    await this.sessions.rotate(ctx, person.sessionId, exchange.reply);
  }

  /** The person signs in with it afterwards, with the second factor where there is one. */
  async reset(ctx: Context, userId: string, passwordHash: string, exchange: Exchange): Promise<void> {
    await this.set(ctx, userId, passwordHash, 'auth.passwordReset', exchange);
    await this.sessions.endAll(ctx, userId);
  }

  private async set(
    ctx: Context,
    userId: string,
    passwordHash: string,
    action: 'auth.passwordChanged' | 'auth.passwordReset',
    { request }: Exchange,
  ): Promise<void> {
    await this.users.setPassword(ctx, userId, passwordHash);
    await this.challenges.closeAll(ctx, userId);
    await this.log.record(ctx, action, { userId, request });
    await this.mailer.tell(ctx, userId, action, request);
  }
}
