import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { hashPassword } from '../../../platform/security/passwords.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { UserService } from '../../users/UserService.js';
import { InvitationService } from '../../workspaces/InvitationService.js';
import { AccountLog } from '../AccountLog.js';
import type { AcceptInvitationDto, InvitationPreviewDto, SecondFactorRequiredDto, SessionDto } from '../AuthDtos.js';
import { loginRefused, shortPassword } from '../authErrors.js';
import type { Exchange } from '../Exchange.js';
import { SessionPresenter } from './SessionPresenter.js';
import { SignInService } from './SignInService.js';

const MIN_PASSWORD = 10;

/** Joining by a link: with a new account, or with the one that the address has, through the same door as every sign-in. */
@Injectable()
export class InvitationAcceptance {
  constructor(
    private readonly invitations: InvitationService,
    private readonly users: UserService,
    private readonly signIn: SignInService,
    private readonly presenter: SessionPresenter,
    private readonly limiter: AttemptLimiter,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async preview(ctx: Context, token: string): Promise<InvitationPreviewDto> {
    const { workspaceName, email, role, expiresAt } = await this.invitations.requireOpen(ctx, token);
    return { workspaceName, email, role, expiresAt, accountExists: (await this.users.findByEmail(ctx, email)) !== null };
  }

  async accept(ctx: Context, token: string, input: AcceptInvitationDto, exchange: Exchange): Promise<SessionDto | SecondFactorRequiredDto> {
    const { id: invitationId, email } = await this.invitations.requireOpen(ctx, token);
    await this.limiter.count(ctx, 'signIn', email);
    const existing = await this.users.findByEmail(ctx, email);
    if (!existing) return this.acceptAsNew(ctx, { invitationId, email }, input, exchange);
    if (!(await this.users.authenticate(ctx, email, input.password))) {
      await this.log.record(ctx, 'auth.signInRefused', { userId: existing.id, request: exchange.request });
      throw loginRefused();
    }
    await this.limiter.succeed(ctx, 'signIn', email);
    return this.signIn.enter(ctx, { userId: existing.id, invitationId }, exchange);
  }

  private async acceptAsNew(
    ctx: Context,
    { invitationId, email }: { invitationId: string; email: string },
    { name = email, password }: AcceptInvitationDto,
    exchange: Exchange,
  ): Promise<SessionDto> {
    if (password.length < MIN_PASSWORD) throw shortPassword();
    const passwordHash = await hashPassword(password);
    const userId = await this.unitOfWork.run(ctx, async (ctx) => {
      const user = await this.users.create(ctx, { email, name, passwordHash });
      await this.log.record(ctx, 'auth.registered', { userId: user.id, request: exchange.request });
      await this.signIn.start(ctx, { userId: user.id, invitationId }, 'password', exchange);
      return user.id;
    });
    await this.limiter.succeed(ctx, 'signIn', email);
    return this.presenter.describe(ctx, userId);
  }
}
