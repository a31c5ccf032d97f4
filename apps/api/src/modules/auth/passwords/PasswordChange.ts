import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { hashPassword } from '../../../platform/security/passwords.js';
import type { ChangePasswordDto } from '../AuthDtos.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';
import { StepUpService } from '../signIn/StepUpService.js';
import { NewPasswords } from './NewPasswords.js';

/** A new password for someone who knows the old one. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly stepUp: StepUpService,
    private readonly newPasswords: NewPasswords,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async change(ctx: Context, { currentPassword, newPassword }: ChangePasswordDto, exchange: Exchange): Promise<void> {
    await this.stepUp.assertOwnPassword(ctx, currentPassword, 'currentPassword', exchange);
    const passwordHash = await hashPassword(newPassword);
    await this.unitOfWork.run(ctx, (ctx) => this.newPasswords.change(ctx, personOf(ctx), passwordHash, exchange));
  }
}
