import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { AccountMailer } from '../AccountMailer.js';
import { emailChangedMail } from '../accountMails.js';
import { linkOver } from '../authErrors.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';
import { EmailChangeRepository } from './EmailChangeRepository.js';
import { type EmailChangeRequest, SEND_EMAIL_CHANGE } from './SendEmailChangeJob.js';

/** The address changes once the new one is confirmed; the old one is told before and after. */
@Injectable()
export class EmailChangeService {
  constructor(
    private readonly changes: EmailChangeRepository,
    private readonly users: UserService,
    private readonly mailer: AccountMailer,
    private readonly log: AccountLog,
    private readonly limiter: AttemptLimiter,
    private readonly jobs: JobQueue,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The same answer whether the new address is free or not. */
  async request(ctx: Context, email: string, { request }: Exchange): Promise<void> {
    const { userId } = personOf(ctx);
    await this.limiter.count(ctx, 'emailChange', userId);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const payload: EmailChangeRequest = { userId, newEmail: emailKey(email) };
      await this.jobs.enqueue(ctx, { name: SEND_EMAIL_CHANGE, payload });
      await this.log.record(ctx, 'auth.emailChangeRequested', { userId, request });
    });
  }

  confirm(ctx: Context, token: string, { request }: Exchange): Promise<{ email: string }> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const change = await this.changes.take(ctx, token);
      if (!change) throw linkOver();
      const { userId, newEmail } = change;
      const before = await this.users.requireUser(ctx, userId);
      if (!(await this.users.setEmail(ctx, userId, newEmail))) throw linkOver();
      await this.log.record(ctx, 'auth.emailChanged', { userId, request, before: { email: before.email }, after: { email: newEmail } });
      await this.mailer.send(ctx, before.email, emailChangedMail(newEmail));
      return { email: newEmail };
    });
  }
}
