import { Injectable } from '@nestjs/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { AccountMailer } from '../AccountMailer.js';
import { emailChangedMail } from '../accountMails.js';
import { confirmsOther, linkOver } from '../authErrors.js';
import { PendingAccess } from '../credentials/PendingAccess.js';
import type { Exchange } from '../Exchange.js';
import { EmailChangeRepository } from './EmailChangeRepository.js';

/** Opening a link that confirms a new address. */
@Injectable()
export class EmailChangeConfirmation {
  constructor(
    private readonly changes: EmailChangeRepository,
    private readonly users: UserService,
    private readonly pending: PendingAccess,
    private readonly log: AccountLog,
    private readonly mailer: AccountMailer,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** A new address is in force; the old one is told, and what was sent there opens nothing any more. */
  async confirm(ctx: Context, token: string, { request }: Exchange): Promise<{ email: string }> {
    const change = await this.changes.find(ctx, token);
    if (!change) throw linkOver();
    const { userId, newEmail } = change;
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.users.lock(ctx, userId);
      if (!(await this.changes.take(ctx, token))) throw linkOver();
      if (before.email === newEmail) throw confirmsOther();
      if (!(await this.users.setEmail(ctx, userId, newEmail))) throw linkOver();
      await this.pending.voidAll(ctx, userId);
      await this.log.record(ctx, 'auth.emailChanged', { userId, request, before: { email: before.email }, after: { email: newEmail } });
      await this.mailer.send(ctx, before.email, emailChangedMail(newEmail));
      return { email: newEmail };
    });
  }
}
