import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { hashPassword } from '../../../platform/security/passwords.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { UserService } from '../../users/UserService.js';
import { InvitationService, type OpenInvitation } from '../../workspaces/InvitationService.js';
import type { AcceptInvitationDto, InvitationPreviewDto, SecondFactorRequiredDto, SessionDto } from '../AuthDtos.js';
import { invitationByMail, loginRefused } from '../authErrors.js';
import { RefusedAttempts } from '../RefusedAttempts.js';
import type { Exchange } from '../Exchange.js';
import { InvitedAccounts } from './InvitedAccounts.js';
import { SessionPresenter } from './SessionPresenter.js';
import { SignInService } from './SignInService.js';

/** Joining by a link: with a new account, or with the one that the address has, through the same door as every sign-in. */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly invitations: InvitationService,
    private readonly users: UserService,
    private readonly accounts: InvitedAccounts,
    private readonly signIn: SignInService,
    private readonly presenter: SessionPresenter,
    private readonly limiter: AttemptLimiter,
    private readonly refused: RefusedAttempts,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Nothing about the account of the address, if there is one: whoever invites sees this too. */
  async preview(ctx: Context, token: string): Promise<InvitationPreviewDto> {
    const { workspaceName, email, role, expiresAt, byMail } = await this.invitations.requireOpen(ctx, token);
    return { workspaceName, email, role, expiresAt, byMail };
  }

  /** The same answer after the same work, whoever the address belongs to. */
  async mailLink(ctx: Context, token: string): Promise<void> {
    const { email } = await this.invitations.requireOpen(ctx, token);
    await this.limiter.count(ctx, 'invitationMail', email);
    await this.unitOfWork.run(ctx, async (ctx) => this.invitations.mailLink(ctx, await this.invitations.requireOpen(ctx, token)));
  }

  async accept(ctx: Context, token: string, input: AcceptInvitationDto, exchange: Exchange): Promise<SessionDto | SecondFactorRequiredDto> {
    const invitation = await this.invitations.requireOpen(ctx, token);
    const { id: invitationId, email, provesEmail, byMail } = invitation;
    // Before any look at accounts: who only holds a link that was passed on learns nothing about them.
    if (byMail) throw invitationByMail(email);
    await this.limiter.count(ctx, 'signIn', email);
    const existing = await this.users.findByEmail(ctx, email);
    if (!existing) return this.acceptAsNew(ctx, invitation, input, exchange);
    const isForeign = provesEmail && existing.emailVerifiedAt === null && input.name !== undefined;
    if (isForeign) return this.takeOver(ctx, existing.id, invitation, input, exchange);
    const user = await this.users.authenticate(ctx, email, input.password);
    if (!user) {
      await this.refused.record(ctx, 'auth.signInRefused', { userId: existing.id, account: email, request: exchange.request });
      throw loginRefused();
    }
    await this.limiter.succeed(ctx, 'signIn', email);
    return this.signIn.enter(ctx, { userId: user.id, credentialsVersion: user.credentialsVersion, invitationId, provesEmail }, exchange);
  }

  private async acceptAsNew(
    ctx: Context,
    invitation: OpenInvitation,
    { name = invitation.email, password }: AcceptInvitationDto,
    exchange: Exchange,
  ): Promise<SessionDto> {
    const passwordHash = await hashPassword(password);
    const userId = await this.unitOfWork.run(ctx, (ctx) => this.accounts.open(ctx, invitation, { name, passwordHash }, exchange));
    await this.limiter.succeed(ctx, 'signIn', invitation.email);
    return this.presenter.describe(ctx, userId);
  }

  /** Whoever got the link by mail makes an account, and somebody who never proved the address was faster: the account becomes theirs. */
  private async takeOver(
    ctx: Context,
    userId: string,
    invitation: OpenInvitation,
    { name = invitation.email, password }: AcceptInvitationDto,
    exchange: Exchange,
  ): Promise<SessionDto> {
    const passwordHash = await hashPassword(password);
    await this.unitOfWork.run(ctx, (ctx) => this.accounts.takeOver(ctx, userId, invitation, { name, passwordHash }, exchange));
    await this.limiter.succeed(ctx, 'signIn', invitation.email);
    return this.presenter.describe(ctx, userId);
  }
}
