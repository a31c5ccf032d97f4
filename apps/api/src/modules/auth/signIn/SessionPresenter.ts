import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { Context } from '../../../platform/context/Context.js';
import { UserService } from '../../users/UserService.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import type { SessionDto } from '../AuthDtos.js';
import { TwoFactorService } from '../twoFactor/TwoFactorService.js';

/** Who is signed in and where they belong: what the dashboard starts with. */
@Injectable()
export class SessionPresenter {
  constructor(
    private readonly users: UserService,
    private readonly workspaces: WorkspaceService,
    private readonly twoFactor: TwoFactorService,
    private readonly config: AppConfig,
  ) {}

  async describe(ctx: Context, userId: string): Promise<SessionDto> {
    const user = await this.users.requireUser(ctx, userId);
    const workspaces = await this.workspaces.listMembershipsOf(ctx, userId);
    const hasTwoFactor = await this.twoFactor.isOn(ctx, userId);
    const { id, name, email, emailVerifiedAt } = user;
    return {
      user: { id, name: name ?? email, email, hasTwoFactor, isEmailConfirmed: emailVerifiedAt !== null },
      workspaces,
      sendsSystemMail: this.config.systemMail.smtp !== null,
    };
  }
}
