import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { Context } from '../../../platform/context/Context.js';
import { serialise } from '../../../platform/database/serialise.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { hashPassword } from '../../../platform/security/passwords.js';
import { version } from '../../../platform/version.js';
import type { RegisterDto, SessionDto, SetupDto } from '../AuthDtos.js';
import type { Exchange } from '../Exchange.js';
import { SessionPresenter } from '../signIn/SessionPresenter.js';
import { NewAccounts } from './NewAccounts.js';
import { RegistrationPolicy } from './RegistrationPolicy.js';

/** Whether the installation still needs its first account, and that account, which is made on the spot. */
@Injectable()
export class FirstAccount {
  constructor(
    private readonly policy: RegistrationPolicy,
    private readonly accounts: NewAccounts,
    private readonly presenter: SessionPresenter,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {}

  async setup(ctx: Context): Promise<SetupDto> {
    return { ...(await this.policy.describe(ctx)), version, database: this.config.database.kind };
  }

  async register(ctx: Context, input: RegisterDto, exchange: Exchange): Promise<SessionDto> {
    await this.policy.assertFirst(ctx);
    const passwordHash = await hashPassword(input.password);
    const userId = await this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, 'firstAccount');
      // Again, inside: of two who want to be the first at the same moment, one is.
      await this.policy.assertFirst(ctx);
      return this.accounts.open(ctx, { email: input.email, passwordHash }, input, exchange);
    });
    return this.presenter.describe(ctx, userId);
  }
}
