import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { CredentialService } from '../../users/CredentialService.js';
import { EmailChangeRepository } from '../emailChange/EmailChangeRepository.js';
import { PasswordResetRepository } from '../passwords/PasswordResetRepository.js';
import { SignInChallengeRepository } from '../signIn/SignInChallengeRepository.js';
import { TwoFactorRepository } from '../twoFactor/TwoFactorRepository.js';

/**
 * What was begun and not finished with the credentials of an account. Whenever these change, or someone is shut out, all of it becomes
 * void together: what an intruder has begun must not let them in again afterwards.
 */
@Injectable()
export class PendingAccess {
  constructor(
    private readonly credentials: CredentialService,
    private readonly resets: PasswordResetRepository,
    private readonly changes: EmailChangeRepository,
    private readonly challenges: SignInChallengeRepository,
    private readonly twoFactor: TwoFactorRepository,
  ) {}

  /**
   * Inside a unit of work, before sessions are ended: a sign-in that is just being finished is then either refused or ended with them.
   * Jobs on their way, and sign-ins whose password was checked before, see that the version has changed.
   */
  async voidAll(ctx: Context, userId: string): Promise<void> {
    await this.credentials.lock(ctx, userId);
    await this.credentials.raiseVersion(ctx, userId);
    await this.challenges.closeAll(ctx, userId);
    await this.resets.voidAll(ctx, userId);
    await this.changes.voidAll(ctx, userId);
    await this.twoFactor.removePending(ctx, userId);
  }
}
