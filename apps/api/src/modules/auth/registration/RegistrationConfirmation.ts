import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { hashPassword } from '../../../platform/security/passwords.js';
import type { ConfirmRegistrationDto, RegistrationPreviewDto, SessionDto } from '../AuthDtos.js';
import { linkOver } from '../authErrors.js';
import type { Exchange } from '../Exchange.js';
import { SessionPresenter } from '../signIn/SessionPresenter.js';
import { NewAccounts } from './NewAccounts.js';
import { RegistrationLinkRepository } from './RegistrationLinkRepository.js';
import { RegistrationPolicy } from './RegistrationPolicy.js';

/** Opening a link that was mailed, and registering with it. */
@Injectable()
export class RegistrationConfirmation {
  constructor(
    private readonly policy: RegistrationPolicy,
    private readonly links: RegistrationLinkRepository,
    private readonly accounts: NewAccounts,
    private readonly presenter: SessionPresenter,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async preview(ctx: Context, token: string): Promise<RegistrationPreviewDto> {
    const link = await this.links.find(ctx, token);
    if (!link) throw linkOver();
    return link;
  }

  async confirm(ctx: Context, token: string, input: ConfirmRegistrationDto, exchange: Exchange): Promise<SessionDto> {
    await this.policy.assertOpen(ctx);
    await this.preview(ctx, token);
    const passwordHash = await hashPassword(input.password);
    const userId = await this.unitOfWork.run(ctx, async (ctx) => {
      const email = await this.links.take(ctx, token);
      if (email === null) throw linkOver();
      return this.accounts.open(ctx, { email, passwordHash }, input, exchange);
    });
    return this.presenter.describe(ctx, userId);
  }
}
