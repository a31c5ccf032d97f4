import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { UserService } from '../../users/UserService.js';
import { confirmsOther, linkOver } from '../authErrors.js';
import { AddressProof } from '../credentials/AddressProof.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';
import { EmailChangeRepository } from './EmailChangeRepository.js';

/** Opening a link that confirms the address an account has already. */
@Injectable()
export class OwnEmailConfirmation {
  constructor(
    private readonly changes: EmailChangeRepository,
    private readonly users: UserService,
    private readonly proof: AddressProof,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /**
   * By the account's own session only: whoever reads the mailbox, but did not make the account, must not confirm it for the one who did.
   * They take it over by resetting the password.
   */
  async confirm(ctx: Context, token: string, { request }: Exchange): Promise<{ email: string }> {
    const { userId } = personOf(ctx);
    const change = await this.changes.find(ctx, token);
    if (!change) throw linkOver();
    if (change.userId !== userId) throw confirmsOther();
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { email } = await this.users.lock(ctx, userId);
      if (email !== change.newEmail || !(await this.changes.take(ctx, token))) throw linkOver();
      await this.proof.confirm(ctx, userId, 'link', request);
      return { email };
    });
  }
}
