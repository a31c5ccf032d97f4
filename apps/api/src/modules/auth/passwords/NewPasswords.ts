import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { Sessions } from '../../../platform/security/Sessions.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { AccountMailer } from '../AccountMailer.js';
import { AddressProof } from '../credentials/AddressProof.js';
import { PendingAccess } from '../credentials/PendingAccess.js';
import type { Exchange } from '../Exchange.js';

/** What a new password brings with it: nothing that was opened or begun with the old one stays open, and the owner is told. */
@Injectable()
export class NewPasswords {
  constructor(
    private readonly users: UserService,
    private readonly sessions: Sessions,
    private readonly pending: PendingAccess,
    private readonly proof: AddressProof,
    private readonly log: AccountLog,
    private readonly mailer: AccountMailer,
  ) {}

  async change(ctx: Context, person: { userId: string; sessionId: string }, passwordHash: string, exchange: Exchange): Promise<void> {
    await this.set(ctx, person.userId, passwordHash, 'auth.passwordChanged', exchange);
    await this.sessions.endOthers(ctx, person.userId, person.sessionId);
    await this.sessions.rotate(ctx, person.sessionId, exchange.reply);
  }

  /**
   * By a link that only the mailbox, or the operator, has seen: so it proves the address as well. The person signs in with the password
   * afterwards, with the second factor where there is one.
   */
  async reset(ctx: Context, userId: string, passwordHash: string, exchange: Exchange): Promise<void> {
    await this.proof.claim(ctx, userId, 'passwordReset', exchange.request);
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
    await this.pending.voidAll(ctx, userId);
    await this.users.setPassword(ctx, userId, passwordHash);
    await this.log.record(ctx, action, { userId, request });
    await this.mailer.tell(ctx, userId, action, request);
  }
}
