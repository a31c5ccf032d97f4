import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { hashPassword } from '../../../platform/security/passwords.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { UserService } from '../../users/UserService.js';
import type { ResetPasswordDto } from '../AuthDtos.js';
import { linkOver } from '../authErrors.js';
import type { Exchange } from '../Exchange.js';
import { NewPasswords } from './NewPasswords.js';
import { PasswordResetRepository } from './PasswordResetRepository.js';
import { type PasswordResetRequest, SEND_PASSWORD_RESET } from './SendPasswordResetJob.js';

/** A new password for someone who can read the account's mail. */
@Injectable()
export class PasswordResets {
  constructor(
    private readonly users: UserService,
    private readonly resets: PasswordResetRepository,
    private readonly newPasswords: NewPasswords,
    private readonly limiter: AttemptLimiter,
    private readonly jobs: JobQueue,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The same answer after the same work, whether there is such an account or not. */
  async request(ctx: Context, email: string): Promise<void> {
    await this.limiter.count(ctx, 'passwordReset', email);
    const payload: PasswordResetRequest = { email, requestId: ctx.requestId, ip: ctx.ip };
    await this.jobs.enqueue(ctx, { name: SEND_PASSWORD_RESET, payload });
  }

  async reset(ctx: Context, { token, newPassword }: ResetPasswordDto, exchange: Exchange): Promise<void> {
    const userId = await this.resets.findOwner(ctx, token);
    if (userId === null) throw linkOver();
    const passwordHash = await hashPassword(newPassword);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.users.lock(ctx, userId);
      if (!(await this.resets.take(ctx, token))) throw linkOver();
      await this.newPasswords.reset(ctx, userId, passwordHash, exchange);
    });
  }
}
