import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { UserService } from '../../users/UserService.js';
import { AccountLog } from '../AccountLog.js';
import { emailConfirmed } from '../authErrors.js';
import type { Exchange } from '../Exchange.js';
import { personOf } from '../person.js';
import { type EmailChangeRequest, SEND_EMAIL_CHANGE } from './SendEmailChangeJob.js';

/** Asking for a link that confirms an address: a new one, or the account's own. */
@Injectable()
export class EmailChangeService {
  constructor(
    private readonly users: UserService,
    private readonly log: AccountLog,
    private readonly limiter: AttemptLimiter,
    private readonly jobs: JobQueue,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The same answer whether the new address is free or not. */
  async request(ctx: Context, email: string, exchange: Exchange): Promise<void> {
    await this.ask(ctx, emailKey(email), 'auth.emailChangeRequested', exchange);
  }

  /** For an account that has not proven its address yet. */
  async requestConfirmation(ctx: Context, exchange: Exchange): Promise<void> {
    const { email, emailVerifiedAt } = await this.users.requireUser(ctx, personOf(ctx).userId);
    if (emailVerifiedAt !== null) throw emailConfirmed();
    await this.ask(ctx, email, 'auth.emailConfirmationRequested', exchange);
  }

  private async ask(
    ctx: Context,
    newEmail: string,
    action: 'auth.emailChangeRequested' | 'auth.emailConfirmationRequested',
    { request }: Exchange,
  ): Promise<void> {
    const { userId } = personOf(ctx);
    await this.limiter.count(ctx, 'emailChange', userId);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const { credentialsVersion } = await this.users.requireUser(ctx, userId);
      const payload: EmailChangeRequest = { userId, newEmail, credentialsVersion };
      await this.jobs.enqueue(ctx, { name: SEND_EMAIL_CHANGE, payload });
      await this.log.record(ctx, action, { userId, request });
    });
  }
}
