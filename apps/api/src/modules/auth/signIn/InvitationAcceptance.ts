import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UserService } from '../../users/UserService.js';
import { InvitationService, type OpenInvitation } from '../../workspaces/InvitationService.js';
import type { AcceptInvitationDto, SecondFactorRequiredDto, SessionDto } from '../AuthDtos.js';
import { invitationByMail, loginRefused } from '../authErrors.js';
import { CredentialAttempts } from '../CredentialAttempts.js';
import type { Exchange } from '../Exchange.js';
import { InvitedAccounts } from './InvitedAccounts.js';
import { SessionPresenter } from './SessionPresenter.js';
import { type PasswordProof, SignInService } from './SignInService.js';

/** Joining by a link: with a new account, or with the one that the address has, through the same door as every sign-in. */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly invitations: InvitationService,
    private readonly users: UserService,
    private readonly attempts: CredentialAttempts,
    private readonly accounts: InvitedAccounts,
    private readonly signIn: SignInService,
    private readonly presenter: SessionPresenter,
  ) {}

  async accept(ctx: Context, token: string, input: AcceptInvitationDto, exchange: Exchange): Promise<SessionDto | SecondFactorRequiredDto> {
    const invitation = await this.invitations.requireOpen(ctx, token);
    const { email, byMail } = invitation;
    // Before any look at accounts: who only holds a link that was passed on learns nothing about them.
    if (byMail) throw invitationByMail(email);
    const { request } = exchange;
    const ownerId = async (): Promise<string | null> => (await this.users.findByEmail(ctx, email))?.id ?? null;
    const attempt = { kind: 'signIn', account: email, ownerId, request, refusal: loginRefused } as const;
    const joined = await this.attempts.make(ctx, attempt, () => this.join(ctx, invitation, input, exchange));
    return typeof joined === 'string' ? this.presenter.describe(ctx, joined) : this.signIn.enter(ctx, joined, exchange);
  }

  /** The id of an account that the invitation opens and signs in; for one that exists, what its password proves, null when it is wrong. */
  private async join(
    ctx: Context,
    invitation: OpenInvitation,
    { name, password }: AcceptInvitationDto,
    exchange: Exchange,
  ): Promise<string | PasswordProof | null> {
    const { id: invitationId, email, provesEmail } = invitation;
    const chosen = { name: name ?? email, password };
    const existing = await this.users.findByEmail(ctx, email);
    if (!existing) return this.accounts.open(ctx, invitation, chosen, exchange);
    const isForeign = provesEmail && existing.emailVerifiedAt === null && name !== undefined;
    if (isForeign) return this.accounts.takeOver(ctx, existing.id, invitation, chosen, exchange);
    const user = await this.users.authenticate(ctx, email, password);
    return user && { userId: user.id, credentialsVersion: user.credentialsVersion, invitationId, provesEmail };
  }
}
