import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider } from '../../../platform/jobs/JobHandler.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { AccountMailer } from '../AccountMailer.js';
import { resetMail } from '../accountMails.js';
import { PasswordResetRepository } from './PasswordResetRepository.js';

export const SEND_PASSWORD_RESET = 'auth.sendPasswordReset';

export interface PasswordResetRequest {
  readonly email: string;
  readonly requestId: string;
  readonly ip: string | null;
}

/** Looks for the account and mails its link. In a job, so that the answer to the request takes as long whether there is one or not. */
@JobHandlerProvider()
export class SendPasswordResetJob implements JobHandler<PasswordResetRequest> {
  readonly name = SEND_PASSWORD_RESET;
  readonly repeatable = 'A second run issues a new link, which makes the first one void.';

  constructor(
    private readonly users: UserService,
    private readonly resets: PasswordResetRepository,
    private readonly mailer: AccountMailer,
    private readonly log: AccountLog,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async handle({ email, requestId, ip }: PasswordResetRequest): Promise<void> {
    const outer: Context = { requestId, ip, actor: { type: 'job', name: this.name }, manager: this.dataSource.manager };
    await this.unitOfWork.run(outer, async (ctx) => {
      const user = await this.users.findByEmail(ctx, email);
      if (!user) return;
      const token = await this.resets.issue(ctx, user.id);
      await this.mailer.send(ctx, user.email, resetMail(this.mailer.linkTo('reset-password', token)));
      await this.log.record(ctx, 'auth.passwordResetRequested', { userId: user.id });
    });
  }
}
