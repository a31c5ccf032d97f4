import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UserService } from '../../users/UserService.js';
import type { OpenInvitation } from '../../workspaces/InvitationService.js';
import { AccountLog } from '../AccountLog.js';
import { loginRefused } from '../authErrors.js';
import { AddressProof } from '../credentials/AddressProof.js';
import type { Exchange } from '../Exchange.js';
import { NewSessions } from './NewSessions.js';

interface Chosen {
  readonly name: string;
  /** Made outside the transaction. */
  readonly passwordHash: string;
}

/** Accounts that begin with an invitation, signed in and joined at once. Inside the caller's unit of work. */
@Injectable()
export class InvitedAccounts {
  constructor(
    private readonly users: UserService,
    private readonly sessions: NewSessions,
    private readonly proof: AddressProof,
    private readonly log: AccountLog,
  ) {}

  /** A link that others may have seen proves nothing: the account is good for that workspace, until its address is confirmed. */
  async open(ctx: Context, { id, email, workspaceId, provesEmail }: OpenInvitation, chosen: Chosen, exchange: Exchange): Promise<string> {
    const user = await this.users.create(ctx, { ...chosen, email, ...(provesEmail ? {} : { vouchedWorkspaceId: workspaceId }) });
    await this.log.record(ctx, 'auth.registered', { userId: user.id, request: exchange.request });
    await this.sessions.start(ctx, { userId: user.id, invitationId: id, provesEmail: false }, 'password', exchange);
    return user.id;
  }

  /** What the one before had set up is void; name and password are those of the person who proved the address. */
  async takeOver(
    ctx: Context,
    userId: string,
    invitation: OpenInvitation,
    { name, passwordHash }: Chosen,
    exchange: Exchange,
  ): Promise<void> {
    const { emailVerifiedAt } = await this.users.lock(ctx, userId);
    if (emailVerifiedAt !== null) throw loginRefused();
    await this.proof.claim(ctx, userId, 'invitation', exchange.request);
    await this.users.setPassword(ctx, userId, passwordHash);
    await this.users.rename(ctx, userId, name);
    await this.log.record(ctx, 'auth.passwordReset', { userId, request: exchange.request });
    await this.sessions.start(ctx, { userId, invitationId: invitation.id, provesEmail: false }, 'password', exchange);
  }
}
