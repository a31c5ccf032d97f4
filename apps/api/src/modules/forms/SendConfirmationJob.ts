import { ProviderError } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { jobContext } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Installation } from '../../platform/installation/Installation.js';
import { type JobHandler, JobHandlerProvider, type JobRun } from '../../platform/jobs/JobHandler.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { SignUpConsentService } from '../consent/SignUpConsentService.js';
import { SenderAllowanceService } from '../providers/SenderAllowanceService.js';
import { type OpenSender, SenderPoolService } from '../providers/SenderPoolService.js';
import { CONFIRMATION_JOB, type ConfirmationPayload, MAIL_ATTEMPTS } from './confirmationJob.js';
import { ConfirmationWriter } from './ConfirmationWriter.js';
import { type PendingSignUp, SignUpRepository } from './SignUpRepository.js';

/** A sender that a person has to look at first is asked again after so long. */
const PAUSED_MS = 10 * 60_000;

/**
 * Sends the mail with the link, through the sender of the workspace. That it leaves is stored before it is handed over: what may have
 * left is never sent again, what has certainly not left is tried again. More than six dependencies: it asks everyone who may hold it back.
 */
@JobHandlerProvider()
export class SendConfirmationJob implements JobHandler<ConfirmationPayload> {
  readonly name = CONFIRMATION_JOB;
  readonly repeatable = 'Only a sign-up whose mail still waits is handed over, and it stops waiting before that is committed.';

  constructor(
    private readonly signUps: SignUpRepository,
    private readonly writer: ConfirmationWriter,
    private readonly consent: SignUpConsentService,
    private readonly senders: SenderPoolService,
    private readonly allowance: SenderAllowanceService,
    private readonly installation: Installation,
    private readonly jobs: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  async handle(payload: ConfirmationPayload, run: JobRun): Promise<void> {
    const ctx = jobContext(run.ctx.manager, payload.workspaceId, this.name, run.requestId);
    const signUp = await this.signUps.findUnsent(ctx, payload.signUpId, nowIso(this.clock));
    if (!signUp) return;
    // A copy of an installation knows of sign-ups that the original answers.
    const isAsked = (await this.installation.hold(ctx.manager)) === null && (await this.consent.mayAsk(ctx, signUp.addressKey));
    if (!isAsked) {
      await this.signUps.moveMail(ctx, signUp.id, 'waiting', 'notAsked');
      return;
    }
    const open = await this.senders.open(ctx);
    const wait = await this.waitOf(ctx, open);
    if (wait !== null) return this.jobs.enqueue(ctx, { name: this.name, payload, runAt: wait, maxAttempts: MAIL_ATTEMPTS });
    await this.send(ctx, signUp, open);
  }

  /** Until when the sender takes nothing; null: it does now. */
  private async waitOf(ctx: WorkspaceContext, { state, accountId }: OpenSender): Promise<Date | null> {
    if (state === 'paused') return new Date(this.clock.now().getTime() + PAUSED_MS);
    if (accountId === null) return null;
    const lease = await this.allowance.lease(ctx, accountId, 1);
    if (lease.kind === 'granted') return null;
    return new Date(lease.until);
  }

  private async send(ctx: WorkspaceContext, signUp: PendingSignUp, { sender }: OpenSender): Promise<void> {
    const { id } = signUp;
    const message = await this.writer.write(ctx, signUp);
    if (!(await this.unitOfWork.run(ctx, (ctx) => this.signUps.moveMail(ctx, id, 'waiting', 'handed')))) return;
    try {
      await sender.send(message);
    } catch (error) {
      const after = stateAfter(error);
      await this.signUps.moveMail(ctx, id, 'handed', after);
      if (after === 'waiting') throw error;
      this.logger.failure('forms.confirmationNotSent', error, { signUpId: id, state: after });
      return;
    }
    await this.signUps.moveMail(ctx, id, 'handed', 'sent');
  }
}

/** Only what has certainly not left waits again. What was refused to this recipient would be refused again. */
function stateAfter(error: unknown): 'waiting' | 'failed' | 'uncertain' {
  if (!(error instanceof ProviderError) || error.kind === 'unknownOutcome') return 'uncertain';
  return error.kind === 'rejected' && error.scope === 'recipient' ? 'failed' : 'waiting';
}
