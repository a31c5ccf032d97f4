import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { hashPassword } from '../../../platform/security/passwords.js';
import { UserService } from '../../users/UserService.js';
import type { OpenInvitation } from '../../workspaces/InvitationService.js';
import { AccountLog } from '../AccountLog.js';
import { loginRefused } from '../authErrors.js';
import { AddressProof } from '../credentials/AddressProof.js';
import type { Exchange } from '../Exchange.js';
import { NewSessions } from './NewSessions.js';

interface Chosen {
  readonly name: string;
  readonly password: string;
}

/** Accounts that begin with an invitation, signed in and joined at once. Answers which account it was. */
@Injectable()
export class InvitedAccounts {
  constructor(
    private readonly users: UserService,
    private readonly sessions: NewSessions,
    private readonly proof: AddressProof,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** A link that others may have seen proves nothing: the account is good for that workspace, until its address is confirmed. */
  async open(ctx: Context, invitation: OpenInvitation, { name, password }: Chosen, exchange: Exchange): Promise<string> {
    const { id: invitationId, email, workspaceId, provesEmail } = invitation;
    const passwordHash = await hashPassword(password);
    return this.unitOfWork.run(ctx, async (ctx) => {
      const vouched = provesEmail ? {} : { vouchedWorkspaceId: workspaceId };
      const { id: userId } = await this.users.create(ctx, { name, passwordHash, email, ...vouched });
      await this.log.record(ctx, 'auth.registered', { userId, request: exchange.request });
      await this.sessions.start(ctx, { userId, invitationId, provesEmail: false }, 'password', exchange);
      return userId;
    });
  }

  /**
   * Whoever got the link by mail makes an account, and someone who never proved the address was faster: the account becomes theirs. What
   * the one before had set up is void; name and password are those of the person who proved the address.
   */
  async takeOver(
    ctx: Context,
    userId: string,
    { id: invitationId }: OpenInvitation,
    { name, password }: Chosen,
    exchange: Exchange,
  ): Promise<string> {
    const passwordHash = await hashPassword(password);
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { emailVerifiedAt } = await this.users.lock(ctx, userId);
      if (emailVerifiedAt !== null) throw loginRefused();
      await this.proof.claim(ctx, userId, 'invitation', exchange.request);
      await this.users.setPassword(ctx, userId, passwordHash);
      await this.users.rename(ctx, userId, name);
      await this.log.record(ctx, 'auth.passwordReset', { userId, request: exchange.request });
      await this.sessions.start(ctx, { userId, invitationId, provesEmail: false }, 'password', exchange);
      return userId;
    });
  }
}
