import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { type JobHandler, JobHandlerProvider } from '../../../platform/jobs/JobHandler.js';
import { UserService } from '../../users/UserService.js';
import { RefusedAttempts } from '../RefusedAttempts.js';
import { AccountMailer } from '../AccountMailer.js';
import { alreadyRegisteredMail, registrationMail } from '../accountMails.js';
import { RegistrationLinkRepository } from './RegistrationLinkRepository.js';

export const SEND_REGISTRATION_LINK = 'auth.sendRegistrationLink';

export interface RegistrationRequest {
  readonly email: string;
  readonly requestId: string;
  readonly ip: string | null;
}

/** Mails a link to a new address, and to an owner that they have an account. In a job: the request must not tell which it was. */
@JobHandlerProvider()
export class SendRegistrationLinkJob implements JobHandler<RegistrationRequest> {
  readonly name = SEND_REGISTRATION_LINK;
  readonly repeatable = 'A second run issues a new link, which makes the first one void.';

  constructor(
    private readonly users: UserService,
    private readonly links: RegistrationLinkRepository,
    private readonly mailer: AccountMailer,
    private readonly refused: RefusedAttempts,
    private readonly unitOfWork: UnitOfWork,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async handle({ email, requestId, ip }: RegistrationRequest): Promise<void> {
    const outer: Context = { requestId, ip, actor: { type: 'job', name: this.name }, manager: this.dataSource.manager };
    await this.unitOfWork.run(outer, async (ctx) => {
      const owner = await this.users.findByEmail(ctx, email);
      await this.refused.record(ctx, 'auth.registrationRequested', { userId: owner?.id ?? null, account: email });
      if (owner) return this.mailer.send(ctx, owner.email, alreadyRegisteredMail(this.mailer.linkTo('forgot-password')));
      const token = await this.links.issue(ctx, email);
      await this.mailer.send(ctx, email, registrationMail(this.mailer.linkTo('register', token)));
    });
  }
}
