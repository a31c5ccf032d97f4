import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { hashPassword } from '../../../platform/security/passwords.js';
import { version } from '../../../platform/version.js';
import { UserService } from '../../users/UserService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { AccountLog } from '../AccountLog.js';
import type { RegisterDto, SessionDto, SetupDto } from '../AuthDtos.js';
import { registrationClosed } from '../authErrors.js';
import type { Exchange } from '../Exchange.js';
import { RegistrationPolicyService } from '../RegistrationPolicyService.js';
import { SessionPresenter } from './SessionPresenter.js';
import { SignInService } from './SignInService.js';

/** New accounts with a workspace of their own. The first one may always be made; afterwards the policy decides. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly users: UserService,
    private readonly workspaces: WorkspaceService,
    private readonly policy: RegistrationPolicyService,
    private readonly signIn: SignInService,
    private readonly presenter: SessionPresenter,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {}

  async setup(ctx: Context): Promise<SetupDto> {
    const needsFirstAccount = await this.users.hasNoAccounts(ctx);
    return {
      needsFirstAccount,
      registrationOpen: needsFirstAccount || (await this.policy.isOpen(ctx)),
      version,
      database: this.config.database.kind,
    };
  }

  async register(ctx: Context, input: RegisterDto, exchange: Exchange): Promise<SessionDto> {
    await this.assertOpen(ctx);
    const passwordHash = await hashPassword(input.password);
    const userId = await this.unitOfWork.run(ctx, async (ctx) => {
      // Again, inside: of two who want to be the first at the same moment, one is.
      await this.assertOpen(ctx);
      const user = await this.users.create(ctx, { email: input.email, name: input.name, passwordHash });
      await this.workspaces.create(ctx, user.id, {
        name: input.workspaceName ?? `${input.name}'s workspace`,
        ...(input.timeZone ? { timeZone: this.workspaces.validTimeZone(input.timeZone) } : {}),
      });
      await this.log.record(ctx, 'auth.registered', { userId: user.id, request: exchange.request });
      await this.signIn.start(ctx, { userId: user.id, invitationId: null }, 'password', exchange);
      return user.id;
    });
    return this.presenter.describe(ctx, userId);
  }

  private async assertOpen(ctx: Context): Promise<void> {
    if (!(await this.users.hasNoAccounts(ctx)) && !(await this.policy.isOpen(ctx))) throw registrationClosed();
  }
}
