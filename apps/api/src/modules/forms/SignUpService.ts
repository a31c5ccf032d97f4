import { Injectable } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { JobQueue } from '../../platform/jobs/JobQueue.js';
import { Clock } from '../../platform/time/Clock.js';
import { tell } from '../../platform/readerWords/readerWords.js';
import { languageOf } from '../consent/public.js';
import { CONFIRMATION_JOB, type ConfirmationPayload, MAIL_ATTEMPTS } from './confirmationJob.js';
import type { SignUpContent } from './formContent.js';
import type { Filled } from './formInputs.js';
import { TIME_NAME, TRAP_NAME } from './formPage.js';
import { FormRepository } from './FormRepository.js';
import type { Visit } from './FormVisits.js';
import { type PostedForm, readSignUpForm } from './readSignUpForm.js';
import { SignUpKeys } from './SignUpKeys.js';
import { SignUpLimits } from './SignUpLimits.js';
import { SignUpRepository } from './SignUpRepository.js';

export type Submission =
  | { readonly kind: 'taken' }
  | { readonly kind: 'again'; readonly filled: Filled }
  | { readonly kind: 'tooOften'; readonly seconds: number };

export const LINK_DAYS = 7;
const DAY_MS = 86_400_000;
/** Nobody fills in an address faster; programs do. */
const LEAST_MS = 1_500;

/**
 * Takes what visitors send in. Nothing about the address is looked up here: the answer, and how long it takes, are the same for each.
 * More than six dependencies: a stranger is counted, checked and stored, and the mail is put into the queue, in one step.
 */
@Injectable()
export class SignUpService {
  constructor(
    private readonly signUps: SignUpRepository,
    private readonly forms: FormRepository,
    private readonly limits: SignUpLimits,
    private readonly keys: SignUpKeys,
    private readonly jobs: JobQueue,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  async submit(outside: Context, { ctx, form, inputs, country, owner }: Visit, posted: PostedForm, userAgent: string): Promise<Submission> {
    if (typeof posted[TRAP_NAME] === 'string' && posted[TRAP_NAME] !== '') return { kind: 'taken' };
    const language = languageOf(owner);
    const read = readSignUpForm(posted, inputs, { country, language });
    if ('filled' in read) return { kind: 'again', filled: read.filled };
    const age = this.keys.ageOf(posted[TIME_NAME], form.id);
    if (age !== null && age < LEAST_MS)
      return { kind: 'again', filled: { values: read.typed, problems: {}, notice: tell(language, 'hurried') } };
    const admission = await this.limits.admit(outside, ctx.workspaceId, read.addressKey);
    if (admission.kind === 'refused') return { kind: 'tooOften', seconds: admission.seconds };
    if (admission.kind === 'silent') return { kind: 'taken' };
    const { version: formVersion, consentText } = form;
    const content: SignUpContent = {
      ...{ values: read.values, formVersion, consentText },
      ...{ ip: outside.ip, userAgent: userAgent.slice(0, 300), requestId: outside.requestId },
    };
    const now = this.clock.now();
    const id = newId();
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.signUps.insert(ctx, {
        ...{ id, formId: form.id, addressKey: read.addressKey, content, createdAt: now.toISOString() },
        expiresAt: new Date(now.getTime() + LINK_DAYS * DAY_MS).toISOString(),
      });
      await this.forms.count(ctx, form.id, 'submitted');
      const payload: ConfirmationPayload = { workspaceId: ctx.workspaceId, signUpId: id };
      await this.jobs.enqueue(ctx, { name: CONFIRMATION_JOB, payload, maxAttempts: MAIL_ATTEMPTS });
    });
    return { kind: 'taken' };
  }
}
