import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { SettingsService } from '../../settings/SettingsService.js';
import { UserService } from '../../users/UserService.js';
import type { SetupDto } from '../AuthDtos.js';
import { registrationByMail, registrationClosed } from '../authErrors.js';

/** Who may make an account: anyone while there is none, strangers after that only where the operator lets them. */
@Injectable()
export class RegistrationPolicy {
  constructor(
    private readonly users: UserService,
    private readonly settings: SettingsService,
  ) {}

  async describe(ctx: Context): Promise<Pick<SetupDto, 'needsFirstAccount' | 'registrationOpen'>> {
    const needsFirstAccount = await this.users.hasNoAccounts(ctx);
    return { needsFirstAccount, registrationOpen: needsFirstAccount || (await this.settings.isRegistrationOpen(ctx)) };
  }

  async assertFirst(ctx: Context): Promise<void> {
    if (await this.users.hasNoAccounts(ctx)) return;
    throw (await this.settings.isRegistrationOpen(ctx)) ? registrationByMail() : registrationClosed();
  }

  async assertOpen(ctx: Context): Promise<void> {
    if (!(await this.settings.isRegistrationOpen(ctx))) throw registrationClosed();
  }
}
