import { Injectable } from '@nestjs/common';
import { emailKey } from '@rapport/common';
import type { Context } from '../../../platform/context/Context.js';
import { JobQueue } from '../../../platform/jobs/JobQueue.js';
import { AttemptLimiter } from '../../../platform/security/throttling/AttemptLimiter.js';
import { RegistrationPolicy } from './RegistrationPolicy.js';
import { type RegistrationRequest, SEND_REGISTRATION_LINK } from './SendRegistrationLinkJob.js';

/** Asking for a link that opens a registration. */
@Injectable()
export class RegistrationRequests {
  constructor(
    private readonly policy: RegistrationPolicy,
    private readonly limiter: AttemptLimiter,
    private readonly jobs: JobQueue,
  ) {}

  /** The same answer after the same work, whether the address has an account or not. */
  async request(ctx: Context, email: string): Promise<void> {
    await this.policy.assertOpen(ctx);
    await this.limiter.count(ctx, 'registration', email);
    const payload: RegistrationRequest = { email: emailKey(email), requestId: ctx.requestId, ip: ctx.ip };
    await this.jobs.enqueue(ctx, { name: SEND_REGISTRATION_LINK, payload });
  }
}
