import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { Context } from '../../../platform/context/Context.js';
import { serialise } from '../../../platform/database/serialise.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { hashPassword } from '../../../platform/security/passwords.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { version } from '../../../platform/version.js';
import { UserService } from '../../users/UserService.js';
import type { ConfirmRegistrationDto, RegisterDto, RegistrationPreviewDto, SessionDto, SetupDto } from '../AuthDtos.js';
import { linkOver, registrationByMail, registrationClosed } from '../authErrors.js';
import type { Exchange } from '../Exchange.js';
import { SettingsService } from '../../settings/SettingsService.js';
import { SessionPresenter } from '../signIn/SessionPresenter.js';
import { NewAccounts } from './NewAccounts.js';
import { RegistrationLinkRepository } from './RegistrationLinkRepository.js';
import { type RegistrationRequest, SEND_REGISTRATION_LINK } from './SendRegistrationLinkJob.js';

/** The first account is made on the spot. Later ones, where the policy lets strangers in, by a link to their address. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly users: UserService,
    private readonly settings: SettingsService,
    private readonly links: RegistrationLinkRepository,
    private readonly accounts: NewAccounts,
    private readonly presenter: SessionPresenter,
    private readonly limiter: AttemptLimiter,
    private readonly jobs: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {}

  async setup(ctx: Context): Promise<SetupDto> {
    const needsFirstAccount = await this.users.hasNoAccounts(ctx);
    return {
      needsFirstAccount,
      registrationOpen: needsFirstAccount || (await this.settings.isRegistrationOpen(ctx)),
      version,
      database: this.config.database.kind,
    };
  }

  async registerFirst(ctx: Context, input: RegisterDto, exchange: Exchange): Promise<SessionDto> {
    await this.assertFirst(ctx);
    const passwordHash = await hashPassword(input.password);
    const userId = await this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, 'firstAccount');
      // Again, inside: of two who want to be the first at the same moment, one is.
      await this.assertFirst(ctx);
      return this.accounts.open(ctx, { email: input.email, passwordHash }, input, exchange);
    });
    return this.presenter.describe(ctx, userId);
  }

  /** The same answer after the same work, whether the address has an account or not. */
  async requestLink(ctx: Context, email: string): Promise<void> {
    await this.assertOpen(ctx);
    await this.limiter.count(ctx, 'registration', email);
    const payload: RegistrationRequest = { email: emailKey(email), requestId: ctx.requestId, ip: ctx.ip };
    await this.jobs.enqueue(ctx, { name: SEND_REGISTRATION_LINK, payload });
  }

  async preview(ctx: Context, token: string): Promise<RegistrationPreviewDto> {
    const link = await this.links.find(ctx, token);
    if (!link) throw linkOver();
    return link;
  }

  async confirm(ctx: Context, token: string, input: ConfirmRegistrationDto, exchange: Exchange): Promise<SessionDto> {
    await this.assertOpen(ctx);
    await this.preview(ctx, token);
    const passwordHash = await hashPassword(input.password);
    const userId = await this.unitOfWork.run(ctx, async (ctx) => {
      const email = await this.links.take(ctx, token);
      if (email === null) throw linkOver();
      return this.accounts.open(ctx, { email, passwordHash }, input, exchange);
    });
    return this.presenter.describe(ctx, userId);
  }

  private async assertFirst(ctx: Context): Promise<void> {
    if (await this.users.hasNoAccounts(ctx)) return;
    throw (await this.settings.isRegistrationOpen(ctx)) ? registrationByMail() : registrationClosed();
  }

  private async assertOpen(ctx: Context): Promise<void> {
    if (!(await this.settings.isRegistrationOpen(ctx))) throw registrationClosed();
  }
}
