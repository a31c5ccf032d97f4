import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../../platform/jobs/JobHandler.js';
import { UserService } from '../../users/UserService.js';
import { AccountMailer } from '../AccountMailer.js';
import { confirmEmailMail, confirmOwnEmailMail, emailChangeAskedMail, emailInUseMail } from '../accountMails.js';
import { EmailChangeRepository } from './EmailChangeRepository.js';

export const SEND_EMAIL_CHANGE = 'auth.sendEmailChange';

export interface EmailChangeRequest {
  readonly userId: string;
  /** A new address, or the account's own that was never proven. */
  readonly newEmail: string;
  /** Of the account when it was asked for: what was asked for before a change of the password, say, is not sent after it. */
  readonly credentialsVersion: number;
}

/** Mails the confirmation to the address, and a notice to the old one. In a job: the request must not tell whether an address is taken. */
@JobHandlerProvider()
export class SendEmailChangeJob implements JobHandler<EmailChangeRequest> {
  readonly name = SEND_EMAIL_CHANGE;
  readonly repeatable = 'A second run issues a new link, which makes the first one void.';

  constructor(
    private readonly users: UserService,
    private readonly changes: EmailChangeRepository,
    private readonly mailer: AccountMailer,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async handle({ userId, newEmail, credentialsVersion }: EmailChangeRequest, { jobId }: JobRun): Promise<void> {
    const outer: Context = { requestId: jobId, ip: null, actor: { type: 'job', name: this.name }, manager: this.dataSource.manager };
    await this.unitOfWork.run(outer, async (ctx) => {
      if (!(await this.users.findById(ctx, userId))) return;
      const user = await this.users.lock(ctx, userId);
      if (user.credentialsVersion !== credentialsVersion) return;
      if (user.email === newEmail && user.emailVerifiedAt === null) return this.confirmOwn(ctx, user);
      const owner = await this.users.findByEmail(ctx, newEmail);
      if (owner) return this.mailer.send(ctx, owner.email, emailInUseMail());
      const token = await this.changes.issue(ctx, { userId, newEmail });
      await this.mailer.send(ctx, newEmail, confirmEmailMail(this.mailer.linkTo('confirm-email', token)));
      await this.mailer.send(ctx, user.email, emailChangeAskedMail(newEmail));
    });
  }

  private async confirmOwn(ctx: Context, { id: userId, email }: { id: string; email: string }): Promise<void> {
    const token = await this.changes.issue(ctx, { userId, newEmail: email });
    await this.mailer.send(ctx, email, confirmOwnEmailMail(this.mailer.linkTo('verify-email', token)));
  }
}
